"""What a widget asks of the project that it shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from vocbench.model.codebook import Codebook
from vocbench.model.coding import Coding
from vocbench.model.span import Span
from vocbench.widgets.base import Followed
from vocbench.widgets.coding.panels import PanelSource


class Workspace(Followed, PanelSource, Protocol):
    """The part of a project that the widgets need; ``Project`` satisfies it.

    Each method that changes something is one act: it is saved when the method returns, or
    nothing has changed and a ``VocbenchError`` says why.
    """

    @property
    def is_blind(self) -> bool:
        """Whether coders see only their own codings."""

    @property
    def codebook(self) -> Codebook:
        """The codes as they are now."""

    def codings_of(self, source: str, *, coder: str | None = None) -> Sequence[Coding]:
        """The codings in the transcript called *source*, by one coder or by all."""

    def code(
        self,
        source: str,
        *,
        span: Span | None,
        quote: str | None = None,
        code: str,
        coder: str | None = None,
        memo: str = "",
        version: str | None = None,
    ) -> Coding:
        """The new coding of a span or quote; a code that is not in the codebook yet is made."""

    def uncode(self, coding_id: str) -> None:
        """Remove one coding."""

    def recode(self, coding_id: str, code: str) -> Coding:
        """Give a coding another code, made where it is not in the codebook."""

    def resize(self, coding_id: str, span: Span, *, version: str | None = None) -> Coding:
        """Put a coding on another passage of its text."""

    def join_codings(self, coding_ids: Iterable[str]) -> Coding:
        """Make one coding of several of one code by one coder: from the first character to the last."""

    def memo(self, coding_id: str, text: str) -> None:
        """Write a memo on a coding; "" removes it."""

    def settle(self, coding_id: str) -> None:
        """Say that a coding in doubt is right as it stands."""
