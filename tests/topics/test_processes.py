"""Work is shared out over processes, and none of it is lost."""

from __future__ import annotations

import os
import time

import pytest

from vocbench.topics.processes import helpers_kept, n_processors, shared_out


def doubled(number: int) -> tuple[int, int]:
    """Twice *number*, and the process that found out."""
    time.sleep(0.02)
    return 2 * number, os.getpid()


def deadly(number: int) -> int:
    """Twice *number*, but for a helper, which dies of it."""
    if os.getpid() != int(os.environ["VOCBENCH_TEST_MAIN"]):
        os._exit(1)
    time.sleep(0.02)
    return 2 * number


def stuck(number: int) -> int:
    """Twice *number*; a helper never gets that far."""
    if os.getpid() != int(os.environ["VOCBENCH_TEST_MAIN"]):
        time.sleep(3_600)
    return 2 * number


def broken(number: int) -> int:
    """No number, but an error."""
    raise ValueError(number)


@pytest.fixture(autouse=True)
def main_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell helpers which process is not one."""
    monkeypatch.setenv("VOCBENCH_TEST_MAIN", str(os.getpid()))


def test_one_process_needs_no_helper() -> None:
    """Parts are done in their order, here."""
    done = list(shared_out(doubled, range(3), n_processes=1))

    assert done == [(number, (2 * number, os.getpid())) for number in range(3)]


def test_nothing_to_do_is_done() -> None:
    """Without parts there are no results."""
    assert list(shared_out(doubled, [], n_processes=2)) == []


def test_helpers_take_their_share() -> None:
    """Every part is done once, some of them by another process."""
    done = dict(shared_out(doubled, range(400), n_processes=2))

    assert {number: twice for number, (twice, _) in done.items()} == {each: 2 * each for each in range(400)}
    assert len({process for _, process in done.values()}) == 2


def test_a_helper_that_dies_loses_nothing() -> None:
    """What it had taken on is done here."""
    done = dict(shared_out(deadly, range(400), n_processes=2))

    assert done == {number: 2 * number for number in range(400)}


def test_nobody_waits_for_a_helper_that_hangs() -> None:
    """What it had taken on is done here, and it is stopped."""
    assert dict(shared_out(stuck, range(20), n_processes=2)) == {number: 2 * number for number in range(20)}


def test_an_error_of_the_work_is_an_error() -> None:
    """It is not mistaken for a helper that died."""
    with pytest.raises(ValueError, match="0"):
        list(shared_out(broken, [0], n_processes=2))


def test_who_stops_early_leaves_no_helper() -> None:
    """Closing in the middle stops the processes."""
    work = shared_out(doubled, range(400), n_processes=2)
    helper = next(process for _, (_, process) in work if process != os.getpid())

    work.close()  # type: ignore[attr-defined]  # a generator, though it only promises an iterator

    with pytest.raises(ProcessLookupError):
        os.kill(helper, 0)


def test_helpers_stay_on_request() -> None:
    """Within the block the same process helps with the next work; after it, none is left."""

    def helpers() -> set[int]:
        found = {process for _, (_, process) in shared_out(doubled, range(400), n_processes=2)}
        return found - {os.getpid()}

    with helpers_kept():
        first, second = helpers(), helpers()

    assert first == second
    with pytest.raises(ProcessLookupError):
        os.kill(first.pop(), 0)


def test_there_is_a_processor() -> None:
    """This process runs on at least one."""
    assert n_processors() >= 1
