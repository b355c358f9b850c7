"""How far the work is, and how long it will take, is told as it is."""

from __future__ import annotations

import io
import sys

import pytest

from vocbench.errors import Cancelled
from vocbench.topics.progress import Meter, Step, described, shown


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        """What it says now."""
        return self.seconds


def test_a_step_is_told_as_it_begins() -> None:
    """Before anything is done, it stands at nothing and no time is known."""
    told: list[Step] = []

    Meter(told.append, "embedding", 100)

    assert told == [Step("embedding", 0, 100, None)]


def test_time_left_follows_from_the_speed_in_this_run() -> None:
    """100 in 10 seconds, so 300 take 30."""
    told: list[Step] = []
    clock = Clock()
    meter = Meter(told.append, "embedding", 500, clock=clock)

    meter.add(100)
    clock.seconds = 10
    meter.add(100)

    assert told[-1] == Step("embedding", 200, 500, 30.0)


def test_what_was_known_beforehand_does_not_count_for_the_speed() -> None:
    """A first report of 9,000 that were there already makes no promise."""
    told: list[Step] = []
    clock = Clock()
    meter = Meter(told.append, "embedding", 10_000, clock=clock)

    clock.seconds = 0.1
    meter.add(9_000)
    assert told[-1].seconds_left is None
    clock.seconds = 5.1
    meter.add(100)

    assert told[-1].seconds_left == pytest.approx(45)


def test_time_left_follows_a_machine_that_slows_down() -> None:
    """The speed of long ago is forgotten."""
    told: list[Step] = []
    clock = Clock()
    meter = Meter(told.append, "embedding", 1_000, clock=clock)

    for _ in range(100):
        clock.seconds += 1
        meter.add(5)
    for _ in range(70):
        clock.seconds += 10
        meter.add(5)

    assert told[-1].seconds_left == pytest.approx((1_000 - 850) * 2)


def test_at_the_end_nothing_is_left() -> None:
    """All done takes no more time, however short it took."""
    told: list[Step] = []

    Meter(told.append, "words", 3).add(3)

    assert told[-1] == Step("words", 3, 3, 0.0)


def test_who_is_told_may_cancel() -> None:
    """The error goes to who asked for the work."""

    def stop(_step: Step) -> None:
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        Meter(stop, "embedding", 1)


def test_a_function_is_told_itself() -> None:
    """What is passed in is what is told."""
    told: list[Step] = []

    with shown(told.append) as tell:
        tell(Step("words"))

    assert told == [Step("words")]


@pytest.mark.parametrize("wanted", [None, False])
def test_nothing_is_printed_where_nobody_looks(
    wanted: bool | None,  # noqa: FBT001 - pytest passes by name
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Output that goes to a file holds no bar."""
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)

    with shown(wanted) as tell:
        tell(Step("words", 1, 2))

    assert written.getvalue() == ""


def test_a_bar_is_shown_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what is done, in the language asked for, and what looks like markup is text."""
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    monkeypatch.setenv("FORCE_COLOR", "1")

    with shown(True, lang="nl") as tell:
        tell(Step("[red]stap[/red]", 1_000, 2_000))

    assert "[red]stap[/red]: 1.000 van 2.000" in written.getvalue()


def test_a_bar_goes_when_the_work_is_cancelled() -> None:
    """The error comes through, and the next bar can be shown."""
    with pytest.raises(Cancelled), shown(True):
        raise Cancelled("Stopped.")

    with shown(True) as tell:
        tell(Step("words"))


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, "texts to vectors: 5 of 10"),
        (0.0, "texts to vectors: 5 of 10"),
        (30.0, "texts to vectors: 5 of 10, a minute at most"),
        (61.0, "texts to vectors: 5 of 10, about 2 minutes left"),
        (7_200.0, "texts to vectors: 5 of 10, about 2 hours left"),
    ],
)
def test_time_left_is_said_in_words(seconds: float | None, said: str) -> None:
    """Roughly, and rather too long than too short; what is not known is not said."""
    assert described(Step("embedding", 5, 10, seconds)) == said
