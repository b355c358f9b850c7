"""Topics beside labels that people gave, and beside BERTopic left to its defaults.

The default is seeded (on small sets, where the seed decides much, its mean over three seeds counts), gets
the same vectors, and its outliers go to the topic with the nearest centre; our unclear answers go to the
topic they come nearest to. Both choose the number of topics. Where a
figure is a difference to the default, below nought is better.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks._material import CORPORA, ROOT

LABELLED = CORPORA / "3_labelled"
Row = dict[str, Any]
Numbers = NDArray[np.intp]

_SEED = 42
_SEEDS = (42, 43, 44)
_FEW = 1_100
_SUBSET = 4_000
_SETS = ("SIB-200 nl", "SIB-200 en", "xSID nl", "xSID en", "Banking77", "CLINC150")
_TIMES = {1_000: 0.25, 4_000: 0.1, 10_000: 0.2}
_SMALL = (3, 10, 20, 50, 100)
_JUNK = ("n.v.t.", "geen", "-", "", "?", "Nee", "weet niet", "niets", "nvt", ".", "geen idee", "n/a")


def run() -> list[Row]:
    """The figures: ``name figure unit value limit peer``; empty without the labelled sets."""
    if not LABELLED.exists():
        return []
    return [*_child("figures"), *_first_rows()]


def _child(part: str) -> list[Row]:
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.topic_quality", part]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    rows: list[Row] = json.loads(done.stdout.splitlines()[-1])
    return rows


def _row(figure: str, unit: str, value: float, limit: float | None = None, peer: float | None = None) -> Row:
    rounded = [None if each is None else round(float(each), 3) for each in (value, limit, peer)]
    names = ("name", "figure", "unit", "value", "limit", "peer")
    return dict(zip(names, ("topic_quality", figure, unit, *rounded), strict=True))


@dataclass(frozen=True, eq=False)
class Labelled:
    """Different texts with their vectors and the label of each."""

    texts: list[str]
    labels: NDArray[np.object_]
    vectors: NDArray[np.float32]

    def part(self, rows: NDArray[np.integer]) -> Labelled:
        """These rows of it."""
        return Labelled([self.texts[row] for row in rows], self.labels[rows], self.vectors[rows])

    def drawn(self, n: int, seed: int = 7) -> Labelled:
        """*n* rows of it, or all where there are fewer."""
        if n >= len(self.texts):
            return self
        return self.part(np.sort(np.random.default_rng(seed).choice(len(self.texts), n, replace=False)))


@cache
def labelled(name: str) -> Labelled:
    """A set of different texts, sorted, with their vectors."""
    from vocbench.topics.content import plain_form  # noqa: PLC0415 - only the child process needs it
    from vocbench.topics.embed import embed, universal_encoder  # noqa: PLC0415

    pairs = {plain_form(text): (text, label) for text, label in _pairs(name)}
    texts, labels = zip(*sorted(pairs.values()), strict=True)
    return Labelled(list(texts), np.array(labels, dtype=object), embed(texts, universal_encoder()))


def _pairs(name: str) -> Iterator[tuple[str, str]]:
    """The texts of a set, each with its label."""
    kind, _, lang = name.partition(" ")
    if kind == "SIB-200":
        for part in ("train", "dev", "test"):
            path = LABELLED / f"sib200/{'nld' if lang == 'nl' else 'eng'}_Latn.{part}.tsv"
            rows = csv.DictReader(
                path.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE
            )
            yield from ((row["text"], row["category"]) for row in rows)
    elif kind == "xSID":
        for part in ("valid", "test"):
            text = (LABELLED / f"xsid04/{lang}.{part}.conll").read_text("utf-8")
            found = (re.findall(rf"^# {field}: (.*)$", text, re.MULTILINE) for field in ("text", "intent"))
            yield from zip(*found, strict=True)
    elif kind == "Banking77":
        for part in ("train", "test"):
            with (LABELLED / f"banking77/{part}.csv").open(encoding="utf-8", newline="") as file:
                yield from ((row["text"], row["category"]) for row in csv.DictReader(file))
    else:
        whole = json.loads((LABELLED / "clinc150/data_full.json").read_text("utf-8"))
        yield from ((text, label) for part in ("train", "val", "test") for text, label in whole[part])


def _ours(labelled_set: Labelled, texts: list[str] | None = None, **settings: Any) -> Any:  # noqa: ANN401
    """A topic model of the set, or of *texts* among which its own are."""
    import pandas as pd  # noqa: PLC0415 - only the child process needs it

    from vocbench.topics import TopicSettings, fit_topics  # noqa: PLC0415
    from vocbench.topics.embed import prepare  # noqa: PLC0415

    vector = {prepare(text): row for text, row in zip(labelled_set.texts, labelled_set.vectors, strict=True)}
    texts = labelled_set.texts if texts is None else texts
    answers = pd.DataFrame({"answer": [f"{row:06}" for row in range(len(texts))], "text": texts})
    asked = TopicSettings(**{"fit_on": 100_000, **settings})

    def encode(asked_for: Any) -> NDArray[np.float32]:  # noqa: ANN401
        return np.stack([vector[text] for text in asked_for])

    return fit_topics(answers, settings=asked, encode=encode)


def _topic_of(model: Any, n: int) -> Numbers:  # noqa: ANN401 - a TopicModel
    """The topic of each of the first *n* answers, unclear ones in the nearest."""
    rows = model.answers
    topic = np.where(rows["topic"] == -1, rows["nearest"], rows["topic"])
    found = np.full(n, -1)
    place = rows["answer"].astype(int).to_numpy()
    found[place[place < n]] = topic[place < n]
    return found


def _default(labelled_set: Labelled, seed: int = _SEED) -> tuple[Numbers, float]:
    """The topic of each text by BERTopic's default, outliers in the nearest, and the seconds it took."""
    from bertopic import BERTopic  # noqa: PLC0415
    from umap import UMAP  # noqa: PLC0415

    reduce = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed)
    since = time.perf_counter()
    found, _ = BERTopic(umap_model=reduce).fit_transform(labelled_set.texts, labelled_set.vectors)
    seconds = time.perf_counter() - since
    return _filled(np.array(found), labelled_set.vectors), seconds


