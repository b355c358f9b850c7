"""How far a long piece of work is: steps, an honest remaining time, and a bar to look at."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from typing import Any, Protocol

_SECONDS_COUNTED = 10.0
_ENOUGH_SECONDS = 0.5
_SECONDS_A_PICTURE = 0.2


@dataclass(frozen=True, slots=True)
class Step:
    """Where the work is.

    Args:
        name: what is being done: loading, embedding, …
        done: how much of it.
        total: of how much; 0 where this step is not counted.
        seconds_left: until this step ends, by the speed measured in it; ``None`` while unknown.
    """

    name: str
    done: int = 0
    total: int = 0
    seconds_left: float | None = None


Progress = Callable[[Step], None]
"""Told of each step as it begins, and how far it is. It may raise ``Cancelled`` to end the work."""


Told = Progress | bool | None
"""Who is told of steps: a function; ``True`` for a bar; ``False`` for nobody; ``None`` for a bar where a
person looks, in a terminal or a notebook."""


class Meter:
    """Counts one step and tells how long it will still take.

    The time comes from the last ten seconds only, and the first report just starts the clock: what
    was known beforehand, or had to be loaded, says nothing about the speed.

    Args:
        progress: who is told; ``None`` for nobody.
        name: of the step, told at once.
        total: how much there is to do.
        clock: the time in seconds.
    """

    def __init__(
        self,
        progress: Progress | None,
        name: str,
        total: int = 0,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._progress = progress
        self._clock = clock
        self._step = Step(name, 0, total)
        self._reports: deque[tuple[float, int]] = deque()
        self._tell()

    def add(self, n: int = 1) -> None:
        """*n* more are done."""
        self.reach(self._step.done + n)

    def reach(self, done: int) -> None:
        """*done* are done in all."""
        step = self._step
        self._report(self._clock(), done)
        self._step = Step(step.name, done, step.total, self._seconds_for(step.total - done))
        self._tell()

    def _report(self, now: float, done: int) -> None:
        self._reports.append((now, done))
        while len(self._reports) > 2 and now - self._reports[1][0] > _SECONDS_COUNTED:  # noqa: PLR2004 - two make a speed
            self._reports.popleft()

    def _seconds_for(self, n: int) -> float | None:
        (since, first), (now, last) = self._reports[0], self._reports[-1]
        if n <= 0:
            return 0.0
        return n * (now - since) / (last - first) if now - since > _ENOUGH_SECONDS and last > first else None

    def _tell(self) -> None:
        if self._progress is not None:
            self._progress(self._step)


@contextmanager
def shown(progress: Told = None, *, lang: str = "en") -> Iterator[Progress]:
    """Whom to tell of the steps within the block.

    Args:
        progress: who wants to know.
        lang: of the bar, "nl" or "en".
    """
    if callable(progress):
        yield progress
        return
    bar = _bar(lang, wanted=progress)
    try:
        yield bar.show
    finally:
        bar.close()


class _Bar(Protocol):
    """What shows a step, and goes away at the end."""

    def show(self, step: Step) -> None:
        """Show where the work is."""

    def close(self) -> None:
        """Leave nothing behind."""


def _bar(lang: str, *, wanted: bool | None) -> _Bar:
    if wanted is False:
        return _NoBar()
    from rich.console import Console  # noqa: PLC0415 - slow to load

    console = Console(stderr=True)
    if console.is_jupyter:
        return _NotebookBar(lang)
    return _TerminalBar(console, lang) if wanted or console.is_terminal else _NoBar()


class _NoBar:
    def show(self, step: Step) -> None:
        """Nobody looks."""

    def close(self) -> None:
        """Nothing is there."""


class _TerminalBar:
    def __init__(self, console: Any, lang: str) -> None:  # noqa: ANN401 - rich is loaded late
        from rich.progress import BarColumn, TextColumn  # noqa: PLC0415 - slow to load
        from rich.progress import Progress as RichProgress  # noqa: PLC0415

        # Its texts are ours, and hold no markup.
        columns = (BarColumn(), TextColumn("{task.description}", markup=False))
        self._lang = lang
        self._rich = RichProgress(*columns, console=console, transient=True)
        self._task = self._rich.add_task("", total=None)
        self._rich.start()

    def show(self, step: Step) -> None:
        self._rich.update(
            self._task, description=described(step, self._lang), total=step.total or None, completed=step.done
        )

    def close(self) -> None:
        self._rich.stop()


class _NotebookBar:
    """One output that is drawn anew, and empty at the end: a report has nothing left of it."""

    def __init__(self, lang: str) -> None:
        from IPython import display  # noqa: PLC0415 - slow to load

        self._ipython: Any = display  # it publishes no types
        self._lang = lang
        self._handle = self._ipython.DisplayHandle()
        self._handle.display(self._ipython.HTML(""))
        self._name, self._next = "", 0.0

    def show(self, step: Step) -> None:
        now = time.monotonic()
        if step.name != self._name or now >= self._next:
            self._name, self._next = step.name, now + _SECONDS_A_PICTURE
            self._handle.update(self._ipython.HTML(_picture(step, self._lang)))

    def close(self) -> None:
        self._handle.update(self._ipython.HTML(""))


def _picture(step: Step, lang: str) -> str:
    text = escape(described(step, lang))
    place = f' value="{step.done}" max="{step.total}"' if step.total else ""
    return f'<progress{place} aria-label="{text}"></progress> {text}'


_NAMES = {
    "en": {
        "embedding": "texts to vectors",
        "languages": "telling languages",
        "words": "choosing words",
        "neighbours": "finding like answers",
        "reducing": "arranging answers",
        "guiding": "following codes",
        "map": "drawing the map",
        "growing": "looking for new topics",
        "resampling": "drawing answers again",
    },
    "nl": {
        "sorting": "sorteren",
        "loading": "laden",
        "embedding": "teksten naar vectoren",
        "languages": "talen herkennen",
        "words": "woorden kiezen",
        "neighbours": "gelijkende antwoorden zoeken",
        "reducing": "antwoorden ordenen",
        "clustering": "groeperen",
        "guiding": "codes volgen",
        "map": "kaart tekenen",
        "sampling": "steekproef trekken",
        "assigning": "antwoorden indelen",
        "growing": "nieuwe onderwerpen zoeken",
        "resampling": "antwoorden opnieuw trekken",
    },
}
"""What is called in another word than its own."""

_WORDS = {
    "en": ("of", ",", "a minute at most", "about {} minutes left", "about {} hours left"),
    "nl": ("van", ".", "nog hooguit een minuut", "nog ongeveer {} minuten", "nog ongeveer {} uur"),
}


def described(step: Step, lang: str = "en") -> str:
    """*step* in words.

    >>> described(Step("embedding", 1_200, 9_000, seconds_left=150.0))
    'texts to vectors: 1,200 of 9,000, about 3 minutes left'
    >>> described(Step("clustering"), "nl")
    'groeperen'
    """
    of, comma, *_ = _WORDS[lang]
    name = _NAMES[lang].get(step.name, step.name)
    if not step.total:
        return name
    counted = f"{step.done:,} {of} {step.total:,}".replace(",", comma)
    left = _left(step.seconds_left, lang)
    return f"{name}: {counted}" + (f", {left}" if left else "")


def _left(seconds: float | None, lang: str) -> str:
    _of, _comma, soon, minutes, hours = _WORDS[lang]
    if not seconds:
        return ""
    n_minutes = math.ceil(seconds / 60)
    if n_minutes == 1:
        return soon
    return minutes.format(n_minutes) if n_minutes < 90 else hours.format(round(n_minutes / 60))  # noqa: PLR2004 - then hours say enough
