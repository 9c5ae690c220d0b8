"""Crawls, each a fork of a process that has imported Scrapy: to import it takes longer than most crawls of a test.

A crawl still has a process, an environment and limits of its own. Those of a pipeline that a test starts, and one with
modules of its own, are started as anywhere else.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from types import SimpleNamespace
from typing import Any

import pytest

from include.scrapers import process
from include.settings import ROOT

FORKING = Path(__file__).with_name("forked_crawls.py")


class Crawler:
    """Takes the place of `subprocess` where crawls are started; the process that forks is started with the first."""

    TimeoutExpired = subprocess.TimeoutExpired

    def __init__(self) -> None:
        self.channel: socket.socket | None = None
        self.starting = Lock()
        self.forking: subprocess.Popen[bytes] | None = None

    def run(self, command: list[str], *, input: bytes, env: dict[str, str], **about: Any) -> Any:  # noqa: A002
        """What `subprocess.run` would return or raise."""
        if command[1:3] != ["-m", "include.scrapers"] or env["PYTHONPATH"] != str(ROOT):
            return subprocess.run(command, input=input, env=env, **about)
        with self.starting:  # two crawls that begin at once need one process
            self.channel = self.channel or self._started()
        with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
            asked.write(input)
            asked.seek(0)
            code = self._asked(env, [asked.fileno(), output.fileno(), errors.fileno(), *about["pass_fds"]], about)
            for file in (output, errors):
                file.seek(0)
            return SimpleNamespace(returncode=code, stdout=output.read(), stderr=errors.read())

    def _asked(self, env: dict[str, str], files: list[int], about: dict[str, Any]) -> int:
        """The exit code of a crawl that has these files."""
        assert self.channel
        ours, theirs = socket.socketpair()
        with ours:
            ours.settimeout(about["timeout"])
            with theirs:
                socket.send_fds(self.channel, [json.dumps(env).encode()], [theirs.fileno(), *files])
            try:
                return int(ours.recv(20))
            except TimeoutError:
                raise subprocess.TimeoutExpired("crawl", about["timeout"]) from None  # closing ends the crawl

    def close(self) -> None:
        """End the process that forks."""
        if self.channel and self.forking:
            self.channel.close()
            self.forking.wait()

    def _started(self) -> socket.socket:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self.forking = subprocess.Popen(  # ends with this process, which alone has the other end
                [sys.executable, str(FORKING), str(theirs.fileno())], pass_fds=[theirs.fileno()], cwd=ROOT,
                env=os.environ | {"PYTHONPATH": str(ROOT)}, stdin=subprocess.DEVNULL,
            )  # fmt: skip
        return ours


@pytest.fixture(autouse=True, scope="session")
def forked_crawls() -> Iterator[None]:
    """Start the crawls of this session so."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(process, "subprocess", crawler := Crawler())
        yield
    crawler.close()
