"""How boards of every template are drawn, card by card."""

from __future__ import annotations

import re
from dataclasses import replace
from math import nan

import pytest

from tests.pictured import Believed, PicturedProject, Rows, proof
from vocbench.model.board import (
    Board,
    Channel,
    Details,
    Evidence,
    EvidenceKind,
    Note,
    Origin,
    Proof,
    Relation,
    Standing,
    Subject,
    Voice,
)
from vocbench.model.marker import Marker
from vocbench.model.template import template, templates, with_stages
from vocbench.widgets.boards.cards import varied
from vocbench.widgets.boards.static import BoardCanvas

PLAIN = Note("n1", "pains", "The bill", (Evidence(EvidenceKind.CODING, "c"),), Origin.SAID)


def drawn(project: PicturedProject, *, lang: str = "en") -> str:
    """The picture of its board, without the style."""
    html = BoardCanvas(project, "b", lang=lang).to_html()
    return re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)


def words(html: str) -> str:
    """What a reader sees."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def with_notes(
    *notes: Note, template_id: str = "empathy_map", proofs: list[Proof] | None = None
) -> PicturedProject:
    """A project with a board that has these notes."""
    board = Board("b", "Marieke", "Why?", template(template_id), notes, Subject.SEGMENT)
    return PicturedProject(board, [proof("n1", "P1")] if proofs is None else proofs)


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("value", templates(), ids=lambda each: each.id)
def test_every_template_is_drawn_with_all_its_regions(value: object, lang: str) -> None:
    """Each region stands once, with its name and credit, and says that it is empty."""
    known = template(value.id)  # type: ignore[attr-defined]  # a template
    html = drawn(with_notes(template_id=known.id), lang=lang)

    assert html.count('class="voc-region') == len(known.regions)
    assert html.count('class="voc-empty"') == len(known.regions)
    for heading in (*known.stages, *known.lanes) if known.stages else known.regions:
        assert heading.name(lang).replace("&", "&amp;") in html
    assert known.credit.replace("&", "&amp;").replace("'", "&#x27;") in html


def test_numbered_regions_show_their_numbers_in_order() -> None:
    """The canvas of 2017 is filled from 1 to 7, and is read in that order."""
    html = drawn(with_notes(template_id="empathy_canvas_2017"))

    assert re.findall(r'voc-number">(\d)<', html) == list("1234567")


def test_a_journey_is_read_stage_by_stage() -> None:
    """A stage's cells come one after the other, though lanes are rows to the eye."""
    stages = with_stages(template("journey"), ["See", "Buy"])
    project = PicturedProject(Board("b", "Trip", "Why?", stages))

    seen = re.findall(r"<h4[^>]*>([^<]+)</h4>|<h5>([^<]+)</h5>", drawn(project))

    lanes = ["Steps", "Touchpoints", "Emotion", "Pain points", "Opportunities", "Quotes"]
    assert ["".join(each) for each in seen] == ["See", *lanes, "Buy", *lanes]


def journey_felt() -> PicturedProject:
    """A journey of three stages of which the second is unknown."""
    stages = with_stages(template("journey"), ["See", "Buy", "Use"])
    rows = [("see", -1.0, -1.5, 0.5, 4), ("buy", nan, nan, nan, 0), ("use", 2.0, nan, nan, 1)]
    felt = [dict(zip(("stage", "valence", "low", "high", "n"), row, strict=True)) for row in rows]
    return PicturedProject(Board("b", "Trip", "Why?", stages), felt=Rows(felt))


def test_the_emotion_line_has_a_text_alternative() -> None:
    """Whoever cannot see it hears each stage, with interval and n, and of the gap that it is unknown."""
    html = drawn(journey_felt(), lang="nl")

    assert (
        'aria-label="Hoe het voelde, fase voor fase, met 95%-intervallen. '
        'See: −1,0 (−1,5 tot +0,5), n = 4; Buy: onbekend; Use: +2,0, n = 1."'
    ) in html


def test_the_emotion_line_breaks_at_a_gap() -> None:
    """From the first stage no line leads to the third."""
    (path,) = re.findall(r'<path d="([^"]*)"', drawn(journey_felt()))

    assert path == "M0.5 69.0M2.5 12.0"


def test_only_known_intervals_are_drawn() -> None:
    """One of three stages has one."""
    assert drawn(journey_felt()).count("voc-whisker") == 1


def test_k_of_n_and_its_interval_are_shown() -> None:
    """As the project's credibility gives them."""
    project = with_notes(PLAIN)
    row = {"note": "n1", "respondents": 3, "n": 12, "low": 0.0889, "high": 0.5323}
    project.believed = Believed(notes=Rows([row]))

    assert "1 quote · 3 of 12 customers 25%, 95% interval 9% to 53%" in words(drawn(project))


def test_nobody_who_could_have_said_it_is_no_share() -> None:
    """Where N is 0 nothing is known: no bar, no "0 of 0"."""
    project = with_notes(PLAIN)
    row = {"note": "n1", "respondents": 0, "n": 0, "low": nan, "high": nan}
    project.believed = Believed(notes=Rows([row]))

    html = drawn(project)

    assert "voc-reach" not in html
    assert "of 0" not in words(html)


