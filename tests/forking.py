"""Programs, each a fork of a process that has imported what it needs: that takes longer than most of them do in a test.

A program still has a process, an environment and limits of its own.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from threading import Lock
from types import TracebackType
from typing import IO, Self

from include.settings import ROOT


class Program:
    """A program that was started; of `subprocess.Popen` what tests ask for."""

    def __init__(self, words: str, answer: socket.socket, output: IO[bytes] | None) -> None:
        self.args, self.answer, self.output = words, answer, output
        self.text = ""
        self.returncode: int | None = None
        self.seconds = 0.0
        """Of processor time, with that of its own processes that have ended; known at its end."""
        self.told = b""
        while b" " not in self.told:
            part = answer.recv(100)
            if not part:
                self.close()
                raise RuntimeError(f"{words} was not started: {self.text}")
            self.told += part
        pid, _, self.told = self.told.partition(b" ")
        self.pid = int(pid)

    def poll(self) -> int | None:
        """Its exit code; None while it runs."""
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code. Raises: subprocess.TimeoutExpired."""
        code = self._ended(timeout)
        if code is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        return code

    def communicate(self, timeout: float | None = None) -> tuple[str, None]:
        """What it has written to a file of its own, once it has ended. Raises: subprocess.TimeoutExpired."""
        self.wait(timeout)
        return self.text, None

    def send_signal(self, number: int) -> None:
        """To it alone."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def close(self) -> None:
        """Wait no longer: it is ended, if it has not been."""
        self.answer.close()
        if self.output:
            with self.output as written:
                written.seek(0)
                self.text = written.read().decode(errors="replace")
            self.output = None

    def _ended(self, seconds: float | None) -> int | None:
        while self.returncode is None and select.select([self.answer], [], [], seconds)[0]:
            part = self.answer.recv(100)
            self.told += part
            if not part:
                code, _, used = self.told.partition(b" ")
                self.returncode, self.seconds = int(code), float(used)
                self.close()
        return self.returncode


class Forking:
    """Starts programs; the process that forks is started with the first, has imported `modules`, and ends with this."""

    def __init__(self, *modules: str) -> None:
        self.modules = modules
        self.channel: socket.socket | None = None
        self.starting = Lock()
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self.channel and self.process:
            self.channel.close()
            self.process.wait()

    def start(
        self,
        module: str,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        files: Sequence[IO[bytes]] | None = None,
        named: Sequence[int] = (),
        *,
        own_group: bool = False,
    ) -> Program:
        """`python -m module arguments`, with these files as input, output and errors, or one of its own for both.

        A `{}` in `arguments` becomes the number that the next of the descriptors `named` has there.
        """
        with self.starting:  # two that begin at once need one process
            self.channel = self.channel or self._started()
        output = None if files else tempfile.TemporaryFile()  # noqa: SIM115 - it is read when the program has ended
        numbers = [one.fileno() for one in files or [output] * 3 if one]
        request = {
            "module": module, "arguments": list(arguments), "environment": dict(environment), "own_group": own_group,
        }  # fmt: skip
        ours, theirs = socket.socketpair()
        with theirs:
            asked = json.dumps(request).encode()
            socket.send_fds(self.channel, [asked], [theirs.fileno(), *numbers, *named])
        return Program(f"{module} {' '.join(arguments)}", ours, output)

    def _started(self) -> socket.socket:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self.process = subprocess.Popen(  # ends with this process, which alone has the other end
                [sys.executable, "-m", "tests.forked", str(theirs.fileno()), *self.modules],
                pass_fds=[theirs.fileno()], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
                stdin=subprocess.DEVNULL,
            )  # fmt: skip
        return ours
