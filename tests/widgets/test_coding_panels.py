"""What the panels of the coding widget ask, without a browser."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.planted_topics import QUESTION as ASKED
from tests.planted_topics import fit_by_key_word, survey_of
from tests.studies import QUESTION, survey
from tests.talks import study, talk
from vocbench.errors import NotFoundError, QuoteError, SourceError, VocbenchError
from vocbench.project import Project
from vocbench.widgets.coding.panels import Page, Panels
from vocbench.widgets.offsets import Utf16Offsets

ASK, TELL = "Hoe lang wacht je?", "Nou 😀 ik wacht lang. Dat wachten is een kwartir."


class Desk:
    """Panels on one transcript of a project, and what they sent."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.sent: list[tuple[Mapping[str, object], list[bytes]]] = []
        self.source = "p01"
        self._panels = Panels(project, self.page, lambda content, parts: self.sent.append((content, parts)))

    def page(self) -> Page:
        """The page as it is now."""
        shown = self.project.transcript(self.source)
        return Page(shown, Utf16Offsets(shown.text))

    def ask(self, op: str, **message: object) -> Any:
        """What comes back for a message of the browser."""
        return self._panels.replies()[op](message)

    def words(self, place: Mapping[str, int]) -> str:
        """The words at a place that the browser was told."""
        units = self.page().talk.text.encode("utf-16-le")
        return units[2 * place["start"] : 2 * place["end"]].decode("utf-16-le")

    def propose(self, kind: str, *sought: str, **more: object) -> Any:
        """Propose codings with the code Wachten."""
        form = {"unit": "hit", "code": "Wachten", "threshold": 0.5, "top": 5, "name": "", "round": 1}
        return self.ask("propose", kind=kind, sought=list(sought), **{**form, **more})

    def quotes(self) -> list[tuple[str, str]]:
        """What is coded, as (code, quote)."""
        return [(each.code, each.quote) for each in self.project.codings_of(self.source)]


@pytest.fixture
def desk() -> Desk:
    """Two interviews and a survey; an emoji stands before what is looked for."""
    other = talk(("Int", "En jij?"), ("Bo", "Ik wacht nooit."), name="p02", language="nl")
    project = study(talk(("Int", ASK), ("Ana", TELL), language="nl"), other, codes=("Wachten",))
    project.add(survey())
    return Desk(project)


# -- search -------------------------------------------------------------------------------


def test_hits_on_the_page_come_in_the_browsers_units(desk: Desk) -> None:
    """After an emoji a hit covers the words that it found."""
    found = desk.ask("search", words="WACHT", isPattern=False, isEverywhere=False)

    assert [desk.words(place) for place in found["here"]] == ["wacht", "wacht", "wacht"]
    assert found["elsewhere"] == []
    assert not found["isCut"]


def test_hits_elsewhere_say_where_and_whether_they_can_be_shown(desk: Desk) -> None:
    """Other transcripts can be jumped to; answers are only read. The page's own hits are not repeated."""
    found = desk.ask("search", words="wacht", isPattern=False, isEverywhere=True)

    assert [(hit["source"], hit["hit"], hit["canShow"]) for hit in found["elsewhere"]] == [
        ("p02", "wacht", True),
        ("survey", "wacht", False),
    ]
    assert found["elsewhere"][0]["answer"] == ""


def test_a_pattern_that_is_none_is_refused(desk: Desk) -> None:
    """The reason is for the page to show."""
    with pytest.raises(QuoteError, match="expression"):
        desk.ask("search", words="(", isPattern=True)


# -- autocode -----------------------------------------------------------------------------


def test_proposals_show_their_place_and_what_stands_around_them(desk: Desk) -> None:
    """A proposal on the page has the browser's offsets, its speaker and its context."""
    (first, second) = desk.propose("words", "wacht*")["proposals"]

    assert (first["number"], first["speaker"], first["before"], first["quote"]) == (
        0,
        "Ana",
        "Nou 😀 ik ",
        "wacht",
    )
    assert [desk.words(each) for each in (first, second)] == ["wacht", "wachten"]
    assert second["after"] == " is een kwartir."


