"""What a widget asks of the project that it shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from vocbench.model.codebook import Codebook
from vocbench.model.coding import Coding
from vocbench.model.source import Transcript
from vocbench.model.span import Span


class Workspace(Protocol):
    """The part of a project that the widgets need; ``Project`` satisfies it.

    Each method that changes something is one act: it is saved when the method returns, or
    nothing has changed and a ``VocbenchError`` says why.
    """

    @property
    def coder(self) -> str:
        """Who codes when nobody is named."""

    @property
    def codebook(self) -> Codebook:
        """The codes as they are now."""

    def transcript(self, source: str) -> Transcript:
        """The transcript called *source*."""

    def codings_of(self, source: str) -> Sequence[Coding]:
        """All codings in the transcript called *source*."""

    def code(
        self,
        source: str,
        *,
        span: Span | None,
        quote: str | None = None,
        code: str,
        coder: str | None = None,
        memo: str = "",
    ) -> Coding:
        """The new coding of a span or quote; a code that is not in the codebook yet is made."""

    def uncode(self, coding_id: str) -> None:
        """Remove one coding."""

    def undo(self) -> str | None:
        """Take the last act back; return its label, ``None`` when there is none left."""

    def redo(self) -> str | None:
        """Do the act that was undone last again; return its label, ``None`` when there is none."""

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have *callback* called after each act; return the function that ends this."""