def test_markers_stand_where_they_belong() -> None:
    """At a note, a region or the head, each as a labelled sign that tells more."""
    project = with_notes(PLAIN)
    rows = [
        {"level": "note", "id": "n1", "marker": "single_voice", "n": 1, "detail": "P1"},
        {"level": "region", "id": "gains", "marker": "fragile", "n": 1, "detail": None},
        {"level": "board", "id": "b", "marker": "group_not_heard", "n": 2, "detail": "<i>"},
    ]
    project.believed = Believed(markers=Rows(rows))

    html = drawn(project)
    head, body = html.split("</header>")

    assert re.findall(r'data-marker="(\w+)"', head) == ["group_not_heard"]
    assert re.findall(r'data-marker="(\w+)"', body) == ["single_voice", "fragile"]
    assert f'title="{Marker.SINGLE_VOICE.meaning("en")} P1">{Marker.SINGLE_VOICE.label("en")}<' in body
    assert "<i>" not in html


def test_other_voices_are_counted_apart() -> None:
    """Employees and the team never add to the customers."""
    proofs = [
        proof("n1", "P1"),
        proof("n1", "W1", voice=Voice.EMPLOYEE),
        proof("n1", "W2", voice=Voice.EMPLOYEE),
        proof("n1", "S1", voice=Voice.SELF),
    ]

    shown = words(drawn(with_notes(PLAIN, proofs=proofs)))

    assert "4 quotes · 1 customer · 2 employees · 1 as a customer oneself" in shown
    assert "W1 · talk-W1 · employee" in shown


@pytest.mark.parametrize(
    ("note", "phrase"),
    [
        (replace(PLAIN, standing=Standing.PROPOSED), "The bill proposal"),
        (replace(PLAIN, stale="the quote"), "lost: the quote"),
        (replace(PLAIN, votes=("A", "B")), "2 votes"),
        (replace(PLAIN, confidence=0.8), "80% sure beforehand"),
        (replace(PLAIN, origin=Origin.OBSERVED), "The bill observed"),
        (replace(PLAIN, details=Details(channel=Channel.ANALOGUE)), "The bill analogue"),
        (replace(PLAIN, details=Details(valence=-1.5)), "feeling −1.5"),
        (replace(PLAIN, details=Details(valence=0)), "feeling 0.0"),
        (replace(PLAIN, details=Details(delay_days=1)), "delays by 1 day"),
        (replace(PLAIN, details=Details(delay_days=2.5)), "delays by 2.5 days"),
        (replace(PLAIN, details=Details(is_measured=False, owner="Ann")), "not measured owner: Ann"),
    ],
)
def test_what_is_known_of_a_note_is_on_its_card(note: Note, phrase: str) -> None:
    """In words, not in colour alone."""
    assert phrase in words(drawn(with_notes(note)))


def test_what_is_not_known_is_not_on_the_card() -> None:
    """A note that was said, without votes or details, has its words and counts only."""
    assert 'class="voc-tags"' not in drawn(with_notes(PLAIN))


def test_groups_lie_together_under_their_title() -> None:
    """Though another note was written in between."""
    notes = [replace(PLAIN, id=f"n{at}", text=f"Note {at}", group=group) for at, group in
             enumerate(["Time", "", "Time"])]  # fmt: skip

    shown = words(drawn(with_notes(*notes, proofs=[])))

    assert re.findall(r"Note \d|Time", shown) == ["Time", "Note 0", "Note 2", "Note 1"]


def test_what_was_refused_is_off_the_wall() -> None:
    """Whatever the board says."""
    assert "The bill" not in drawn(with_notes(replace(PLAIN, standing=Standing.REFUSED)))


@pytest.mark.parametrize(
    ("subject", "about", "phrase"),
    [
        (Subject.IMAGINED, (), "An imagined person"),
        (Subject.PERSON, ("P1",), "About P1"),
        (Subject.SEGMENT, ("P1", "P2"), "About 2 people who were heard"),
        (Subject.SEGMENT, (), "About everybody who was heard"),
    ],
)
def test_the_head_says_whom_it_is_about(subject: Subject, about: tuple[str, ...], phrase: str) -> None:
    """An imagined person is called so."""
    board = Board("b", "Marieke", "Why?", template("forces"), (), subject, about)

    assert phrase in words(drawn(PicturedProject(board)))


def test_assumptions_are_called_so() -> None:
    """A board that was made beforehand says it."""
    board = Board("b", "Marieke", "Why?", template("forces"), is_assumption=True)

    assert "assumptions, made before there was evidence" in words(drawn(PicturedProject(board)))


def test_quotes_that_contradict_are_always_among_those_shown() -> None:
    """Also where many people bear a note out: each relation and person comes before a second time."""
    proofs = [
        *(proof("n1", f"P{person}", at) for person in range(5) for at in (0, 10)),
        proof("n1", "P9", relation=Relation.CONTRADICTS),
        proof("n1", "P9", 10, relation=Relation.CONTRADICTS),
    ]

    shown = varied(proofs, 6)

    said = [(each.relation.value, each.respondent) for each in shown]
    assert said == [("supports", f"P{person}") for person in range(4)] + [("contradicts", "P9")] * 2


def test_numbers_can_be_tied_to_their_quotes_by_a_report() -> None:
    """The count of quotes carries the note, and each quote whose it is."""
    html = drawn(with_notes(PLAIN))

    assert '<span data-voc-quotes="note=n1">1 quote</span>' in html
    assert 'data-voc-respondent="P1"' in html


def test_the_picture_needs_nothing_from_elsewhere() -> None:
    """No script, no address, no handler of events."""
    html = BoardCanvas(with_notes(PLAIN), "b").to_html()

    assert not re.search(r"<script|https?:|url\(|\son\w+=", html)


def test_the_same_board_is_drawn_the_same() -> None:
    """Two renders are byte-identical."""
    project = journey_felt()

    assert drawn(project) == drawn(project)