def _filled(topic: Numbers, vectors: NDArray[np.float32]) -> Numbers:
    numbers = np.unique(topic[topic >= 0])
    if not len(numbers):
        return np.zeros_like(topic)
    centres = np.stack([vectors[topic == each].mean(axis=0) for each in numbers])
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    return np.where(topic >= 0, topic, numbers[(vectors @ centres.T).argmax(axis=1)])


def _scores(labels: NDArray[Any], topic: Numbers) -> tuple[float, float]:
    from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score  # noqa: PLC0415

    return (
        100 * float(normalized_mutual_info_score(labels, topic)),
        100 * float(adjusted_rand_score(labels, topic)),
    )


def _figures() -> Iterator[Row]:
    yield from _time_rows()
    for name in _SETS:
        subset = labelled(name).drawn(_SUBSET)
        yield from _quality_rows(name, subset)
        yield from _stability_rows(name, subset)
    for name in ("Banking77", "CLINC150"):
        yield from _quality_rows(f"{name} whole", labelled(name))
    yield from _junk_rows()
    yield _small_row()


def _quality_rows(name: str, labelled_set: Labelled) -> Iterator[Row]:
    n = len(labelled_set.texts)
    model = _ours(labelled_set)
    own = _topic_of(model, n)
    peers = [_default(labelled_set, seed)[0] for seed in (_SEEDS if n <= _FEW else _SEEDS[:1])]
    ours = _scores(labelled_set.labels, own)
    theirs = np.mean([_scores(labelled_set.labels, peer) for peer in peers], axis=0)
    n_peer = float(np.mean([len(np.unique(peer)) for peer in peers]))
    yield _row(f"{name}: topics", "topics", len(model.topics), peer=n_peer)
    for figure, here, there in zip(("NMI", "ARI"), ours, theirs, strict=True):
        yield _row(f"{name}: {figure}", "points", here, peer=there)
        yield _row(f"{name}: {figure}, the default is ahead by", "points", there - here, 0)
    unclear = np.isin(np.arange(n), model.answers.loc[model.answers["topic"] == -1, "answer"].astype(int))
    fits = _majority(labelled_set.labels, own)
    yield _row(f"{name}: unclear answers", "%", 100 * unclear.mean())
    yield _row(
        f"{name}: label of most in the topic, unclear as a share of clear",
        "ratio",
        fits[unclear].mean() / fits[~unclear].mean() if unclear.any() else 0,
        0.9,
    )


def _majority(labels: NDArray[Any], topic: Numbers) -> NDArray[np.bool_]:
    """Whether each answer has the label that most of its topic have."""
    fits = np.zeros(len(labels), dtype=bool)
    for each in np.unique(topic):
        kinds, counts = np.unique(labels[topic == each].astype(str), return_counts=True)
        fits[topic == each] = labels[topic == each] == kinds[counts.argmax()]
    return fits


