"""Pictures of how answers and topics lie together: the map of the answers and the tree of the topics."""

from __future__ import annotations

import altair as alt
import pandas as pd

from vocbench.charts.parts import INK, LABEL_LIMIT, WIDTH, finished, joined
from vocbench.charts.words import WORDS
from vocbench.model.codebook import PALETTE
from vocbench.model.language import spoken

_SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
_PALE = "#a9b1ba"
_UNCLEAR = -1
_MAP_SIZE = 520
_LONGEST = 90
"""Characters of an answer in a tip."""


def topic_map_chart(
    answers: pd.DataFrame, topics: pd.DataFrame, *, most: int = 3_000, lang: str = "en"
) -> alt.LayerChart:
    """Points: the answers on the map, in the colour and shape of their topic, with its number in the middle.

    Args:
        answers: one row per answer: ``answer topic text x y``; those without a place are left out.
        topics: one row per topic: ``topic name``, in the order in which they are listed.
        most: how many points at most; of more answers so many are drawn at random, the same each time.
        lang: ``"en"`` or ``"nl"``, of the words around the map.
    """
    words = WORDS[spoken(lang)]
    placed = answers.dropna(subset=["x", "y"])
    names = _numbered(topics, lang)
    shown = placed if len(placed) <= most else placed.sample(most, random_state=0).sort_index()
    frame = shown[["answer", "topic", "x", "y"]].assign(
        name=shown["topic"].map(names), text=[_cut_off(text) for text in shown["text"]]
    )
    frame["words"] = joined(frame["name"], ": ", frame["text"])
    points = _map_points(frame, list(names.values()), words["topic"], words["answer"])
    layers = [points, *_map_labels(placed, topics)]
    chart = alt.LayerChart(layer=layers).properties(width=_MAP_SIZE, height=_MAP_SIZE)
    note = words["map_note"]
    if len(shown) < len(placed):
        note += " " + words["points_shown"].format(shown=f"{len(shown):,}", all=f"{len(placed):,}")
    return finished(chart, "topic_map", frame, lang, note=note)


