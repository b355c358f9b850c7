"""Topics of more answers than can be grouped at once: of a sample, then the others by their topics.

In memory ``fit_large`` is what ``fit_topics`` turns to. ``topics_of`` reads answers that fit in no
memory, from Parquet or Dask, and gives their topics as a table that is computed a part at a time.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocbench.errors import TopicsError, WriteError
from vocbench.topics.assign import NONE
from vocbench.topics.embed import AnyEncoder
from vocbench.topics.engine import Clusters, Reduces
from vocbench.topics.frames import listed
from vocbench.topics.guide import Prototype
from vocbench.topics.place import TEXTS_A_SLICE, Destinations, nowhere, place, place_texts
from vocbench.topics.processes import helpers_kept
from vocbench.topics.progress import Meter, Progress
from vocbench.topics.result import ANSWER_COLUMNS, TopicModel
from vocbench.topics.sample import chosen, columns_of, groups_of, hash_of, joined, lowest, sketch
from vocbench.topics.settings import DEFAULT_SETTINGS, TopicSettings
from vocbench.topics.settle import settled
from vocbench.topics.sort import Sorted, sort_answers
from vocbench.topics.universal import UniversalEncoder
from vocbench.topics.watch import Stopwatch

_LOOKED_THROUGH = 10
"""Rare topics of answers that fit in no memory are looked for in ten times as many as are fitted."""

_MOST_COPIES = 10
_AHEAD = 2  # slices for each thread of a worker
_SKETCHES_JOINED = 8

Numbers = NDArray[np.intp]


def fit_large(
    answers: pd.DataFrame,
    *,
    settings: TopicSettings = DEFAULT_SETTINGS,
    encode: AnyEncoder | None = None,
    reduce: Reduces | None = None,
    cluster: Clusters | None = None,
    guide: Sequence[Prototype] = (),
    progress: Progress | None = None,
    client: Any = None,  # noqa: ANN401 - Dask is loaded by who passes it
    by: Sequence[str] | None = None,
    found: Sorted | None = None,
) -> TopicModel:
    """A topic model of *answers*, made of a sample of ``settings.fit_on`` different ones.

    The others go to the topic with the nearest centre, where they are like it enough. What fits none
    is looked through once more, for topics too rare for the sample.

    Args:
        answers: as for ``fit_topics``.
        settings: the choices.
        encode: texts to vectors.
        reduce: as for ``fit_topics``.
        cluster: as for ``fit_topics``.
        guide: as for ``fit_topics``.
        progress: told of each step.
        client: a Dask client; the answers outside the sample are then embedded by its workers, and
            their vectors are not kept.
        by: columns whose groups all have their part in the sample; ``None`` takes question, wave and
            segment where there are such columns, else the length of the answers.
        found: *answers* sorted out already.

    Raises:
        TopicsError: as ``fit_topics`` has it, or there is no such column.
    """
    from vocbench.topics.fit import fit_topics  # noqa: PLC0415 - it turns to this module for large sets

    fit = partial(
        fit_topics,
        settings=settings,
        encode=encode,
        reduce=reduce,
        cluster=cluster,
        guide=guide,
        progress=progress,
    )
    watch = Stopwatch(progress)
    with watch.step("sampling"):
        found = found or sort_answers(answers, settings)
        if len(found.texts) <= settings.fit_on:
            return fit(answers)
        is_sampled = _sampled(found, settings, by)
    work = _Large(found, fit(found.said[is_sampled[found.place]]), encode, watch, _runner(client))
    rest = np.flatnonzero(~is_sampled)
    with helpers_kept():
        work.place(rest)
        work.grow(rest)
    return work.model(len(found.texts) - len(rest))


def _sampled(found: Sorted, settings: TopicSettings, by: Sequence[str] | None) -> NDArray[np.bool_]:
    """Which of the different texts are in the sample."""
    hashes = np.array([hash_of(text, settings.seed) for text in found.texts])
    rows = found.said[columns_of(found.said, by)].assign(
        hash=hashes[found.place], group=groups_of(found.said, by), text=found.said["text"]
    )
    picked = chosen(lowest(rows, settings.fit_on), settings.fit_on)
    return np.isin(hashes, picked["hash"].to_numpy(np.int64))


Runner = Callable[[Sequence[str], Destinations, AnyEncoder | None, Progress | None], pd.DataFrame]
"""Finds the topics of texts, somewhere: what ``place_texts`` gives, in their order."""


@dataclass(eq=False)
class _Large:
    """A model of a sample, on its way to being one of all answers."""

    found: Sorted
    fitted: TopicModel
    encode: AnyEncoder | None
    watch: Stopwatch
    run: Runner

    def __post_init__(self) -> None:
        self.grown = self.fitted
        self.rows = nowhere(len(self.found.texts))
        self._take(self.fitted.answers)

    def _take(self, answers: pd.DataFrame) -> None:
        """Copy what a model says of *answers*."""
        at = answers["answer"].map(pd.Series(self.found.place, index=self.found.said["answer"]))
        first = ~at.duplicated()
        values = answers.loc[first, list(self.rows.columns)].astype(self.rows.dtypes.to_dict())
        self.rows.iloc[at[first].to_numpy(np.intp)] = values

    def place(self, rest: Numbers) -> None:
        """Find the topics of the texts at *rest*."""
        with self.watch.step("assigning", tell=False):
            self.rows.iloc[rest] = self._placed(rest)

    def _placed(self, texts: Numbers) -> pd.DataFrame:
        meter = Meter(self.watch.progress, "assigning", len(texts))
        some = [self.found.texts[each] for each in texts.tolist()]
        return self.run(some, Destinations.of(self.grown), self.encode, lambda step: meter.reach(step.done))

    def grow(self, rest: Numbers) -> None:
        """Look for rare topics in those texts at *rest* that fit none."""
        from vocbench.topics.grow import grow  # noqa: PLC0415 - it rests on fitting

        misfits = rest[self.rows["topic"].to_numpy()[rest] == NONE]
        if not len(misfits) or not len(self.fitted.topics):
            return
        settings = self.fitted.settings
        hashes = np.array([hash_of(self.found.texts[each], settings.seed) for each in misfits.tolist()])
        looked = misfits[np.argsort(hashes, kind="stable")[: settings.fit_on]]
        with self.watch.step("growing"):
            rows = self.found.said[np.isin(self.found.place, looked)]
            placed = self.rows["topic"].iloc[rest].value_counts() * len(looked) / len(misfits)
            grown = grow(self.fitted, rows, encode=self.encode)
            self.grown, fresh = settled(self.fitted, grown, placed)
            if len(fresh):
                self._take(fresh)
                self._join(np.setdiff1d(misfits, looked))

    def _join(self, misfits: Numbers) -> None:
        """Let further misfits join the new topics."""
        if len(misfits):
            placed = self._placed(misfits)
            fits = (placed["topic"] != NONE).to_numpy()
            self.rows.iloc[misfits[fits]] = placed[fits]

    def model(self, n_sampled: int) -> TopicModel:
        """The model of all answers, topics counted and numbered anew, the largest first."""
        found, grown = self.found, self.grown
        answers = found.said.assign(placed="model")
        for name, values in self.rows.items():
            answers[str(name)] = values.to_numpy()[found.place]
        sizes = answers["topic"].value_counts().reindex(grown.topics["topic"], fill_value=0).to_numpy()
        order = np.argsort(-sizes, kind="stable")
        number = pd.Series(np.arange(len(order)), index=grown.topics["topic"].to_numpy()[order])
        number[NONE] = NONE
        answers = answers.assign(topic=answers["topic"].map(number), nearest=answers["nearest"].map(number))
        counted = {
            "topic": np.arange(len(order)),
            "answers": sizes[order],
            "share": sizes[order] / len(answers),
        }
        others = [column for column in found.said.columns if column not in ANSWER_COLUMNS]
        return replace(
            grown,
            topics=grown.topics.iloc[order].assign(**counted).reset_index(drop=True),
            answers=listed(answers[[*ANSWER_COLUMNS, *others]], counted["topic"]),
            no_content=found.unsaid,
            centres=grown.centres[order],
            floors=grown.floors[order],
            timings=_added(self.fitted.timings, self.watch.seconds),
            notice=self._told(n_sampled, answers),
        )

    def _told(self, n_sampled: int, answers: pd.DataFrame) -> str:
        found = self.found
        n_new = len(self.grown.topics) - len(self.fitted.topics)
        n_unclear = int((answers["topic"] == NONE).sum())
        return (
            f"{len(found.said) + len(found.unsaid):,} answers: {len(found.said):,} say something "
            f"({len(found.texts):,} different), {len(found.unsaid):,} do not. Topics were made of a "
            f"sample of {n_sampled:,} different answers; the others went to the topic they are most like. "
            f"Rare topics found in what fits none: {n_new}. {n_unclear:,} answers are unclear and wait "
            f"for review. Of the sample: {self.fitted.notice}"
        )


def _added(*timings: Mapping[str, float]) -> dict[str, float]:
    seconds: dict[str, float] = {}
    for each in timings:
        for step, taken in each.items():
            seconds[step] = seconds.get(step, 0.0) + taken
    return seconds


def _runner(client: Any) -> Runner:  # noqa: ANN401 - Dask publishes no types
    if client is None:
        return lambda texts, to, encode, progress: place_texts(texts, to, encode=encode, progress=progress)
    return lambda texts, to, encode, progress: _by_workers(client, texts, to, _portable(encode), progress)


def _portable(encode: AnyEncoder | None) -> AnyEncoder:
    """*encode* as another process can use it: without a memory in our file, and without processes."""
    bare = getattr(encode, "bare", encode)
    return UniversalEncoder(1) if bare is None or isinstance(bare, UniversalEncoder) else bare


def _by_workers(
    client: Any,  # noqa: ANN401 - Dask publishes no types
    texts: Sequence[str],
    to: Destinations,
    encode: AnyEncoder,
    progress: Progress | None,
) -> pd.DataFrame:
    """The same as ``place_texts``, a slice at a time by the workers of *client*.

    A worker that dies is no loss: Dask gives its slices to another one.
    """
    import distributed  # noqa: PLC0415 - an extra

    starts = range(0, len(texts), TEXTS_A_SLICE)
    work = partial(place_texts, destinations=to, encode=encode)
    waiting = iter([(start, list(texts[start : start + TEXTS_A_SLICE])) for start in starts])
    at: dict[str, int] = {}

    def send(n: int) -> list[Any]:
        """The next slices are on their way, never all of them at once: they pass through one scheduler."""
        sent = []
        for start, some in islice(waiting, n):
            sent.append(client.submit(work, some, pure=False))
            at[sent[-1].key] = start
        return sent

    meter = Meter(progress, "assigning", len(texts))
    parts: dict[int, pd.DataFrame] = {}
    finished: Any = distributed.as_completed  # it publishes no types
    done = finished(send(_AHEAD * max(sum(client.nthreads().values()), 1)))
    try:
        for future in done:
            start = at.pop(future.key)
            parts[start] = future.result()
            meter.add(len(parts[start]))
            done.update(send(1))
    finally:
        client.cancel(list(done.futures))
    return pd.concat([nowhere(0), *(parts[start] for start in starts)], ignore_index=True)


@dataclass(frozen=True, eq=False)
class LargeTopics:
    """Topics of answers that fit in no memory.

    Args:
        model: of a sample of them.
        answers: a Dask DataFrame, computed when it is asked for: the columns that were to be kept,
            then those of ``place``.
    """

    model: TopicModel
    answers: Any  # a Dask DataFrame: Dask publishes no types
    _compute: Callable[[Any], Any]

    def write(self, path: str | Path) -> Path:
        """Compute all answers and write them as a folder of Parquet files; where it stands.

        Raises:
            WriteError: something is there already, or it cannot be written; nothing half-written
                is left.
        """
        goal = Path(path)
        if goal.exists():
            raise WriteError(f"{goal} is there already. Name another folder, or move that one away.")
        draft = goal.with_name(f".{uuid.uuid4().hex}")
        try:
            self._compute(self.answers.to_parquet(draft, compute=False, write_index=False))
            draft.replace(goal)
        except OSError as error:
            raise WriteError(f"{goal} cannot be written: {error}. Nothing was left there.") from None
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        return goal


def topics_of(
    answers: Any,  # noqa: ANN401 - Dask publishes no types
    *,
    text: str = "text",
    keep: Sequence[str] = ("answer",),
    by: Sequence[str] | None = None,
    settings: TopicSettings = DEFAULT_SETTINGS,
    encode: AnyEncoder | None = None,
    progress: Progress | None = None,
    client: Any = None,  # noqa: ANN401
) -> LargeTopics:
    """Topics of answers that fit in no memory, such as a hundred million.

    The answers are read twice: once for a sample, once for the topic of each. The model is made of the
    sample; rare topics are looked for in ten times as many answers.

    Args:
        answers: the path of a Parquet file or folder, a Dask DataFrame or a pandas one.
        text: the column that holds the answers.
        keep: columns that go along to the result, such as an id.
        by: columns whose groups all have their part in the sample; see ``fit_large``.
        settings: the choices.
        encode: texts to vectors; workers must be able to unpickle it.
        progress: told of each step of the fit.
        client: a Dask client; without one, this machine does a part after the other.

    Raises:
        TopicsError: Dask is not installed, or there is no such column.
    """
    frame = _dask_frame(answers)
    for name in (text, *keep):
        if name not in frame.columns:
            raise TopicsError(f"The answers lack the column {name!r}; there is {list(frame.columns)}.")
    compute = _computer(client)
    columns = list(dict.fromkeys([text, *columns_of(frame, by)]))
    n = _LOOKED_THROUGH * settings.fit_on
    with Stopwatch(progress).step("sampling"):
        found = compute(
            _sketched(
                frame[columns], n=n, by=by, text=text, seed=settings.seed, no_content=settings.no_content
            )
        )
    sample = _as_answers(chosen(found, n), settings)
    model = fit_large(sample, settings=settings, encode=encode, progress=progress, client=client, by=by)
    part = partial(
        _placed_part,
        to=Destinations.of(model),
        text=text,
        keep=list(keep),
        encode=encode if client is None else _portable(encode),
    )
    empty = pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in frame.dtypes.items()})
    return LargeTopics(model, frame.map_partitions(part, meta=part(empty)), compute)


def _placed_part(
    answers: pd.DataFrame, *, to: Destinations, text: str, keep: list[str], encode: AnyEncoder | None
) -> pd.DataFrame:
    return pd.concat([answers[keep], place(answers, to, text=text, encode=encode)], axis=1)


def _sketched(frame: Any, *, n: int, **choices: Any) -> Any:  # noqa: ANN401 - Dask publishes no types
    """The sketch of the whole, joined like a tree so that no machine holds many parts."""
    import dask  # noqa: PLC0415 - an extra

    delayed: Any = dask.delayed  # type: ignore[attr-defined]  # it publishes no types
    parts = [delayed(sketch)(part, n=n, **choices) for part in frame.to_delayed()]
    while len(parts) > 1:
        groups = [parts[start : start + _SKETCHES_JOINED] for start in range(0, len(parts), _SKETCHES_JOINED)]
        parts = [delayed(joined)(group, n=n) for group in groups]
    return parts[0]


def _as_answers(found: pd.DataFrame, settings: TopicSettings) -> pd.DataFrame:
    """A sketch as answers: a text as often as it occurs, but for very many scaled down."""
    most = _MOST_COPIES * _LOOKED_THROUGH * settings.fit_on
    scale = min(1.0, most / max(int(found["times"].sum()), 1))
    copies = np.maximum(np.floor(found["times"].to_numpy(np.float64) * scale), 1).astype(int)
    rows = found.drop(columns=["hash", "group", "times", "size"])
    rows = rows.loc[rows.index.repeat(copies)].reset_index(drop=True)
    return rows.assign(answer=[f"s{each:07}" for each in range(len(rows))])


def _dask_frame(answers: Any) -> Any:  # noqa: ANN401 - Dask publishes no types
    try:
        import dask.dataframe as dd  # noqa: PLC0415 - an extra
    except ImportError:
        raise TopicsError(
            "Answers beyond one machine's memory need Dask: pip install 'vocbench[scale]'."
        ) from None
    if isinstance(answers, (str, Path)):
        return dd.read_parquet(str(answers))
    if isinstance(answers, pd.DataFrame):
        divided: Any = dd.from_pandas  # it publishes no types
        return divided(answers, chunksize=TEXTS_A_SLICE, sort=False)
    return answers


def _computer(client: Any) -> Callable[[Any], Any]:  # noqa: ANN401 - Dask publishes no types
    """What computes something of Dask: the workers of *client*, or this machine part by part."""
    if client is not None:
        return lambda lazy: client.compute(lazy).result()

    def here(lazy: Any) -> Any:  # noqa: ANN401
        with helpers_kept():
            return lazy.compute(scheduler="synchronous")

    return here
