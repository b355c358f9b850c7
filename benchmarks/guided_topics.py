"""How often the code that an answer is nearest to in meaning is one that a person gave it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks._material import ANSWERS, CORPORA
from vocbench.topics.content import find_no_content
from vocbench.topics.embed import Vectors, embed, universal_encoder
from vocbench.topics.guide import THRESHOLD, assign_to_codes

SURVEY = CORPORA / "2_survey_open_answers/jupyter2015_surveygizmo/survey_short_columns.csv"
THEMES = CORPORA / "5_human_coded/jupyter2015_themes"
QUESTIONS = (
    "hinderances",
    "pleasant_aspects",
    "difficult_aspects",
    "features_changes",
    "workflow_needs_not_addressed",
    "first_experience_enhancements",
)
QUOTES, SEEDS, LEAST = (0, 3, 10, 20), 3, 20
_FIRST_CODE = 11  # column of the patient survey
_NO_THEMES = {"Labelling not possible", "Safeguarding concerns?", "nothing"}


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """Answers as vectors, the vectors of the names of codes, and which answer has which code."""

    answers: Vectors
    names: Vectors
    has: NDArray[np.bool_]


def run() -> list[dict[str, Any]]:
    """The figures as rows ``name figure value unit limit peer``; empty without the material.

    Every code is given by its name and a few of the quotes that people coded with it. Of the answers
    left, those that come near enough to a code are looked at. Means over seven questions.
    """
    if not ANSWERS.exists() or not THEMES.exists():
        return []
    questions = [_patients(), *map(_programmers, QUESTIONS)]
    rows = []
    for n in QUOTES:
        tries = [_judged(each, n, seed) for each in questions for seed in range(SEEDS)]
        right, found = np.mean(tries, axis=0)
        rows += [
            _row(f"right of those reached, {n} quotes", right),
            _row(f"coded reached, {n} quotes", found),
        ]
    return rows


def _row(figure: str, value: float) -> dict[str, Any]:
    return {"name": "guided_topics", "figure": figure, "value": float(value), "unit": f"from {THRESHOLD}"}


def _judged(question: Coded, n: int, seed: int) -> tuple[float, float]:
    """The share of the reached answers that have the code, and that of the coded ones reached rightly."""
    taught = list(_taught(question.has, n, np.random.default_rng(seed)))
    means = np.stack(
        [
            np.vstack([name, question.answers[rows]]).mean(axis=0)
            for name, rows in zip(question.names, taught, strict=True)
        ]
    )
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    left = np.setdiff1d(np.arange(len(question.has)), np.concatenate(taught))
    code = assign_to_codes(question.answers[left], means.astype(np.float32))
    is_right = (code >= 0) & question.has[left, code]
    return is_right.sum() / max(1, (code >= 0).sum()), is_right.sum() / question.has[left].any(axis=1).sum()


def _taught(has: NDArray[np.bool_], n: int, dice: np.random.Generator) -> Iterator[NDArray[np.intp]]:
    """For each code the answers that show what it means, with few other codes where there are enough."""
    for code in has.T:
        clear = np.flatnonzero(code & (has.sum(axis=1) <= 2))  # this code and at most one more
        pool = clear if len(clear) >= n else np.flatnonzero(code)
        yield dice.choice(pool, min(n, len(pool)), replace=False)


def _patients() -> Coded:
    table = pd.read_csv(ANSWERS)
    texts = table["FFT answer"].fillna("")
    table = table[[find_no_content(text) is None for text in texts]]
    codes = table.iloc[:, _FIRST_CODE:] == 1
    return _coded(table["FFT answer"].tolist(), codes)


def _programmers(question: str) -> Coded:
    survey = pd.read_csv(SURVEY)
    themes = pd.read_csv(THEMES / f"{question}_themes.csv", sep=";", index_col=0).iloc[:, 0]
    columns = [name for name in map(str, survey) if name == question or name.startswith(f"{question}_")]
    parts = survey.loc[themes.index, columns].fillna("")
    texts = [". ".join(filter(None, row)) for row in parts.itertuples(index=False)]
    codes = themes.fillna("").str.get_dummies(",").astype(bool).set_axis(range(len(themes)))
    says = [row for row, text in enumerate(texts) if find_no_content(text) is None]
    return _coded([texts[row] for row in says], codes.iloc[says])


def _coded(texts: list[str], codes: pd.DataFrame) -> Coded:
    """With the codes that enough answers have."""
    common = [name for name in codes if codes[name].sum() >= LEAST and name not in _NO_THEMES]
    encode = universal_encoder()
    names = [str(name).replace("_", " ") for name in common]
    return Coded(embed(texts, encode), embed(names, encode), codes[common].to_numpy(dtype=bool))
