"""Quotes to be read: each with what stands around it, who said it and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib.resources import files
from itertools import groupby
from typing import Any, Protocol

from vocbench.model.language import spoken

_NONE = {"en": "No quotes yet.", "nl": "Nog geen citaten."}
_COUNT = {"en": ("1 quote", "{n} quotes"), "nl": ("1 citaat", "{n} citaten")}
_MORE = {"en": "… and {n} more", "nl": "… en nog {n}"}
_BACK = {"en": "Back to the chart", "nl": "Terug naar de grafiek"}
_MISSING = {"None", "nan", "NaT", "<NA>"}
_UNKNOWN = {"en": "unknown", "nl": "onbekend"}

Key = tuple[str, ...]
"""What the quotes of one section have in common, such as their code and source."""


class QuoteFrame(Protocol):
    """What a list of quotes asks of a frame, as ``Project.quotes()`` gives it."""

    def itertuples(self, *, index: bool) -> Iterator[Any]:
        """Its rows, by the names of the columns."""
        ...


class QuoteList:
    """Quotes as a readable list. Needs no kernel, script or network.

    Args:
        quotes: the frame that ``Project.quotes()`` gives, or some of its rows.
        lang: language of the interface, ``"en"`` or ``"nl"``.

    Raises:
        VocbenchError: there is no such language.
    """

    def __init__(self, quotes: QuoteFrame, *, lang: str = "en") -> None:
        self._rows = list(quotes.itertuples(index=False))
        self.lang = spoken(lang)

    def __repr__(self) -> str:
        return f"QuoteList({len(self._rows)} quotes)"

    def _repr_html_(self) -> str:
        return self.to_html()

    @property
    def columns(self) -> Sequence[str]:
        """What is known of each quote; nothing where there are none."""
        return tuple(self._rows[0]._fields) if self._rows else ()

    def to_html(self) -> str:
        """The list as a piece of HTML with its style; all words of the study are escaped."""
        return self._framed("".join(map(_figure, self._rows)))

    def sections(self, by: Sequence[str], *, prefix: str, most: int | None) -> tuple[str, Mapping[Key, str]]:
        """The list in sections as HTML, and the anchor of each section.

        Args:
            by: the columns that make the sections. Sections with the same first value, such as
                one code, fold together.
            prefix: begins each anchor; a fold leads back to ``prefix-chart``.
            most: how many quotes to list in a section; ``None`` for all.
        """
        groups: dict[Key, list[Any]] = {}
        for row in self._rows:
            groups.setdefault(tuple(_plain(getattr(row, name)) for name in by), []).append(row)
        keys = sorted(groups)
        anchors = {key: f"{prefix}-{number}" for number, key in enumerate(keys, start=1)}
        body = ""
        for first, inside in groupby(keys, key=lambda key: key[0]):
            fold = list(inside)
            parts = (
                f'<div id="{anchors[key]}" class="voc-section" tabindex="-1">'
                f"{self._heading(by, key)}{self._listed(groups[key], most)}</div>"
                for key in fold
            )
            n_quotes = len({row.coding for key in fold for row in groups[key]})
            body += (
                f"<details><summary><strong>{escape(first)}</strong> · {self._count(n_quotes)}</summary>"
                f'{"".join(parts)}<p><a href="#{prefix}-chart">{_BACK[self.lang]}</a></p></details>'
            )
        return self._framed(body), anchors

    def _heading(self, by: Sequence[str], key: Key) -> str:
        """What sets a section apart within its fold; an id says nothing to a reader."""
        values = [value for name, value in zip(by, key, strict=True) if name != "coding"][1:]
        words = " · ".join(value or _UNKNOWN[self.lang] for value in values)
        return f'<p class="voc-heading">{escape(words)}</p>' if words else ""

    def _listed(self, rows: Sequence[Any], most: int | None) -> str:
        shown = rows if most is None else rows[:most]
        rest = len(rows) - len(shown)
        more = f"<p>{_MORE[self.lang].format(n=rest)}</p>" if rest else ""
        return "".join(map(_figure, shown)) + more

    def _count(self, n: int) -> str:
        one, several = _COUNT[self.lang]
        return one if n == 1 else several.format(n=n)

    def _framed(self, body: str) -> str:
        style = files("vocbench.widgets.quotes").joinpath("quote_list.css").read_text("utf-8")
        body = body or f"<p>{_NONE[self.lang]}</p>"
        return f'<style>{style}</style><div class="voc-quotes" lang="{self.lang}">{body}</div>'


def _figure(row: Any) -> str:  # noqa: ANN401 - a row of a frame
    who = " · ".join(dict.fromkeys(part for part in (_text(row.speaker), _text(row.source)) if part))
    memo = f' · <span class="voc-memo">{_text(row.memo)}</span>' if _text(row.memo) else ""
    before, after = _context(_text(row.before), "…{}"), _context(_text(row.after), "{}…")
    # In a report, the gate asks whether this person lets their words leave.
    said_by = f' data-voc-respondent="{_text(row.respondent)}"' if _text(row.respondent) else ""
    return (
        f"<figure{said_by}><blockquote>{before}<mark>{_text(row.quote)}</mark>{after}</blockquote>"
        f"<figcaption>{who} · <strong>{_text(row.code)}</strong>{memo}</figcaption></figure>"
    )


def _context(words: str, form: str) -> str:
    return f'<span class="voc-context">{form.format(words)}</span>' if words else ""


def _text(value: object) -> str:
    """*value* escaped; "" where it is missing."""
    return escape(value) if isinstance(value, str) else ""


def _plain(value: object) -> str:
    """*value* as text; "" where it is missing."""
    written = str(value)
    return written if isinstance(value, str) or written not in _MISSING else ""
