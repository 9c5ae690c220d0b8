"""Tests in several processes that are forks of the one that has collected them: `--forks 5`.

With xdist each process imports and collects all tests for itself, which takes as long as to run the quick ones. Here
each fork asks for one group of tests after the other (`tests/selection.py`), makes what their fixtures make, and sends
what it finds to the process that has collected, which reports it. A fork that ends early is a failure, and another
takes its place. Nothing may be started while tests are imported: threads and connections do not survive a fork.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import count, pairwise
from multiprocessing import connection, get_context
from pathlib import Path
from threading import active_count
from typing import Any, cast

import pytest

from tests.selection import group

FORKING = get_context("fork")
Part = tuple[int, int]
"""Which group of tests, and with which of its tests to begin."""
NEXT = "next"
"""What a fork sends to ask for a group."""
FINISHED = "finished"
"""What a fork sends last: an end without it is a crash, whatever its exit code."""


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Run the tests in forks; None where none are asked for, or collecting has failed or is all that is wanted."""
    wanted: int = session.config.getoption("--forks")
    if not wanted or session.config.option.collectonly or session.testsfailed:
        return None
    if active_count() > 1:
        raise pytest.UsageError("--forks: a thread runs that was started by an import; use -n instead")
    if terminal := session.config.pluginmanager.getplugin("terminalreporter"):
        terminal.showfspath = False  # tests of several modules run at the same time
    work = Work(session)
    forks = [Fork(work) for _ in range(wanted)]
    try:
        while running := {fork.channel: fork for fork in forks if fork.is_running}:
            for ready in connection.wait(list(running)):
                fork = running[cast(connection.Connection, ready)]
                fork.receive()
                # one that ended before it had a group would be followed by others like it without end
                if fork.has_crashed and fork.part and work.waiting and not session.shouldfail:
                    forks.append(Fork(work))
    finally:
        for channel in work.channels:
            channel.close()  # whatever ends this: none is to wait for a group that nobody gives
    if session.shouldfail:
        raise session.Failed(session.shouldfail)
    return True


class Work:
    """All tests by their groups, and which nobody has taken."""

    def __init__(self, session: pytest.Session) -> None:
        self.session = session
        groups: dict[str, list[pytest.Item]] = {}
        for item in session.items:
            groups.setdefault(group(item.nodeid), []).append(item)
        self.groups = list(groups.values())
        self.waiting: deque[Part] = deque((number, 0) for number in range(len(self.groups)))
        self.numbers = count()
        """Of the forks, by which each has a folder of its own for the files of tests."""
        self.channels: list[connection.Connection] = []
        """To all forks; none of them may hold one open, as each is to end when the process that reports has gone."""
        self.files: Path = session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]

    def take(self) -> Part | None:
        """The next group; None when all are taken, or a failure is to end it all."""
        return self.waiting.popleft() if self.waiting and not self.session.shouldfail else None


class Fork:
    """A process that runs tests, as the one knows it that has started it."""

    def __init__(self, work: Work) -> None:
        self.work, self.config = work, work.session.config
        self.part: Part | None = None
        self.last = ("a fork", ("", None, ""))
        """The test that began last, and where it stands."""
        self.has_finished = self.has_crashed = False
        """Whether it has said that it ends, or has ended without a word."""
        self.channel, theirs = FORKING.Pipe()
        work.channels.append(self.channel)
        self.process = FORKING.Process(target=_run, args=(work, next(work.numbers), theirs))
        self.process.start()
        theirs.close()
        self.is_running = True

    def receive(self) -> None:
        """Give or report the next that it has sent; also that it has ended before it was to."""
        try:
            name, about = self.channel.recv()
            if name == NEXT:
                self.part = self.work.take()
                self.channel.send(self.part)
                return
        except (EOFError, OSError):
            self.is_running = False
            self.process.join()
            self.has_crashed = not self.has_finished
            if self.has_crashed:
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
        """As a failure of the test in which it ended; what follows that in its group waits to be taken again."""
        test, place = self.last
        text = f"the process ended with {self.process.exitcode} in or after this test"
        report = pytest.TestReport(test, place, {}, "failed", text, "call")
        self.config.hook.pytest_runtest_logreport(report=report)
        if self.part:
            number, _ = self.part
            names = [item.nodeid for item in self.work.groups[number]]
            begun = names.index(test) + 1 if test in names else len(names)
            if begun < len(names):
                self.work.waiting.appendleft((number, begun))


class Sender:
    """The plugin of a fork that sends what a terminal would show."""

    def __init__(self, config: pytest.Config, channel: connection.Connection) -> None:
        self.config, self.channel = config, channel

    def pytest_runtest_logstart(self, nodeid: str, location: tuple[str, int | None, str]) -> None:
        self.channel.send(("pytest_runtest_logstart", {"nodeid": nodeid, "location": location}))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        sent: dict[str, Any] = self.config.hook.pytest_report_to_serializable(config=self.config, report=report)
        self.channel.send(("pytest_runtest_logreport", sent))

    def pytest_runtest_logfinish(self, nodeid: str, location: tuple[str, int | None, str]) -> None:
        self.channel.send(("pytest_runtest_logfinish", {"nodeid": nodeid, "location": location}))


def _run(work: Work, number: int, channel: connection.Connection) -> None:
    """Run groups until all are taken; what a fork does."""
    for reporting in work.channels:
        reporting.close()
    session = work.session
    plugins = session.config.pluginmanager
    plugins.unregister(name="terminalreporter")
    plugins.register(Sender(session.config, channel))
    capturing = plugins.getplugin("capturemanager")
    capturing.stop_global_capturing()  # its file is one with that of the other forks
    capturing.start_global_capturing()
    capturing.suspend_global_capture()
    files = work.files / f"fork{number}"
    files.mkdir(mode=0o700)
    session.config._tmp_path_factory._basetemp = files  # type: ignore[attr-defined]
    try:
        for items in _parts(work, channel):
            # what a whole session shares stays for the next group
            for item, following in pairwise([*items, session]):
                if not (session.shouldfail or session.shouldstop):
                    item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
    finally:
        session._setupstate.teardown_exact(None)
    channel.send((FINISHED, None))


def _parts(work: Work, channel: connection.Connection) -> Iterator[list[pytest.Item]]:
    """The tests of one group after the other, as long as there are any that nobody has taken."""
    while True:
        channel.send((NEXT, None))
        part: Part | None = channel.recv()
        if part is None:
            return
        number, begin = part
        yield work.groups[number][begin:]
