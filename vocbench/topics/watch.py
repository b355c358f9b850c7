"""How long each step of the work takes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from vocbench.topics.progress import Progress, Step


@dataclass
class Stopwatch:
    """Tells when a step begins, and keeps how many seconds each took.

    Args:
        progress: who is told; ``None`` for nobody.
    """

    progress: Progress | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    _running: list[str] = field(default_factory=list)
    _since: float = 0.0

    @contextmanager
    def step(self, name: str, *, tell: bool = True) -> Iterator[None]:
        """Time what is done within; the time of a step inside another counts for the inner one alone.

        Args:
            name: of the step.
            tell: whether to tell of it; not where what is done within tells of itself.
        """
        if tell and self.progress is not None:
            self.progress(Step(name))
        self._book()
        self._running.append(name)
        try:
            yield
        finally:
            self._book()
            self._running.pop()

    def _book(self) -> None:
        """Give the time since the last change of steps to the one that was under way."""
        now = time.perf_counter()
        if self._running:
            name = self._running[-1]
            self.seconds[name] = self.seconds.get(name, 0.0) + now - self._since
        self._since = now
