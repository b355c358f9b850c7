"""Lines that a program broke, numbered or stamped are as somebody typed them."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from tests.transcribed import guessed, guesses, read, said, times


@pytest.mark.parametrize("time", ["[00:00:05]", "(0:05)", "00:00:05", "#00:00:05-0#"])
def test_a_time_on_a_line_of_its_own_belongs_to_what_follows(tmp_path: Path, time: str) -> None:
    """Some services set the time above the name."""
    transcript = read(tmp_path, f"{time}\nI: Ja?\n\n{time.replace('5', '9')}\nR: Nee.\n")

    assert [turn.start_seconds for turn in transcript.turns] == [5, 9]
    assert transcript.text == "Ja?\nNee."


TALK = [
    (
        "I",
        (
            "Kunt u mij meenemen naar het laatste moment waarop u contact had met de klantenservice, "
            "en daarbij zo precies mogelijk vertellen wat er gebeurde en wat u toen dacht?"
        ),
    ),
    (
        "R",
        (
            "Dat was vorige week dinsdag, geloof ik. Ik had een brief gekregen waar ik niets begreep, "
            "dus ik belde op en kreeg een bandje, en nog een bandje, en uiteindelijk heb ik een uur gewacht."
        ),
    ),
    ("I", "En wat ging er door u heen terwijl u daar zo aan het wachten was, weet u dat nog?"),
    (
        "R",
        (
            "Nou ja, dat ze me niet serieus namen. Het is toch mijn geld, en dan laten ze je gewoon hangen "
            "alsof het niets is. Mijn man zei nog dat ik moest ophangen, maar dat wilde ik niet."
        ),
    ),
]
"""Made: turns that are longer than a line."""


@pytest.mark.parametrize("width", [60, 72, 80])
@pytest.mark.parametrize("apart", ["\n", "\n\n"])
@pytest.mark.parametrize("indent", ["", "    "])
def test_lines_that_were_broken_to_fit_are_joined(
    tmp_path: Path, width: int, apart: str, indent: str
) -> None:
    """A turn that an editor broke at a width is one line again, and that it was is told."""
    broken = [textwrap.fill(f"{who}: {words}", width, subsequent_indent=indent) for who, words in TALK]

    transcript = read(tmp_path, apart.join(broken) + "\n")

    assert said(transcript) == TALK
    assert guessed(transcript, "broken lines").confidence > 0.8


def test_a_paragraph_without_speakers_is_joined_too(tmp_path: Path) -> None:
    """Nobody named: a paragraph that was broken is one line."""
    content = "\n\n".join(textwrap.fill(words, 70) for _, words in TALK)

    assert [words for _, words in said(read(tmp_path, content))] == [words for _, words in TALK]


def test_a_line_end_that_was_meant_is_kept(tmp_path: Path) -> None:
    """Where the next word would have fitted, somebody pressed a key."""
    content = (
        "\n\n".join(textwrap.fill(f"{who}: {words}", 72) for who, words in TALK)
        + "\nMaar goed.\nZo was het.\n"
    )

    assert said(read(tmp_path, content))[-1] == ("R", TALK[-1][1] + "\nMaar goed.\nZo was het.")


def test_short_lines_are_not_joined(tmp_path: Path) -> None:
    """A list within a turn stays one, and nothing is guessed."""
    transcript = read(tmp_path, "I: Wat?\nR: Brood\nmelk\neieren\nkaas\nI: O.\n")

    assert said(transcript)[1] == ("R", "Brood\nmelk\neieren\nkaas")
    assert not guesses(transcript, "broken lines")


def test_a_list_of_numbers_is_no_numbering(tmp_path: Path) -> None:
    """Years at the start of lines do not count up by one."""
    assert read(tmp_path, "2019 was koud\n2021 ook\n2022 niet\n2024 wel\n").text.startswith("2019 was koud")


def test_a_time_paragraph_belongs_to_the_paragraph_below(tmp_path: Path) -> None:
    """Blank lines around a time code change nothing; the last one ends the last turn."""
    transcript = read(tmp_path, "[0:05]\n\nI: Ja?\n\n[0:09]\n\nR: Nee.\n\n[0:12]\n")

    assert times(transcript) == [(5, None), (9, 12)]
    assert transcript.text == "Ja?\nNee."


def test_lines_that_are_equally_short_are_not_joined(tmp_path: Path) -> None:
    """No program breaks at thirty signs: lines of one length are then a list or a poem."""
    lines = "\n".join(["een regel van dertig tekens hier"] * 6)

    assert said(read(tmp_path, f"I: Ja?\nR: Zo dus, zei ik bij mijzelf:\n{lines}\n"))[1][1].endswith(lines)


def test_lines_stay_where_that_is_asked(tmp_path: Path) -> None:
    """The guess that lines were broken to fit a width can be overridden."""
    words = "Toen belde ik nog een keer en stond ik weer twintig minuten in de wacht " * 6
    content = f"Anna: {words}\n\nBert: {words}\n\nAnna: {words}\n"
    broken = "\n\n".join(textwrap.fill(part, 72) for part in content.split("\n\n"))

    transcript = read(tmp_path, broken, keep_lines=True)

    assert transcript.text.split("\n")[1] == broken.split("\n")[1]
    assert guessed(read(tmp_path, broken), "broken lines").override == "keep_lines"
    assert "broken lines" not in {guess.what for guess in transcript.guesses}


def test_a_talk_on_one_line_is_parted_at_its_labels(tmp_path: Path) -> None:
    """Labels that come back part it; a word before a colon that does not is a word."""
    transcript = read(tmp_path, "I: Hoe gaat het? R: Goed. Kort: prima. I: En nu? (stilte) R: Klaar.\n")

    assert said(transcript) == [
        ("I", "Hoe gaat het?"),
        ("R", "Goed. Kort: prima."),
        ("I", "En nu? (stilte)"),
        ("R", "Klaar."),
    ]


@pytest.mark.parametrize(
    "stamp", ["[12-03-2026, 10:0{}:22] ", "12/03/26, 10:0{} - ", "3/12/26, 10:0{} AM - "]
)
def test_messages_of_a_chat_are_turns(tmp_path: Path, stamp: str) -> None:
    """Their dates are no part of the words, and are told; a message may have several lines."""
    messages = ["Sanne: Hoe gaat het?", "Fatima: Goed 😀\nen snel", "Sanne: Mooi: dank."]
    content = "\n".join(stamp.format(n) + message for n, message in enumerate(messages))

    transcript = read(tmp_path, content)

    assert said(transcript) == [
        ("Sanne", "Hoe gaat het?"),
        ("Fatima", "Goed 😀\nen snel"),
        ("Sanne", "Mooi: dank."),
    ]
    assert "Dates and times of messages were left out: 3." in transcript.notices


@pytest.mark.parametrize("end", ["\f", "\v", "\u2028"])
def test_the_end_of_a_page_or_paragraph_ends_a_line(tmp_path: Path, end: str) -> None:
    """What programs write between lines when they save as text is no part of the words."""
    assert said(read(tmp_path, f"I: Ja?{end}R: Nee.{end}I:Echt?")) == [
        ("I", "Ja?"),
        ("R", "Nee."),
        ("I", "Echt?"),
    ]
