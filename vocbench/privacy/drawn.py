"""Charts without the rows that tell of a group so small that they tell of somebody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from vocbench.privacy.smallcells import LEAST, Groups, group_words

Spec = Mapping[str, Any]
"""A chart in the Vega-Lite language: JSON, so its values are of any kind."""

_FACETS = ("facet", "row", "column")
_PARTS = ("layer", "concat", "hconcat", "vconcat")
_MEASURES = ("aggregate", "bin", "timeUnit")


def without_small_groups(
    spec: Spec, studies: Iterable[Groups], *, least: int = LEAST
) -> tuple[dict[str, Any], list[str]]:
    """The chart without what points at somebody, and the groups that were left out of it.

    A part of a chart loses the rows of a group, which is what they have in the fields that this part draws
    and that are attributes of respondents. Nothing of these rows is left in the picture: what adds up,
    adds up without them.

    Args:
        spec: a chart in the Vega-Lite language with its rows in it. It is not changed.
        studies: who shares which attributes, of each project.
        least: how many people must share what is told.

    Returns:
        The chart, empty where nothing is left to draw; and each group that went, as ``"lelystad, nurse"``.
    """
    left, gone, n_left = deepcopy(dict(spec)), dict[str, None](), 0
    known = list(studies)
    for part, rows, fields in _parts(left, left.get("datasets", {}), [], []):
        small = [each for groups in known for each in _small(rows, fields, groups, least)]
        filters = [
            {"filter": {"not": {"and": [{"field": name, "equal": value} for name, value in each.items()]}}}
            for each in small
        ]
        part["transform"] = [*filters, *part.get("transform", [])]
        gone |= {group_words(map(str, each.values())): None for each in small}
        n_left += sum(not any(each.items() <= row.items() for each in small) for row in rows)
    return left if n_left else {}, list(gone)


Rows = list[dict[str, Any]]
"""The rows of a chart. ``Any``: cells hold different types."""


def _parts(
    spec: dict[str, Any], datasets: Mapping[str, Rows], rows: Rows, fields: list[str]
) -> Iterator[tuple[dict[str, Any], Rows, list[str]]]:
    """Each part that draws marks, with its rows and the fields that tell its groups apart."""
    own = spec.get("data") or {}
    rows = own.get("values") or datasets.get(own.get("name", ""), rows)
    fields = [*fields, *_fields(spec.get("encoding", {})), *_facets(spec.get("facet"))]
    if "mark" in spec:
        yield spec, rows if isinstance(rows, list) else [], list(dict.fromkeys(fields))
    inner = [each for name in _PARTS for each in spec.get(name, [])]
    for each in [*inner, *([spec["spec"]] if "spec" in spec else [])]:
        yield from _parts(each, datasets, rows, fields)


def _fields(encoding: Mapping[str, Any]) -> Iterator[str]:
    for channel in encoding.values():
        for each in channel if isinstance(channel, list) else [channel]:
            if isinstance(each, dict) and not any(each.get(name) for name in _MEASURES):
                yield from [each["field"]] if isinstance(each.get("field"), str) else []
                yield from _fields({"condition": each.get("condition")})


def _facets(facet: Mapping[str, Any] | None) -> Iterator[str]:
    if facet:
        yield from _fields(
            {"facet": facet} if "field" in facet else {name: facet.get(name) for name in _FACETS}
        )


def _small(rows: Rows, fields: list[str], groups: Groups, least: int) -> Iterator[dict[str, Any]]:
    """The small groups that rows show: field to value."""
    names = {name: found for name in fields if (found := _attribute(rows, name, groups))}
    shown = {tuple((name, row[name]) for name in names if row.get(name) is not None) for row in rows}
    for each in sorted(shown, key=repr):
        if groups.is_small({names[name]: str(value) for name, value in each}, least=least):
            yield dict(each)


def _attribute(rows: Rows, name: str, groups: Groups) -> str | None:
    """The attribute of respondents that a field holds."""
    if groups.known({name: ""}):
        return name
    return groups.attribute_of(str(row[name]) for row in rows if row.get(name) is not None)
