"""Suggested codes for open answers, learned from the answers coded so far.

The learner is kernel ridge regression, one column a code, all in one matrix inversion: a second
for 500 coded and 5,000 other answers. Two answers are alike as far as they mean the same
(sentence vectors) and are written the same (runs of four characters). What each coded answer
would have been given had it not been coded follows from the same inversion. From that come
honest probabilities, and a card that says how good the suggestions are in this very study.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocbench.analysis.informative import informative_order
from vocbench.analysis.survey import wilson

Floats = NDArray[np.floating[Any]]
"""Any array of real numbers."""

NEEDED_FOR_CARD = 50
"""Under so many coded answers, a measured accuracy would say more about chance than about codes."""

NEEDED_TO_LEARN = 10
"""Under so many different coded answers there is nothing to suggest yet."""

RANKS = 5
"""How many codes are suggested for an answer."""

MOST_TAUGHT = 2_000
"""Learn from so many different texts at most: the time grows with the cube, the gain hardly."""

_RIDGE = 1.0
_CHUNK = 4_096  # texts at once: bounds the memory of their likeness to what is coded
_FOLDS = 5
_RESAMPLES = 1_000
_BINS = 10


@dataclass(frozen=True, slots=True)
class Card:
    """How good the suggestions are on the codes of this study, measured on its coded answers.

    Each text was judged by a model that had not seen it, nor any copy of it. Texts that several
    people wrote count once.
    """

    n_answers: int
    """Coded answers."""
    n_texts: int
    """Different texts among them: what was measured on."""
    n_codes: int
    """Codes in use there."""
    f1: float
    """Micro-F1 of the suggestions from ``Suggestions.cut`` on: 2 right / (suggested + given)."""
    f1_low: float
    """Its 95% interval, by drawing texts anew with replacement."""
    f1_high: float
    precision: float
    """Share of texts whose first suggestion is one of their codes."""
    precision_low: float
    """Its 95% Wilson interval."""
    precision_high: float
    calibration_error: float
    """By how much the probability of a first suggestion is off, on average, in ten bins."""


@dataclass(frozen=True, slots=True, eq=False)
class Suggestions:
    """Codes suggested for the answers that have none yet."""

    frame: pd.DataFrame
    """``answer code probability rank``, by answer and rank (from 1)."""
    card: Card | None
    """How good they are; ``None`` where too little is coded to say."""
    notice: str
    """Why there is no card, or why there is nothing; "" where all is there."""
    informative: tuple[str, ...]
    """Ids of the answers without codes, those that teach the model most first."""
    cut: float
    """From this probability on, suggestions balance misses and false alarms best (micro-F1)."""
    n_coded: int
    """How many answers were learned from."""


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """Answers made ready to compare, each different text once."""

    ids: NDArray[np.object_]
    """The answers, shape (n,)."""
    text_of: NDArray[np.intp]
    """Which text each answer has, shape (n,)."""
    vectors: Floats
    """Unit vectors of the texts, shape (m, d)."""
    grams: Any
    """Sparse weights of runs of characters, shape (m, g), rows of length 1. ``Any``: scipy is untyped."""


def make_material(
    answers: pd.Series[str], vectors: Floats, *, forms: Sequence[str] | None = None
) -> Material:
    """The answers, ready to learn from and to suggest for.

    Args:
        answers: n texts, indexed by the ids of the answers.
        vectors: a unit vector for each, shape (n, d); near in meaning is near in angle.
        forms: n plain forms: answers with equal ones are copies. Case and blanks make no
            difference if ``None``.

    Raises:
        ValueError: there are not as many vectors, or forms, as answers.
    """
    forms = [" ".join(text.casefold().split()) for text in answers] if forms is None else forms
    if not len(answers) == len(vectors) == len(forms):
        raise ValueError(f"Got {len(answers)} answers, {len(vectors)} vectors and {len(forms)} forms.")
    text_of, distinct = pd.factorize(np.asarray(forms, dtype=object))
    first = np.zeros(len(distinct), dtype=np.intp)
    first[text_of[::-1]] = np.arange(len(answers))[::-1]
    grams = _grams([str(distinct[number]) for number in range(len(distinct))])
    ids = answers.index.to_numpy(dtype=object)
    return Material(ids, text_of, np.asarray(vectors)[first].astype(np.float32), grams)


def _grams(texts: Sequence[str]) -> Any:  # noqa: ANN401 - scipy is untyped
    """TF-IDF of runs of four characters within words, rows of length 1."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - slow to load
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    counter = TfidfVectorizer(analyzer="char_wb", ngram_range=(4, 4), sublinear_tf=True, dtype=np.float32)
    try:
        return counter.fit_transform(texts)
    except ValueError:  # no text, or none with a character that counts
        return csr_matrix((len(texts), 1), dtype=np.float32)