def test_proposals_in_other_texts_have_no_place_on_the_page(desk: Desk) -> None:
    """They are read in the panel alone."""
    found = desk.propose("words", "wacht*", isEverywhere=True)["proposals"]

    assert [(each["source"], each["start"] is None) for each in found] == [
        ("p01", False),
        ("p01", False),
        ("p02", True),
        ("survey", True),
    ]
    assert (found[-1]["before"], found[-1]["quote"]) == ("Lange ", "wachttijd")


def test_accepted_proposals_become_codings_that_know_their_rule(desk: Desk) -> None:
    """Those named are coded in one act; the others are not."""
    desk.propose("words", "wacht*")

    assert desk.ask("accept", round=1, numbers=[1]) == {"n": 1}

    assert desk.quotes() == [("Wachten", "wachten")]
    (rule,) = desk.project.rules()["rule"]
    assert list(desk.project.codings()["rule"]) == [rule]


def test_a_refused_proposal_is_not_made_again(desk: Desk) -> None:
    """The same rule leaves it out from then on."""
    desk.propose("words", "wacht*")

    desk.ask("refuse", round=1, numbers=[0])

    assert [each["quote"] for each in desk.propose("words", "wacht*")["proposals"]] == ["wachten"]


@pytest.mark.parametrize("message", [{"round": 7, "numbers": [0]}, {"round": 1, "numbers": "all"}, {}])
def test_proposals_of_an_earlier_search_are_not_taken_for_these(
    desk: Desk, message: dict[str, object]
) -> None:
    """A number says nothing without the round that it is of."""
    desk.propose("words", "wacht*")

    with pytest.raises(VocbenchError, match="Find proposals anew"):
        desk.ask("accept", **message)

    assert desk.quotes() == []


def test_numbers_that_are_none_are_passed_over(desk: Desk) -> None:
    """What the page sends is not to be trusted."""
    desk.propose("words", "wacht*")

    assert desk.ask("accept", round=1, numbers=[-1, 99, None, "0"]) == {"n": 0}


@pytest.mark.parametrize(
    ("kind", "sought", "quotes"),
    [
        ("words", ["kwartir", "lang"], ["lang", "kwartir"]),
        ("lexicon", ["lang", "traag"], ["lang"]),
        ("regex", [r"\bis een \w+"], ["is een kwartir"]),
        ("speaker", ["Ana"], [TELL]),
    ],
)
def test_each_kind_of_rule_can_be_asked_for(
    desk: Desk, kind: str, sought: list[str], quotes: list[str]
) -> None:
    """The form's words become the rule that they describe."""
    assert [each["quote"] for each in desk.propose(kind, *sought)["proposals"]] == quotes


def test_answers_to_a_question_are_found_wherever_they_are(desk: Desk) -> None:
    """A question was asked in a survey, never on the page."""
    found = desk.propose("question", QUESTION)["proposals"]

    assert {each["source"] for each in found} == {"survey"}


@pytest.mark.parametrize(
    "form",
    [
        {"kind": "magic"},
        {"unit": "page"},
        {"kind": "similarity", "top": None},
        {"kind": "regex", "sought": []},
    ],
)
def test_a_form_that_describes_no_rule_is_refused(desk: Desk, form: dict[str, object]) -> None:
    """Each of these is a message that the page does not send."""
    with pytest.raises(VocbenchError):
        desk.ask("propose", **{"kind": "words", "unit": "hit", "code": "C", "sought": ["x"], **form})


def test_proposals_find_their_place_again_when_another_text_is_shown(desk: Desk) -> None:
    """Those of the text that is shown now have a place, the others none."""
    desk.propose("words", "wacht*", isEverywhere=True)
    desk.source = "p02"

    places = desk.ask("places", round=1)["places"]

    assert [place and desk.words(place) for place in places] == [None, None, "wacht", None]


