"""What boards look like: their regions, rows and columns. Templates are data, in JSON files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import product
from typing import Any

from vocbench.errors import BoardError

Names = dict[str, str]
"""Words by language, such as ``{"en": "Pains", "nl": "Pijnpunten"}``."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something lies on a grid that counts rows and columns from 1."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Region:
    """A cell of a template: its place, its name and the question to ask in it.

    ``number`` is its step where a template is filled in order. ``lane`` and ``stage`` name its row
    and column in a template that is a table. ``tells`` is ``"say"`` or ``"do"`` where it holds what
    people say or what they do. ``holds`` says what belongs here in words that templates share, such
    as ``pain``: by these, notes find their region on a board of another template.
    """

    id: str
    names: Names
    prompts: Names
    place: Place
    number: int | None = None
    lane: str = ""
    stage: str = ""
    tells: str = ""
    holds: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        """The name in *language*, in English where there is none."""
        return _in(language, self.names)

    def prompt(self, language: str) -> str:
        """The question to ask in this cell, in *language*."""
        return _in(language, self.prompts)


class Shape(StrEnum):
    """What a template is drawn as."""

    MAP = "map"
    GRID = "grid"
    JOURNEY = "journey"


@dataclass(frozen=True, slots=True)
class Heading:
    """A row or column of a template that is a table."""

    id: str
    names: Names

    def name(self, language: str) -> str:
        """The name in *language*, in English where there is none."""
        return _in(language, self.names)


@dataclass(frozen=True, slots=True)
class Template:
    """What a kind of board looks like: its regions, in reading order.

    ``portrait`` is where the person is drawn, ``None`` where the template has no place for it.
    ``lanes`` and ``stages`` are the rows and columns of a template that is a table.

    Raises:
        BoardError: no id, no regions, or two regions with one id.
    """

    id: str
    names: Names
    credit: str
    regions: tuple[Region, ...]
    portrait: Place | None = None
    shape: Shape = Shape.MAP
    lanes: tuple[Heading, ...] = ()
    stages: tuple[Heading, ...] = ()

    def __post_init__(self) -> None:
        ids = [region.id for region in self.regions]
        if not (self.id.strip() and ids and all(ids)):
            raise BoardError("A template needs an id and at least one region, each with an id.")
        if len(set(ids)) != len(ids):
            raise BoardError(f"The template {self.id!r} has two regions with one id. Its ids are: {ids}.")

    def name(self, language: str) -> str:
        """The name in *language*, in English where there is none."""
        return _in(language, self.names)

    def region(self, region_id: str) -> Region:
        """The region with this id.

        Raises:
            BoardError: there is none; the message lists those there are.
        """
        for region in self.regions:
            if region.id == region_id:
                return region
        known = ", ".join(region.id for region in self.regions)
        raise BoardError(f"No region {region_id!r} on this board. It has: {known}.")


def _in(language: str, names: Mapping[str, str]) -> str:
    """The words in *language*, else in English, else in whichever language there is."""
    return names.get(language) or names.get("en") or next(iter(names.values()), "")


def templates() -> tuple[Template, ...]:
    """The templates of the package, in order of their ids."""
    return tuple(_contents().values())


def template(template_id: str) -> Template:
    """The template of the package called *template_id*.

    Raises:
        BoardError: there is no such template; the message lists those there are.
    """
    if template_id not in _contents():
        raise BoardError(f"No template {template_id!r}. There are: {', '.join(_contents())}.")
    return _contents()[template_id]


@cache
def _contents() -> dict[str, Template]:
    folder = files("vocbench.model") / "templates"
    names = sorted(
        each.name.removesuffix(".json") for each in folder.iterdir() if each.name.endswith(".json")
    )
    return {
        name: _read({**json.loads((folder / f"{name}.json").read_text("utf-8")), "id": name})
        for name in names
    }


