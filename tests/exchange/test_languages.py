"""The language is guessed where the file does not say it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.transcribed import guessed, guesses, read


@pytest.mark.parametrize(("at", "language"), [(0, "nl"), (1, "en")])
def test_the_language_is_guessed(tmp_path: Path, at: int, language: str) -> None:
    """A file that does not say its language is read for it, and how sure that is grows with its length."""
    words = (
        "Ik vond het best lastig om iemand aan de lijn te krijgen, en toen het lukte wist niemand iets.",
        "I found it quite hard to get anybody on the phone, and when I did nobody knew a thing about it.",
    )[at]

    short, long = (read(tmp_path, f"R: {words}\n" * n) for n in (1, 40))

    assert short.language == long.language == language
    assert guessed(short, "language").confidence < 0.3
    assert guessed(long, "language").confidence > 0.8


def test_of_a_few_words_the_language_stays_unknown(tmp_path: Path) -> None:
    """Four words may be of any language."""
    transcript = read(tmp_path, "I: Ja?\nR: Nee.\n")

    assert transcript.language is None
    assert not guesses(transcript, "language")


def test_a_language_that_is_given_is_no_guess(tmp_path: Path) -> None:
    """What the researcher says is not told as a guess."""
    transcript = read(tmp_path, "R: " + "Ik vond het best lastig. " * 9, language="fy")

    assert transcript.language == "fy"
    assert not guesses(transcript, "language")
