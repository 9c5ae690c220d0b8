"""A plugin of pytest: foreign input is read in the process of the test itself.

So the lines that read it are seen to be executed, and a mutant that is only in the memory of this process reads it. A
test of what uses up a worker's time needs more than `SECONDS` here; one of what uses up its memory is marked `worker`.
"""

from __future__ import annotations

import signal
from collections.abc import Generator
from types import FrameType

import pytest

from include.untrusted import budget

SECONDS = 60.0
"""Of processor time, which a worker would have been ended for using."""


def pytest_configure() -> None:
    """Be ready for a test that takes too long."""
    signal.signal(signal.SIGPROF, _over)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Whatever has a budget is done at once."""
    budget.in_worker = item.get_closest_marker("worker") is None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    """End a test that would read for ever."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        return (yield)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _over(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError(f"more than {SECONDS:g} s of processor time")
