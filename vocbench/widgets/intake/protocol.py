"""What the import widget asks of the project that it fills."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from vocbench.model.preview import Choices, MaterialKind, Preview
from vocbench.widgets.base import Followed


class Material(Protocol):
    """A file that was read, and of which nothing is kept yet."""

    @property
    def kind(self) -> MaterialKind:
        """What it holds."""

    def preview(self, choices: Choices = ...) -> Preview:
        """What would be kept under *choices*; the file is not read again."""


class BroughtIn(Protocol):
    """What became of a file that was brought in."""

    @property
    def words(self) -> tuple[str, ...]:
        """What was added, known, changed or lost, one sentence each."""


class IntakeDesk(Followed, Protocol):
    """The part of a project that the import widget needs; ``Project`` satisfies it."""

    def material_kinds(self) -> Mapping[str, tuple[MaterialKind, ...]]:
        """What a file can hold, by its suffix: lower case, with the dot."""

    def material_parts(self, path: str | Path) -> Sequence[str]:
        """The names of the sheets or projects in a file, of which one is read; empty where it has none."""

    def open_material(
        self,
        path: str | Path,
        *,
        encoding: str | None = None,
        kind: MaterialKind | None = None,
        which: str | None = None,
        questions: str | Path | None = None,
    ) -> Material:
        """What the file at *path* holds; nothing is stored."""

    def bring_in(self, what: Preview, /, *, lang: str = "en") -> BroughtIn:
        """Store what a preview shows, in one act, and tell of it in *lang*."""
