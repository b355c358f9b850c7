"""Words that were blotted out, as somebody asked to be forgotten: each text keeps its length."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vocbench.model.span import Span

BLOT = "█"
"""What stands for each letter."""


def blotted(text: str, spans: Iterable[Span]) -> str:
    """*text* with the words of these passages blotted out, letter by letter.

    >>> blotted("Hello Ann!", [Span(6, 9)])
    'Hello ███!'
    """
    for span in spans:
        blot = re.sub(r"\S", BLOT, span.cut(text))
        text = f"{text[: span.start]}{blot}{text[span.end :]}"
    return text


def is_blotted(held: str, text: str) -> bool:
    """Whether *held* is *text* with words blotted out."""
    pairs = zip(held, text, strict=False)
    return len(held) == len(text) and BLOT in held and all(ours in {BLOT, theirs} for ours, theirs in pairs)