def suggest(material: Material, labels: pd.DataFrame) -> Suggestions:
    """Codes for the answers that have none, learned from those that have.

    Kernel ridge regression of each code's 0/1 column y on
    k(a, b) = ((1 + cosine of the vectors) / 2)² + cosine of the character runs. With
    A = (K + I)⁻¹, what the model would say of text i without having seen it is
    y_i - (A y)_i / A_ii (Allen 1974, doi:10.1080/00401706.1974.10489157). A logistic regression on
    these left-out scores, and on how common each code is, makes them probabilities (Niculescu-Mizil
    & Caruana 2005, doi:10.1145/1102351.1102430).

    Args:
        material: all answers, from ``make_material``.
        labels: one row per coded answer (its index: their ids), one column per code; true where
            the answer has the code. A coded answer without a code counts against that code.

    Returns:
        Up to ``RANKS`` codes for each answer that is not in *labels*. Nothing is suggested under
        ``NEEDED_TO_LEARN`` different coded texts; there is no card under ``NEEDED_FOR_CARD``
        coded answers.
    """
    places = pd.Index(material.ids).get_indexer(labels.index)
    is_known = places >= 0
    n_coded = int(is_known.sum())
    is_open = ~np.isin(np.arange(len(material.ids)), places)
    texts, truth = _by_text(material.text_of[places[is_known]], labels.to_numpy(dtype=bool)[is_known])
    used = np.flatnonzero(truth.any(axis=0))
    if len(texts) < NEEDED_TO_LEARN or not len(used):
        return _nothing(material, is_open, n_texts=len(texts), n_coded=n_coded)
    model = _Model(material, *_sample(texts, truth[:, used]))
    chances = model.probabilities()
    notice = f"Accuracy is measured from {NEEDED_FOR_CARD} coded answers on; there are {n_coded}."
    is_enough = n_coded >= NEEDED_FOR_CARD
    return Suggestions(
        frame=_frame(material, is_open, chances, list(labels.columns[used])),
        card=_card(model, n_coded) if is_enough else None,
        notice="" if is_enough else notice,
        informative=_order(material, is_open, np.minimum(chances, 1 - chances).sum(axis=1)),
        cut=model.cut,
        n_coded=n_coded,
    )


def _nothing(material: Material, is_open: NDArray[np.bool_], *, n_texts: int, n_coded: int) -> Suggestions:
    """No suggestions yet, but an order to begin in."""
    return Suggestions(
        frame=_frame(material, is_open, np.zeros((0, 0)), []),
        card=None,
        notice=f"Suggestions start at {NEEDED_TO_LEARN} different coded answers; there are {n_texts}.",
        informative=_order(material, is_open, np.ones(len(material.vectors))),
        cut=1.0,
        n_coded=n_coded,
    )


