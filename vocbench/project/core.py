"""What every part of a project rests on: the open file, who works on it, and who follows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from vocbench.model.source import Transcript
from vocbench.storage import history as log
from vocbench.storage.store import Store


class Core:
    """An open project file; the parts of ``Project`` add what one can do with it."""

    def __init__(self, path: str | Path, *, coder: str = "A") -> None:
        self.coder = coder
        self._store = Store(path)
        self._listeners: list[Callable[[], None]] = []
        self._transcripts: dict[str, tuple[tuple[str, str] | None, Transcript]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Project({str(self._store.path)!r}, coder={self.coder!r})"

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    @property
    def name(self) -> str:
        """The name of the file without its ending."""
        return self._store.path.stem

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call *callback* after each act of this project object; returns how to stop that."""
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback) if callback in self._listeners else None

    @contextmanager
    def _act(self, label: str) -> Iterator[log.Act]:
        with self._store.act(who=self.coder, label=label) as act:
            yield act
        if act.changes:
            self._announced(label)

    def _announced(self, label: str | None) -> str | None:
        if label is not None:
            for callback in list(self._listeners):
                callback()
        return label
