"""A board drawn as one would draw it on a wall; readable wherever HTML is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files
from itertools import cycle
from math import isnan
from typing import Protocol

from vocbench.model.board import Board, Origin, Proof, Standing, Subject
from vocbench.model.language import spoken
from vocbench.model.marker import Marker
from vocbench.model.template import Place, Region, Template
from vocbench.widgets.boards.cards import Cards, Mark, Reach
from vocbench.widgets.boards.line import Felt, emotion_line
from vocbench.widgets.boards.protocol import Rows, ShownCredibility
from vocbench.widgets.texts import interface_texts
from vocbench.widgets.texts.canvas import WORDS

EMOTION = "emotion"
"""The lane of a journey that the line of feelings runs through."""

_SHEETS = ("cards.css", "static.css")
_N_TONES = 7

_FACE = (
    '<svg viewBox="0 0 120 120" role="img" aria-label="{name}">'
    '<path d="M60 14c26 0 40 18 40 44 0 30-18 50-40 50S20 88 20 58c0-26 14-44 40-44z"/>'
    '<path class="voc-stroke" d="M22 48c6-22 20-30 38-30s34 8 38 30c-14-4-24-12-30-20-10 12-28 18-46 20z"/>'
    '<circle cx="44" cy="62" r="3"/><circle cx="76" cy="62" r="3"/>'
    '<path class="voc-stroke" d="M60 64l-5 14h7M46 90c8 6 20 6 28 0"/>'
    '<path class="voc-stroke" d="M20 58c-8-2-10 14-1 16M100 58c8-2 10 14 1 16"/></svg>'
)


class Believed(ShownCredibility, Protocol):
    """How far a board can be believed, region by region too."""

    @property
    def regions(self) -> Rows:
        """One row per region: what stands behind its notes, by how many of the customers."""
        ...


class BoardProject(Protocol):
    """What a canvas asks of a project."""

    def credibility(self, board: str, /) -> Believed:
        """How far the board can be believed, with the board itself."""
        ...


class BoardCanvas:
    """A board of a project, drawn as a picture with its quotes folded into the notes.

    It shows the board as it is at the moment of display. Needs no kernel, script or network.

    Args:
        project: the project that holds the board.
        board: name of the board.
        lang: language of the interface, ``"en"`` or ``"nl"``.

    Raises:
        VocbenchError: there is no such language.
    """

    def __init__(self, project: BoardProject, board: str, *, lang: str = "en") -> None:
        self._project = project
        self._name = board
        self._lang = spoken(lang)

    def __repr__(self) -> str:
        return f"BoardCanvas({self._name!r})"

    def _repr_html_(self) -> str:
        return self.to_html()

    def to_html(self) -> str:
        """The canvas as a piece of HTML with its style; all words of the study are escaped."""
        believed = self._project.credibility(self._name)
        board = believed.judged
        proofs: dict[str, list[Proof]] = {}
        for proof in believed.proofs:
            proofs.setdefault(proof.note, []).append(proof)
        words = interface_texts(self._lang, WORDS)
        cards = Cards(words, proofs, _reaches(believed), _marks(believed, self._lang))
        felt = self._felt(believed) if is_table(board.template) else []
        folder = files("vocbench.widgets.boards")
        style = "\n".join(folder.joinpath(sheet).read_text("utf-8") for sheet in _SHEETS)
        return f"<style>{style}</style>{_Drawing(board, cards, felt, self._lang).html()}"

    def _felt(self, believed: Believed) -> list[Felt]:
        names = {stage.id: stage.name(self._lang) for stage in believed.judged.template.stages}
        rows = believed.emotion_line().itertuples(index=False)
        return [
            Felt(names[row.stage], _known(row.valence), _known(row.low), _known(row.high), int(row.n))
            for row in rows
        ]


def is_table(template: Template) -> bool:
    """Whether a template is drawn as a table of lanes and stages."""
    return bool(template.lanes and template.stages)


class _Drawing:
    """One board at one moment, in one language."""

    def __init__(self, board: Board, cards: Cards, felt: Sequence[Felt], lang: str) -> None:
        self._board, self._cards, self._felt, self._lang = board, cards, felt, lang
        self._words = cards.words
        # What was refused is off the wall.
        self._notes = [note for note in board.notes if note.standing is not Standing.REFUSED]

    def html(self) -> str:
        template = self._board.template
        title = f"{escape(template.name(self._lang))}: {escape(self._board.name)}"
        body = self._table() if is_table(template) else self._wall()
        return (
            f'<section class="voc-board voc-canvas" lang="{self._lang}" data-shape="{template.shape.value}" '
            f'aria-label="{title}">{self._head(title)}{body}'
            f'<footer class="voc-credit">{escape(template.credit)}</footer></section>'
        )

    def _head(self, title: str) -> str:
        about = [self._about(), *([self._words["assumption"]] if self._board.is_assumption else [])]
        return (
            f'<header><h3>{title}</h3><p class="voc-question">{escape(self._board.question)}</p>'
            f'<p class="voc-about">{escape(" · ".join(filter(None, about)))}</p>'
            f"{self._cards.marked('')}{self._legend()}</header>"
        )

    def _about(self) -> str:
        if self._board.subject is Subject.IMAGINED:
            return self._words["about_imagined"]
        if self._board.subject is Subject.PERSON:
            return self._words["about_person"].format(who=", ".join(self._board.about))
        n = len(self._board.about)
        return self._words["about_segment"].format(n=n) if n else self._words["about_everybody"]

    def _legend(self) -> str:
        """What the papers of the notes on this board mean."""
        used = {self._cards.origin_of(note) for note in self._notes}
        keys = [
            f'<span class="voc-key" data-origin="{origin.name.lower()}">{self._origin(origin)}</span>'
            for origin in Origin
            if origin in used
        ]
        if any(note.standing is Standing.PROPOSED for note in self._notes):
            proposed = self._words["legend_proposal"]
            keys.append(f'<span class="voc-key" data-standing="proposed">{proposed}</span>')
        return f'<p class="voc-legend">{"".join(keys)}<span>{self._words["legend"]}</span></p>'

    def _origin(self, origin: Origin) -> str:
        return self._words["legend_said" if origin is Origin.SAID else f"origin_{origin.name.lower()}"]

    # -- maps and grids -------------------------------------------------------------------

    def _wall(self) -> str:
        template = self._board.template
        columns = max(each.place.column + each.place.column_span - 1 for each in template.regions)
        # A map without numbers is one drawing around a person; what has numbers or no person has cells.
        is_open = template.portrait is not None and all(each.number is None for each in template.regions)
        person = self._portrait(template.portrait, with_rays=is_open) if template.portrait else ""
        tones = cycle(range(1, _N_TONES + 1))
        regions = "".join(self._region(region, next(tones), is_open=is_open) for region in template.regions)
        kind = "voc-grid voc-open" if is_open else "voc-grid voc-cells"
        return f'<div class="{kind}" style="--voc-columns:{columns}">{person}{regions}</div>'

    def _region(self, region: Region, tone: int, *, is_open: bool) -> str:
        # What lies below the portrait is the base of the drawing: it gets lines of its own.
        portrait = self._board.template.portrait
        below = is_open and portrait is not None and region.place.row > portrait.row + 1
        number = f'<span class="voc-number">{region.number}</span> ' if region.number is not None else ""
        return (
            f'<div class="voc-region voc-tone-{tone}{" voc-base" if below else ""}" '
            f'style="{_area(region.place)}">{self._kicker(region)}'
            f"<h4>{number}{escape(region.name(self._lang))}</h4>"
            f'<p class="voc-prompt">{escape(region.prompt(self._lang))}</p>'
            f"{self._standing(region)}{self._inside(region, 'empty_region')}</div>"
        )

    def _kicker(self, region: Region) -> str:
        """What the regions of one row have in common, above the name of each."""
        lanes = [lane.name(self._lang) for lane in self._board.template.lanes if lane.id == region.lane]
        kicker = next((name for name in lanes if name != region.name(self._lang)), "")
        return f'<p class="voc-kicker">{escape(kicker)}</p>' if kicker else ""

    def _standing(self, region: Region) -> str:
        """By how many a region is borne out, and what to be careful about."""
        reach = self._cards.reaches.get(region.id)
        reached = self._cards.reached(reach) if reach and reach.respondents else ""
        line = f'<p class="voc-region-reach">{self._cards.bar(reach)}{reached}</p>' if reached else ""
        return f"{line}{self._cards.marked(region.id)}"

    def _inside(self, region: Region, empty: str) -> str:
        notes = [note for note in self._notes if note.region == region.id]
        return self._cards.listed(notes) if notes else f'<p class="voc-empty">{self._words[empty]}</p>'

    def _portrait(self, place: Place, *, with_rays: bool) -> str:
        """The person in the middle, and the rays that part what surrounds them."""
        rays = (
            f'<div class="voc-rays-cell" style="grid-row:1/{place.row + 2};grid-column:1/-1" '
            'aria-hidden="true"><svg class="voc-rays" viewBox="0 0 100 100" preserveAspectRatio="none">'
            '<line x1="0" y1="0" x2="100" y2="100"/><line x1="100" y1="0" x2="0" y2="100"/></svg></div>'
        )
        name = escape(self._board.name)
        return (
            f'{rays if with_rays else ""}<div class="voc-portrait" style="{_area(place)}">'
            f"{_FACE.format(name=name)}<strong>{name}</strong></div>"
        )

    # -- journeys -------------------------------------------------------------------------

    def _table(self) -> str:
        """Lanes as rows and stages as columns; read stage by stage, and so on a narrow screen too."""
        template = self._board.template
        rows = _rows(template)
        by_place = {(region.stage, region.lane): region for region in template.regions}
        prompts = {region.lane: region.prompt(self._lang) for region in reversed(template.regions)}
        lanes = "".join(
            f'<div class="voc-lane" style="grid-row:{rows[lane.id]};grid-column:1" aria-hidden="true">'
            f"<strong>{escape(lane.name(self._lang))}</strong>"
            f'<span class="voc-prompt">{escape(prompts.get(lane.id, ""))}</span></div>'
            for lane in template.lanes
        )
        line = ""
        if EMOTION in rows and self._felt:
            line = (
                f'<div class="voc-line-cell" style="grid-row:{rows[EMOTION] - 1}">'
                f"{emotion_line(self._felt, self._words)}</div>"
            )
        stages = "".join(self._stage(number, by_place, rows) for number in range(len(template.stages)))
        return (
            f'<div class="voc-scroll" tabindex="0" role="group" aria-label="{escape(self._board.name)}">'
            f'<div class="voc-journey" style="--voc-stages:{len(template.stages)}">'
            f"{lanes}{line}{stages}</div></div>"
        )

    def _stage(self, number: int, by_place: Mapping[tuple[str, str], Region], rows: Mapping[str, int]) -> str:
        template, column = self._board.template, number + 2
        stage = template.stages[number]
        cells = "".join(
            f'<div class="voc-region" data-lane="{escape(lane.id)}" '
            f'style="grid-row:{rows[lane.id]};grid-column:{column}">'
            f"<h5>{escape(lane.name(self._lang))}</h5>"
            f"{self._cards.marked(region.id)}{self._inside(region, 'empty_cell')}</div>"
            for lane in template.lanes
            if (region := by_place.get((stage.id, lane.id))) is not None
        )
        tone = number % _N_TONES + 1
        return (
            f'<div class="voc-stage"><h4 class="voc-tone-{tone}" style="grid-column:{column}">'
            f"{escape(stage.name(self._lang))}</h4>{cells}</div>"
        )


def _rows(template: Template) -> dict[str, int]:
    """The row of each lane, below that of the stages' names; the line of feelings takes one itself."""
    rows, row = {}, 2
    for lane in template.lanes:
        row += lane.id == EMOTION
        rows[lane.id] = row
        row += 1
    return rows


def _area(place: Place) -> str:
    return f"grid-row:{place.row}/span {place.row_span};grid-column:{place.column}/span {place.column_span}"


def _reaches(believed: Believed) -> dict[str, Reach]:
    """By how many each note and region is borne out."""
    found = {}
    for rows, key in ((believed.notes, "note"), (believed.regions, "region")):
        for row in rows.itertuples(index=False):
            reach = Reach(int(row.respondents), int(row.n), _known(row.low), _known(row.high))
            found[getattr(row, key)] = reach
    return found


def _marks(believed: Believed, lang: str) -> dict[str, list[Mark]]:
    marks: dict[str, list[Mark]] = {}
    for row in believed.markers.itertuples(index=False):
        marker = Marker(row.marker)
        detail = row.detail if isinstance(row.detail, str) else ""  # a missing text is no text
        meaning = " ".join(filter(None, [marker.meaning(lang), detail]))
        key = "" if row.level == "board" else row.id
        marks.setdefault(key, []).append(Mark(marker, marker.label(lang), meaning))
    return marks


def _known(value: float | None) -> float | None:
    """*value*, ``None`` where it is missing."""
    return None if value is None or isnan(value) else float(value)
