"""What the columns of a survey hold is found by their heads and cells."""

from __future__ import annotations

import csv
from itertools import permutations
from pathlib import Path

import pytest

from vocbench.exchange.answers import describe_answers, read_answers
from vocbench.model.source import AnswerTable

NAMES = ["Els de Wit", "Jan Jansen", "Bo Smit", "Noor Bakker"]
SAID = ["goed", "slecht", "traag", "mwah", "prima", "top", "duur", "crasht", "handig", "lelijk", "fijn"]
MORE = ["kapot", "ok", "super", "chaos", "druk", "vlot", "log"]


def write(folder: Path, columns: dict[str, list[str]]) -> Path:
    """Where a table with these *columns* was written."""
    path = folder / "survey.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[*columns], *zip(*columns.values(), strict=True)])
    return path


def kinds(folder: Path, columns: dict[str, list[str]]) -> list[str]:
    """What each column seems to hold."""
    return [each.kind.value for each in describe_answers(write(folder, columns)).columns]


@pytest.mark.parametrize(
    ("head", "cells", "kind"),
    [
        ("Wat vind je van de app?", [*SAID, *MORE], "open text"),
        ("Welke kleur?", ["rood", "groen"] * 9, "single choice"),
        ("Hoe waarschijnlijk is het dat u ons aanbeveelt?", ["0", "7", "10"], "score"),
        ("Zou u ons aanraden?", ["0", "7", "10"], "score"),
        ("3. Naam", NAMES, "personal"),
        ("Telefoon", ["ja", "nee", "ja"], "single choice"),
        ("Anders, namelijk", ["een ezel", "", "een ezel"], "open text"),
        ("Anders", ["Anders", "", "Anders"], "multiple choice"),
        ("Volgorde", [";".join(each) for each in permutations("abc")], "single choice"),
        ("Merken", ["a;b", "a;c", "b;c", "a", "b", "c"], "multiple choice"),
    ],
)
def test_a_column_is_known_by_its_head_and_its_cells(
    tmp_path: Path, head: str, cells: list[str], kind: str
) -> None:
    """A head alone does not decide, and neither do the cells."""
    assert kinds(tmp_path, {"id": [f"r{n}" for n in range(len(cells))], head: cells})[1] == kind


def test_crosses_side_by_side_are_one_question(tmp_path: Path) -> None:
    """Who crossed one of them and not the other did not tick that one."""
    columns = {
        "id": ["a", "b", "c"],
        "tv": ["x", "", ""],
        "net": ["", "x", ""],
        "Wat?": ["Te duur", "Prima zo", "Ja"],
    }

    table = read_answers(write(tmp_path, columns))

    assert [each.attributes for each in table.respondents] == [
        {"tv": True, "net": False},
        {"tv": False, "net": True},
        {},
    ]


def found(folder: Path, head: str, cells: list[str]) -> AnswerTable:
    """The answers where a closed question has these *cells*."""
    said = [f"Dit is antwoord {'x' * n}" for n in range(len(cells))]
    return read_answers(write(folder, {"id": [*map(str, range(len(cells)))], head: cells, "Waarom?": said}))


def test_an_option_with_a_comma_stays_whole(tmp_path: Path) -> None:
    """Its parts always stand side by side, and options do not."""
    fish = "Vis, groot, blauw"
    table = found(tmp_path, "Dier?", ["Kat", fish, f"Kat, {fish}", "Hond, Kat", "Hond", f"Hond, {fish}"])

    assert table.respondents[2].attributes == {
        "Dier? [Kat]": True,
        f"Dier? [{fish}]": True,
        "Dier? [Hond]": False,
    }


def test_no_answer_among_numbers_is_none(tmp_path: Path) -> None:
    """One ``n.v.t.`` does not make an age a text."""
    table = found(tmp_path, "leeftijd", [*map(str, range(20, 40)), "n.v.t."])

    assert table.respondents[0].attributes == {"leeftijd": 20}
    assert not table.respondents[-1].attributes


def test_what_was_found_in_a_large_survey_is_still_a_guess(tmp_path: Path) -> None:
    """However many cells agree, it is told which columns were taken for open answers."""
    table = found(tmp_path, "plaats", ["Assen", "Zwolle"] * 250)

    assert any("Waarom?" in each.value for each in table.guesses)