def _map_points(frame: pd.DataFrame, names: list[str], topic: str, answer: str) -> alt.Chart:
    """The answers; with more topics than colours, shapes tell those of one colour apart."""
    known = names[:-1]  # the unclear come last, in a colour of their own
    colors = [*(PALETTE[at % len(PALETTE)] for at in range(len(known))), _PALE]
    shapes = [*(_SHAPES[(at + at // len(PALETTE)) % len(_SHAPES)] for at in range(len(known))), "circle"]
    legend = alt.Legend(title=None, labelLimit=LABEL_LIMIT, symbolLimit=0, symbolOpacity=1)
    places = alt.Axis(labels=False, ticks=False, domain=False, grid=False, title=None)
    points: alt.Chart = (
        alt.Chart(frame)
        .mark_point(filled=True, size=22, opacity=0.6, strokeWidth=1)
        .encode(
            x=alt.X("x:Q", axis=places, scale=alt.Scale(zero=False, nice=False, padding=6)),
            y=alt.Y("y:Q", axis=places, scale=alt.Scale(zero=False, nice=False, padding=6)),
            color=alt.Color("name:N", scale=alt.Scale(domain=names, range=colors), legend=legend),
            shape=alt.Shape("name:N", scale=alt.Scale(domain=names, range=shapes), legend=legend),
            tooltip=[alt.Tooltip("name:N", title=topic), alt.Tooltip("text:N", title=answer)],
            description="words:N",
        )
    )
    return points


def _map_labels(placed: pd.DataFrame, topics: pd.DataFrame) -> list[alt.Chart]:
    """The number of each topic in the middle of its answers, on a white edge that keeps it readable."""
    middles = placed[placed["topic"] != _UNCLEAR].groupby("topic")[["x", "y"]].median().reset_index()
    middles = middles[middles["topic"].isin(topics["topic"])]
    base = alt.Chart(middles).encode(x="x:Q", y="y:Q", text="topic:N")
    edge = base.mark_text(fontSize=15, fontWeight="bold", stroke="white", strokeWidth=5, strokeJoin="round")
    numbers = base.mark_text(fontSize=15, fontWeight="bold", color=INK)
    return [edge, numbers]


def topic_tree_chart(tree: pd.DataFrame, topics: pd.DataFrame, *, lang: str = "en") -> alt.LayerChart:
    """A tree on its side: topics to the left, joined the further right the less alike they are.

    Args:
        tree: one row per join, such as ``model.tree()`` gives: ``left right similarity answers``.
            Numbers below the number of topics are rows of *topics*, the others joins.
        topics: one row per topic: ``topic name answers``, in the order of the model.
        lang: ``"en"`` or ``"nl"``, of the words around the tree.
    """
    words = WORDS[spoken(lang)]
    order = _leaves(tree, len(topics))
    labels = [f"{name} ({answers})" for name, answers in zip(topics["name"], topics["answers"], strict=True)]
    leaves = pd.DataFrame({"at": range(len(order)), "words": [labels[leaf] for leaf in order], "start": 1.0})
    lowest = float(tree["similarity"].min()) if len(tree) else 0.0
    scale = alt.Scale(domain=[1, min(lowest, 1) - 0.02], nice=False)
    x = alt.X("start:Q", title=words["likeness"], scale=scale)
    y = alt.Y("from:Q", axis=None, scale=alt.Scale(domain=[len(order) - 0.5, -0.5], nice=False))
    branches = alt.Chart(_branches(tree, order)).mark_rule(
        color=PALETTE[0], strokeWidth=1.5, strokeCap="square"
    )
    ends = alt.Chart(leaves).encode(y=alt.Y("at:Q"), description="words:N")
    names = ends.mark_text(align="right", baseline="middle", color=INK, fontSize=12, limit=LABEL_LIMIT)
    layers = [
        branches.encode(x=x, x2="end:Q", y=y, y2="to:Q", description="words:N"),
        ends.mark_point(filled=True, size=30, opacity=1, color=INK).encode(x="start:Q"),
        names.encode(x=alt.value(-8), text="words:N"),
    ]
    chart = alt.LayerChart(layer=layers).properties(width=WIDTH, height=max(60, 24 * len(order)))
    return finished(chart, "topic_tree", leaves, lang, note=words["tree_note"])


def _leaves(tree: pd.DataFrame, n_topics: int) -> list[int]:
    """The rows of the topics in an order in which no branches cross."""
    within = {row: [row] for row in range(n_topics)}
    joins = zip(tree["left"], tree["right"], strict=True)
    for node, (left, right) in enumerate(joins, start=n_topics):
        within[node] = within.pop(int(left)) + within.pop(int(right))
    return [leaf for part in within.values() for leaf in part]


def _branches(tree: pd.DataFrame, order: list[int]) -> pd.DataFrame:
    """The lines of the tree: ``start end`` by likeness, ``from to`` by row, ``words``."""
    place: dict[int, tuple[float, float]] = {leaf: (1.0, float(at)) for at, leaf in enumerate(order)}
    lines: list[tuple[float, float, float, float, str]] = []
    joins = zip(tree["left"], tree["right"], tree["similarity"], tree["answers"], strict=True)
    for node, (left, right, similarity, answers) in enumerate(joins, start=len(order)):
        one, two, likeness = place[int(left)], place[int(right)], float(similarity)
        words = f"{likeness:.2f} ({answers})"
        lines += [(start, likeness, at, at, words) for start, at in (one, two)]
        lines.append((likeness, likeness, one[1], two[1], words))
        place[node] = (likeness, (one[1] + two[1]) / 2)
    return pd.DataFrame(lines, columns=["start", "end", "from", "to", "words"])


def _numbered(topics: pd.DataFrame, lang: str) -> dict[int, str]:
    """What each topic is called on the map, with its number; the unclear last."""
    named = zip(topics["topic"], topics["name"], strict=True)
    return {
        **{int(topic): f"{topic} · {name}" for topic, name in named},
        _UNCLEAR: WORDS[spoken(lang)]["unclear"],
    }


def _cut_off(words: str) -> str:
    return words if len(words) <= _LONGEST else words[:_LONGEST].rstrip() + "…"
