"""The process supervisor (supervisord): its configuration, and starting, asking and stopping it."""

from __future__ import annotations

import hashlib
import os
import shlex
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from deploy.local.processes import processes
from deploy.local.steps import ROOT, Problem, run
from deploy.local.system.environment import VENV
from deploy.local.system.private import close_to_others, private_folder, write_private

GROUP = "jatre"
_LISTENS_WITHIN = 20.0
_LONGEST_SOCKET = 95  # macOS allows 103 bytes, Linux 107; supervisord appends its pid while it makes the socket


@dataclass(frozen=True)
class Program:
    """One program to keep running. `user` None is whoever runs the supervisor."""

    name: str
    command: list[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    user: str | None = None
    stop_signal: str = "TERM"
    stop_seconds: int = 15
    needed_first: bool = False


class Supervisor:
    """supervisord over the files in `folder`: configuration, socket, pid, and the programs' logs in `log/`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.configuration = folder / "supervisord.conf"
        self.pid_file = folder / "supervisord.pid"
        self.logs = folder / "log"

    @property
    def socket(self) -> Path:
        """Where supervisord listens; in the temporary folder when the checkout's path is too long for a socket."""
        inside = self.folder / "supervisor.sock"
        if len(str(inside)) <= _LONGEST_SOCKET:
            return inside
        mark = hashlib.sha256(str(inside).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"jatre-{os.geteuid()}-{mark}" / "supervisor.sock"

    def pid(self) -> int | None:
        """supervisord's process, None when it does not run."""
        try:
            pid = int(self.pid_file.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return None
        return pid if pid in processes.marked(ROOT) else None

    def write(self, programs: Iterable[Program]) -> bool:
        """Write the configuration, for our eyes only since it holds passwords; whether it differs from before."""
        wanted = list(programs)
        text = self._general() + "".join(self._section(program) for program in wanted) + _group(wanted)
        before = self.configuration.read_text(encoding="utf-8") if self.configuration.exists() else ""
        close_to_others(self.folder)
        private_folder(self.logs)
        write_private(self.configuration, text)
        return text != before

    def boot(self, environment: Mapping[str, str]) -> None:
        """Start supervisord itself, none of its programs, and wait until it listens. All inherit `environment`."""
        if self.socket.parent != self.folder:
            _ours_alone(self.socket.parent)
        self.socket.unlink(missing_ok=True)
        run(
            [str(VENV / "bin" / "supervisord"), "-c", str(self.configuration)],
            cause="the process supervisor did not start", remedy=f"see {self.logs / 'supervisord.log'}",
            env=environment,
        )  # fmt: skip
        deadline = time.monotonic() + _LISTENS_WITHIN
        while not self.states():
            if time.monotonic() > deadline:
                raise Problem("the process supervisor does not answer", f"see {self.logs / 'supervisord.log'}")
            time.sleep(0.1)

    def start_first(self) -> None:
        """Start the programs that the others need, and wait until each has stayed up for a moment. Raises `Problem`."""
        for name in self.states():
            if not name.startswith(f"{GROUP}:"):
                self._check_started(self._control("start", name))

    def start_rest(self) -> None:
        """Start all the others, at the same time. Raises `Problem`."""
        self._check_started(self._control("start", f"{GROUP}:*"))

    def _check_started(self, answer: str) -> None:
        failed = [line for line in answer.splitlines() if "ERROR" in line and "already started" not in line]
        if failed:
            name = failed[0].split(": ERROR")[0].removeprefix(f"{GROUP}:")
            raise Problem(f"{name} does not start{self.tail(name)}", f"see {self.logs / name}.log")

    def states(self) -> dict[str, str]:
        """Program -> RUNNING, STARTING, STOPPED, BACKOFF, FATAL...; empty when supervisord does not run.

        The programs that start together are called `jatre:<name>`.
        """
        if self.pid() is None:
            return {}
        rows = [line.split() for line in self._control("status").splitlines()]
        return {row[0]: row[1] for row in rows if len(row) > 1 and row[1].isupper()}

    def tail(self, name: str, lines: int = 4) -> str:
        """The end of a program's log, to show beside a failure."""
        log = self.logs / f"{name.removeprefix(f'{GROUP}:')}.log"
        if not log.exists():
            return ""
        last = [line for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
        return "".join(f"\n      | {line[:300]}" for line in last[-lines:])

    def shut_down(self, patience: float = 60, first: Sequence[str] = ()) -> None:
        """Stop all programs, `first` before the others and the needed ones last, then supervisord.

        Returns when it is gone or `patience` (seconds) is over.
        """
        if (pid := self.pid()) is not None:
            for name in first:
                self._control("stop", f"{GROUP}:{name}")
            self._control("stop", f"{GROUP}:*")
            self._control("shutdown")
            processes.wait_until_gone([pid], patience)
        self.socket.unlink(missing_ok=True)

    def _control(self, *command: str) -> str:
        done = subprocess.run(
            [VENV / "bin" / "supervisorctl", "-c", self.configuration, *command],
            capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        return done.stdout

    def _general(self) -> str:
        # without `user`, supervisord warns root that it runs as root
        user = "user=root\n" if os.geteuid() == 0 else ""
        return (
            f"[unix_http_server]\nfile={_plain(self.socket)}\nchmod=0700\n\n"
            f"[supervisord]\nlogfile={_plain(self.logs)}/supervisord.log\nlogfile_maxbytes=5MB\nlogfile_backups=1\n"
            # what the programs write is for our eyes only: logs, archive, snapshot
            f"umask=077\npidfile={_plain(self.pid_file)}\ndirectory={_plain(ROOT)}\n{user}\n"
            "[rpcinterface:supervisor]\n"
            "supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface\n\n"
            f"[supervisorctl]\nserverurl=unix://{_plain(self.socket)}\n"
        )

    def _section(self, program: Program) -> str:
        variables = ",".join(f"{name}={_quoted(value)}" for name, value in sorted(program.environment.items()))
        lines = [
            f"\n[program:{program.name}]",
            f"command={_plain(shlex.join(program.command))}",
            f"directory={'/' if program.user else _plain(ROOT)}",
            f"environment={variables}",
            "autostart=false\nautorestart=true\nstartsecs=1\nstartretries=10",
            f"stopsignal={program.stop_signal}\nstopwaitsecs={program.stop_seconds}",
            "stopasgroup=true\nkillasgroup=true\nredirect_stderr=true",
            f"stdout_logfile={_plain(self.logs)}/{program.name}.log",
            "stdout_logfile_maxbytes=5MB\nstdout_logfile_backups=2",
        ]
        if program.user:
            lines.append(f"user={program.user}")
        return "\n".join(lines) + "\n"


def _ours_alone(folder: Path) -> None:
    """Make the folder of the socket when it is missing. Raises `Problem` when another user made it before us."""
    folder.mkdir(mode=0o700, exist_ok=True)
    about = folder.lstat()
    if not stat.S_ISDIR(about.st_mode) or about.st_uid != os.geteuid():
        raise Problem(f"{folder} belongs to somebody else", "have it removed, or move the checkout to a shorter path")


def _group(programs: Iterable[Program]) -> str:
    """The programs that start and stop together, not one after the other."""
    together = [program.name for program in programs if not program.needed_first]
    return f"\n[group:{GROUP}]\nprograms={','.join(together)}\n" if together else ""


def _plain(value: object) -> str:
    return str(value).replace("%", "%%")


def _quoted(value: object) -> str:
    """In the quotes that `value` does not contain: supervisor knows no escape."""
    quote = "'" if '"' in str(value) else '"'
    return f"{quote}{_plain(value)}{quote}"
