"""One insight on one page: what it says, what it keeps to itself, and what it looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.talks import study, talk
from vocbench.errors import NotFoundError, ReportError
from vocbench.model.board import Voice
from vocbench.model.coding import Coding
from vocbench.project import Project
from vocbench.report.agenda import agenda_page, write_agenda
from vocbench.report.agenda_words import AGENDA
from vocbench.report.provenance import is_unchanged

EVIL = "<img src=x onerror=alert(1)>"


@dataclass(frozen=True)
class Study:
    """A project with one insight and all that follows from it."""

    project: Project
    insight: str
    action: str
    codings: tuple[Coding, ...]

    def words(self, **options: str) -> str:
        """The page as a reader reads it, blanks made one."""
        page = re.sub(
            r"<(style|title)>.*?</\1>",
            " ",
            agenda_page(self.project, self.insight, **options),
            flags=re.DOTALL,
        )
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


@pytest.fixture
def made() -> Iterator[Study]:
    """Ann says four things for it, Bob one, and one against it; Cas, who works there, says it too."""
    said = {
        "ann": "It comes late. I waited. I called. Nobody knew.",
        "bob": "It came late. The app is fast.",
        "cas": "They call about it.",
    }
    with study(*(talk((name.title(), words), name=name) for name, words in said.items())) as project:
        quotes = [(name, f"{each.strip('.')}.") for name, words in said.items() for each in words.split(". ")]
        codings = tuple(project.code(name, quote=quote, code="Waiting") for name, quote in quotes)
        project.set_voice("cas", Voice.EMPLOYEE)
        project.empathy_map("Caller", question="Why do people call?")
        against = [each for each in codings if "app" in each.quote]
        board = project.note(
            "Caller",
            "pains",
            "Late",
            supports=[each for each in codings if each not in against],
            contradicts=against,
        )
        insight = project.insight("Late bills feel careless", notes=board.notes, feeling="ignored").id
        chance = project.opportunity("Say when it comes", insights=insight, pain="not knowing")
        action = project.action("Date in the letter", opportunities=chance).id
        yield Study(project, insight, action, codings)


def test_quotes_of_different_people_come_first(made: Study) -> None:
    """Customers before employees, nobody twice before everybody once; the rest is counted."""
    page = made.words()
    heard = [
        quote
        for quote in ("It comes late.", "It came late.", "I waited.", "They call about it.")
        if quote in page
    ]

    assert heard == ["It comes late.", "It came late.", "I waited."]
    assert "… and 3 more in the project." in page


def test_what_speaks_against_it_is_on_the_page(made: Study) -> None:
    """Beside what bears it out, with who said it."""
    page = made.words()

    assert page.index("What speaks against it") < page.index("The app is fast.")
    assert "customers: 2 · 1 against it" in page


def test_an_employee_is_called_one(made: Study) -> None:
    """Where an employee is quoted, the page says so."""
    for each in made.codings:
        if each.source != "cas":
            made.project.uncode(each.id)

    assert "They call about it. cas · employee" in made.words()


def test_what_is_open_is_asked(made: Study) -> None:
    """Nobody checked it, and the action has no owner, day or measure."""
    page = made.words()

    for question in (
        "Who puts this to a participant?",
        "Who does it: Date in the letter?",
        "By when: Date in the letter?",
        "How do we see whether it helped: Date in the letter?",
    ):
        assert question in page


def test_what_is_settled_is_not_asked(made: Study) -> None:
    """A confirmed insight with an action that is owned, dated and measured leaves one question."""
    made.project.member_check(made.insight, "ann", "confirmed")
    made.project.edit_action(made.action, owner="Jan", due=date(2026, 12, 31), measure="calls a week")
    page = made.words()

    assert "idea · Jan · due 2026-12-31 · measured by calls a week" in page
    assert "1 of 1 participants confirmed it (100%, 95% 21% to 100%)" in page
    assert page.count("?") == 1
    assert "What do the people who say the opposite have in common?" in page


def test_what_was_lost_is_said(made: Study) -> None:
    """The mark of an insight whose quote went, as a warning and as a question."""
    made.project.uncode(made.codings[0].id)
    page = made.words()

    assert "This lost something that it rested on: ann." in page
    assert "Does this still hold without what was taken away?" in page


def test_an_insight_that_nothing_carries_says_so(made: Study) -> None:
    """No quote is shown, and none is made up."""
    made.project.remove_code("Waiting", with_codings=True)
    page = made.words()

    assert "The evidence does not carry the depth that this claims." in page
    assert "Nothing bears this out any more." in page


def test_a_bare_insight_asks_what_to_do(made: Study) -> None:
    """Without an opportunity there is nothing to own yet."""
    bare = made.project.insight("Another", notes=made.project.board("Caller").notes).id
    page = Study(made.project, bare, "", ()).words()

    assert "No opportunity follows from this yet." in page
    assert "What do we do about it, and who?" in page


def test_both_languages_have_all_words() -> None:
    """The same keys, at each depth."""

    def keys(words: object) -> object:
        return {name: keys(each) for name, each in words.items()} if isinstance(words, dict) else None

    assert keys(AGENDA["en"]) == keys(AGENDA["nl"])


def test_the_page_speaks_dutch(made: Study) -> None:
    """What vocbench says; the words of people stay as they are."""
    assert 'lang="nl"' in agenda_page(made.project, made.insight, lang="nl-BE")
    assert "Wie doet het: Date in the letter?" in made.words(lang="nl")


def test_an_insight_is_found_by_its_words(made: Study) -> None:
    """On a command line nobody types an id."""
    by_id, by_words = (agenda_page(made.project, each) for each in (made.insight, "Late bills feel careless"))

    assert by_id == by_words


def test_text_is_never_markup(made: Study) -> None:
    """An insight, a quote and an owner that look like tags are shown as they were written."""
    made.project.edit_insight(made.insight, text=EVIL, feeling=EVIL)
    made.project.edit_action(made.action, owner=EVIL)
    page = agenda_page(made.project, made.insight)

    assert "<img" not in page
    assert made.words().count(EVIL) == 3


def test_two_pages_of_one_state_are_the_same(made: Study, tmp_path: Path) -> None:
    """To the byte, and each is as it was made."""
    written = [write_agenda(made.project, made.insight, tmp_path / name / "one.html") for name in "ab"]

    assert written[0].read_bytes() == written[1].read_bytes()
    assert is_unchanged(written[0])


def test_what_needs_consent_does_not_leave(made: Study) -> None:
    """For the public, words without consent and owners are left out; those with consent stay."""
    made.project.edit_action(made.action, owner="Jan")
    made.project.set_consent("bob", scopes=["analyse", "quote anonymously"], date=date(2026, 1, 1))
    page = made.words(audience="public")

    assert "It came late." in page
    assert "It comes late." not in page
    assert "Jan" not in page


def test_a_name_stops_the_page(made: Study, tmp_path: Path) -> None:
    """A word that may be a name keeps the page in, and nothing is written."""
    made.project.edit_insight(made.insight, text="Everybody asks for Wilhelmina")

    with pytest.raises(ReportError, match="not written, as names might leave"):
        write_agenda(made.project, made.insight, tmp_path / "one.html", audience="public")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_insight_or_audience_is_refused(made: Study) -> None:
    """The message names it."""
    with pytest.raises(NotFoundError, match="no insight 'gone'"):
        agenda_page(made.project, "gone")
    with pytest.raises(ReportError, match="not for 'friends'"):
        agenda_page(made.project, made.insight, audience="friends")


def test_it_prints_on_one_page(made: Study, tmp_path: Path, chromium: Browser) -> None:
    """On A4, in the browser that makes PDFs; and it asks the network for nothing."""
    asked: list[str] = []
    path = write_agenda(made.project, made.insight, tmp_path / "one.html")
    page = chromium.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    page.close()

    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    assert asked == [path.as_uri()]
