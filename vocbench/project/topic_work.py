"""An edit of topics by hand under way, within one act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from vocbench.errors import TopicsError
from vocbench.storage import topics as topic_store
from vocbench.storage.history import Act

if TYPE_CHECKING:
    from vocbench.project.topic_desk import Desk
    from vocbench.topics.carry import OldModel, Plan
    from vocbench.topics.edits import Look

UNCLEAR = -1
"""The number of no topic, as in ``topics.result``, which is slow to load."""

Part = tuple[str | None, list[int]]
"""A part of a topic: its name where a person gave one, and the places of its answers."""


class Work:
    """An edit under way: the model as it is, and the act it is part of.

    ``touched`` are the numbers of the topics whose answers changed, ``nameless`` those of them whose
    name follows from their words.
    """

    def __init__(self, act: Act, desk: Desk) -> None:
        self.act = act
        self.touched: set[int] = set()
        self.nameless: set[int] = set()
        self._desk = desk
        self._topics = {row["number"]: dict(row) for row in desk.stored.standing}
        number = {row["id"]: row["number"] for row in desk.stored.topics}
        self._into = {row["number"]: number[row["into_id"]] for row in desk.stored.topics if row["into_id"]}

    def row(self, topic: int) -> dict[str, Any]:
        """The topic with this number.

        Raises:
            TopicsError: there is none; the message says where it went.
        """
        if topic in self._topics:
            return self._topics[topic]
        if topic in self._into:
            raise TopicsError(f"Topic {topic} was merged into topic {self._standing(topic)}.")
        known = listed(sorted(self._topics)) or "none"
        raise TopicsError(f"There is no topic {topic!r}. There are: {known}.")

    def rows(self, answers: Iterable[str], topic: int | None = None) -> list[int]:
        """The places of answers in the model.

        Args:
            answers: their ids.
            topic: see that they are in this one; ``None`` where that does not matter.

        Raises:
            TopicsError: one is not in the model, or not in the topic.
        """
        ids = ids_of(answers)
        places = self._desk.shelf.said.places(ids)
        lost = [each for each, place in zip(ids, places, strict=True) if place < 0]
        if lost:
            raise TopicsError(
                f"{counted(lost)} not in this model, such as {lost[0]!r}. It may answer another question, or "
                "have come later: extend_topics(model) takes in a new wave."
            )
        if topic is not None:
            elsewhere = [each for each, at in zip(ids, self._now[places], strict=True) if at != topic]
            if elsewhere:
                raise TopicsError(f"{counted(elsewhere)} not in topic {topic}, such as {elsewhere[0]!r}.")
        return [int(place) for place in places]

    @property
    def _now(self) -> NDArray[np.int64]:
        return self._desk.places.topic

    def members(self, topic: int) -> list[int]:
        """The places of the answers in a topic."""
        self.row(topic)
        return [int(place) for place in np.flatnonzero(self._now == topic)]

    def points(self, rows: Sequence[int]) -> NDArray[np.float64]:
        """What can tell these answers apart: their vectors, or where these are lost their places on the map.

        Raises:
            TopicsError: neither is known.
        """
        shelf = self._desk.shelf
        on_map = shelf.said.frame[["x", "y"]].to_numpy()
        for points in (shelf.vectors, on_map):
            if points is not None and not np.isnan(points[rows]).any():
                return points[rows].astype(np.float64)
        raise TopicsError(
            "The vectors of these answers are no longer in the project, so it cannot tell which are alike. "
            "Name the answers of each part: split_topic(model, topic, {name: answers})."
        )

    def goal(self, to: int | str) -> int:
        """The number of the topic with this number or name, made where no topic has the name."""
        if isinstance(to, str):
            name = " ".join(to.split()).casefold()
            same = [number for number, row in self._topics.items() if row["name"].casefold() == name]
            return same[0] if same else self.new_topic(None, to)
        return to if to == UNCLEAR else int(self.row(int(to))["number"])

    def new_topic(self, parent: int | None, name: str | None) -> int:
        """Make a topic without answers; its number.

        Args:
            parent: the topic that it is split from.
            name: ``None`` for one that follows from its words.

        Raises:
            TopicsError: another topic has that name.
        """
        number = 1 + max(
            (each["number"] for each in (*self._desk.stored.topics, *self._topics.values())), default=-1
        )
        # As long as nobody knows its centre, nothing is like it.
        fresh = {"number": number, "name": f"topic {number}", "words": [], "centre": "", "floor": 1.0}
        if parent is not None:
            origin = self._topics[parent]
            fresh |= {"from_id": origin["id"], "centre": origin["centre"], "floor": origin["floor"]}
        (row_id,) = topic_store.add_topics(self.act, self._desk.stored.id, [fresh])
        self._topics[number] = {**fresh, "id": row_id, "named": False}
        self.nameless.add(number)
        if name is not None:
            self.rename(number, name)
        self.touched.add(number)
        return number

    def rename(self, topic: int, name: str) -> None:
        """Give a topic a name that a person chose.

        Raises:
            TopicsError: the name is empty, or another topic has it.
        """
        row, name = self.row(topic), " ".join(name.split())
        if not name:
            raise TopicsError("A topic needs a name of at least one character.")
        others = [each for number, each in self._topics.items() if number != topic]
        same = next((each for each in others if each["name"].casefold() == name.casefold()), None)
        if same is not None:
            raise TopicsError(
                f"Topic {same['number']} is called {name!r} already. Merge the two, or choose another."
            )
        self.nameless.discard(topic)
        if (row["name"], row["named"]) != (name, True):
            topic_store.name_topic(self.act, row["id"], name)
            row.update(name=name, named=True)

    def merge(self, topics: Sequence[int], name: str | None) -> None:
        """Let the first of these topics hold the answers of all, under this name."""
        from vocbench.topics.edits import joint_centre  # noqa: PLC0415 - heavy, and rarely needed
        from vocbench.topics.rows import packed, unpacked  # noqa: PLC0415

        rows = [self.row(each) for each in topics]
        topic_store.merge(self.act, [row["id"] for row in rows[1:]], rows[0]["id"])
        if self._desk.shelf.vectors is None:
            sizes = [len(self.members(each)) for each in topics]
            centre = packed(joint_centre(np.stack([unpacked(row["centre"]) for row in rows]), sizes))
            floor = min(row["floor"] for row in rows)
            rows[0].update(topic_store.show_topic(self.act, rows[0], {"centre": centre, "floor": floor}))
        given = name if name is not None else next((row["name"] for row in rows if row["named"]), None)
        for each in topics[1:]:
            del self._topics[each]
            self._into[each] = topics[0]
        self.nameless.add(topics[0])
        if given is not None:
            self.rename(topics[0], given)
        self.touched.add(topics[0])

    def carry(self, plan: Plan) -> None:
        """Do the edits of the model before again."""
        for several in plan.merges:
            apart = list(dict.fromkeys(map(self._standing, several)))
            if len(apart) > 1:
                self.merge(apart, None)
        goals = {old: self._standing(number) for old, number in plan.match.items()}
        for old, origin in plan.parts.items():
            goals[old] = self.new_topic(None if origin is None else self._standing(origin), None)
        for old, name in plan.names.items():
            self._make_way(goals[old], name)
            self.rename(goals[old], name)
        for answers, goal, kind in plan.places:
            self.place(self.rows(answers), UNCLEAR if goal is None else goals[goal], kind)

    def _standing(self, topic: int) -> int:
        """The topic, or what it was merged into."""
        while topic in self._into:
            topic = self._into[topic]
        return topic

    def _make_way(self, topic: int, name: str) -> None:
        """A name that a person gave goes before the same one made of words."""
        from vocbench.topics.edits import free_name  # noqa: PLC0415 - heavy, and rarely needed

        for number, row in self._topics.items():
            if number != topic and not row["named"] and row["name"].casefold() == name.casefold():
                other = free_name(row["name"], [each["name"] for each in self._topics.values()])
                row.update(topic_store.show_topic(self.act, row, {"name": other}))

    def place(self, rows: Sequence[int], topic: int, kind: str) -> None:
        """Put answers in a topic, or in none.

        Raises:
            TopicsError: one of them is empty and not set aside: there is nothing to quote.
        """
        if kind != topic_store.ASIDE and (self._desk.shelf.said.frame["text"].iloc[list(rows)] == "").any():
            raise TopicsError("One of these answers is empty: it says nothing that could be in a topic.")
        self.touched.update(int(each) for each in self._now[list(rows)] if each != UNCLEAR)
        if topic != UNCLEAR:
            self.touched.add(topic)
        topic_id = None if topic == UNCLEAR else self._topics[topic]["id"]
        topic_store.place(self.act, self._desk.stored.id, rows, topic_id, kind)

    def take_back(self, rows: Sequence[int]) -> None:
        """Leave answers to the model."""
        if not topic_store.take_back(self.act, self._desk.stored.id, rows):
            return
        after = topic_store.topics_of(self.act.connection, self._desk.stored.id, rows)
        self.touched.update(each for each in (*self._now[list(rows)].tolist(), *after) if each != UNCLEAR)


def old_model(connection: Connection, run_id: str) -> OldModel:
    """A model with what people did to it, for a later one to take over."""
    from vocbench.topics.carry import OldModel, OldTopic  # noqa: PLC0415 - heavy, and rarely needed
    from vocbench.topics.rows import unpacked  # noqa: PLC0415

    rows = topic_store.load_run(connection, run_id).topics
    number = {row["id"]: row["number"] for row in rows}
    direct, said, own = {}, {}, {}
    found: set[int] = set()
    for answer, made, kind, topic_id in topic_store.load_said(connection, run_id):
        by_model = UNCLEAR if made is None else made
        found.add(by_model)
        direct[answer] = by_model if kind is None else number.get(topic_id, UNCLEAR)
        if kind is not None:
            said[answer], own[answer] = kind, by_model
    topics = [
        OldTopic(
            number=row["number"],
            name=row["name"],
            named=row["named"],
            code=row["code"],
            centre=unpacked(row["centre"]),
            into=number.get(row["into_id"]),
            origin=number.get(row["from_id"]),
            by_hand=row["number"] not in found,
        )
        for row in rows
    ]
    return OldModel(topics, direct, said, own)


def alike_parts(work: Work, topic: int, into: int) -> list[list[int]]:
    """The places of the answers of every part but the largest."""
    from vocbench.topics.edits import parts_of  # noqa: PLC0415 - heavy, and rarely needed

    if into < 2:  # noqa: PLR2004 - one part is no split
        raise TopicsError(f"A topic is split into at least 2 parts, got {into}.")
    rows = np.array(work.members(topic), dtype=np.int64)
    part = parts_of(work.points(rows.tolist()), into)
    return [rows[part == each].tolist() for each in range(1, into)]


def named_parts(work: Work, topic: int, into: Mapping[str, Iterable[str]]) -> list[Part]:
    """The named parts of a topic. Where nothing would stay behind, the largest keeps the number.

    Raises:
        TopicsError: there are no parts, or an answer is named twice or not in the topic.
    """
    parts: list[Part] = [(name, work.rows(answers, topic)) for name, answers in into.items()]
    rows = [row for _, own in parts for row in own]
    if not rows:
        raise TopicsError("Name the answers of at least one part: {name: answers}.")
    if len(set(rows)) < len(rows):
        raise TopicsError("An answer is named in two parts. Each answer goes to one.")
    if len(rows) == len(work.members(topic)):
        if len(parts) == 1:
            raise TopicsError(f"All answers of topic {topic} would stay together. Name a part of them.")
        name, _ = largest = max(parts, key=lambda part: len(part[1]))
        parts.remove(largest)
        work.rename(topic, str(name))
    return parts


def look_values(look: Look, *, has_name: bool) -> dict[str, Any]:
    """What a new look changes in the row of a topic."""
    from vocbench.topics.rows import packed  # noqa: PLC0415 - heavy, and rarely needed

    values: dict[str, Any] = {"words": look.words, "stability": None}
    if not has_name:
        values["name"] = look.name
    if look.centre is not None:
        values |= {"centre": packed(look.centre), "floor": look.floor}
    return values


def ids_of(answers: Iterable[str]) -> list[str]:
    """The ids, each once.

    Raises:
        TopicsError: there is none, or one text was given.
    """
    if isinstance(answers, str):
        raise TopicsError(f"Give a list of answers, such as [{answers!r}].")
    ids = list(dict.fromkeys(map(str, answers)))
    if not ids:
        raise TopicsError("There are no answers to edit; give at least one id.")
    return ids


def listed(numbers: Iterable[int]) -> str:
    """The numbers in a row."""
    return ", ".join(map(str, numbers))


def counted(ids: Sequence[str]) -> str:
    """How many answers these are."""
    return "1 answer" if len(ids) == 1 else f"{len(ids):,} answers"
