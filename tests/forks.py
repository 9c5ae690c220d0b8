"""Tests in several processes that are forks of the one that has collected them: `--forks 2`.

With xdist each process imports and collects all tests for itself, which takes as long as to run the quick ones. Here
each fork takes one module after the other, and sends what it finds to the process that has collected, which reports it.
For tests of which nothing is started while they are imported: threads and connections do not survive a fork.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, groupby, pairwise
from multiprocessing import connection, get_context
from multiprocessing.sharedctypes import Synchronized
from threading import active_count
from typing import Any

import pytest

from tests.selection import group

FORKING = get_context("fork")
Modules = list[list[pytest.Item]]
"""The tests of each module, or of all modules that import Airflow."""
FINISHED = "finished"
"""What a fork sends last: an end without it is a crash, whatever its exit code."""


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Run the tests in forks; None where none are asked for, or collecting has failed or is all that is wanted."""
    count: int = session.config.getoption("--forks")
    if not count or session.config.option.collectonly or session.testsfailed:
        return None
    if active_count() > 1:
        raise pytest.UsageError("--forks: a thread runs that was started by an import; use -n instead")
    modules = [list(items) for _, items in groupby(session.items, key=lambda item: group(item.nodeid))]
    # one folder for the files of all tests, which pytest removes later
    session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
    taken = FORKING.Value("i", 0)
    forks = [Fork(session, modules, taken) for _ in range(count)]
    while running := {fork.reports: fork for fork in forks if fork.is_running}:
        for ready in connection.wait(list(running)):
            running[ready].receive()  # type: ignore[index]
        if session.shouldfail:
            taken.value = len(modules)
    if session.shouldfail:
        raise session.Failed(session.shouldfail)
    return True


class Fork:
    """A process that runs tests, as the one knows it that has started it."""

    def __init__(self, session: pytest.Session, modules: Modules, taken: Synchronized[int]) -> None:
        self.config = session.config
        self.last = ("a fork", ("", None, ""))
        """The test that began last, and where it stands."""
        self.has_finished = False
        """Whether it has said that no module is left, or that it was to stop."""
        self.reports, sending = FORKING.Pipe(duplex=False)
        self.process = FORKING.Process(target=_run, args=(session, modules, taken, sending))
        self.process.start()
        sending.close()
        self.is_running = True

    def receive(self) -> None:
        """Report the next that it has sent, or that it has ended before its last test had."""
        try:
            name, about = self.reports.recv()
        except EOFError:
            self.is_running = False
            self.process.join()
            if not self.has_finished:
                self._report_crash()
            return
        if name == FINISHED:
            self.has_finished = True
            return
        if name == "pytest_runtest_logreport":
            about = {"report": self.config.hook.pytest_report_from_serializable(config=self.config, data=about)}
        elif name == "pytest_runtest_logstart":
            self.last = (about["nodeid"], about["location"])
        getattr(self.config.hook, name)(**about)

    def _report_crash(self) -> None:
        test, place = self.last
        text = f"the process ended with {self.process.exitcode} in or after this test; others of its module did not run"
        report = pytest.TestReport(test, place, {}, "failed", text, "call")
        self.config.hook.pytest_runtest_logreport(report=report)


class Sender:
    """The plugin of a fork that sends what a terminal would show."""

    def __init__(self, config: pytest.Config, sending: connection.Connection) -> None:
        self.config, self.sending = config, sending

    def pytest_runtest_logstart(self, nodeid: str, location: tuple[str, int | None, str]) -> None:
        self.sending.send(("pytest_runtest_logstart", {"nodeid": nodeid, "location": location}))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        sent: dict[str, Any] = self.config.hook.pytest_report_to_serializable(config=self.config, report=report)
        self.sending.send(("pytest_runtest_logreport", sent))

    def pytest_runtest_logfinish(self, nodeid: str, location: tuple[str, int | None, str]) -> None:
        self.sending.send(("pytest_runtest_logfinish", {"nodeid": nodeid, "location": location}))


def _run(session: pytest.Session, modules: Modules, taken: Synchronized[int], sending: connection.Connection) -> None:
    """Run modules until all are taken; what a fork does."""
    plugins = session.config.pluginmanager
    plugins.unregister(name="terminalreporter")
    plugins.register(Sender(session.config, sending))
    capturing = plugins.getplugin("capturemanager")
    capturing.stop_global_capturing()  # its file is one with that of the other forks
    capturing.start_global_capturing()
    capturing.suspend_global_capture()
    try:
        for item, following in pairwise(chain(_items(modules, taken), [None])):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.shouldfail or session.shouldstop:
                break
    finally:
        session._setupstate.teardown_exact(None)
    sending.send((FINISHED, None))


def _items(modules: Modules, taken: Synchronized[int]) -> Iterator[pytest.Item]:
    """The tests of one module after the other, as long as there are any that nobody has taken."""
    while True:
        with taken.get_lock():
            number, taken.value = taken.value, taken.value + 1
        if number >= len(modules):
            return
        yield from modules[number]
