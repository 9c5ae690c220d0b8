"""A budget of time and memory for work on foreign input, kept by a process of its own.

`within_budget(read, body)` calls `read(body)` in a worker process and returns what it returns or raises what it raises.
A pattern that backtracks, a rule that never ends or a document that unfolds to gigabytes costs its own budget and
nothing else: a worker that overdraws dies, also inside C code, and the next call starts another. One worker serves all
calls of a process, so a call costs a few dozen microseconds and the pickling of what goes in and comes out.

The work is a function of a module, its arguments and its result can be pickled, and it has no effects: it may be called
twice.
"""

from __future__ import annotations

import atexit
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from include.errors import BrokenRecord

T = TypeVar("T")
MAX_RESULT_BYTES = 256 * 2**20
"""What a call may return, pickled: its caller keeps no budget of memory."""
_PROCESS_CLOCK = 2
"""Of the clocks that Linux has of each process: all of its processor time (`CPUCLOCK_SCHED`)."""
PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "LD_LIBRARY_PATH")
in_worker = False
"""Whether this process is a worker itself."""
GRACE_SECONDS = 2.0
"""The wait for a process whose pipe is closed to end."""
MAX_WAITS = 5
"""So many times its wall time is given to a worker that still gets processor time: it waits for a busy machine."""
STUCK_SECONDS = 0.001
"""Of processor time within its wall time: what uses less waits for nothing that will come."""


@dataclass(frozen=True)
class Budget:
    """What one call may use.

    `seconds` of processor time; `wall_seconds` in which nothing happens, so that a busy machine refuses no record;
    `megabytes` of memory above the idle worker (Linux; elsewhere as far as the system keeps such limits).
    """

    seconds: float
    wall_seconds: float
    megabytes: int


RECORD_BUDGET = Budget(seconds=5, wall_seconds=20, megabytes=300)
"""For one record."""
PAYLOAD_BUDGET = Budget(seconds=30, wall_seconds=120, megabytes=600)
"""For one response body of many records."""


class OverBudget(BrokenRecord):
    """The work used more than its budget of time or memory, or killed the process that did it."""


class _Died(Exception):
    """The worker ended in the middle of a call. `returncode` as `subprocess` has it; None when it had to be killed."""

    def __init__(self, returncode: int | None) -> None:
        super().__init__(returncode)
        self.returncode = returncode


def within_budget(work: Callable[..., T], *arguments: Any, budget: Budget = RECORD_BUDGET) -> T:
    """What `work(*arguments)` returns, at the cost of at most `budget`.

    Inside of other such work it is done on that work's budget, in the same process.
    Raises: OverBudget, which names what was used up; and whatever the work raises.
    """
    if in_worker:
        return work(*arguments)
    request = pickle.dumps((budget, work, arguments), pickle.HIGHEST_PROTOCOL)
    with _lock:
        worker, fresh = _current()
        try:
            return worker.call(request, budget)  # type: ignore[no-any-return]
        except (_Died, MemoryError) as first:
            # what earlier calls left in memory may have been to blame, so memory is asked again in a new process
            if fresh or _is_time(first):
                raise OverBudget(_reason(first, budget)) from None
        try:
            return _current()[0].call(request, budget)  # type: ignore[no-any-return]
        except (_Died, MemoryError) as second:
            raise OverBudget(_reason(second, budget)) from None


def close() -> None:
    """End the worker. It ends by itself with this process, and is started again when there is work."""
    with _lock:
        if _kept and _kept[0].owner == os.getpid():
            _kept.pop().kill()


class _Worker:
    """A process that is asked over a pipe, and ends when the pipe is closed."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        ours, theirs = Pipe()
        self.wire: Connection[Any, Any] = ours
        self.process = subprocess.Popen(
            [sys.executable, "-m", "include.untrusted.budget_worker", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            env=_environment(),
        )
        theirs.close()

    def call(self, request: bytes, budget: Budget) -> Any:
        """The answer to one request. Raises: _Died, MemoryError, what the work raises."""
        try:
            self.wire.send_bytes(request)
            if not answered(self.wire.poll, lambda: processor_seconds(self.process.pid), budget.wall_seconds):
                raise _Died(None)
            succeeded, answer = pickle.loads(self.wire.recv_bytes())  # noqa: S301 - our own process wrote it
        except (EOFError, OSError):
            raise _Died(self._returncode()) from None
        except BaseException:
            # also a time limit of the caller's: a worker that was left in the middle answers the wrong question next
            _forget(self)
            raise
        if succeeded:
            return answer
        if isinstance(answer, MemoryError):
            _forget(self)
        raise answer

    def _returncode(self) -> int | None:
        try:
            return self.process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            _forget(self)
            return None

    def kill(self) -> None:
        """End it, whatever it does."""
        self.wire.close()
        with suppress(OSError):
            self.process.kill()
        self.process.wait()


def answered(poll: Callable[[float], bool], used: Callable[[], float], wall_seconds: float) -> bool:
    """Wait for an answer, as long as `used` shows that there is work on it, and MAX_WAITS times `wall_seconds` at most.

    Whether a record is read must not depend on what else the machine does.
    """
    for _ in range(MAX_WAITS):
        before = used()
        if poll(wall_seconds):
            return True
        if used() - before < STUCK_SECONDS:
            break
    return False


def processor_seconds(pid: int) -> float:
    """What a process has had; 0 where the system does not tell, or no longer does."""
    if not sys.platform.startswith("linux"):
        return 0.0
    try:
        return time.clock_gettime(~pid << 3 | _PROCESS_CLOCK)
    except OSError:  # it has ended
        return 0.0


def _environment() -> dict[str, str]:
    """What a process needs to start, and none of our secrets."""
    kept = {name: value for name, value in os.environ.items() if name in PASSED_ON}
    return kept | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


atexit.register(close)
_lock = threading.Lock()
_kept: list[_Worker] = []


def _current() -> tuple[_Worker, bool]:
    """The worker of this process, and whether it is new. A fork's child does not share its parent's."""
    if _kept and _kept[0].owner == os.getpid() and _kept[0].process.poll() is None:
        return _kept[0], False
    _kept[:] = [_Worker()]
    return _kept[0], True


def _forget(worker: _Worker) -> None:
    worker.kill()
    _kept.clear()


def _is_time(error: Exception) -> bool:
    return isinstance(error, _Died) and error.returncode in (None, -signal.SIGPROF, -signal.SIGALRM)


def _reason(error: Exception, budget: Budget) -> str:
    if isinstance(error, MemoryError):
        return f"it needs more than {budget.megabytes} MB of memory"
    code = error.returncode if isinstance(error, _Died) else None
    if code == -signal.SIGPROF:
        return f"it takes more than {budget.seconds:g} s of processor time"
    if code in (None, -signal.SIGALRM):
        return f"it takes more than {budget.wall_seconds:g} s"
    name = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    return f"reading it ended its process ({name}), within {budget.seconds:g} s and {budget.megabytes} MB"