def test_a_topic_that_became_a_rule_is_used_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is listed by the name of the topic, and finds what was not accepted yet, in whatever source."""
    monkeypatch.setattr("vocbench.topics.fit.fit_topics", fit_by_key_word)
    desk.project.add(survey_of(["the bill is high", "my bill is wrong", "the phone"], name="other"))
    rule, proposals = desk.project.code_from_topic(desk.project.topics(ASKED), 0, "Wachten")
    desk.project.accept(rule, proposals[:1])

    (used,) = desk.ask("rules")["rules"]
    found = desk.propose(used["kind"], *used["sought"], name=used["name"])

    assert (used["kind"], used["says"]) == ("topic", "bill")
    assert [each["quote"] for each in found["proposals"]] == [proposals[1].quote]


def test_rules_that_were_used_can_be_used_again(desk: Desk) -> None:
    """The last one first, as the form has them, with what became of their proposals."""
    desk.propose("words", "wacht*", "lang")
    desk.ask("accept", round=1, numbers=[0])
    desk.propose("similarity", threshold=0.25, top=7)
    desk.ask("refuse", round=1, numbers=[0])

    last, first = desk.ask("rules")["rules"]

    assert (last["kind"], last["threshold"], last["top"]) == ("similarity", 0.25, 7)
    assert (first["kind"], first["sought"], first["code"]) == ("words", ["wacht*", "lang"], "Wachten")
    assert (first["accepted"], first["refused"], last["refused"]) == (1, 0, 1)


# -- corrections --------------------------------------------------------------------------


def test_a_correction_after_an_emoji_meets_the_words_that_were_selected(desk: Desk) -> None:
    """The misspelt word is replaced, and nothing is in doubt."""
    start = len(ASK) + 1 + TELL.index("kwartir") + 1  # one more: the emoji is two units

    answer = desk.ask("correct", start=start, end=start + len("kwartir"), words="kwartier")

    assert desk.page().talk.text.endswith("een kwartier.")
    assert answer == {"doubtful": 0}


def test_a_correction_says_how_many_codings_it_put_in_doubt(desk: Desk) -> None:
    """A coding that loses its words is one to review."""
    desk.project.code("p01", quote="wachten", code="Wachten")
    start = len(ASK) + 1 + TELL.index("wachten") + 1

    answer = desk.ask("correct", start=start, end=start + len("wachten"), words="douchen")

    assert answer == {"doubtful": 1}


# -- the recording ------------------------------------------------------------------------


def test_without_a_recording_there_is_none(desk: Desk) -> None:
    """The panel then asks where it is."""
    assert desk.ask("media") == {"recording": None}


def test_a_recording_is_sent_in_the_parts_that_are_asked_for(desk: Desk, tmp_path: Path) -> None:
    """Name, kind and size first; then bytes from any place, with what names the part."""
    sound = tmp_path / "p01.mp3"
    sound.write_bytes(bytes(range(10)))
    desk.ask("attach", path=str(sound))

    told = desk.ask("media")["recording"]
    desk.ask("media_part", file=3, number=1, start=4, size=4)

    assert told == {"name": "p01.mp3", "type": "audio/mpeg", "size": 10}
    assert desk.sent == [({"event": "media_part", "file": 3, "number": 1}, [bytes([4, 5, 6, 7])])]


def test_a_recording_that_is_gone_is_refused_with_its_path(desk: Desk, tmp_path: Path) -> None:
    """The researcher learns which file to put back."""
    sound = tmp_path / "p01.mp3"
    sound.write_bytes(b"x")
    desk.ask("attach", path=str(sound))
    sound.unlink()

    with pytest.raises(NotFoundError, match=r"p01\.mp3"):
        desk.ask("media")


@pytest.mark.parametrize("message", [{}, {"start": -1, "size": 1}, {"start": 0, "size": "all"}])
def test_a_part_that_is_none_is_refused(desk: Desk, tmp_path: Path, message: dict[str, object]) -> None:
    """What the page sends is not to be trusted."""
    sound = tmp_path / "p01.mp3"
    sound.write_bytes(b"x")
    desk.ask("attach", path=str(sound))

    with pytest.raises(VocbenchError, match="no part"):
        desk.ask("media_part", **message)


def test_a_text_is_no_recording(desk: Desk, tmp_path: Path) -> None:
    """The project says which kinds can be played, and the panel shows it."""
    path = tmp_path / "p01.txt"
    path.write_text("x")

    with pytest.raises(SourceError, match="audio or video"):
        desk.ask("attach", path=str(path))
