"""A coded transcript as HTML that needs no kernel, no script and no style sheet.

Everything is said with inline styles that JupyterLab's sanitiser lets through, because a
notebook that came by mail is not trusted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise

from vocbench.model.codebook import Codebook
from vocbench.model.coding import Coding
from vocbench.model.source import Transcript, Turn
from vocbench.widgets.coding.state import NO_COLOR, clock, in_reading_order

_TINT = 0.16
_BOX = "font-family:system-ui,sans-serif;line-height:1.9;max-width:60em"
_LABEL = "font-size:75%;line-height:1;padding:0 4px;margin:0 3px;white-space:nowrap"


def transcript_html(
    transcript: Transcript,
    codebook: Codebook,
    codings: Iterable[Coding],
    *,
    texts: Mapping[str, str],
) -> str:
    """The transcript with its highlights; each is followed by the name of its code.

    Args:
        transcript: what is shown, turn by turn.
        codebook: gives the colours; a code that is not in it is grey.
        codings: those of this transcript, in any order.
        texts: the words of the interface, from ``interface_texts``.

    Returns:
        One ``<div>``; all text of the user is escaped.
    """
    ordered = in_reading_order(codings)
    colors = {codebook.path(code.id): code.color for code in codebook}
    count = texts["count_one"] if len(ordered) == 1 else texts["count"].format(n=len(ordered))
    language = f' lang="{escape(transcript.language)}"' if transcript.language else ""
    turns = "".join(_turn(transcript, turn, ordered, colors) for turn in transcript.passages())
    return (
        f'<div class="vocbench-transcript" style="{_BOX}"><p><strong>{escape(transcript.name)}</strong> · '
        f"{escape(count)}</p><div{language}>{turns}</div></div>"
    )


def _turn(transcript: Transcript, turn: Turn, codings: Sequence[Coding], colors: Mapping[str, str]) -> str:
    here = [coding for coding in codings if coding.span.overlap(turn.span)]
    words = "".join(_pieces(transcript.text, turn, here, colors))
    speaker = f"<strong>{escape(turn.speaker)}</strong> " if turn.speaker else ""
    time = f"<small>{escape(clock(turn.start_seconds))}</small> " if turn.start_seconds is not None else ""
    return f'<p style="margin:0 0 8px;white-space:pre-wrap">{speaker}{time}{words}</p>'


def _pieces(text: str, turn: Turn, codings: Sequence[Coding], colors: Mapping[str, str]) -> Iterator[str]:
    """The turn's words, cut where a coding starts or ends."""
    ends = {edge for coding in codings for edge in (coding.span.start, coding.span.end)}
    cuts = sorted(
        {turn.span.start, turn.span.end} | {at for at in ends if turn.span.start < at < turn.span.end}
    )
    for start, end in pairwise(cuts):
        on = [coding for coding in codings if coding.span.start <= start and end <= coding.span.end]
        yield _marked(escape(text[start:end]), [coding.code for coding in on], colors)
        yield from (_label(coding.code, colors) for coding in on if coding.span.end == end)


def _marked(words: str, codes: Sequence[str], colors: Mapping[str, str]) -> str:
    """*words*, already escaped, with one underline for each code."""
    if not codes:
        return words
    for lane, code in enumerate(codes):
        line = f"border-bottom:2px solid {colors.get(code, NO_COLOR)};padding-bottom:{3 * lane}px"
        words = f'<span style="{line}">{words}</span>'
    title = escape(", ".join(codes))
    tint = _tint(colors.get(codes[-1], NO_COLOR))
    return f'<mark title="{title}" style="background-color:{tint};color:inherit">{words}</mark>'


def _label(code: str, colors: Mapping[str, str]) -> str:
    border = f"border:1px solid {colors.get(code, NO_COLOR)};border-radius:3px"
    return f'<small style="{_LABEL};{border}">{escape(code)}</small>'


def _tint(color: str) -> str:
    """The colour *color*, ``#rgb`` or ``#rrggbb``, made thin."""
    digits = color[1:] if len(color) > len("#rgb") else "".join(2 * digit for digit in color[1:])
    red, green, blue = bytes.fromhex(digits)
    return f"rgba({red},{green},{blue},{_TINT})"
