"""Where notes go when their board gets another template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vocbench.model.board import Board, Note
from vocbench.model.template import Region, Template


def places(board: Board, there: Template, regions: Mapping[str, str]) -> dict[Note, Region | str]:
    """The region of each note on the template *there*, or in words why it has none.

    A note goes where it is told to; else to the region of the same id; else to the one region that
    holds all that its own region holds. Where several do, nobody can tell, and it has no place.

    Args:
        board: the board with the notes.
        there: the new template.
        regions: id of a region of the board → id of a region there, for what the rule cannot tell.

    Raises:
        BoardError: *regions* names one that is not there.
    """
    told = {board.template.region(here).id: there.region(region_id) for here, region_id in regions.items()}
    rule = {each.id: told.get(each.id) or _place(each, there) for each in board.template.regions}
    return {note: rule[note.region] for note in board.notes}


def _place(region: Region, there: Template) -> Region | str:
    same = [each for each in there.regions if each.id == region.id]
    held = set(region.holds)
    fitting = same or [each for each in there.regions if held and held <= set(each.holds)]
    parts = [each for each in there.regions if held & set(each.holds)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        return f"fits several regions: {_listed(fitting)}"
    return f"belongs partly in: {_listed(parts)}" if parts else "no region holds this"


def _listed(regions: Iterable[Region]) -> str:
    return ", ".join(each.id for each in regions)
