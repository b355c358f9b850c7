"""The canvas of a board and the list of quotes, as HTML."""

from __future__ import annotations

import re

import pytest

from tests.studies import QUESTION
from vocbench.project import Project
from vocbench.widgets.boards.static import BoardCanvas
from vocbench.widgets.quotes.quote_list import QuoteList

NASTY = "<script>window.pwned = 1</script><img src=x onerror=alert(1)>"


def text_of(html: str) -> str:
    """What a reader sees: the HTML without its style and tags."""
    return re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL))


@pytest.fixture
def mapped(project: Project) -> Project:
    """A project with a map of three notes."""
    project.code("p01", quote="een kwartier", code="Doet")
    project.code("p01", quote="Gisteren was het", code="Doet")
    project.code("p01", quote="vijf minuten", occurrence=1, code="Zegt")
    project.empathy_map("Marieke", question="Waarom douche je zo lang?")
    project.note(
        "Marieke",
        "say_do",
        "Ik ben zo klaar",
        supports=project.quotes("Zegt"),
        contradicts=project.quotes("Doet"),
    )
    project.note("Marieke", "pains", "De rekening", supports=project.answers(QUESTION).head(1))
    project.note("Marieke", "gains", "Een schermpje")
    return project


def test_the_canvas_counts_quotes_and_people(mapped: Project) -> None:
    """Each note shows how many quotes and people stand behind it, and what speaks against it."""
    words = " ".join(text_of(BoardCanvas(mapped, "Marieke").to_html()).split())

    assert "1 quote · 1 of 1 customer · 2 against" in words
    assert "1 quote · 1 of 3 customers 33%, 95% interval 6% to 79% “De rekening is onduidelijk”" in words


def test_a_note_without_evidence_is_shown_as_imagined(mapped: Project) -> None:
    """Exactly the note that nobody said carries the mark, in both languages."""
    english = BoardCanvas(mapped, "Marieke").to_html()
    dutch = BoardCanvas(mapped, "Marieke", lang="nl").to_html()

    assert english.count('" data-origin="imagined" data-standing') == 1
    assert 'Een schermpje</p><p class="voc-tags"><span class="voc-tag">imagined: no quote yet' in english
    assert "bedacht: nog geen citaat" in dutch


def test_the_canvas_speaks_dutch(mapped: Project) -> None:
    """Regions, prompts and counts are in the language asked for."""
    words = text_of(BoardCanvas(mapped, "Marieke", lang="nl").to_html())

    for phrase in (
        "Empathiekaart: Marieke",
        "Denkt &amp; voelt",
        "Pijnpunten",
        "1 van 3 klanten",
        "2 tegen",
    ):
        assert phrase in words
    assert "Thinks" not in words


def test_an_empty_region_says_so(mapped: Project) -> None:
    """Three of the six regions hold nothing, and say it."""
    assert text_of(BoardCanvas(mapped, "Marieke").to_html()).count("Nothing here yet.") == 3


def test_many_quotes_are_counted_not_all_shown(project: Project) -> None:
    """A note shows six quotes and says how many more there are."""
    for number in range(9):
        project.code("p01", span=(number, number + 3), code="Veel")
    project.empathy_map("Marieke", question="Waarom?")
    project.note("Marieke", "pains", "Veel", supports=project.quotes("Veel"))

    html = BoardCanvas(project, "Marieke").to_html()

    assert html.count("<blockquote") == 6
    assert "… and 3 more" in html


def test_words_of_the_study_are_never_markup(project: Project) -> None:
    """A name, a question, a note, a memo and a code that hold markup show as text."""
    project.code("p01", quote="een kwartier", code=NASTY.replace("/", "\\"), memo=NASTY)
    project.empathy_map(NASTY, question=NASTY)
    project.note(NASTY, "pains", NASTY, supports=project.quotes())

    for html in (BoardCanvas(project, NASTY).to_html(), QuoteList(project.quotes()).to_html()):
        assert "<script" not in html
        assert "<img" not in html
        assert "&lt;img src=x onerror=alert(1)&gt;" in html


def test_quotes_are_shown_with_who_and_why(project: Project) -> None:
    """Speaker, source, code and memo stand below the words."""
    project.code("p01", quote="een kwartier", code="Duur", memo="let op")

    words = " ".join(text_of(QuoteList(project.quotes(context=9)).to_html()).split())

    assert words == "… was het een kwartier . Maar vi… Marieke · p01 · Duur · let op"


def test_no_quotes_is_said(project: Project) -> None:
    """An empty list says that it is empty, in the language asked for."""
    assert "Nog geen citaten." in QuoteList(project.quotes(), lang="nl").to_html()


def test_pictures_have_a_stable_name(mapped: Project) -> None:
    """Their repr holds no memory address, so that a notebook run twice is the same."""
    assert repr(BoardCanvas(mapped, "Marieke")) == "BoardCanvas('Marieke')"
    assert repr(QuoteList(mapped.quotes())) == "QuoteList(3 quotes)"
