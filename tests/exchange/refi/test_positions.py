"""How a program counts is found out from its passages."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.refi_files import CODEBOOK, SOURCE, packed, passage, project_xml, text_source
from vocbench.exchange.refi import read_qdpx
from vocbench.exchange.refi.positions import READINGS, Passages, Reading, choose, places
from vocbench.exchange.units import Unit

LINES = [
    "Ik wacht al drie weken 😀 op antwoord.",
    "Niemand belt terug 👩🏽‍🚀, zegt ze boos.",
    "De volgende keer ga ik elders heen.",
    "Het hielp dat de monteur 👍 snel kwam.",
]
QUOTES = ["drie weken", "op antwoord", "belt terug", "zegt ze", "elders heen", "de monteur", "snel kwam"]
CLEAN = "\n".join(LINES)


def as_written(reading: Reading) -> Passages:
    """The quotes as a program that counts in that way would state them, in a text with all its traps."""
    written = "\ufeff" + CLEAN.replace("\n", "\r\n")
    ruler = reading.ruler(written)
    counted = [int(ruler.places(np.array([n]))[0]) for n in range(ruler.length + 2)]
    starts = [counted.index(CLEAN.index(quote)) for quote in QUOTES]
    ends = [counted.index(CLEAN.index(quote) + len(quote)) for quote in QUOTES]
    shift = int(reading.counts_mark)
    return Passages(
        written,
        np.array(starts) + shift,
        np.array(ends) + shift - int(reading.end_included),
        [""] * len(QUOTES),
    )


def said(passages: Passages, origin: str = "") -> list[str]:
    """What the passages say as they are read."""
    (choice,) = choose([passages], origin)
    found = places(passages, choice)
    return [CLEAN[start:end] for start, end in zip(found.starts, found.ends, strict=True)]


@pytest.mark.parametrize("reading", READINGS, ids=str)
def test_every_way_of_counting_is_found(reading: Reading) -> None:
    """Whatever a program counts, its passages come out on their words."""
    assert said(as_written(reading)) == QUOTES


@pytest.mark.parametrize("reading", READINGS, ids=str)
def test_a_quote_in_the_name_decides(reading: Reading) -> None:
    """Passages that begin and end inside words are found by what their names quote."""
    whole = as_written(reading)
    cut = Passages(whole.written, whole.starts + 1, whole.ends - 1, [quote[1:-1] for quote in QUOTES])

    assert said(cut) == [quote[1:-1] for quote in QUOTES]


def test_a_shortened_quote_counts() -> None:
    """Names that stop with an ellipsis are quotes too."""
    whole = as_written(Reading(Unit.UTF_16, pairs_as_one=True))
    cut = Passages(whole.written, whole.starts + 1, whole.ends, [f"{quote[1:4]}…" for quote in QUOTES])

    assert said(cut) == [quote[1:] for quote in QUOTES]


@pytest.mark.parametrize(
    ("origin", "reading"),
    [
        ("NVivo for Windows 12.6", Reading(Unit.UTF_16)),
        ("ATLAS.ti 23", Reading(pairs_as_one=True)),
        ("MAXQDA 24", Reading(pairs_as_one=True)),
        ("Somebody", Reading()),
    ],
)
def test_the_program_decides_where_passages_do_not(origin: str, reading: Reading) -> None:
    """Without a passage to go by, the program that wrote the file does."""
    nothing = Passages("a\r\n😀", np.array([], dtype=np.int64), np.array([], dtype=np.int64), [])

    assert choose([nothing], origin)[0].reading == reading


def test_a_text_of_its_own_kind_is_read_in_its_own_way() -> None:
    """One text among others that counts clearly otherwise is judged by itself."""
    usual, other = as_written(Reading(Unit.UTF_16)), as_written(Reading(pairs_as_one=True))

    readings = [choice.reading for choice in choose([usual, usual, other], "")]

    assert readings == [Reading(Unit.UTF_16), Reading(Unit.UTF_16), Reading(pairs_as_one=True)]


def test_what_fits_two_readings_is_doubtful() -> None:
    """A passage that says something else in a reading that fits as well should be looked at."""
    text = "😀 aa bb aa"
    passages = Passages(text, np.array([0, 2]), np.array([0, 2]), ["", ""])

    (choice,) = choose([passages], "")

    assert choice.others
    assert places(passages, choice).doubtful.tolist() == [False, True]


def test_a_known_program_leaves_no_doubt() -> None:
    """Where two readings fit alike, the one of the program that wrote the file is taken as it is."""
    passages = Passages("😀 aa bb aa", np.array([2]), np.array([2]), [""])

    (choice,) = choose([passages], "NVivo for Windows 12.6")

    found = places(passages, choice)
    assert (found.starts.tolist(), found.doubtful.tolist()) == ([1], [False])


def test_a_position_outside_of_the_text_is_doubtful() -> None:
    """It is brought back to the text, and said to be doubtful."""
    passages = Passages("aa bb", np.array([3, -4]), np.array([90, 2]), ["", ""])

    found = places(passages, choose([passages], "")[0])

    assert (found.starts.tolist(), found.ends.tolist()) == ([3, 0], [5, 2])
    assert found.doubtful.tolist() == [True, True]


def test_the_choice_is_told(tmp_path: Path) -> None:
    """The notices say how positions were read and how well that fits."""
    text = "Het wachten duurt lang."
    xml = project_xml(CODEBOOK, text_source(passage(1, 4, 11) + passage(2, 12, 15)))

    project = read_qdpx(packed(tmp_path, xml, {"sources/text.txt": text}))

    assert project.sources[0].guid == SOURCE
    (notice,) = project.notices
    assert notice == (
        "Positions in 1 sources were read as code points, CR LF as two, byte-order mark not counted, end "
        "excluded: 1 of 2 passages begin and end at the edge of a word."
    )
