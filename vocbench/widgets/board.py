"""A board drawn as one would draw it on a wall; readable wherever HTML is shown."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from importlib.resources import files
from typing import Protocol

from vocbench.model.board import (
    Board,
    EvidenceKind,
    Note,
    Origin,
    Place,
    Proof,
    Region,
    Tally,
    distinct,
    tally,
)
from vocbench.model.language import spoken

_SHOWN = 6  # quotes a note opens to; the rest is counted

_TEXTS = {
    "en": {
        "quote": "1 quote", "quotes": "{n} quotes", "person": "1 person", "people": "{n} people",
        "against": "{n} against", "qualified": "{n} with a condition", "more": "… and {n} more",
        "no_quote": "imagined: no quote yet", "empty": "Nothing here yet.",
        "legend": "A yellow note rests on quotes: open it. A dashed note is imagined.",
        "contradicts": "speaks against it", "qualifies": "sets a condition",
        "supports": "", "topic": "topic",
        Origin.OBSERVED: "observed", Origin.SECOND_HAND: "heard second-hand", Origin.INFERRED: "inferred",
        Origin.IMAGINED: "imagined", Origin.SAID: "",
    },
    "nl": {
        "quote": "1 citaat", "quotes": "{n} citaten", "person": "1 persoon", "people": "{n} personen",
        "against": "{n} tegen", "qualified": "{n} met voorbehoud", "more": "… en nog {n}",
        "no_quote": "bedacht: nog geen citaat", "empty": "Hier staat nog niets.",
        "legend": "Een geel briefje rust op citaten: klap het open. Met een stippelrand is het bedacht.",
        "contradicts": "spreekt dit tegen", "qualifies": "maakt een voorbehoud",
        "supports": "", "topic": "thema",
        Origin.OBSERVED: "waargenomen", Origin.SECOND_HAND: "van horen zeggen", Origin.INFERRED: "afgeleid",
        Origin.IMAGINED: "bedacht", Origin.SAID: "",
    },
}  # fmt: skip

_FACE = (
    '<svg viewBox="0 0 120 120" role="img" aria-label="{name}">'
    '<path d="M60 14c26 0 40 18 40 44 0 30-18 50-40 50S20 88 20 58c0-26 14-44 40-44z"/>'
    '<path class="voc-stroke" d="M22 48c6-22 20-30 38-30s34 8 38 30c-14-4-24-12-30-20-10 12-28 18-46 20z"/>'
    '<circle cx="44" cy="62" r="3"/><circle cx="76" cy="62" r="3"/>'
    '<path class="voc-stroke" d="M60 64l-5 14h7M46 90c8 6 20 6 28 0"/>'
    '<path class="voc-stroke" d="M20 58c-8-2-10 14-1 16M100 58c8-2 10 14 1 16"/></svg>'
)


class BoardProject(Protocol):
    """What a canvas asks of a project."""

    def board(self, name: str, /) -> Board:
        """The board with its notes."""
        ...

    def proofs(self, board: str, /) -> list[Proof]:
        """The verbatim evidence behind its notes."""
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
        self._words = _TEXTS[self._lang]

    def __repr__(self) -> str:
        return f"BoardCanvas({self._name!r})"

    def _repr_html_(self) -> str:
        return self.to_html()

    def to_html(self) -> str:
        """The canvas as a piece of HTML with its style; all words of the study are escaped."""
        board = self._project.board(self._name)
        proofs: dict[str, list[Proof]] = {}
        for proof in self._project.proofs(self._name):
            proofs.setdefault(proof.note, []).append(proof)
        style = files("vocbench.widgets").joinpath("board.css").read_text("utf-8")
        kind = escape(board.template.name(self._lang))
        title = f"{kind}: {escape(board.name)}"
        regions = "".join(
            self._region(region, board.in_region(region.id), proofs, board.template.portrait)
            for region in board.template.regions
        )
        return (
            f"<style>{style}</style>"
            f'<section class="voc-board" lang="{self._lang}" aria-label="{title}">'
            f'<header><h3>{title}</h3><p class="voc-question">{escape(board.question)}</p>'
            f'<p class="voc-legend">{self._words["legend"]}</p></header>'
            f'<div class="voc-grid">{_portrait(board)}{regions}</div></section>'
        )

    def _region(
        self,
        region: Region,
        notes: Sequence[Note],
        proofs: dict[str, list[Proof]],
        portrait: Place | None,
    ) -> str:
        # What lies below the portrait is the base of the drawing: it gets lines of its own.
        below = portrait is not None and region.place.row > portrait.row + 1
        cards = "".join(self._card(note, proofs.get(note.id, [])) for note in notes)
        body = f"<ul>{cards}</ul>" if cards else f'<p class="voc-empty">{self._words["empty"]}</p>'
        return (
            f'<div class="voc-region{" voc-base" if below else ""}" style="{_area(region.place)}">'
            f"<h4>{escape(region.name(self._lang))}</h4>"
            f'<p class="voc-prompt">{escape(region.prompt(self._lang))}</p>{body}</div>'
        )

    def _card(self, note: Note, proofs: Sequence[Proof]) -> str:
        found = tally(proofs)
        style = "voc-note" if found.quotes and note.origin is not Origin.IMAGINED else "voc-note voc-imagined"
        origin = self._words["no_quote"] if not found.quotes else self._words[note.origin]
        tag = f'<span class="voc-tag">{origin}</span>' if origin else ""
        opened = self._opened(found, distinct(proofs)) if proofs else ""
        return f'<li class="{style}"><p>{escape(note.text)}</p>{tag}{opened}</li>'

    def _opened(self, found: Tally, proofs: Sequence[Proof]) -> str:
        """The counts of a note, which open to its quotes."""
        quotes = "".join(map(self._quote, proofs[:_SHOWN]))
        rest = len(proofs) - _SHOWN
        more = f"<p>{self._count('more', rest)}</p>" if rest > 0 else ""
        return f"<details><summary>{self._counts(found)}</summary>{quotes}{more}</details>"

    def _counts(self, found: Tally) -> str:
        """How many quotes and people stand behind a note, and what speaks against it."""
        parts = [
            self._count("quote" if found.quotes == 1 else "quotes", found.quotes),
            self._count("person" if found.respondents == 1 else "people", found.respondents),
        ]
        if found.contradictions:
            parts.append(f'<span class="voc-against">{self._count("against", found.contradictions)}</span>')
        if found.qualifications:
            parts.append(self._count("qualified", found.qualifications))
        return " · ".join(parts)

    def _count(self, word: str, number: int) -> str:
        return self._words[word].format(n=number)

    def _quote(self, proof: Proof) -> str:
        parts = list(dict.fromkeys(escape(each) for each in (proof.respondent, proof.source) if each))
        if proof.kind is EvidenceKind.TOPIC:
            parts.append(self._words["topic"])
        if self._words[proof.relation.value]:
            parts.append(self._words[proof.relation.value])
        cite = " · ".join(parts)
        return (
            f'<blockquote class="voc-{proof.relation.value}">“{escape(proof.quote)}”'
            f"<cite>{cite}</cite></blockquote>"
        )


def _area(place: Place) -> str:
    return f"grid-row:{place.row}/span {place.row_span};grid-column:{place.column}/span {place.column_span}"


def _portrait(board: Board) -> str:
    """The person in the middle, and the rays that part what surrounds them."""
    place = board.template.portrait
    if place is None:
        return ""
    rays = (
        f'<div class="voc-rays-cell" style="grid-row:1/{place.row + 2};grid-column:1/-1" aria-hidden="true">'
        '<svg class="voc-rays" viewBox="0 0 100 100" preserveAspectRatio="none">'
        '<line x1="0" y1="0" x2="100" y2="100"/><line x1="100" y1="0" x2="0" y2="100"/></svg></div>'
    )
    name = escape(board.name)
    return (
        f'{rays}<div class="voc-portrait" style="{_area(place)}">'
        f"{_FACE.format(name=name)}<strong>{name}</strong></div>"
    )
