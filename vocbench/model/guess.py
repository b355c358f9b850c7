"""What a reader guessed about a file, how sure it is, and how to say otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vocbench.errors import SourceError
from vocbench.model.told import Told


@dataclass(frozen=True, slots=True)
class Guess:
    """Something that a file does not say and a reader decided.

    ``what`` is what was decided, such as ``"encoding"`` or ``"role of Anna"``; ``value`` is the
    outcome in words. ``confidence`` runs from 0 to 1: how much of what was looked at agrees. It is
    a measure of agreement, no probability. ``override`` names the argument that says otherwise,
    empty where none does.

    Raises:
        SourceError: a confidence outside 0 to 1.
    """

    what: Told
    value: Told
    confidence: float
    override: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.confidence <= 1:
            raise SourceError(f"A confidence runs from 0 to 1, not {self.confidence}.")

    def __str__(self) -> str:
        """The guess as one sentence."""
        otherwise = f" Pass {self.override}= if this is wrong." if self.override else ""
        return f"Guessed {self.what}: {self.value} ({self.confidence:.0%} sure).{otherwise}"

    def in_language(self, language: str) -> Guess:
        """The same, told in *language*.

        Raises:
            VocbenchError: there is no such language.
        """
        return replace(self, what=self.what.in_language(language), value=self.value.in_language(language))


def agreement(n: float, of: int) -> float:
    """How much of what was looked at agrees, as the confidence of a guess: ``n / (of + 1)``.

    One more than was looked at, so that a guess is never certain, and little that was seen makes a
    modest guess: half sure of one in one, 91 % of ten in ten.

    Args:
        n: how many agree; a half counts where something agrees in part.
        of: how many were looked at.

    Returns:
        From 0 to below 1; 0 where nothing was looked at.

    >>> agreement(10, 10)
    0.91
    """
    return min(round(n / (of + 1), 2), 0.99)
