"""A limit of processor time on a block in this process: for set-wise work, which no worker process can do for us."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from include.pipeline.failures import OutOfTime


@contextmanager
def processor_time(seconds: float) -> Iterator[None]:
    """Raise OutOfTime inside the block once this process has used `seconds` of processor time in it.

    By a signal, hence in the main thread only; elsewhere the block is not limited. The time of day's timer is left to
    the task's own limit.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise OutOfTime(f"more than {seconds:g} s of processor time")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
