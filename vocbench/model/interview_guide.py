"""The guide of an interview: what was to be asked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vocbench.errors import SourceError


@dataclass(frozen=True, slots=True)
class GuideQuestion:
    """A question or subject of a guide, with what shows that it came up.

    Args:
        text: the question; an interviewer who says it as it is written asks it.
        words: words or phrases that show it as well; ``*`` at an end stands for any letters.
        codes: paths of codes that show it, each with those under it.

    Raises:
        SourceError: it has no words.
    """

    text: str
    words: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not any(map(str.isalnum, self.text)):
            raise SourceError(f"A question of a guide needs words, not {self.text!r}.")


class Coverage(StrEnum):
    """What became of a question in one interview."""

    ANSWERED = "asked and answered"
    SILENCE = "asked and nothing said"
    VOLUNTEERED = "answered without being asked"
    NEVER = "never asked"
    UNKNOWN = "unknown"
    """Nobody in the transcript is known to be the interviewer."""
