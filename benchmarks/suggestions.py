"""How good suggested codes are on a survey coded by hand, and how fast they are learned anew."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks._material import ANSWERS
from vocbench.analysis.suggest import (
    RANKS,
    Material,
    Suggestions,
    expected_calibration_error,
    make_material,
    suggest,
)
from vocbench.topics.content import plain_form
from vocbench.topics.embed import embed, universal_encoder

SIZES, SEEDS = (100, 200, 500, 1_000), 5
SPEED_CODED, SPEED_OTHERS, LIMIT_SECONDS = 500, 5_000, 1.0
BATCH, FIRST_BATCH = 50, 50


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """The survey with its codes by hand: one row per answer, one column per code."""

    answers: pd.Series[str]
    respondents: NDArray[np.object_]
    forms: NDArray[np.object_]
    labels: pd.DataFrame
    material: Material


@dataclass(frozen=True, slots=True)
class Score:
    """How well the codes of new answers were foretold.

    ``calibration`` is ``None`` for what gives no probabilities.
    """

    f1: float
    precision: float
    calibration: float | None = None


def run() -> list[dict[str, Any]]:
    """The figures as rows ``name figure value unit limit peer``; empty without material.

    Answers of a third of the respondents are foretold from *n* answers of the others; answers
    whose words are among those *n* are left out. Codes with too few answers stay in: what cannot
    be foretold counts as missed.
    """
    if not ANSWERS.exists():
        return []
    study = _study()
    rows = [_speed_row(study)]
    for n in SIZES:
        rows += _accuracy_rows(study, n)
    return rows + _order_rows(study)


def _study() -> Study:
    """The 3,895 answers of people who answered, with 50 codes."""
    table = pd.read_csv(ANSWERS)
    texts = table["FFT answer"].fillna("").str.strip()
    is_answer = texts.ne("") & ~texts.str.lower().str.startswith("did not answer")
    table = table[is_answer].reset_index(drop=True)
    answers = table["FFT answer"].set_axis([f"a{row}" for row in range(len(table))])
    forms = [plain_form(text) or text for text in answers]
    labels = (table.iloc[:, 11:] == 1).set_index(answers.index)
    material = make_material(answers, embed(list(answers), universal_encoder()), forms=forms)
    return Study(
        answers,
        table["Respondent ID"].to_numpy(dtype=object),
        np.array(forms, dtype=object),
        labels,
        material,
    )


def _splits(study: Study, n: int) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Rows to learn from and rows to foretell: no respondent and no words on both sides."""
    for seed in range(SEEDS):
        pool, others = _halves(study, seed)
        taught = pool[:n]
        yield taught, others[~np.isin(study.forms[others], study.forms[taught])]