def _by_text(
    text_of: NDArray[np.intp], given: NDArray[np.bool_]
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """The different texts, and for each the codes that at least half of its copies have."""
    texts, copy_of = np.unique(text_of, return_inverse=True)
    sums = np.zeros((len(texts), given.shape[1]))
    np.add.at(sums, copy_of, given)
    return texts, sums * 2 >= np.bincount(copy_of, minlength=len(texts))[:, None]


def _sample(texts: NDArray[np.intp], truth: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """At most ``MOST_TAUGHT`` of the texts, the same ones each time."""
    if len(texts) <= MOST_TAUGHT:
        return texts, truth
    chosen = np.sort(np.random.default_rng(0).choice(len(texts), MOST_TAUGHT, replace=False))
    return texts[chosen], truth[chosen]


def _frame(
    material: Material, is_open: NDArray[np.bool_], chances: Floats, codes: Sequence[str]
) -> pd.DataFrame:
    """The likeliest codes of each open answer; equal probabilities in the order of *codes*."""
    n_ranks = min(RANKS, len(codes))
    answers = np.flatnonzero(is_open & (n_ranks > 0))
    likely = np.argsort(-chances, axis=1, kind="stable")[:, :n_ranks]
    ranked = likely[material.text_of[answers]]
    return pd.DataFrame(
        {
            "answer": pd.Series(np.repeat(material.ids[answers], n_ranks), dtype="str"),
            "code": pd.Series(np.asarray(codes, dtype=object)[ranked.ravel()], dtype="str"),
            "probability": chances[np.repeat(material.text_of[answers], n_ranks), ranked.ravel()],
            "rank": np.tile(np.arange(1, n_ranks + 1, dtype=np.int64), len(answers)),
        }
    )


def _order(material: Material, is_open: NDArray[np.bool_], uncertainty: Floats) -> tuple[str, ...]:
    """The open answers, those that teach most first; second copies of a text come last."""
    answers = np.flatnonzero(is_open)
    texts, first = np.unique(material.text_of[answers], return_index=True)
    ranked = informative_order(material.vectors[texts], uncertainty[texts])
    leading = answers[first[ranked]]
    return tuple(material.ids[np.concatenate([leading, np.setdiff1d(answers, leading)])])


class _Model:
    """What was learned: scores and probabilities of every text for every code."""

    def __init__(self, material: Material, texts: NDArray[np.intp], truth: NDArray[np.bool_]) -> None:
        self.truth = truth
        self._material = material
        self._texts = texts
        inverse = np.linalg.inv(_likeness(material, texts, texts) + _RIDGE * np.eye(len(texts)))
        self._weights = inverse @ truth
        self.left_out = truth - self._weights / np.diag(inverse)[:, None]
        self._calibration = _Calibration(self.left_out, truth)
        self.cut = _best_cut(self._calibration.probabilities(self.left_out), truth)

    def scores(self) -> Floats:
        """What each text scores for each code, shape (m, k): about 1 where it has it, else about 0."""
        rows = np.arange(len(self._material.vectors))
        parts = [
            _likeness(self._material, rows[start : start + _CHUNK], self._texts) @ self._weights
            for start in range(0, len(rows), _CHUNK)
        ]
        return np.concatenate(parts)

    def probabilities(self) -> Floats:
        """How likely each text has each code, shape (m, k)."""
        return self._calibration.probabilities(self.scores())


def _likeness(material: Material, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Floats:
    """How alike texts are in meaning and in writing, from 0 to 2."""
    meaning = (1 + material.vectors[rows] @ material.vectors[columns].T) / 2
    writing = (material.grams[rows] @ material.grams[columns].T).toarray()
    return np.asarray(meaning**2 + writing, dtype=np.float64)


class _Calibration:
    """From scores to probabilities, one curve for all codes, given how common each is."""

    def __init__(self, scores: Floats, truth: NDArray[np.bool_]) -> None:
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - slow to load

        shares = (truth.sum(axis=0) + 0.5) / (len(truth) + 1)
        self._log_odds = np.log(shares / (1 - shares))
        self._curve = None if truth.all() else LogisticRegression(C=1e3, solver="newton-cholesky")
        if self._curve is not None:
            self._curve.fit(self._features(scores), truth.ravel())

    def probabilities(self, scores: Floats) -> Floats:
        """The probability that belongs to each score, in the same shape."""
        if self._curve is None:  # every text has every code: nothing to tell apart
            return np.broadcast_to(1 / (1 + np.exp(-self._log_odds)), scores.shape)
        found: Floats = self._curve.predict_proba(self._features(scores))[:, 1].reshape(scores.shape)
        return found

    def _features(self, scores: Floats) -> Floats:
        """The score, with bends at 0.3 and 0.6, and the log-odds of the code alone."""
        odds = np.broadcast_to(self._log_odds, scores.shape)
        bends = (np.maximum(scores - 0.3, 0), np.maximum(scores - 0.6, 0))
        return np.stack([each.ravel() for each in (scores, odds, *bends, scores * odds)], axis=1)


def _best_cut(chances: Floats, truth: NDArray[np.bool_]) -> float:
    """The probability from which on suggesting gives the best micro-F1."""
    order = np.argsort(-chances, axis=None, kind="stable")
    right = np.cumsum(truth.ravel()[order])
    f1 = 2 * right / (np.arange(1, len(order) + 1) + truth.sum())
    return float(chances.ravel()[order[np.argmax(f1)]])


def _card(model: _Model, n_answers: int) -> Card:
    """The card: curve and cut were found on other texts than those they are judged on."""
    chances, suggested = _judged(model)
    truth = model.truth
    n_texts, n_codes = truth.shape
    first = chances.argmax(axis=1)
    hits = truth[np.arange(n_texts), first]
    right, both = (suggested & truth).sum(axis=1), suggested.sum(axis=1) + truth.sum(axis=1)
    draws = np.random.default_rng(0).multinomial(n_texts, np.full(n_texts, 1 / n_texts), _RESAMPLES)
    low, high = np.quantile(2 * (draws @ right) / np.maximum(draws @ both, 1), [0.025, 0.975])
    return Card(
        n_answers=n_answers,
        n_texts=n_texts,
        n_codes=n_codes,
        f1=float(2 * right.sum() / max(both.sum(), 1)),
        f1_low=float(low),
        f1_high=float(high),
        precision=float(hits.mean()),
        precision_low=wilson(int(hits.sum()), n_texts)[0],
        precision_high=wilson(int(hits.sum()), n_texts)[1],
        calibration_error=expected_calibration_error(chances.max(axis=1), hits),
    )


def _judged(model: _Model) -> tuple[Floats, NDArray[np.bool_]]:
    """Left-out probabilities, and which are suggested: each fold with curve and cut of the others."""
    scores, truth = model.left_out, model.truth
    chances, suggested = np.zeros(scores.shape), np.zeros(scores.shape, dtype=bool)
    fold_of = np.random.default_rng(0).permutation(len(scores)) % _FOLDS
    for fold in range(_FOLDS):
        own = fold_of == fold
        curve = _Calibration(scores[~own], truth[~own])
        chances[own] = curve.probabilities(scores[own])
        suggested[own] = chances[own] >= _best_cut(curve.probabilities(scores[~own]), truth[~own])
    return chances, suggested


def expected_calibration_error(chances: Floats, hits: NDArray[np.bool_]) -> float:
    """By how much probabilities are off: Σ over ten equal bins of n_b/n · |mean chance - share of hits|.

    Args:
        chances: n probabilities.
        hits: whether each came true.

    Returns:
        From 0 to 1; NaN for n = 0.

    Source: Naeini et al. (2015), doi:10.1609/aaai.v29i1.9602.

    >>> expected_calibration_error(np.array([0.75, 0.75]), np.array([True, False]))
    0.25
    """
    if not len(chances):
        return float("nan")
    bins = np.minimum((chances * _BINS).astype(int), _BINS - 1)
    gaps = np.bincount(bins, weights=chances - hits, minlength=_BINS)
    return float(np.abs(gaps).sum() / len(chances))
