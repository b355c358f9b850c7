"""What every part of a project rests on: the open file, who works on it, and who follows it."""

from __future__ import annotations

import asyncio
import logging
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from vocbench.model.source import Transcript
from vocbench.storage import history as log
from vocbench.storage.store import Store

_log = logging.getLogger(__name__)

_LOOK_SECONDS = 0.7  # so that another coder's work is on the screen within a second or two


class Core:
    """An open project file; the parts of ``Project`` add what one can do with it."""

    def __init__(self, path: str | Path, *, coder: str = "A") -> None:
        self.coder = coder
        self._store = Store(path)
        self._listeners: list[Callable[[], None]] = []
        self._newest = 0
        self._catch_up()
        self._watch = _Watch(self._look_along)
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

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._store.path

    @property
    def is_closed(self) -> bool:
        """Whether the file was let go of."""
        return self._store.is_closed

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call *callback* whenever the project changed; returns how to stop that.

        It is called after each act of this project object. Where an event loop runs, as in a
        notebook, it is also called within a second after another process, or another project
        object, wrote to the file.
        """
        self._listeners.append(callback)
        self._watch.start()
        return lambda: self._listeners.remove(callback) if callback in self._listeners else None

    def look(self) -> bool:
        """Whether there are acts of somebody else since the last look; who subscribed is told.

        Somebody else is another process, or another project object on the same file. Vectors
        that are kept are no news.

        Raises:
            ProjectError: the project was closed.
        """
        if self._store.data_version() == self._seen or not self._catch_up():
            return False
        self._tell()
        return True

    def _catch_up(self) -> bool:
        """Take for seen what the file holds now; whether there were acts not seen before."""
        self._seen = self._store.data_version()
        with self._store.reading() as connection:
            newest = log.last_number(connection)
        is_news, self._newest = newest != self._newest, newest
        return is_news

    @contextmanager
    def _act(self, label: str) -> Iterator[log.Act]:
        with self._store.act(who=self.coder, label=label) as act:
            yield act
        if act.changes:
            self._announced(label)

    def _announced(self, label: str | None) -> str | None:
        if label is not None:
            # Before anybody is told: what comes after this is news again.
            self._catch_up()
            self._tell()
        return label

    def _tell(self) -> None:
        """Tell everybody: what was written is written, whoever cannot show it."""
        for callback in list(self._listeners):
            try:
                callback()
            except Exception:  # noqa: BLE001 - a listener's fault is not the act's
                _log.exception("Somebody who follows the project could not show its change.")

    def _look_along(self) -> bool:
        """Look for whoever follows the project; whether there still is somebody."""
        if not self._listeners or self._store.is_closed:
            return False
        self.look()
        return True


class _Watch:
    """Looks at the file now and then, as long as somebody follows the project and a loop runs.

    Args:
        look: looks once and says whether to go on. It is held weakly, so that a project which
            nobody holds any more is not kept by its watch.
    """

    def __init__(self, look: Callable[[], bool]) -> None:
        self._look = weakref.WeakMethod(look)
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Begin to look, where an event loop runs and this is not done already."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        if self._loop is not loop:
            self._loop = loop
            loop.call_later(_LOOK_SECONDS, self._tick, loop)

    def _tick(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._loop is not loop:
            return  # another loop took over
        look = self._look()
        try:
            goes_on = look is not None and look()
        except Exception as error:  # noqa: BLE001 - nobody above this could answer it
            loop.call_exception_handler({"message": "looking at the project failed", "exception": error})
            goes_on = True
        if goes_on:
            loop.call_later(_LOOK_SECONDS, self._tick, loop)
        else:
            self._loop = None
