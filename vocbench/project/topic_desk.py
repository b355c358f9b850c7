"""A topic model opened for reading and editing: what never changes about it, and how it is now."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from vocbench.errors import TopicsError
from vocbench.exchange import frames
from vocbench.model.source import AttributeValue
from vocbench.project.sources import Sources
from vocbench.project.topic_work import Work, look_values, old_model
from vocbench.project.vectors import KeptVectors, Vectors
from vocbench.storage import answer_codings
from vocbench.storage import sources as source_store
from vocbench.storage import topics as topic_store
from vocbench.storage.consent import withdrawn_keys
from vocbench.storage.history import Act
from vocbench.storage.store import Store
from vocbench.storage.topics import StoredRun

if TYPE_CHECKING:
    from vocbench.topics.embed import Halves
    from vocbench.topics.result import TopicModel
    from vocbench.topics.rows import Places, Said
    from vocbench.topics.settings import TopicSettings
    from vocbench.topics.words import WordCounter

_MOST_REMEMBERED = 2
"""Models whose answers and vectors stay in memory while the project is open."""

_MOST_MEASURED = 200_000
"""With more answers, similarities after an edit by hand are estimated: the vectors of a million take a
gigabyte."""


class TopicDesks(Sources, Vectors):
    """Topic models as they are now, and what follows from edits."""

    def __init__(self, path: str | Path, *, coder: str = "A") -> None:
        super().__init__(path, coder=coder)
        self._shelves: dict[tuple[str, int | None, str], Shelf] = {}

    def _desk(self, connection: Connection, run_id: str) -> Desk:
        """A topic model as it is now.

        Raises:
            NotFoundError: there is none with this id.
        """
        from vocbench.topics.rows import Places  # noqa: PLC0415 - heavy, and rarely needed

        stored = topic_store.load_run(connection, run_id)
        return Desk(
            stored,
            self._shelf(connection, stored),
            Places.from_rows(topic_store.load_places(connection, run_id)),
            is_as_made=topic_store.is_as_made(connection, run_id),
        )

    @staticmethod
    def _shown(connection: Connection, desk: Desk) -> TopicModel:
        """The model for people to look at: without the words of who took their consent back."""
        return desk.model(withheld=withdrawn_keys(connection))

    @staticmethod
    def _stamp(connection: Connection, run_id: str) -> str:
        """Equal as long as a model shows the same."""
        stamp = topic_store.topics_stamp(connection, run_id)
        return ",".join([stamp, *withdrawn_keys(connection)])

    def _carry(self, act: Act, before: str, run_id: str) -> None:
        """Do the edits by hand of the model before again in a new one, and say what is lost."""
        from vocbench.topics.carry import carry  # noqa: PLC0415 - heavy, and rarely needed
        from vocbench.topics.result import NOT_CARRIED_COLUMNS  # noqa: PLC0415

        desk = self._desk(act.connection, run_id)
        vectors = desk.shelf.vectors
        model = desk.model()
        own = None if vectors is None else vectors[: len(model.answers)]
        plan = carry(old_model(act.connection, before), model, own)
        work = Work(act, desk)
        work.carry(plan)
        self._follow(act, run_id, work)
        lost = [dict(zip(NOT_CARRIED_COLUMNS, row, strict=True)) for row in plan.lost]
        topic_store.describe_run(act, run_id, notice=f"{model.notice} {plan}", not_carried=lost)

    def _follow(self, act: Act, run_id: str, work: Work) -> Desk:
        """Let words and centres follow what was done to the answers of topics, and name new topics."""
        from vocbench.topics.edits import Answers, look_of  # noqa: PLC0415 - heavy, and rarely needed

        desk = self._desk(act.connection, run_id)
        shelf, topic = desk.shelf, desk.places.topic
        rows = {row["number"]: row for row in desk.stored.standing}
        # An empty topic looks as it did: there is nothing else to say about it.
        touched = sorted(work.touched & rows.keys() & set(topic.tolist()))
        words = shelf.counter.words_of_topics(topic) if touched else {}
        answers = Answers(shelf.said.frame["text"].to_numpy(object), topic, shelf.vectors)
        for number in touched:
            others = [row for each, row in rows.items() if each != number]
            look = look_of(number, answers, words.get(number, []), others)
            values = look_values(look, has_name=number not in work.nameless)
            rows[number] = topic_store.show_topic(act, rows[number], values)
        return replace(desk, stored=replace(desk.stored, topics=list(rows.values())))

    def _shelf(self, connection: Connection, stored: StoredRun) -> Shelf:
        """What never changes about a model, from memory where it was just read."""
        # Attributes may be added: they come along with the answers.
        part = topic_store.last_part(connection, stored.id)
        key = (stored.id, part, answer_codings.answers_stamp(connection))
        shelf = self._shelves.pop(key, None) or self._read_shelf(connection, stored)
        self._shelves[key] = shelf
        for old in list(self._shelves)[:-_MOST_REMEMBERED]:
            del self._shelves[old]
        return shelf

    def _read_shelf(self, connection: Connection, stored: StoredRun) -> Shelf:
        from vocbench.topics.rows import Said, to_settings  # noqa: PLC0415 - heavy, and rarely needed

        people = source_store.load_respondents(connection)
        if stored.run["kind"] == "answers":
            ids = topic_store.answer_ids(stored.id)
            items = frames.answers_frame(source_store.load_answers(connection, only=ids), people)
        else:
            items = self._passages_of(connection, stored.id, people)
        said = Said.from_rows(topic_store.load_members(connection, stored.id), items)
        return Shelf(said, to_settings(stored.run["settings"]), self._store, stored.run["encoder"])

    def _said_by(self, source: str, speaker: str | None) -> str | None:
        """The key of the respondent who speaks; ``None`` where it is somebody else."""
        return self.transcript(source).respondent_key(speaker) if speaker else None

    def _passages_of(
        self, connection: Connection, run_id: str, people: dict[str, dict[str, AttributeValue]]
    ) -> pd.DataFrame:
        """The passages of a model, with who says them and their attributes."""
        rows = [
            (item, name, start, end, quote, speaker, self._said_by(name, speaker))
            for batch in topic_store.load_passages(connection, run_id)
            for item, name, start, end, quote, speaker in batch
        ]
        return frames.passages_frame(rows, people)


@dataclass(frozen=True, eq=False)
class Desk:
    """A topic model as it is now: what was kept, where its answers are, and whether any of them moved."""

    stored: StoredRun
    shelf: Shelf
    places: Places
    is_as_made: bool

    def model(self, *, withheld: Collection[str] = ()) -> TopicModel:
        """The model; the words of respondents whose keys are *withheld* are empty in it."""
        from vocbench.topics.rows import Said, to_model  # noqa: PLC0415 - heavy, and rarely needed

        said = self.shelf.said
        if withheld:
            is_open = ~said.frame["respondent"].isin(list(withheld))
            said = Said(said.frame.assign(text=said.frame["text"].where(is_open, "")))
        return to_model(
            self.stored.run,
            self.stored.standing,
            said,
            self.places,
            None if self.is_as_made else self.shelf.vectors,
            is_as_made=self.is_as_made,
        )

    def see_encoder(self, label: str) -> None:
        """See that an encoder is the one that the model was made with.

        Raises:
            TopicsError: it is another one.
        """
        made_with = self.stored.run["encoder"]
        if label != made_with:
            raise TopicsError(f"This model was made with {made_with!r}, not {label!r}. Pass it as encode=.")


@dataclass(eq=False)
class Shelf:
    """What never changes about a topic model: what it said of its answers, and their vectors."""

    said: Said
    settings: TopicSettings
    _store: Store
    _encoder: str

    @cached_property
    def vectors(self) -> Halves | None:
        """The vectors of the answers in the order of *said*, rows of NaN where unknown.

        ``None`` where none is known, and of so many answers that they would take a gigabyte.
        """
        from vocbench.topics.content import plain_form  # noqa: PLC0415 - slow to load
        from vocbench.topics.embed import prepare  # noqa: PLC0415

        texts = self.said.frame["text"]
        if len(texts) > _MOST_MEASURED:
            return None
        known = list(Recall(self._store, self._encoder).in_batches([prepare(text) for text in texts]))
        if not known:
            return None
        vectors = np.full((len(texts), known[0][1].shape[1]), np.nan, dtype=np.float16)
        for places, some in known:
            vectors[places] = some
        # Answers that differ in case and punctuation alone were made one: only the first was encoded.
        form = pd.factorize(pd.Series([plain_form(text) or text for text in texts], dtype="str"))[0]
        first = np.full(form.max() + 1, -1)
        there = np.flatnonzero(~np.isnan(vectors[:, 0]))[::-1]
        first[form[there]] = there
        lacking = np.isnan(vectors[:, 0]) & (first[form] >= 0)
        vectors[lacking] = vectors[first[form[lacking]]]
        return vectors

    @cached_property
    def counter(self) -> WordCounter:
        """What counts the words of the answers, in the order of *said*."""
        from vocbench.topics.words import word_counter  # noqa: PLC0415 - slow to load

        texts, languages = (self.said.frame[name].fillna("").tolist() for name in ("text", "language"))
        return word_counter(texts, self.settings, languages=languages)


class Recall(KeptVectors):
    """The vectors that a project keeps of one encoder. It makes none: what is not there is left out."""

    def __init__(self, store: Store, label: str) -> None:
        super().__init__(store, _Silent())
        self._label = label


class _Silent:
    """An encoder that has no vectors."""

    def encode(self, _texts: list[str], /) -> object:
        return []

    def in_batches(self, _texts: Sequence[str]) -> Iterator[Any]:
        return iter(())


class Labelled(KeptVectors):
    """An encoder with a memory that says where it keeps vectors."""

    @property
    def label(self) -> str:
        """Under what the vectors are kept."""
        return self._label
