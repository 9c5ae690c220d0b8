"""One run of tests in a fork of this process, watched from outside.

The limits are of processor time, which does not depend on what else a machine does: a test that needs far more than it
was measured to need hangs. One that waits needs none, so it hangs when it has not ended after minutes.
"""

from __future__ import annotations

import os
import resource
import signal
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

SLOWER = 10
"""So many times what was measured is too much, and `SPARE_SECONDS` more."""
SPARE_SECONDS = 10
WAIT_SECONDS = 180
"""For one test, by the clock on the wall."""
MEMORY_BYTES = 2 * 2**30
"""What a mutant may take beyond what this process has."""
MEMORY_FILE = Path("/proc/self/statm")


@dataclass(frozen=True)
class Ended:
    """How a run ended: `failed` is the place of the test that did not pass, None where all did.

    `hung` is whether it was ended because it used up its time, and `about` why it failed otherwise.
    """

    failed: int | None
    hung: bool = False
    about: str = ""


def run(items: list[pytest.Item], seconds: list[float], prepare: Callable[[], None]) -> Ended:
    """Prepare a fork of this process and run tests there until one fails; `seconds` is what each took when measured."""
    ours, theirs = Pipe(duplex=False)
    pid = os.fork()
    if pid == 0:
        _silently(lambda: _run(items, seconds, prepare, theirs))
    theirs.close()
    try:
        return _watched(ours)
    finally:
        # what the tests have started and a mutant has not stopped is in its group
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        ours.close()


def _watched(wire: Connection) -> Ended:
    at = 0
    try:
        while wire.poll(WAIT_SECONDS):
            said = wire.recv()
            if isinstance(said, Ended):
                return said
            at = said
    except EOFError:
        return Ended(at, hung=True)  # the system ends what has used up its processor time
    return Ended(at, hung=True)


def _silently(work: Callable[[], None]) -> None:
    """Do it and end this process, without what tests print and what it would do at its end as a copy of its parent."""
    try:
        os.setpgid(0, 0)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        work()
    finally:
        os._exit(0)


def _run(items: list[pytest.Item], seconds: list[float], prepare: Callable[[], None], wire: Connection) -> None:
    at = 0
    try:
        _limit(resource.RLIMIT_AS, _memory() + MEMORY_BYTES)
        prepare()
        session, hook = items[0].session, items[0].config.hook
        reasons = _Reasons()
        items[0].config.pluginmanager.register(reasons)
        for at, (item, following) in enumerate(zip(items, [*items[1:], None], strict=True)):
            wire.send(at)
            _limit(resource.RLIMIT_CPU, int(_processor_seconds() + SLOWER * seconds[at]) + SPARE_SECONDS)
            hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.testsfailed:
                return wire.send(Ended(at, about=reasons.last))
        wire.send(Ended(None))
    except BaseException:  # a mutant may raise anything, SystemExit and a session's own end too
        wire.send(Ended(at, about=traceback.format_exc()))


class _Reasons:
    """Why the last test failed."""

    def __init__(self) -> None:
        self.last = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.last = f"{report.nodeid} ({report.when})\n{report.longreprtext[-2_000:]}"


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _memory() -> int:
    return int(MEMORY_FILE.read_text(encoding="utf-8").split()[0]) * resource.getpagesize()


def _limit(what: int, amount: int) -> None:
    resource.setrlimit(what, (amount, resource.getrlimit(what)[1]))
