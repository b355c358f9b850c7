"""Which of the groups found in what fits no topic are topics of their own."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd

from vocbench.topics.assign import NONE, assign
from vocbench.topics.result import TopicModel


def settled(fitted: TopicModel, grown: TopicModel, placed: pd.Series) -> tuple[TopicModel, pd.DataFrame]:
    """The model with those new topics of *grown* that are more than the edge of an old one.

    What fits none is for the larger part the edge of every topic, and that has groups too: their
    centres belong to the old topic. Such a group is left out, unless it is larger than what the topic
    has got outside the sample. Then the sample had too little of it to see how far it reaches, and the
    topic takes the centre and the floor of the group.

    Args:
        fitted: the model of the sample.
        grown: the same with new topics.
        placed: how many answers outside the sample each topic has got, by its number.

    Returns:
        The model, and the answers that were in no topic before.
    """
    goal = _goals(fitted, grown, placed)
    row = {number: place for place, number in enumerate(grown.topics["topic"])}
    looks_like = {old: new for new, old in goal.items() if old not in {new, NONE}}
    stays = [number for number in row if goal.get(number, number) == number]
    look = [row[looks_like.get(number, number)] for number in stays]
    kept = replace(
        grown,
        topics=grown.topics.iloc[[row[number] for number in stays]].reset_index(drop=True),
        centres=grown.centres[look],
        floors=grown.floors[look],
    )
    fresh = grown.answers[grown.answers["topic"].isin(list(goal))]
    topic, nearest = (fresh[name].map(lambda each: goal.get(each, each)) for name in ("topic", "nearest"))
    fresh = fresh.assign(topic=topic, nearest=nearest.where(nearest != topic, NONE))
    return kept, fresh[fresh["topic"] != NONE]


def _goals(fitted: TopicModel, grown: TopicModel, placed: pd.Series) -> dict[int, int]:
    """What becomes of each new topic: its own number, that of the old topic it is, or -1 for none."""
    is_new = ~grown.topics["topic"].isin(fitted.topics["topic"]).to_numpy()
    new = grown.topics[is_new]
    row = assign(grown.centres[is_new], fitted.centres, fitted.floors).topic
    owners = np.r_[fitted.topics["topic"].to_numpy(), NONE][row]
    room = dict(zip(placed.index.tolist(), placed.tolist(), strict=True))
    goal: dict[int, int] = {}
    for number, size, owner in zip(
        new["topic"].tolist(), new["answers"].tolist(), owners.tolist(), strict=True
    ):
        goal[number] = number if owner == NONE else NONE
        if owner != NONE and size > room.get(owner, 0):
            goal[number] = owner
            room[owner] = math.inf  # one group is enough
    return goal