def _halves(study: Study, seed: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows of two thirds of the respondents, shuffled, and those of the others."""
    dice = np.random.default_rng(seed)
    people = dice.permutation(np.unique(study.respondents.astype(str)))
    is_other = np.isin(study.respondents.astype(str), people[: len(people) // 3])
    return dice.permutation(np.flatnonzero(~is_other)), np.flatnonzero(is_other)


def _accuracy_rows(study: Study, n: int) -> list[dict[str, Any]]:
    """Ours beside TF-IDF logistic regression and the commonest code, after *n* coded answers."""
    methods: dict[str, Callable[[Study, NDArray[np.intp], NDArray[np.intp]], Score]] = {
        "ours": _ours,
        "TF-IDF": _tfidf,
        "majority": _majority,
    }
    scores: dict[str, list[Score]] = {method: [] for method in methods}
    for taught, others in _splits(study, n):
        for method, score in methods.items():
            scores[method].append(score(study, taught, others))
    rows = []
    for measure, word in (("f1", "micro-F1"), ("precision", "first is right")):
        ours, tfidf, majority = ([getattr(each, measure) for each in scores[method]] for method in methods)
        row = _row(f"{word}, {n} coded", ours, f"TF-IDF {_mean(tfidf)}, majority {_mean(majority)}")
        rows.append(row)
    errors = [each.calibration for each in scores["ours"] if each.calibration is not None]
    return [*rows, _row(f"calibration error, {n} coded", errors)]


def _mean(values: list[float]) -> str:
    return f"{statistics.mean(values):.3f} ± {statistics.stdev(values):.3f}"


def _row(figure: str, values: list[float], peer: str | None = None) -> dict[str, Any]:
    """Mean and spread (standard deviation over seeds) of a figure between 0 and 1."""
    unit = f"± {statistics.stdev(values):.3f}, {len(values)} seeds"
    return {
        "name": "suggestions",
        "figure": figure,
        "value": statistics.mean(values),
        "unit": unit,
        "peer": peer,
    }


def _ours(study: Study, taught: NDArray[np.intp], others: NDArray[np.intp]) -> Score:
    return _judge(study, suggest(study.material, study.labels.iloc[taught]), others)


def _judge(study: Study, found: Suggestions, others: NDArray[np.intp]) -> Score:
    """Suggestions beside the codes given by hand."""
    frame = found.frame[found.frame["answer"].isin(study.answers.index[others])]
    rows = study.labels.index.get_indexer(pd.Index(frame["answer"]))
    is_right = study.labels.to_numpy()[rows, study.labels.columns.get_indexer(pd.Index(frame["code"]))]
    is_suggested = (frame["probability"] >= found.cut).to_numpy()
    is_first = (frame["rank"] == 1).to_numpy()
    n_given = study.labels.to_numpy()[others].sum()
    return Score(
        2 * float((is_right & is_suggested).sum() / (is_suggested.sum() + n_given)),
        float(is_right[is_first].mean()),
        expected_calibration_error(frame["probability"].to_numpy()[is_first], is_right[is_first]),
    )


def _tfidf(study: Study, taught: NDArray[np.intp], others: NDArray[np.intp]) -> Score:
    """TF-IDF words and one logistic regression a code, with the cut that turns out best.

    Its strength (C = 10) was chosen among 1, 10 and 100 on these very answers: the peer has the
    benefit of hindsight, ours has not.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - slow to load
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    words = TfidfVectorizer(sublinear_tf=True)
    known, new = words.fit_transform(study.answers.iloc[taught]), words.transform(study.answers.iloc[others])
    truth = study.labels.to_numpy()
    chances = np.zeros((len(others), truth.shape[1]))
    for code in np.flatnonzero(truth[taught].any(axis=0)):
        model = LogisticRegression(C=10, max_iter=1_000).fit(known, truth[taught, code])
        chances[:, code] = model.predict_proba(new)[:, 1]
    first = truth[others, chances.argmax(axis=1)]
    return Score(
        max(_f1(chances >= cut, truth[others]) for cut in np.arange(0.1, 0.7, 0.05)), float(first.mean())
    )


def _majority(study: Study, taught: NDArray[np.intp], others: NDArray[np.intp]) -> Score:
    """The code most used so far, for everybody."""
    truth = study.labels.to_numpy()
    guess = np.zeros((len(others), truth.shape[1]), dtype=bool)
    commonest = truth[taught].sum(axis=0).argmax()
    guess[:, commonest] = True
    return Score(_f1(guess, truth[others]), float(truth[others, commonest].mean()))


def _f1(suggested: NDArray[np.bool_], truth: NDArray[np.bool_]) -> float:
    return float(2 * (suggested & truth).sum() / max(suggested.sum() + truth.sum(), 1))


def _speed_row(study: Study) -> dict[str, Any]:
    """Seconds to learn anew from 500 coded answers and suggest codes for 5,000 different ones."""
    rows = np.arange(SPEED_CODED + SPEED_OTHERS) % len(study.answers)
    repeats = np.arange(len(rows)) // len(study.answers)
    texts = [
        f"{study.answers.iloc[row]}{' again' * repeat}" for row, repeat in zip(rows, repeats, strict=True)
    ]
    answers = pd.Series(texts, index=[f"s{number}" for number in range(len(rows))], dtype="str")
    vectors = study.material.vectors[study.material.text_of[rows]]
    material = make_material(answers, vectors, forms=[f"{text} {place}" for place, text in enumerate(texts)])
    labels = study.labels.iloc[:SPEED_CODED].set_axis(answers.index[:SPEED_CODED])
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        found = suggest(material, labels)
        taken.append(time.perf_counter() - start)
    assert len(found.frame) == SPEED_OTHERS * RANKS
    figure = f"{SPEED_CODED} coded, codes for {SPEED_OTHERS:,}"
    return {
        "name": "suggestions",
        "figure": figure,
        "value": statistics.median(taken),
        "unit": "s",
        "limit": LIMIT_SECONDS,
    }


def _order_rows(study: Study) -> list[dict[str, Any]]:
    """Coding what teaches most, fifty at a time, beside coding at random."""
    scores: dict[str, list[Score]] = {"informative": [], "random": []}
    codes: dict[str, list[float]] = {"informative": [], "random": []}
    for seed in range(SEEDS):
        pool, others = _halves(study, seed)
        others = others[~np.isin(study.forms[others], study.forms[pool])]
        for order, found in scores.items():
            taught = pool[:FIRST_BATCH]
            while len(taught) < SIZES[1]:
                taught = np.append(taught, _next(study, taught, pool, order))
            found.append(_ours(study, taught, others))
            codes[order].append(float(study.labels.to_numpy()[taught].any(axis=0).sum()))
    met = f"codes met, {SIZES[1]} coded in informative order"
    return [
        _row(met, codes["informative"], f"random {_mean(codes['random'])}"),
        *_gain_rows(scores),
    ]


def _gain_rows(scores: dict[str, list[Score]]) -> list[dict[str, Any]]:
    """How well new answers are foretold after coding in either order."""
    return [
        _row(
            f"{word}, {SIZES[1]} coded in informative order",
            [getattr(each, measure) for each in scores["informative"]],
            f"random {_mean([getattr(each, measure) for each in scores['random']])}",
        )
        for measure, word in (("f1", "micro-F1"), ("precision", "first is right"))
    ]


def _next(study: Study, taught: NDArray[np.intp], pool: NDArray[np.intp], order: str) -> NDArray[np.intp]:
    """The next answers to code from the pool."""
    left = pool[~np.isin(pool, taught)]
    if order == "random":
        return left[:BATCH]
    informative = suggest(study.material, study.labels.iloc[taught]).informative
    ranked = study.answers.index.get_indexer(pd.Index(informative))
    return ranked[np.isin(ranked, left)][:BATCH]
