"""The ways from what is done back to what was said, and the other way round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Links = Mapping[str, Sequence[str]]
"""Id → the ids that it leads to on the next level."""

Way = tuple[str | None, ...]
"""An id on each level, from the first to the last; ``None`` where the way has not begun or has ended."""


def ways_through(start: str, down: Sequence[Links], up: Sequence[Links]) -> list[Way]:
    """All ways through *start*, from the highest level to the lowest.

    Args:
        start: where all of them pass.
        down: the links from its level to the one below, from there to the next, and so on.
        up: the links from its level to the one above, and so on.

    Returns:
        One way per combination of a way up and a way down, in the order of the links;
        ``len(up) + 1 + len(down)`` ids each.
    """
    return [(*reversed(above), *below[1:]) for above in _ways(start, up) for below in _ways(start, down)]


def _ways(start: str, steps: Sequence[Links]) -> list[Way]:
    if not steps:
        return [(start,)]
    ends = len(steps) * (None,)
    return [(start, *rest) for each in steps[0].get(start, ()) for rest in _ways(each, steps[1:])] or [
        (start, *ends)
    ]


def inverse(links: Links) -> dict[str, list[str]]:
    """The same links the other way round."""
    found: dict[str, list[str]] = {}
    for one, others in links.items():
        for other in others:
            found.setdefault(other, []).append(one)
    return found
