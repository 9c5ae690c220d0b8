"""Work on foreign input costs its own budget and nothing else."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import subprocess
import sys
import time
from itertools import chain, count
from pathlib import Path

import pytest

from include.errors import BrokenRecord
from include.untrusted import budget
from include.untrusted.budget import MAX_WAITS, Budget, OverBudget, answered, processor_seconds, within_budget

pytestmark = pytest.mark.slow

SMALL = Budget(seconds=0.5, wall_seconds=600, megabytes=50)
ROOT = Path(__file__).resolve().parents[2]


def double(number: int) -> int:
    return 2 * number


def spin() -> None:
    while True:
        pass


def backtrack(length: int) -> bool:
    return re.match(r"(a+)+$", "a" * length + "b") is not None


def sleep() -> None:
    time.sleep(600)


def hoard(megabytes: int) -> int:
    return len(bytearray(megabytes * 2**20))


def crash() -> None:
    ctypes.string_at(0)


def refuse(reason: str) -> None:
    raise BrokenRecord(reason)


class Odd(Exception):
    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one} {two}")


def fail_oddly() -> None:
    raise Odd("cannot be", "unpickled")


def pid() -> int:
    return os.getpid()


def is_running(process: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False)
    return state.stdout.strip()[:1] not in ("", "Z")


def test_it_returns_what_the_work_returns() -> None:
    assert [within_budget(double, number) for number in range(3)] == [0, 2, 4]


def test_one_worker_serves_all_calls() -> None:
    assert within_budget(pid) == within_budget(pid) != os.getpid()


def test_it_raises_what_the_work_raises_and_names_where() -> None:
    with pytest.raises(BrokenRecord, match="no title") as caught:
        within_budget(refuse, "no title")

    assert any("refuse" in note for note in caught.value.__notes__)


def test_an_error_that_cannot_travel_comes_as_a_broken_record() -> None:
    with pytest.raises(BrokenRecord, match="Odd: cannot be unpickled"):
        within_budget(fail_oddly)


@pytest.mark.parametrize("work", [(spin,), (backtrack, 60)], ids=["python", "c"])
def test_work_without_end_is_ended(work: tuple) -> None:  # type: ignore[type-arg]
    with pytest.raises(OverBudget, match=r"more than 0\.5 s of processor time"):
        within_budget(*work, budget=SMALL)

    assert within_budget(double, 21) == 42, "the next call has another worker"


@pytest.mark.parametrize(
    ("used", "waits"),
    [
        pytest.param([(0, 1), (1, 1.5), (1.5, 1.5)], 3, id="until it is stuck"),
        pytest.param([(0, 1e-4)], 1, id="stuck from the start"),
        pytest.param([(n, n + 0.1) for n in range(99)], MAX_WAITS, id="not without end"),
    ],
)
def test_what_waits_for_a_busy_machine_is_not_stuck(used: list[tuple[float, float]], waits: int) -> None:
    """By the time of day alone, a record would be refused because of what else the machine does."""
    waited: list[float] = []
    told = chain.from_iterable(used)

    def poll(seconds: float) -> bool:
        waited.append(seconds)
        return False

    assert not answered(poll, lambda: next(told), 20)
    assert waited == [20] * waits


def test_an_answer_ends_the_wait() -> None:
    answers, told = iter([False, False, True]), count()
    assert answered(lambda _: next(answers), lambda: next(told), 20)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a clock of another process")
def test_the_processor_time_of_a_process_is_known_while_it_lives() -> None:
    assert processor_seconds(os.getpid()) == pytest.approx(time.process_time(), abs=5)
    with subprocess.Popen(["/bin/true"]) as ended:
        ended.wait()
    assert processor_seconds(ended.pid) == 0.0


def test_work_that_waits_for_ever_is_ended() -> None:
    with pytest.raises(OverBudget, match="more than 1 s"):
        within_budget(sleep, budget=Budget(seconds=0.5, wall_seconds=1, megabytes=50))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps a limit of memory")
def test_work_that_needs_too_much_memory_is_refused() -> None:
    with pytest.raises(OverBudget, match="more than 50 MB"):
        within_budget(hoard, 60, budget=SMALL)

    assert within_budget(hoard, 30, budget=SMALL) == 30 * 2**20


def test_work_that_kills_its_process_is_named() -> None:
    with pytest.raises(OverBudget, match="SIGSEGV"):
        within_budget(crash)

    assert within_budget(double, 21) == 42


def test_a_caller_that_is_interrupted_gets_no_answer_to_an_earlier_question() -> None:
    class TimeLimit(BaseException):
        pass

    def interrupt(*_: object) -> None:
        raise TimeLimit

    def sleep_until_interrupted() -> None:
        # the signal may come before the work has begun
        with subprocess.Popen(["sh", "-c", f"sleep 0.5; kill -USR1 {os.getpid()}"]):
            within_budget(sleep)

    before = signal.signal(signal.SIGUSR1, interrupt)
    try:
        with pytest.raises(TimeLimit):
            sleep_until_interrupted()
    finally:
        signal.signal(signal.SIGUSR1, before)

    assert within_budget(double, 21) == 42


def test_a_worker_does_not_outlive_its_parent() -> None:
    code = (
        "import os; from include.untrusted.budget import within_budget;"
        " print(within_budget(os.getpid), flush=True); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)

    worker = int(done.stdout)
    deadline = time.monotonic() + 60
    while is_running(worker):
        assert time.monotonic() < deadline, "the worker lives on"
        time.sleep(0.05)


def test_closing_ends_the_worker() -> None:
    worker = within_budget(pid)

    budget.close()

    assert within_budget(pid) != worker
