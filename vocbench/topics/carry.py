"""Edits by hand of one topic model, found again in a later one of more answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from vocbench.topics.result import UNCLEAR, TopicModel, Vectors

_FEW = 3
"""With fewer shared answers than this, topics are compared by their centres."""

_SHARE = 1 / 3
"""The least share of the shared answers of a topic that lies together again: less is another topic."""

_MOST = 0.5
"""From this share on, a topic of the new model lies in one of the old."""

_LIKE = 0.8
"""The least cosine of the centres of what is one topic."""


@dataclass(frozen=True, slots=True, eq=False)
class OldTopic:
    """A topic of the model before.

    Args:
        number: its number.
        name: its name.
        named: whether a person gave the name.
        code: path of the code that guided it, or "".
        centre: unit vector.
        into: number of the topic it was merged into; ``None`` where it stands.
        origin: number of the topic it was split from.
        by_hand: whether a person made it.
    """

    number: int
    name: str
    named: bool
    code: str
    centre: Vectors
    into: int | None = None
    origin: int | None = None
    by_hand: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class OldModel:
    """The model before, with what people did to it.

    Args:
        topics: all its topics, merged ones too.
        direct: the topic each answer is in, not counting merges; -1 for none.
        said: what a person said of answers: ``moved``, ``pinned`` or ``aside``.
        own: where the model itself had put those answers.
    """

    topics: Sequence[OldTopic]
    direct: Mapping[str, int]
    said: Mapping[str, str]
    own: Mapping[str, int]


@dataclass(slots=True)
class Plan:
    """What is to be done to the new model; topics of the old one are meant by their old numbers.

    ``match`` says which new topic an old one is. ``merges`` are numbers of the new model, the one that
    stays first. ``parts`` are old topics to be made anew, with the new topic that each is split from.
    ``places`` are answers, the old topic they belong in (``None`` for no topic) and what was said.
    ``lost`` is what cannot be done: the edit, the topic's name and the reason.
    """

    match: dict[int, int] = field(default_factory=dict)
    merges: list[list[int]] = field(default_factory=list)
    parts: dict[int, int | None] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    places: list[tuple[list[str], int | None, str]] = field(default_factory=list)
    lost: list[tuple[str, str, str]] = field(default_factory=list)

    def __str__(self) -> str:
        n_answers = sum(len(answers) for answers, _, _ in self.places)
        counts = {
            "name": len(self.names),
            "merge": len(self.merges),
            "topic made by hand": len(self.parts),
            "answer placed by hand": n_answers,
        }
        said = ", ".join(_counted(n, what) for what, n in counts.items() if n)
        lost = f" {_counted(len(self.lost), 'edit')} could not be done again: see not_carried."
        return f"From the model before: {said or 'nothing'}.{lost if self.lost else ''}"


def _counted(n: int, what: str) -> str:
    first, _, rest = what.partition(" ")
    return f"{n:,} {first}{'' if n == 1 else 's'}{' ' + rest if rest else ''}"


def carry(old: OldModel, new: TopicModel, vectors: NDArray[np.floating] | None = None) -> Plan:
    """How the edits by hand of the model before are done again in *new*.

    A topic is found again by the answers pinned to it, as far as the old model had them there itself;
    else by its code; else by the answers that both models have; and where these are fewer than three by
    its centre.

    Args:
        old: the model before.
        new: the model just made.
        vectors: of its answers, in their order; rows of NaN where unknown. With them, answers that are
            new follow the part they are nearer to when a topic is split again.
    """
    return _Carrier(old, new, vectors).plan()


class _Carrier:
    def __init__(self, old: OldModel, new: TopicModel, vectors: NDArray[np.floating] | None) -> None:
        self._topics = {each.number: each for each in old.topics}
        self._direct = old.direct
        self._said = old.said
        self._own = old.own
        self._new = new
        self._vectors = vectors
        self._now: dict[str, int] = dict(
            zip(new.answers["answer"].tolist(), new.answers["topic"].tolist(), strict=True)
        )
        self._there = self._now.keys() | set(new.no_content["answer"])
        self._members: dict[int, list[str]] = {}
        for answer, number in old.direct.items():
            self._members.setdefault(number, []).append(answer)
        # How many answers of each new topic were in a topic of the old model.
        self._shared = self._votes(answer for answer, number in old.direct.items() if number != UNCLEAR)
        self._plan = Plan()

    def plan(self) -> Plan:
        """All that can be done, and what cannot."""
        standing = [each for each in self._topics.values() if each.into is None]
        found = [each for each in standing if not all(part.by_hand for part in self._parts(each))]
        for each in found:
            self._find(each)
        for each in standing:
            if each not in found:
                self._make(each)
        self._name(standing)
        self._place()
        self._divide()
        return self._plan

    def _parts(self, topic: OldTopic) -> list[OldTopic]:
        """The topic and what was merged into it."""
        return [topic, *(each for each in self._topics.values() if each.into == topic.number)]

    def _answers(self, topic: OldTopic) -> list[str]:
        return [answer for part in self._parts(topic) for answer in self._members.get(part.number, ())]

    def _votes(self, answers: Iterable[str]) -> Counter[int]:
        """How many of these answers are in each topic of the new model."""
        found = (self._now.get(answer, UNCLEAR) for answer in answers)
        return Counter(number for number in found if number != UNCLEAR)

    def _best(self, topic: OldTopic) -> int | None:
        """The topic of the new model that this one is; merges do not count."""
        members = self._members.get(topic.number, [])
        pins = (answer for answer in members if self._said.get(answer) == "pinned")
        pinned = self._votes(answer for answer in pins if self._own.get(answer) == topic.number)
        if pinned:
            return _first(pinned)
        if topic.code and topic.code in (codes := self._new.topics["code"].tolist()):
            return int(self._new.topics["topic"].iloc[codes.index(topic.code)])
        votes = self._votes(members)
        if votes.total() < _FEW:
            return self._likest(topic.centre)
        best = _first(votes)
        return best if votes[best] >= _SHARE * votes.total() else None

    def _likest(self, centre: Vectors) -> int | None:
        centres = self._new.centres
        if not len(centres) or centres.shape[1] != len(centre):
            return None
        cosines = centres @ centre
        row = int(cosines.argmax())
        return int(self._new.topics["topic"].iloc[row]) if cosines[row] >= _LIKE else None

    def _find(self, topic: OldTopic) -> None:
        """Match a topic that the old model made, and merge in the new one what is its parts there."""
        parts = [each for each in self._parts(topic) if not each.by_hand]
        goals = [self._best(part) for part in parts]
        found = [goal for goal in dict.fromkeys(goals) if goal is not None]
        if len(parts) > 1:
            inside = self._inside(topic)
            found = [goal for goal in found if goal in inside or not self._shared[goal]]
            found += sorted(inside - set(found))
            for part, goal in zip(parts, goals, strict=True):
                if goal not in found:
                    self._lose("merge", topic, f"no topic is like its part {part.name!r} and nothing else")
        if found:
            self._plan.match[topic.number] = found[0]
        if len(found) > 1:
            self._plan.merges.append(found)

    def _inside(self, topic: OldTopic) -> set[int]:
        """The topics of the new model whose answers mostly were in this one."""
        votes = self._votes(self._answers(topic))
        return {number for number, n in votes.items() if n >= 2 and n >= _MOST * self._shared[number]}  # noqa: PLR2004 - one answer is chance

    def _make(self, topic: OldTopic) -> None:
        """Match a topic that a person made, or have it made again."""
        answers = self._answers(topic)
        votes = self._votes(answers)
        inside = self._inside(topic) - set(self._plan.match.values())
        best = max(inside, key=lambda number: (votes[number], -number), default=None)
        if best is not None and votes[best] >= _MOST * votes.total():
            self._plan.match[topic.number] = best
        elif answers and sum(answer in self._there for answer in answers) >= _MOST * len(answers):
            self._plan.parts[topic.number] = self._origin(topic)
        else:
            edit = "move" if topic.origin is None else "split"
            self._lose(edit, topic, "too few of its answers are in the new model")

    def _origin(self, topic: OldTopic) -> int | None:
        """The topic of the new model that a topic is split from."""
        origin = self._topics.get(topic.origin) if topic.origin is not None else None
        return None if origin is None else self._plan.match.get(self._standing(origin.number))

    def _standing(self, number: int) -> int:
        into = self._topics[number].into
        return number if into is None else into

    def _name(self, standing: Sequence[OldTopic]) -> None:
        """Names go to the topic that has most of the answers; a topic has one name."""
        taken: dict[int, str] = {}
        named = [each for each in standing if each.named]
        for each in sorted(named, key=lambda each: (-self._strength(each), each.number)):
            goal = self._plan.match.get(each.number)
            if each.number in self._plan.parts:
                self._plan.names[each.number] = each.name
            elif goal is None:
                self._lose("rename", each, "no topic is like it")
            elif goal in taken:
                self._lose("rename", each, f"it is one topic with {taken[goal]!r} now")
            else:
                taken[goal] = self._plan.names[each.number] = each.name

    def _strength(self, topic: OldTopic) -> int:
        return self._votes(self._answers(topic))[self._plan.match.get(topic.number, UNCLEAR)]

    def _place(self) -> None:
        """Answers that a person placed keep their place."""
        groups: dict[tuple[int | None, str], list[str]] = {}
        for answer, kind in self._said.items():
            number = self._direct.get(answer, UNCLEAR)
            goal = None if number == UNCLEAR else self._standing(number)
            groups.setdefault((goal, kind), []).append(answer)
        for (goal, kind), answers in groups.items():
            self._place_some(answers, goal, kind)

    def _place_some(self, answers: list[str], goal: int | None, kind: str) -> None:
        there = [answer for answer in answers if answer in self._there]
        edit = {"moved": "move", "pinned": "pin", "aside": "set aside"}[kind]
        topic = self._topics[goal] if goal is not None else None
        if len(there) < len(answers):
            n_gone = len(answers) - len(there)
            self._lose(edit, topic, f"{_counted(n_gone, 'answer')} not in the new model")
        if not there:
            return
        if goal is None or goal in self._plan.match or goal in self._plan.parts:
            self._plan.places.append((there, goal, kind))
        else:
            self._lose(edit, topic, f"no topic is like it ({_counted(len(there), 'answer')})")

    def _divide(self) -> None:
        """Of a topic that is split again, answers that are new go with the part they are nearer to."""
        if self._vectors is None:
            return
        by_goal: dict[int, list[OldTopic]] = {}
        for number, goal in self._plan.parts.items():
            if goal is not None:
                by_goal.setdefault(goal, []).append(self._topics[number])
        ids = self._new.answers["answer"].to_numpy()
        is_new = ~self._new.answers["answer"].isin(list(self._direct)).to_numpy()
        for goal, parts in by_goal.items():
            rows = np.flatnonzero(is_new & (self._new.answers["topic"] == goal).to_numpy())
            nearest = self._nearest_part(rows, goal, parts)
            for place, part in enumerate(parts):
                if (nearest == place).any():
                    self._plan.places.append((ids[rows[nearest == place]].tolist(), part.number, "moved"))

    def _nearest_part(self, rows: NDArray[np.intp], goal: int, parts: Sequence[OldTopic]) -> NDArray[np.intp]:
        """The part each of these answers is nearest to; past the last one where it stays."""
        stay = [self._topics[number].centre for number, each in self._plan.match.items() if each == goal]
        centres = np.stack([*(part.centre for part in parts), *stay]).astype(np.float32)
        vectors = np.asarray(self._vectors)[rows].astype(np.float32)
        if not len(rows) or vectors.shape[1] != centres.shape[1]:
            return np.full(len(rows), len(parts))
        cosines = np.nan_to_num(vectors @ centres.T, nan=-2.0)
        return np.where(cosines.max(axis=1) > -2, cosines.argmax(axis=1), len(parts))  # noqa: PLR2004 - no vector

    def _lose(self, edit: str, topic: OldTopic | None, reason: str) -> None:
        self._plan.lost.append((edit, topic.name if topic else "", reason))


def _first(votes: Counter[int]) -> int:
    """What most voted for, of equals the lowest number."""
    return min(votes, key=lambda number: (-votes[number], number))
