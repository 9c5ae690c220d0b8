"""The worker of `budget`: `python -m include.untrusted.budget_worker FD` answers calls until the pipe is closed.

It holds itself to each call's budget by timers and a limit that the system enforces; their signals end it, so that
nothing in the work, C code included, can go on. An orphan ends in the same way.
"""

from __future__ import annotations

import os
import pickle
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from include.errors import BrokenRecord
from include.untrusted import budget as keeper
from include.untrusted.budget import MAX_RESULT_BYTES, MAX_WAITS, OverBudget

MEMORY_FILE = Path("/proc/self/statm")
MAX_TRACEBACK_FRAMES = 3


def serve(wire: Connection[Any, Any]) -> None:
    """Answer until nobody is at the other end."""
    while True:
        try:
            wire.send_bytes(_answer(wire.recv_bytes()))
        except (EOFError, OSError):
            return


def _answer(request: bytes) -> bytes:
    # loading imports what the work needs; that is not on its account
    budget, work, arguments = pickle.loads(request)  # noqa: S301 - our own parent wrote it
    _limit_memory(budget.megabytes)
    _limit_time(budget.seconds, MAX_WAITS * budget.wall_seconds)  # our parent ends what is stuck; this is for an orphan
    try:
        return _packed(work, arguments)
    except MemoryError:
        pass  # there is no room for an answer before the limit is lifted
    finally:
        _limit_memory(None)
        _limit_time(0, 0)
    return pickle.dumps((False, MemoryError()))


def _packed(work: Callable[..., Any], arguments: tuple[Any, ...]) -> bytes:
    try:
        packed = pickle.dumps((True, work(*arguments)), pickle.HIGHEST_PROTOCOL)
        if len(packed) > MAX_RESULT_BYTES:
            raise OverBudget(f"its result has {len(packed):,} bytes, at most {MAX_RESULT_BYTES:,}")
        return packed
    except MemoryError:
        raise
    except Exception as error:  # whatever the work raises is raised again where it was asked for
        for frame in traceback.extract_tb(error.__traceback__)[-MAX_TRACEBACK_FRAMES:]:
            error.add_note(f"{frame.filename}:{frame.lineno} {frame.name}")
        return _packed_error(error)


def _packed_error(error: Exception) -> bytes:
    """Some errors cannot be pickled, or cannot be unpickled: those travel as text."""
    try:
        packed = pickle.dumps((False, error))
        pickle.loads(packed)  # noqa: S301 - it was packed the line before
    except Exception:  # a foreign class may raise anything here
        plain = BrokenRecord(f"{type(error).__name__}: {error}"[:1000])
        plain.__notes__ = getattr(error, "__notes__", [])
        return pickle.dumps((False, plain))
    return packed


def _limit_time(seconds: float, wall_seconds: float) -> None:
    """Ask for SIGPROF and SIGALRM, whose default is to end the process; 0 takes it back."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, wall_seconds)


def _limit_memory(megabytes: int | None) -> None:
    """Let the address space grow by so much from here; None takes it back."""
    if not MEMORY_FILE.exists():
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    soft = hard
    if megabytes is not None:
        used = int(MEMORY_FILE.read_text().split()[0]) * resource.getpagesize()
        soft = used + megabytes * 2**20
    # a container's own limit may be lower already
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def main() -> None:
    """Serve on the descriptor that the command line names."""
    # what the work prints must not stop at a pipe that nobody reads, nor be cut short by a terminal's interrupt
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    keeper.in_worker = True
    serve(Connection(int(sys.argv[1])))
    os._exit(0)


if __name__ == "__main__":
    main()
