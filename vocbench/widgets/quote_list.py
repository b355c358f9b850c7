"""Quotes to be read: each with what stands around it, who said it and where."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib.resources import files
from typing import Any, Protocol

from vocbench.model.language import spoken

_NONE = {"en": "No quotes yet.", "nl": "Nog geen citaten."}


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
        self._lang = spoken(lang)

    def __repr__(self) -> str:
        return f"QuoteList({len(self._rows)} quotes)"

    def _repr_html_(self) -> str:
        return self.to_html()

    def to_html(self) -> str:
        """The list as a piece of HTML with its style; all words of the study are escaped."""
        style = files("vocbench.widgets").joinpath("quotes.css").read_text("utf-8")
        body = "".join(map(_figure, self._rows)) or f"<p>{_NONE[self._lang]}</p>"
        return f'<style>{style}</style><div class="voc-quotes" lang="{self._lang}">{body}</div>'


def _figure(row: Any) -> str:  # noqa: ANN401 - a row of a frame
    who = " · ".join(dict.fromkeys(part for part in (_text(row.speaker), _text(row.source)) if part))
    memo = f' · <span class="voc-memo">{_text(row.memo)}</span>' if _text(row.memo) else ""
    before, after = _context(_text(row.before), "…{}"), _context(_text(row.after), "{}…")
    return (
        f"<figure><blockquote>{before}<mark>{_text(row.quote)}</mark>{after}</blockquote>"
        f"<figcaption>{who} · <strong>{_text(row.code)}</strong>{memo}</figcaption></figure>"
    )


def _context(words: str, form: str) -> str:
    return f'<span class="voc-context">{form.format(words)}</span>' if words else ""


def _text(value: object) -> str:
    """*value* escaped; "" where it is missing."""
    return escape(value) if isinstance(value, str) else ""