def _stability_rows(name: str, labelled_set: Labelled) -> Iterator[Row]:
    n = len(labelled_set.texts)
    draw = np.random.default_rng(_SEED)
    whole = _topic_of(_ours(labelled_set), n)
    order = draw.permutation(n)
    shuffled = _topic_of(_ours(labelled_set.part(order)), n)
    yield _row(f"{name}: rows in another order, ARI lost", "points", _lost(whole[order], shuffled), 0)
    noise = draw.normal(scale=1e-6, size=labelled_set.vectors.shape).astype(np.float32)
    moved = Labelled(labelled_set.texts, labelled_set.labels, labelled_set.vectors + noise)
    yield _row(f"{name}: noise of 1e-6, ARI lost", "points", _lost(whole, _topic_of(_ours(moved), n)), 5)
    lost = []
    for _ in range(5):
        kept = np.sort(draw.choice(n, int(0.95 * n), replace=False))
        lost.append(_lost(whole[kept], _topic_of(_ours(labelled_set.part(kept)), len(kept))))
    yield _row(f"{name}: 5 % of answers dropped, ARI lost (mean of 5)", "points", float(np.mean(lost)), 25)


def _lost(one: Numbers, other: Numbers) -> float:
    return 100 - _scores(one, other)[1]


def _junk_rows() -> Iterator[Row]:
    """By how much NMI on 1,004 Dutch sentences falls when replies that say nothing come among them."""
    real = labelled("SIB-200 nl")
    n = len(real.texts)
    clean, _ = _scores(real.labels, _topic_of(_ours(real), n))
    for share in (0.05, 0.1, 0.2):
        junk = [_JUNK[row % len(_JUNK)] for row in range(round(share * n))]
        model = _ours(real, [*real.texts, *junk])
        now, _ = _scores(real.labels, _topic_of(model, n))
        yield _row(f"{share:.0%} that says nothing: NMI lost", "points", clean - now, 3)


def _small_row() -> Row:
    """How many of the small sizes give no usable answer: none may."""
    lacking = 0
    for n in _SMALL:
        model = _ours(labelled("SIB-200 nl").drawn(n))
        usable = len(model.answers) == n and (len(model.topics) >= 2 or "at least" in model.notice)
        lacking += not usable
    return _row(f"sizes without a usable answer, of {', '.join(map(str, _SMALL))}", "sizes", lacking, 0)


def _time_rows() -> Iterator[Row]:
    """Seconds beside the default's on the same vectors, with everything loaded and compiled."""
    whole = labelled("CLINC150")
    for warm in (_ours, _default):
        warm(whole.drawn(400))
    for n, limit in _TIMES.items():
        some = whole.drawn(n)
        ours = min(_seconds(lambda some=some: _ours(some)) for _ in range(2))  # type: ignore[misc]
        _, theirs = _default(some)
        yield _row(f"{n:,} answers, without embedding", "s", ours, peer=theirs)
        yield _row(f"{n:,} answers: share of the default's time", "ratio", ours / theirs, limit)


def _seconds(work: Callable[[], object]) -> float:
    since = time.perf_counter()
    work()
    return time.perf_counter() - since


def _first_rows() -> list[Row]:
    """The first result of a fresh process, from 1,000 texts to topics, ours and the default's."""
    ours, theirs = (_child(part)[0]["value"] for part in ("first-ours", "first-default"))
    return [_row("1,000 answers in a fresh process, all in", "s", ours, peer=theirs)]


def _first(ours: bool) -> Iterator[Row]:  # noqa: FBT001 - one of two
    import pandas as pd  # noqa: PLC0415

    texts = sorted({text for text, _ in _pairs("Banking77")})[::13][:1_000]
    since = time.perf_counter()
    if ours:
        from vocbench.topics import fit_topics  # noqa: PLC0415

        fit_topics(pd.DataFrame({"answer": range(len(texts)), "text": texts}))
    else:
        from vocbench.topics.embed import embed, universal_encoder  # noqa: PLC0415

        _default(Labelled(texts, np.array([]), embed(texts, universal_encoder())))
    yield _row("first", "s", time.perf_counter() - since)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    parts: dict[str, Callable[[], Iterator[Row]]] = {
        "figures": _figures,
        "first-ours": lambda: _first(ours=True),
        "first-default": lambda: _first(ours=False),
    }
    rows = []
    for made in parts[sys.argv[1]]():
        rows.append(made)
        print(made["figure"], made["value"], made["limit"], made["peer"], file=sys.stderr, flush=True)
    print(json.dumps(rows))
