"""Work is shared out over processes, and none of it is lost."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from vocbench.topics.processes import helpers_kept, n_processors, shared_out

ROOT = Path(__file__).parents[2]


def is_helper() -> bool:
    """Whether this process was started to help."""
    return os.getpid() != int(os.environ["VOCBENCH_TEST_MAIN"])


def meet(number: int = 0) -> None:
    """Wait here until a helper has begun, so that there is one to test; in each hundred parts anew."""
    sign = Path(f"{os.environ['VOCBENCH_TEST_SIGN']}{number // 100}")
    if is_helper():
        sign.touch()
    while not sign.exists():
        time.sleep(0.01)
    if not is_helper():
        time.sleep(0.02)  # a hundred times: long enough to hear of what it has done


def doubled(number: int) -> tuple[int, int]:
    """Twice *number*, and the process that found out."""
    return 2 * number, os.getpid()


def doubled_together(number: int) -> tuple[int, int]:
    """As ``doubled``, with a helper."""
    meet(number)
    return doubled(number)


def deadly(number: int) -> int:
    """Twice *number*, but for a helper, which dies of it."""
    meet()
    if is_helper():
        os._exit(1)
    return 2 * number


def stuck(number: int) -> int:
    """Twice *number*; a helper never gets that far."""
    meet()
    if is_helper():
        time.sleep(3_600)
    return 2 * number


def told(_number: int) -> None:
    """Nothing, for an hour; a helper says first which process it is."""
    if is_helper():
        sign = Path(os.environ["VOCBENCH_TEST_SIGN"])
        sign.with_suffix(".draft").write_text(str(os.getpid()))
        sign.with_suffix(".draft").replace(sign)
    time.sleep(3_600)


def is_running(process: int) -> bool:
    """Whether there is such a process."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until(happens: Callable[[], bool]) -> None:
    """Come back when it is so; a minute is too long."""
    for _ in range(600):
        if happens():
            return
        time.sleep(0.1)
    raise TimeoutError


def broken(number: int) -> int:
    """No number, but an error."""
    raise ValueError(number)


@pytest.fixture(autouse=True)
def signs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Tell helpers which process is not one, and where to leave a sign."""
    monkeypatch.setenv("VOCBENCH_TEST_MAIN", str(os.getpid()))
    monkeypatch.setenv("VOCBENCH_TEST_SIGN", str(tmp_path / "sign"))


def test_one_process_needs_no_helper() -> None:
    """Parts are done in their order, here."""
    done = list(shared_out(doubled, range(3), n_processes=1))

    assert done == [(number, (2 * number, os.getpid())) for number in range(3)]


def test_nothing_to_do_is_done() -> None:
    """Without parts there are no results."""
    assert list(shared_out(doubled, [], n_processes=2)) == []


def test_helpers_take_their_share() -> None:
    """Every part is done once, some of them by another process."""
    done = dict(shared_out(doubled_together, range(100), n_processes=2))

    assert {number: twice for number, (twice, _) in done.items()} == {each: 2 * each for each in range(100)}
    assert len({process for _, process in done.values()}) == 2


def test_a_helper_that_dies_loses_nothing() -> None:
    """What it had taken on is done here."""
    done = dict(shared_out(deadly, range(100), n_processes=2))

    assert done == {number: 2 * number for number in range(100)}


def test_nobody_waits_for_a_helper_that_hangs() -> None:
    """What it had taken on is done here, and it is stopped."""
    assert dict(shared_out(stuck, range(20), n_processes=2)) == {number: 2 * number for number in range(20)}


def test_an_error_of_the_work_is_an_error() -> None:
    """It is not mistaken for a helper that died."""
    with pytest.raises(ValueError, match="0"):
        list(shared_out(broken, [0], n_processes=2))


def test_who_stops_early_leaves_no_helper() -> None:
    """Closing in the middle stops the processes."""
    work = shared_out(doubled_together, range(100), n_processes=2)
    helper = next(process for _, (_, process) in work if process != os.getpid())

    work.close()  # type: ignore[attr-defined]  # a generator, though it only promises an iterator

    assert not is_running(helper)


def test_a_helper_goes_when_nobody_is_left_to_help(tmp_path: Path) -> None:
    """Also where the process that asked was killed, and could tell it nothing."""
    script = """
import os
os.environ["VOCBENCH_TEST_MAIN"] = str(os.getpid())
from tests.topics.test_processes import told, shared_out
list(shared_out(told, range(9), n_processes=2))
"""
    asker = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stderr=subprocess.DEVNULL)
    sign = tmp_path / "sign"
    wait_until(sign.exists)

    asker.kill()
    asker.wait()

    wait_until(lambda: not is_running(int(sign.read_text())))


def test_helpers_stay_on_request() -> None:
    """Within the block the same process helps with the next work; after it, none is left."""

    def helpers(numbers: range) -> set[int]:
        found = {process for _, (_, process) in shared_out(doubled_together, numbers, n_processes=2)}
        return found - {os.getpid()}

    with helpers_kept():
        first, second = helpers(range(100)), helpers(range(100, 200))

    assert first == second
    assert not is_running(first.pop())


def test_there_is_a_processor() -> None:
    """This process runs on at least one."""
    assert n_processors() >= 1
