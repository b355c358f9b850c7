"""A topic model as rows of plain values, and back, with what people said about it since."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocbench.topics.edits import free_name, likeness
from vocbench.topics.frames import listed
from vocbench.topics.result import (
    ANSWER_COLUMNS,
    NO_CONTENT_COLUMNS,
    NOT_CARRIED_COLUMNS,
    SET_ASIDE,
    UNCLEAR,
    TopicModel,
    Vectors,
)
from vocbench.topics.settings import TopicSettings

Row = dict[str, Any]
"""Column name → plain value."""

Numbers = NDArray[np.int64]

SAID_COLUMNS = ["answer", "topic", "similarity", "nearest", "language", "x", "y", "reason"]
"""What a model said of an answer: its id, then the columns in which that is kept."""

_PORTION = 20_000  # rows turned into plain values at a time: a million take little room so


def run_row(model: TopicModel) -> Row:
    """The settings, versions, timings, notice and lost edits of *model* as plain values."""
    return {
        "settings": asdict(model.settings),
        "versions": dict(model.versions),
        "timings": {step: float(seconds) for step, seconds in model.timings.items()},
        "notice": model.notice,
        "not_carried": model.not_carried[NOT_CARRIED_COLUMNS].astype(str).to_dict("records"),
    }


def topic_rows(model: TopicModel) -> list[Row]:
    """The topics of *model* as plain values: ``number name words centre floor stability code``."""
    columns = ["topic", "name", "words", "stability", "code"]
    listed = zip(
        model.topics[columns].itertuples(index=False, name=None), model.centres, model.floors, strict=True
    )
    return [
        {
            "number": int(number),
            "name": name,
            "words": list(words),
            "centre": packed(centre),
            "floor": float(floor),
            "stability": _number(stability),
            "code": code,
        }
        for (number, name, words, stability, code), centre, floor in listed
    ]


def new_topic_rows(model: TopicModel, known: Sequence[Mapping[str, Any]]) -> list[Row]:
    """The topics of *model* that are not among *known*, each with a name of its own.

    Args:
        model: a model that grew.
        known: the topics that were there, merged ones too: ``number name``.
    """
    names = {each["name"] for each in known}
    numbers = {each["number"] for each in known}
    fresh = [row for row in topic_rows(model) if row["number"] not in numbers]
    for row in fresh:
        row["name"] = free_name(row["name"], names)
        names.add(row["name"])
    return fresh


def said_rows(model: TopicModel, only: Collection[str] | None = None) -> Iterator[Row]:
    """What *model* said of its answers, those without content last, with ``SAID_COLUMNS``.

    Args:
        model: a model.
        only: the ids of some answers; ``None`` for all.
    """
    inside = model.answers.assign(reason=None)[SAID_COLUMNS]
    nothing = {
        "topic": None,
        "similarity": np.nan,
        "nearest": None,
        "language": None,
        "x": np.nan,
        "y": np.nan,
    }
    apart = model.no_content.assign(**nothing)[SAID_COLUMNS]
    for part in (inside, apart):
        frame = part if only is None else part[part["answer"].isin(only)]
        for start in range(0, len(frame), _PORTION):
            yield from _plain(frame.iloc[start : start + _PORTION])


def _plain(frame: pd.DataFrame) -> Iterator[Row]:
    columns = {name: frame[name].tolist() for name in SAID_COLUMNS}
    for name in ("similarity", "x", "y"):
        columns[name] = [_number(value) for value in columns[name]]
    for values in zip(*columns.values(), strict=True):
        yield dict(zip(SAID_COLUMNS, values, strict=True))


def packed(centre: NDArray[np.floating]) -> str:
    """A vector as text."""
    return b64encode(np.asarray(centre, dtype="<f4").tobytes()).decode("ascii")


def unpacked(centre: str) -> NDArray[np.float32]:
    """The vector that ``packed`` made a text of."""
    return np.frombuffer(b64decode(centre), dtype="<f4").astype(np.float32)


def _number(value: float | None) -> float | None:
    return None if value is None or np.isnan(value) else float(value)


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What a model said of its answers, in its order; it never changes.

    Args:
        frame: one row per answer, those without content too: ``SAID_COLUMNS``, ``text``, then the
            columns that came along. ``topic`` and ``nearest`` are -1 where there is none, ``reason``
            is missing where the answer says something.
    """

    frame: pd.DataFrame

    @classmethod
    def from_rows(cls, batches: Iterable[Sequence[Sequence[Any]]], source: pd.DataFrame) -> Said:
        """What was kept, joined with the answers.

        Args:
            batches: rows of ``SAID_COLUMNS``, some thousands at a time.
            source: ``answer text`` and what came along, at least of these answers.
        """
        parts = [_typed(pd.DataFrame(list(rows), columns=SAID_COLUMNS, dtype=object)) for rows in batches]
        said = pd.concat(parts, ignore_index=True) if parts else _typed(pd.DataFrame(columns=SAID_COLUMNS))
        rest = source.drop(columns=[name for name in SAID_COLUMNS[1:] if name in source])
        place = pd.Index(rest["answer"]).get_indexer(pd.Index(said["answer"]))
        along = rest.drop(columns="answer").take(place).reset_index(drop=True)
        return cls(pd.concat([said, along], axis=1))

    def places(self, answers: Iterable[str]) -> Numbers:
        """The row of each of these answers; -1 where the model does not have it."""
        wanted = pd.Index(list(answers), dtype="str")
        places: Numbers = pd.Index(self.frame["answer"]).get_indexer(wanted).astype(np.int64)
        return places


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    frame[["topic", "nearest"]] = frame[["topic", "nearest"]].fillna(UNCLEAR).astype("int64")
    numbers = ["similarity", "x", "y"]
    frame[numbers] = frame[numbers].astype("float64")
    return frame.astype({"answer": "str", "language": "str", "reason": "str"})


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Where the answers are now: ``topic`` is -1 where in none, ``kind`` what a person said, or missing."""

    topic: Numbers
    kind: NDArray[np.object_]

    @classmethod
    def from_rows(cls, batches: Iterable[Sequence[Sequence[Any]]]) -> Places:
        """Places from rows of a number and a kind, either of them perhaps missing."""
        topics, kinds = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=object)]
        for rows in batches:
            topics.append(np.array([UNCLEAR if number is None else number for number, _ in rows]))
            kinds.append(np.array([kind for _, kind in rows], dtype=object))
        return cls(np.concatenate(topics), np.concatenate(kinds))


def to_model(
    run: Mapping[str, Any],
    topics: Sequence[Mapping[str, Any]],
    said: Said,
    places: Places,
    vectors: NDArray[np.floating] | None = None,
    *,
    is_as_made: bool = True,
) -> TopicModel:
    """The model as it is now.

    Args:
        run: ``id question settings versions timings notice not_carried``.
        topics: those that were not merged into others, as ``topic_rows`` gave them, with an ``id``.
        said: what the model said of its answers.
        places: where they are now.
        vectors: of the answers, in the order of *said*; NaN where unknown. They are looked at where
            the model was edited by hand; without them similarities are estimated from the centres.
        is_as_made: whether all answers are in the topics that the model made at first.
    """
    silent = (said.frame["reason"].notna() & pd.isna(places.kind)) | (places.kind == "aside")
    inside = said.frame[~silent].assign(topic=places.topic[~silent], placed=_placed(places.kind[~silent]))
    table = _topics(topics, inside["topic"].to_numpy())
    centres = _centres(table.pop("centre"))
    if not is_as_made:
        known = None if vectors is None else vectors[~silent.to_numpy()]
        inside = _measured(inside, said.frame["topic"].to_numpy()[~silent], table, centres, known)
    along = [name for name in inside.columns if name not in {*ANSWER_COLUMNS, "reason"}]
    return TopicModel(
        topics=table.drop(columns="floor"),
        answers=inside[[*ANSWER_COLUMNS, *along]].reset_index(drop=True),
        no_content=_no_content(said.frame[silent], places.kind[silent]),
        settings=to_settings(run["settings"]),
        timings=run["timings"],
        notice=run["notice"],
        centres=centres,
        floors=table["floor"].to_numpy(np.float32),
        versions=run["versions"],
        not_carried=pd.DataFrame(run["not_carried"], columns=NOT_CARRIED_COLUMNS, dtype="str"),
        id=run["id"],
        question=run["question"],
    )


def to_settings(row: Row) -> TopicSettings:
    """The settings that were kept, perhaps through JSON."""
    return TopicSettings(**{name: _tupled(value) for name, value in row.items()})


def _placed(kind: NDArray[np.object_]) -> object:
    return pd.Series(np.where(pd.isna(kind), "model", kind), dtype="str").to_numpy()


def _no_content(frame: pd.DataFrame, kind: NDArray[np.object_]) -> pd.DataFrame:
    apart = frame.assign(reason=frame["reason"].where(kind != "aside", SET_ASIDE))
    return apart[NO_CONTENT_COLUMNS].reset_index(drop=True)


def _topics(rows: Sequence[Mapping[str, Any]], numbers: Numbers) -> pd.DataFrame:
    """One row per topic with how many answers it has, and their share; the largest first."""
    columns = ["number", "name", "words", "stability", "code", "id", "centre", "floor"]
    frame = pd.DataFrame([[row[name] for name in columns] for row in rows], columns=columns)
    frame = frame.rename(columns={"id": "topic_id", "number": "topic"})
    frame = frame.astype(
        {"topic": "int64", "stability": "float64", "floor": "float64", "name": "str", "code": "str"}
    )
    known, counts = np.unique(numbers, return_counts=True)
    sizes = dict(zip(known.tolist(), counts.tolist(), strict=True))
    frame.insert(3, "answers", np.array([sizes.get(each, 0) for each in frame["topic"]], dtype=np.int64))
    frame.insert(4, "share", frame["answers"] / max(1, len(numbers)))
    return frame.sort_values(["answers", "topic"], ascending=[False, True], ignore_index=True)


def _centres(texts: Iterable[str]) -> Vectors:
    """Centres as rows; zeros where none is known."""
    found = [unpacked(text) for text in texts]
    centres = np.zeros((len(found), max(map(len, found), default=0)), dtype=np.float32)
    for row, centre in enumerate(found):
        centres[row, : len(centre)] = centre
    return centres


def _measured(
    inside: pd.DataFrame,
    before: Numbers,
    topics: pd.DataFrame,
    centres: Vectors,
    vectors: NDArray[np.floating] | None,
) -> pd.DataFrame:
    """*inside* with similarities to the centres as they are now, by topic, most typical first."""
    if topics.empty:
        return inside
    similarity, nearest = likeness(inside, before, topics["topic"].to_numpy(), centres, vectors)
    return listed(inside.assign(similarity=similarity, nearest=nearest), topics["topic"].tolist())


def _tupled(value: Any) -> Any:  # noqa: ANN401 - JSON in, settings out
    """JSON's lists as the tuples that frozen settings hold."""
    return tuple(value) if isinstance(value, list) else value