def _read(raw: Mapping[str, Any]) -> Template:
    """A template as it stands in a file. ``Any``: JSON.

    Where the file lists no regions, they are the cells of its lanes and stages.
    """
    lanes = tuple(Heading(each["id"], each["names"]) for each in raw.get("lanes", ()))
    stages = tuple(Heading(each["id"], each["names"]) for each in raw.get("stages", ()))
    if "regions" in raw:
        regions = tuple(map(_region, raw["regions"]))
    else:
        cells = {each["id"]: _cell_of_lane(each) for each in raw["lanes"]}
        regions = _cells(cells, lanes, stages)
    return Template(
        id=raw["id"],
        names=raw["names"],
        credit=raw["credit"],
        regions=regions,
        portrait=Place(**raw["portrait"]) if raw.get("portrait") else None,
        shape=Shape(raw.get("shape", Shape.MAP)),
        lanes=lanes,
        stages=stages,
    )


def _region(raw: Mapping[str, Any]) -> Region:
    return Region(**{**raw, "place": Place(**raw["place"]), "holds": tuple(raw.get("holds", ()))})


def _cell_of_lane(raw: Mapping[str, Any]) -> Region:
    """What all cells of a lane have in common."""
    return _region({**raw, "lane": raw["id"], "place": {"row": 1, "column": 1}})


def _cells(
    like: Mapping[str, Region], lanes: Iterable[Heading], stages: Iterable[Heading]
) -> tuple[Region, ...]:
    """The cells of a table, stage by stage.

    Args:
        like: a cell of each lane, by the lane's id.
        lanes: the rows.
        stages: the columns.
    """
    return tuple(
        replace(
            like[lane.id],
            id=f"{lane.id}/{stage.id}",
            names={
                language: f"{stage.name(language)}: {lane.name(language)}"
                for language in {**lane.names, **stage.names}
            },
            place=Place(row, column),
            lane=lane.id,
            stage=stage.id,
        )
        for (column, stage), (row, lane) in product(enumerate(stages, start=1), enumerate(lanes, start=1))
    )


def template_from(content: Mapping[str, Any]) -> Template:
    """The template that ``template_content`` packed. ``Any``: JSON."""
    return _read(content)


def template_content(value: Template) -> dict[str, Any]:
    """A template as plain lists, numbers and texts, to be kept as JSON."""
    return asdict(value)


def with_stages(base: Template, names: Iterable[str]) -> Template:
    """A table with the lanes of *base* and other stages.

    The same stages always give the same template, under the same id.

    Args:
        base: a template with lanes, such as ``journey``.
        names: what the stages are called, in order.

    Raises:
        BoardError: no stages, one without a name, or two that cannot be told apart.
    """
    if isinstance(names, str):
        raise BoardError(f"{names!r} is one name. A journey needs a list of stages, such as [{names!r}].")
    listed = [name.strip() for name in names]
    stages = tuple(Heading(_slug(name), {"en": name}) for name in listed)
    if not listed or not all(each.id for each in stages) or len({each.id for each in stages}) < len(stages):
        raise BoardError(
            f"A journey needs stages with different names, such as ['Explore', 'Choose']; got {listed}."
        )
    like = {region.lane: region for region in base.regions}
    digest = sha256("\n".join(listed).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return replace(base, id=f"{base.id}-{digest}", regions=_cells(like, base.lanes, stages), stages=stages)


def grid(name: str, rows: Iterable[Iterable[str]], *, lang: str = "en") -> Template:
    """A template of one's own: a grid of regions, each by its name.

    Ids are the names in small letters, with _ between words.

    Args:
        name: what the template is called.
        rows: the names of the regions, row by row, as in ``[["For", "Against"], ["Questions"]]``.
        lang: the language of the names.

    Raises:
        BoardError: no name, no regions, or two that cannot be told apart.
    """
    regions = tuple(
        Region(_slug(each), {lang: each}, {lang: ""}, Place(row, column))
        for row, names in enumerate(rows, start=1)
        for column, each in enumerate(names, start=1)
    )
    return Template(_slug(name), {lang: name}, "", regions, shape=Shape.GRID)


def _slug(name: str) -> str:
    """A name as an id: small letters and digits of any script, joined by _."""
    return "_".join(re.findall(r"\w+", name.casefold()))
