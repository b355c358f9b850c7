"""Who asks and who answers is guessed from the labels, or given."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.transcribed import guessed, guesses, read, said
from vocbench.errors import ReadError
from vocbench.exchange.transcripts import draft_of, to_transcript
from vocbench.model.source import Role, Speaker


def test_how_sure_labels_are_depends_on_their_return(tmp_path: Path) -> None:
    """Names that come back are surer than names that occur once."""
    once, often = (guessed(read(tmp_path, "Anna: Ja?\nBert: Nee.\n" * n), "speaker labels") for n in (1, 9))

    assert once.confidence < 0.5 < often.confidence
    assert often.value == "'Anna', 'Bert'"


@pytest.mark.parametrize(
    "label", ["I", "i", "Int", "INT1", "Interviewer", "Interviewer 2", "Moderator", "Onderzoeker", "Q"]
)
def test_usual_labels_show_who_asks(tmp_path: Path, label: str) -> None:
    """The interviewer is guessed from the label, and the guess is told."""
    transcript = read(tmp_path, f"{label}: Ja?\nR: Nee.\n")

    assert [speaker.role for speaker in transcript.speakers] == [Role.INTERVIEWER, Role.RESPONDENT]
    guess = guessed(transcript, f"role of {label!r}")
    assert (guess.value, guess.confidence, guess.override) == ("interviewer", 0.9, "interviewer")


@pytest.mark.parametrize(
    "labels", [("Anna", "Bert"), ("Speaker 0", "Speaker 1"), ("SPEAKER_00", "SPEAKER_01")]
)
def test_where_labels_say_nothing_the_one_who_asks_is_guessed(
    tmp_path: Path, labels: tuple[str, str]
) -> None:
    """Of an interview between names, who asks in most turns is the interviewer, as far as that goes."""
    transcript = read(tmp_path, "{}: Ja?\n{}: Nee.\n".format(*labels) * 9 + f"{labels[0]}: Dank.\n")

    assert [speaker.role for speaker in transcript.speakers] == [Role.INTERVIEWER, Role.RESPONDENT]
    assert guessed(transcript, f"role of {labels[0]!r}").confidence == 0.82
    assert guessed(transcript, f"role of {labels[1]!r}").confidence == 0.9


def test_in_a_debate_nobody_is_the_interviewer(tmp_path: Path) -> None:
    """Where more than one asks, who asks a lot is a doubtful respondent."""
    transcript = read(tmp_path, "Anna: Ja?\nBert: Nee?\nCees: O.\n" * 9)

    assert {speaker.role for speaker in transcript.speakers} == {Role.RESPONDENT}
    assert guessed(transcript, "role of 'Anna'").confidence == 0


@pytest.mark.parametrize("interviewer", ["Anna", "anna", ["Anna"]])
def test_the_interviewer_can_be_named(tmp_path: Path, interviewer: str | list[str]) -> None:
    """What the researcher says overrules any guess."""
    transcript = read(tmp_path, "Anna: Ja?\nI: Nee.\n", interviewer=interviewer)

    assert [speaker.role for speaker in transcript.speakers] == [Role.INTERVIEWER, Role.RESPONDENT]


def test_an_interviewer_who_does_not_speak_is_refused(tmp_path: Path) -> None:
    """A slip in the label is met with the labels there are."""
    with pytest.raises(ReadError, match=r"No speaker is labelled 'Ana'.*Did you mean 'Anna'.*'Anna', 'Bert'"):
        read(tmp_path, "Anna: Ja?\nBert: Nee.\n", interviewer="Ana")


def test_speakers_can_be_named(tmp_path: Path) -> None:
    """A label becomes a name; who asks is still told by the label."""
    transcript = read(tmp_path, "I: Ja?\nR: Nee.\n", speakers={"I": "Sanne", "r": "Henk"})

    assert transcript.speakers == (Speaker("Sanne", Role.INTERVIEWER), Speaker("Henk", Role.RESPONDENT))
    assert [speaker for speaker, _ in said(transcript)] == ["Sanne", "Henk"]


def test_two_labels_with_one_name_are_one_speaker(tmp_path: Path) -> None:
    """A recogniser that heard two voices where there was one is set right."""
    content = "SPEAKER_00: Ja?\nSPEAKER_01: Nee.\nSPEAKER_02: Of toch.\n"

    transcript = read(tmp_path, content, speakers={"SPEAKER_01": "Henk", "SPEAKER_02": "Henk"})

    assert [each.name for each in transcript.speakers] == ["SPEAKER_00", "Henk"]
    assert [speaker for speaker, _ in said(transcript)] == ["SPEAKER_00", "Henk", "Henk"]


def test_a_speaker_may_be_somebody_else(tmp_path: Path) -> None:
    """A partner who joins in is neither interviewer nor respondent, and that is no guess."""
    transcript = read(
        tmp_path, "I: Ja?\nR: Nee.\nX: Wel waar.\n", speakers={"X": Speaker("Partner", Role.OTHER)}
    )

    assert transcript.speaker("Partner") == Speaker("Partner", Role.OTHER)
    assert not guesses(transcript, "role of 'X'")


def test_of_merged_labels_a_given_role_counts(tmp_path: Path) -> None:
    """Who is described whole is taken at that, and so are the turns that are merged with them."""
    transcript = read(
        tmp_path, "I: Ja?\nR: Nee.\n", speakers={"I": "Sanne", "R": Speaker("Sanne", Role.OTHER)}
    )

    assert transcript.speakers == (Speaker("Sanne", Role.OTHER),)


def test_turns_of_nobody_can_be_named(tmp_path: Path) -> None:
    """A recogniser that tells no voices apart leaves turns without a label; "" stands for it."""
    transcript = read(tmp_path, "Een regel.\n\nNog een.\n", speakers={"": "Henk"})

    assert {speaker for speaker, _ in said(transcript)} == {"Henk"}
    assert transcript.speakers == (Speaker("Henk"),)


def test_a_label_that_does_not_occur_is_refused(tmp_path: Path) -> None:
    """A slip in a label is met with the labels there are."""
    with pytest.raises(ReadError, match=r"No speaker is labelled 'SPEAKER_2'.*Those who speak: 'I', 'R'"):
        read(tmp_path, "I: Ja?\nR: Nee.\n", speakers={"SPEAKER_2": "Henk"})


def test_the_interviewer_can_be_given_by_the_new_name(tmp_path: Path) -> None:
    """Label or name: both say who asks."""
    transcript = read(tmp_path, "SP1: Ja?\nSP2: Nee.\n", speakers={"SP1": "Sanne"}, interviewer="Sanne")

    assert [speaker.role for speaker in transcript.speakers] == [Role.INTERVIEWER, Role.RESPONDENT]


def test_a_draft_can_be_settled_more_than_once(tmp_path: Path) -> None:
    """Thinking again about speakers does not read the file again."""
    path = tmp_path / "p01.txt"
    path.write_text("SP1: Ja?\nSP2: Nee.\n")
    draft = draft_of(path)
    path.unlink()

    first = to_transcript(draft, name="p01")
    second = to_transcript(draft, name="p01", speakers={"SP1": "Sanne"}, profile="nl-plain")

    assert first.text == second.text
    assert [each.name for each in second.speakers] == ["Sanne", "SP2"]


@pytest.mark.parametrize(
    "above",
    ["Interviewer: Anna", "Interviewer is Anna Smit, 3 mei.", "# Gesprek\n\nMet Bert. (Onderzoeker: Anna)"],
)
def test_a_line_above_the_talk_may_say_who_asks(tmp_path: Path, above: str) -> None:
    """What the file says of Anna is taken for her role, as a guess; Bert answers."""
    transcript = read(tmp_path, f"{above}\n\nAnna: Ja?\n\nBert: Nee.\n\nAnna: O.\n\nBert: Ja.\n", "p.md")

    assert [speaker.role for speaker in transcript.speakers] == [Role.INTERVIEWER, Role.RESPONDENT]
    assert guessed(transcript, "role of 'Anna'").confidence == 0.9


def test_labels_that_differ_in_capitals_are_told_apart(tmp_path: Path) -> None:
    """A label that is given as it stands is meant itself."""
    transcript = read(tmp_path, "R: Ja.\nr: Nee.\nR: O.\n", speakers={"R": "Anna"})

    assert [each.name for each in transcript.speakers] == ["Anna", "r"]


def test_somebody_who_calls_the_other_by_name_is_heard(tmp_path: Path) -> None:
    """Only a label of a role before a name is a list of who speaks."""
    transcript = read(tmp_path, "Anna: Bert\nBert: Ja?\nBert: Nee.\n")

    assert said(transcript)[0] == ("Anna", "Bert")


@pytest.mark.parametrize("label", ["I (Anna)", "Anna/interviewer", "Anna (Moderator)", "Interviewer Anna"])
def test_a_label_that_says_who_asks_may_hold_a_name(tmp_path: Path, label: str) -> None:
    """A name beside "I" or "interviewer" does not hide the role."""
    transcript = read(tmp_path, f"{label}: Ja?\nBert: Nee.\n{label}: O.\nBert: Wel.\n")

    assert [speaker.role for speaker in transcript.speakers] == [Role.INTERVIEWER, Role.RESPONDENT]
    assert guessed(transcript, f"role of {label!r}").confidence > 0.5
