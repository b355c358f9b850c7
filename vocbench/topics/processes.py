"""Work shared out over the processors of this machine."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Thread
from typing import Any, TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")

_LOOK_SECONDS = 2.0  # how often a helper looks whether anybody still needs it
_AHEAD = 2  # parts that lie ready for each helper, so that it never waits for the next


def n_processors() -> int:
    """How many processors this process may use."""
    import joblib  # noqa: PLC0415 - slow to load, and rarely needed

    return int(joblib.cpu_count())


def in_blocks(work: Callable[[slice], None], n: int, size: int) -> None:
    """Call *work* for each block of *size* of *n* rows, by threads, for work that NumPy does without Python.

    The blocks are the same whatever the number of threads, and so is what comes of them, to the last bit.

    Args:
        work: writes the rows of one block, and no others.
        n: how many rows there are.
        size: of a block; the last one may be smaller.
    """
    blocks = [slice(start, min(start + size, n)) for start in range(0, n, size)]
    with ThreadPoolExecutor(min(n_processors(), max(len(blocks), 1))) as threads:
        for _ in threads.map(work, blocks):  # an error comes out here
            pass


def shared_out(
    work: Callable[[Part], Result], parts: Sequence[Part], *, n_processes: int
) -> Iterator[tuple[int, Result]]:
    """The number and the result of each part, in the order in which they are done.

    This process works along with its helpers. What a helper leaves undone, because it is still
    starting, hangs or has died, is done here: nobody waits for it, and nothing is lost.

    Args:
        work: a function of a module, which helpers can import.
        parts: what to work on; parts and results travel between processes.
        n_processes: how many work, this one included; with 1 no process is started.
    """
    todo = deque(enumerate(parts))
    with _pool(min(n_processes, len(parts)) - 1) as pool:
        helpers = _Helpers(pool, work)
        while todo or helpers.busy:
            helpers.give(todo)
            yield from helpers.finished(todo)
            if left := todo.popleft() if todo else helpers.taken_back():
                number, part = left
                yield number, work(part)


@contextmanager
def helpers_kept() -> Iterator[None]:
    """Within the block helpers stay, so that work which is shared out again need not start them anew."""
    outer = _kept.get()
    if outer is not None:
        yield
        return
    pools: list[_Pool] = []
    token = _kept.set(pools)
    try:
        yield
    finally:
        _kept.reset(token)
        for pool in pools:
            pool.close()


@contextmanager
def _pool(n_helpers: int) -> Iterator[_Pool]:
    kept = _kept.get()
    if kept and kept[-1].n_helpers >= n_helpers and not kept[-1].is_broken:
        yield kept[-1]
        return
    pool = _Pool(n_helpers)
    if kept is not None:
        kept.append(pool)
    try:
        yield pool
    finally:
        if kept is None:
            pool.close()


class _Pool:
    """Processes that need no main guard, each with one thread for its numbers."""

    def __init__(self, n_helpers: int) -> None:
        self.n_helpers = max(n_helpers, 0)
        self.is_broken = False
        self._executor: Any = _started(n_helpers) if n_helpers > 0 else None

    def submit(self, work: Callable[[Any], Any], part: object) -> Any:  # noqa: ANN401 - joblib publishes no types
        """A promise of what *work* makes of *part*; ``None`` where no helper is left."""
        if self._executor is None or self.is_broken:
            return None
        try:
            return self._executor.submit(work, part)
        except _broken():
            self.is_broken = True
            return None

    def close(self) -> None:
        """Stop the helpers, in the middle of a part if need be."""
        if self._executor is not None:
            executor, self._executor = self._executor, None
            # Its own way to kill them trips over parts that no helper has taken yet.
            for process in list(executor._processes.values()):  # noqa: SLF001
                process.terminate()
            executor.shutdown(wait=True)


_kept: ContextVar[list[_Pool] | None] = ContextVar("kept", default=None)


class _Helpers:
    """A pool that takes parts off our hands."""

    def __init__(self, pool: _Pool, work: Callable[[Any], Any]) -> None:
        self._pool = pool
        self._work = work
        self.busy: dict[Any, tuple[int, Any]] = {}

    def give(self, todo: deque[tuple[int, Any]]) -> None:
        """Hand out parts until each helper has enough of them."""
        while todo and len(self.busy) < _AHEAD * self._pool.n_helpers:
            promise = self._pool.submit(self._work, todo[0][1])
            if promise is None:
                return
            self.busy[promise] = todo.popleft()

    def finished(self, todo: deque[tuple[int, Any]]) -> Iterator[tuple[int, Any]]:
        """What was done; the parts of helpers that died go back to *todo*."""
        for promise in [each for each in self.busy if each.done()]:
            number, part = self.busy.pop(promise)
            try:
                yield number, promise.result()
            except _broken():
                self._pool.is_broken = True
                todo.append((number, part))

    def taken_back(self) -> tuple[int, Any] | None:
        """The part that was handed out last, to be done here; ``None`` where there is none."""
        if not self.busy:
            return None
        promise, left = self.busy.popitem()
        promise.cancel()
        return left


def _started(n_helpers: int) -> Any:  # noqa: ANN401 - joblib publishes no types
    from joblib.externals.loky import ProcessPoolExecutor  # noqa: PLC0415 - slow to load, and rarely needed

    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return ProcessPoolExecutor(n_helpers, initializer=_begin_to_help, initargs=(os.getpid(),), env=threads)


def _begin_to_help(asked_by: int) -> None:
    """Leave interrupts to the process that asked for help, and go when that is no more."""
    import signal  # noqa: PLC0415 - for helpers only

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_leave_with, args=(asked_by,), daemon=True).start()


def _leave_with(asked_by: int) -> None:
    while os.getppid() == asked_by:
        time.sleep(_LOOK_SECONDS)
    os._exit(0)


def _broken() -> type[Exception]:
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415 - slow to load

    return BrokenProcessPool
