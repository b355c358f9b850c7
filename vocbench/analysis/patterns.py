"""Regular expressions written by users, kept from running for ever.

An expression such as ``(a+)+b`` can take longer than the universe lasts, and Python cannot stop
one that runs. So it runs in a Python of its own, which is ended when the time is over.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence

from vocbench.errors import QuoteError

LIMIT_SECONDS = 10.0
"""How long an expression may take over all texts together."""

_WORKER = """
import json, re, sys
pattern, texts = json.load(sys.stdin.buffer)
find = re.compile(pattern, re.IGNORECASE).finditer
json.dump([[hit.span() for hit in find(text) if hit.end() > hit.start()] for text in texts], sys.stdout)
"""


def find_pattern(
    pattern: str, texts: Sequence[str], *, limit_seconds: float = LIMIT_SECONDS
) -> list[list[tuple[int, int]]]:
    """Where a regular expression matches, for each text; empty matches are left out.

    Args:
        pattern: an expression of Python. Capitals do not matter; ``(?-i:…)`` makes them matter.
        texts: where to look.
        limit_seconds: how long it may take over all texts together.

    Raises:
        QuoteError: the expression is not one, or it takes too long on these texts.
    """
    check_pattern(pattern)
    if not texts:
        return []
    # Escaped to ASCII, so that no encoding stands between the two.
    order = json.dumps([pattern, list(texts)]).encode()
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own lines
            [sys.executable, "-I", "-S", "-c", _WORKER],
            input=order,
            capture_output=True,
            timeout=limit_seconds,
            check=True,
        )
    except subprocess.TimeoutExpired:
        raise QuoteError(
            f"The expression {pattern!r} takes over {limit_seconds:g} seconds. Avoid repetition "
            "within repetition, as in (a+)+, or look for the words instead."
        ) from None
    found: list[list[tuple[int, int]]] = json.loads(done.stdout)
    return [[(start, end) for start, end in places] for places in found]


def check_pattern(pattern: str) -> None:
    """See that *pattern* is a regular expression.

    Raises:
        QuoteError: it is not; the message says what is wrong and where.
    """
    if not pattern.strip():
        raise QuoteError("The expression is empty. Write what to look for.")
    try:
        re.compile(pattern, re.IGNORECASE)
    except (re.error, RecursionError, OverflowError) as error:
        raise QuoteError(
            f"{pattern!r} is not a regular expression: {error}. "
            "To look for these very characters, use words instead."
        ) from None
