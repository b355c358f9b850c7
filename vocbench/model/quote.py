"""Finding a quote in a text, forgiving the differences that copying makes.

Quotes travel through word processors and mail: straight quotes become curly, blanks become
no-break spaces, accents change their encoding, a line end becomes a blank. None of that
makes it another quote.
"""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher

from vocbench.errors import AmbiguousQuoteError, QuoteError
from vocbench.model.span import Span

_ALIKE = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'",
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-",
    }
)  # fmt: skip
_CONTEXT = 30  # characters shown around a place
_SHORT = 160  # characters of a quote shown in a message


def find_quote(text: str, quote: str, *, occurrence: int | None = None) -> Span:
    """Where *quote* stands in *text*.

    Args:
        text: where to look.
        quote: the words; kinds of blanks, quotation marks, dashes and accents' encoding
            do not matter, capitals do.
        occurrence: which one, counting from 1, where it stands there more than once.

    Returns:
        The span in *text*.

    Raises:
        QuoteError: it is not there; the message shows the nearest passage.
        AmbiguousQuoteError: it is there more than once and no *occurrence* was given.
    """
    if not quote.strip():
        raise QuoteError("The quote is empty. Copy the words as they stand in the text.")
    found = _exact(text, quote) or _normalised(text, quote)
    if not found:
        raise QuoteError(f"The text does not hold {_short(quote)!r}.{_nearest_hint(text, quote)}")
    if occurrence is None and len(found) > 1:
        places = "; ".join(
            f"{number}: …{_around(text, span)}…" for number, span in enumerate(found[:5], start=1)
        )
        raise AmbiguousQuoteError(
            f"{_short(quote)!r} stands in the text {len(found)} times. "
            f"Quote more words, or say which with occurrence=: {places}"
        )
    wanted = 1 if occurrence is None else occurrence
    if not 1 <= wanted <= len(found):
        raise QuoteError(
            f"{_short(quote)!r} stands in the text {len(found)} time(s), so there is no "
            f"occurrence {wanted}; they count from 1."
        )
    return found[wanted - 1]


def same_words(first: str, second: str) -> bool:
    """Whether two quotes are the same but for blanks, quotation marks, dashes and encoding."""
    return _normal(first)[0] == _normal(second)[0]


def _exact(text: str, quote: str) -> list[Span]:
    found, start = [], text.find(quote)
    while start >= 0:
        found.append(Span(start, start + len(quote)))
        start = text.find(quote, start + len(quote))
    return found


def _normalised(text: str, quote: str) -> list[Span]:
    plain, starts, ends = _normal(text)
    wanted = _normal(quote)[0]
    if not wanted:
        return []
    return [Span(starts[span.start], ends[span.end - 1]) for span in _exact(plain, wanted)]


def _normal(text: str) -> tuple[str, list[int], list[int]]:
    """*text* with every blank run as one space, and where each of its characters came from."""
    plain: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        piece = unicodedata.normalize("NFC", text[start:end]).translate(_ALIKE)
        if piece.isspace():
            if not plain or plain[-1] == " ":
                if ends:
                    ends[-1] = end
                continue
            piece = " "
        plain += piece
        starts += [start] * len(piece)
        ends += [end] * len(piece)
    if plain and plain[-1] == " ":
        plain, starts, ends = plain[:-1], starts[:-1], ends[:-1]
    return "".join(plain), starts, ends


def _clusters(text: str) -> list[tuple[int, int]]:
    """Each character with the combining marks that follow it."""
    heads = [i for i, sign in enumerate(text) if i == 0 or not unicodedata.combining(sign)]
    return list(zip(heads, [*heads[1:], len(text)], strict=True)) if text else []


def _nearest_hint(text: str, quote: str) -> str:
    plain, starts, ends = _normal(text)
    wanted = _normal(quote)[0]
    match = SequenceMatcher(None, plain.lower(), wanted.lower(), autojunk=False).find_longest_match()
    if match.size < max(3, len(wanted) // 3):
        return " Nothing in it comes near."
    start = plain.rfind(" ", 0, max(0, match.a - match.b) + 1) + 1
    end = plain.find(" ", min(len(plain), start + len(wanted)))
    end = len(plain) if end < 0 else end
    near = text[starts[start] : ends[end - 1]]
    return f" The nearest passage is {_short(near)!r} (characters {starts[start]}-{ends[end - 1]})."


def _around(text: str, span: Span) -> str:
    return text[max(0, span.start - _CONTEXT) : span.end + _CONTEXT].replace("\n", " ")


def _short(words: str) -> str:
    return words if len(words) <= _SHORT else words[: _SHORT - 1] + "…"
