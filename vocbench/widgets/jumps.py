"""From a quote to its place in the transcript that is open beside it."""

from __future__ import annotations

from typing import Protocol
from weakref import WeakSet

from vocbench.model.span import Span


class Reader(Protocol):
    """A widget that shows one transcript of a project at a time."""

    @property
    def source(self) -> str:
        """Name of the transcript that is shown."""

    def show(self, source: str, span: Span | None = None) -> None:
        """Show a transcript, and select a passage in it."""

    def shows(self, workspace: object) -> bool:
        """Whether it is open on this project."""


_readers: WeakSet[Reader] = WeakSet()


def remember(reader: Reader) -> None:
    """Let jumps find *reader* for as long as it lives."""
    _readers.add(reader)


def jump(workspace: object, source: str, span: Span) -> bool:
    """Select a passage where the transcript is open, or in a reader that is on another one.

    Args:
        workspace: the project.
        source: name of a transcript in it.
        span: the passage.

    Returns:
        Whether any reader is open on this project.
    """
    open_here = [reader for reader in _readers if reader.shows(workspace)]
    there = [reader for reader in open_here if reader.source == source] or open_here[:1]
    for reader in there:
        reader.show(source, span)
    return bool(there)
