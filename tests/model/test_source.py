"""Transcripts and answer tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.studies import survey, talk
from vocbench.errors import SourceError
from vocbench.model.source import Answer, Respondent, Role, Speaker, Transcript, Turn, clean_text
from vocbench.model.span import Span


def test_turn_at_finds_who_speaks() -> None:
    """The character after a turn's last belongs to nobody."""
    found = talk()
    first = found.turns[0]

    assert found.turn_at(first.span.end - 1) == first
    assert found.turn_at(first.span.end) is None


def test_a_lone_respondent_is_called_after_the_source() -> None:
    """Somebody called R1 in one interview is not R1 of the next; interviewers have no key."""
    found = talk("p01")

    assert found.respondent_key("Marieke") == "p01"
    assert found.respondent_key("I") is None
    both = replace(found, speakers=(*found.speakers, Speaker("Bas")))
    assert both.respondent_key("Marieke") == "p01/Marieke"


def test_a_named_respondent_keeps_the_key() -> None:
    """A speaker can be tied to a respondent of the survey."""
    found = replace(talk(), speakers=(Speaker("I", Role.INTERVIEWER), Speaker("Marieke", respondent="17")))

    assert found.respondent_key("Marieke") == "17"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"name": " "}, "needs a name"),
        ({"text": " \n"}, "holds no words"),
        ({"text": "een\r\ntwee"}, "CR line ends"),
        ({"turns": (Turn(Span(0, 9), "I"), Turn(Span(5, 12), "I"))}, "overlap"),
        ({"turns": (Turn(Span(0, 9), "Bas"),)}, "not a speaker"),
        ({"turns": (Turn(Span(0, 999), "I"),)}, "ends after the text"),
        ({"speakers": (Speaker("I"), Speaker("I"))}, "lists a speaker twice"),
    ],
)
def test_a_transcript_that_contradicts_itself_is_refused(change: dict[str, object], complaint: str) -> None:
    """What cannot be is refused at birth, and named."""
    with pytest.raises(SourceError, match=complaint):
        replace(talk(), events=(), **change)  # type: ignore[arg-type]


def test_an_answer_given_twice_is_refused() -> None:
    """One respondent answers one question once a wave."""
    table = survey()

    with pytest.raises(SourceError, match="'1' answers 'Wat kan beter\\?' twice"):
        replace(table, answers=(*table.answers, replace(table.answers[0], text="nog eens")))


def test_an_answer_by_nobody_is_refused() -> None:
    """Each answer's respondent is listed."""
    with pytest.raises(SourceError, match="'9', who is not listed"):
        replace(survey(), answers=(Answer("9", "Q", "x"),))


def test_attributes_have_a_type() -> None:
    """Text, numbers, yes/no and dates are attributes; a list is none."""
    Respondent("1", {"since": date(2024, 2, 29), "age": 40, "owner": False})

    with pytest.raises(SourceError, match="'tags' of respondent '1' is a list"):
        Respondent("1", {"tags": ["a"]})  # type: ignore[dict-item]
    with pytest.raises(SourceError, match="'when' of respondent '1' is a datetime"):
        Respondent("1", {"when": datetime(2024, 2, 29, 10, tzinfo=UTC)})


def test_clean_text_changes_only_line_ends_and_the_mark() -> None:
    """No normalisation: accents and blanks stay as they are."""
    assert clean_text("\ufeffe\u0301\u00a0x\r\ny\rz") == "e\u0301\u00a0x\ny\nz"


def test_a_transcript_needs_no_turns() -> None:
    """A document without speakers is a source too."""
    assert Transcript("note", "Veldnotitie").turn_at(0) is None


def test_speakers_get_their_names() -> None:
    """A label from a machine becomes a name, in the list and in every turn; the text is untouched."""
    found = talk().renamed({"Marieke": "Mieke"})

    assert [turn.speaker for turn in found.turns] == ["I", "Mieke", "I", "Mieke"]
    assert found.speaker("Mieke") == Speaker("Mieke")
    assert found.text == talk().text


def test_two_labels_with_one_name_become_one_speaker() -> None:
    """A machine that took one voice for two is corrected."""
    found = talk().renamed({"Marieke": "Sanne", "I": "Sanne"})

    assert [each.name for each in found.speakers] == ["Sanne"]


def test_renaming_somebody_who_is_not_there_is_refused() -> None:
    """The message lists who speaks."""
    with pytest.raises(SourceError, match=r"Nobody is called 'Bas'.*'I', 'Marieke'"):
        talk().renamed({"Bas": "Sanne"})
