"""Short answers by the hundred thousand, put together from clauses of the real ones."""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Iterator
from functools import lru_cache

import pandas as pd

from benchmarks._material import ANSWERS, CORPORA

_CLAUSE_END = re.compile(r"(?<=[.!?;,])\s+|\s+-\s+")
_LABELLED = CORPORA / "3_labelled"
_LEAST_WORDS = 3
_MOST_CHARACTERS = 80


def is_there() -> bool:
    """Whether the real material is on this machine."""
    return ANSWERS.exists() and _LABELLED.exists()


def many_answers(n: int, *, seed: int = 42) -> pd.DataFrame:
    """*n* answers of one clause or two of one source: ``answer text wave``; the same for the same *seed*.

    They are short (about 75 characters), nearly all of them different, in Dutch and English.
    """
    dice = random.Random(seed)  # noqa: S311 - material, not secrets
    sources = _clauses()
    rows = []
    for number in range(n):
        clauses = dice.choices(sources, weights=[len(each) for each in sources])[0]
        first, second = dice.choice(clauses), dice.choice(clauses)
        text = first if dice.random() < 0.2 else f"{first} {second}"
        rows.append((f"a{number:07}", text, str(number % 4)))
    return pd.DataFrame(rows, columns=["answer", "text", "wave"])


@lru_cache(maxsize=1)
def _clauses() -> list[list[str]]:
    """The clauses of each source: patients, bank customers, requests to an assistant, news."""
    sources = [list(_patients()), list(_bank()), list(_requests()), *map(list, _news())]
    return [
        sorted({clause for text in texts for clause in _CLAUSE_END.split(text) if _is_short(clause)})
        for texts in sources
    ]


def _is_short(clause: str) -> bool:
    return len(clause.split()) >= _LEAST_WORDS and len(clause) <= _MOST_CHARACTERS


def _patients() -> Iterator[str]:
    with ANSWERS.open(encoding="utf-8", newline="") as file:
        yield from (row["FFT answer"] for row in csv.DictReader(file))


def _bank() -> Iterator[str]:
    with (_LABELLED / "banking77/train.csv").open(encoding="utf-8", newline="") as file:
        yield from (row["text"] for row in csv.DictReader(file))


def _requests() -> Iterator[str]:
    found = json.loads((_LABELLED / "clinc150/data_full.json").read_text("utf-8"))
    yield from (text for text, _ in found["train"])


def _news() -> Iterator[list[str]]:
    for language in ("nld_Latn", "eng_Latn"):
        with (_LABELLED / f"sib200/{language}.train.tsv").open(encoding="utf-8", newline="") as file:
            yield [row["text"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
