"""A private PostgreSQL + PostGIS server: its own files, its own port on loopback, its own passwords."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Mapping
from pathlib import Path

from deploy.local.database.credentials import Credentials
from deploy.local.processes import processes
from deploy.local.steps import Problem, report
from deploy.local.system import placement, ports

# For one developer's machine: small memory, but enough connections for Airflow, the pipeline and the service.
SETTINGS = {
    "max_connections": "200",
    "max_prepared_transactions": "10",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "password_encryption": "scram-sha-256",
    "unix_socket_directories": "",
    "listen_addresses": ports.HOST,
    "log_min_duration_statement": "5s",
    # else each connection loads them with all that they link, which takes as long as a short task's own queries
    "shared_preload_libraries": "postgis-3, plpgsql",
}
SUPERUSER = "postgres"


class Cluster:
    """One server over the files in `root`.

    `port` None keeps the port of the last start, or picks a free one. `settings` are added to postgresql.conf.
    Everything may be repeated: starting what runs and stopping what does not run are no errors.
    """

    def __init__(
        self,
        root: Path,
        port: int | None = None,
        credentials: Credentials | None = None,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.root = root.resolve()
        self.user = placement.unprivileged_user()
        self.data = placement.data_folder(self.root, self.user)
        self.credentials = credentials or Credentials(self.root / "secrets.json")
        self._wanted_port = port
        self._settings = SETTINGS | dict(settings or {})

    @property
    def port(self) -> int:
        """The port of the running server, else the one it will have. A picked port is kept in `root`."""
        if self.pid() is not None:
            return self._running_port()
        if self._wanted_port is None:
            self._wanted_port = self._kept_port()
        return self._wanted_port

    def url(self, database: str = "postgres", user: str = SUPERUSER) -> str:
        """`postgresql://user:password@127.0.0.1:port/database`; a user's password is made up once."""
        return f"postgresql://{user}:{self.credentials.get(user)}@{ports.HOST}:{self.port}/{database}"

    def create(self) -> None:
        """Make the files if there are none yet, and write the configuration. Raises `Problem`."""
        self.root.mkdir(parents=True, exist_ok=True)
        if self.data.parent != self.root and not self.credentials.path.exists():
            self.destroy()  # the passwords are gone with a removed .local, so nobody could connect to these files
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        lines = [f"{name} = '{value}'\n" for name, value in (self._settings | {"port": str(self.port)}).items()]
        configuration = self.data / "jatre.conf"
        configuration.write_text("".join(lines), encoding="utf-8")
        placement.own(configuration, self.user)

    def command(self) -> list[str]:
        """The server as a foreground process, for a supervisor that runs it as `self.user`."""
        return [str(self._program("postgres")), "-D", str(self.data)]

    def answers(self) -> bool:
        """Whether it runs and accepts connections."""
        return self.pid() is not None and ports.answers(self._running_port())

    def start(self) -> None:
        """Create the server if need be, start it in the background and wait until it answers. Raises `Problem`."""
        if self.answers():
            return
        self.create()
        if not ports.is_free(self.port):
            raise Problem(f"port {self.port} is taken, PostgreSQL cannot use it", "POSTGRES_PORT=<another> make ...")
        self._forget_the_dead()
        log = self.data / "server.log"
        done = placement.run_as(
            self.user,
            [str(self._program("pg_ctl")), "start", "-w", "-t", "90", "-D", str(self.data), "-l", str(log)],
        )
        if done.returncode != 0:
            tail = log.read_text(encoding="utf-8", errors="replace")[-600:] if log.exists() else done.stdout
            raise Problem(f"PostgreSQL did not start: {tail}", f"see {log}; or remove {self.root} to begin anew")

    def stop(self) -> None:
        """Stop the server; open connections are ended, committed work is kept."""
        if (pid := self.pid()) is not None:
            processes.send(pid, signal.SIGINT)
            self._wait_until_gone([pid])

    def kill(self) -> None:
        """End the server as a power cut would (SIGKILL to all of its processes); the next start recovers."""
        if (pid := self.pid()) is None:
            return
        family = [pid, *processes.children(pid)]
        for member in family:
            processes.send(member, signal.SIGKILL)
        self._wait_until_gone(family)

    def destroy(self) -> None:
        """Stop the server and remove its files for good."""
        self.stop()
        shutil.rmtree(self.data if self.data.parent == self.root else self.data.parent, ignore_errors=True)

    def pid(self) -> int | None:
        """The main process of the running server, None when it does not run (a stale file does not mislead)."""
        try:
            pid = int((self.data / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
        except (OSError, ValueError):
            return None
        return pid if processes.is_called_with(pid, str(self.data)) else None

    def _initialise(self) -> None:
        self.data.parent.mkdir(parents=True, exist_ok=True)
        self.data.mkdir(mode=0o700, exist_ok=True)
        if self.data.parent != self.root:
            report(
                f"   the checkout cannot be entered by `{self.user}`: the database's files are in {self.data.parent}"
            )
        placement.own(self.data, self.user)
        password_file = self.data.with_name("password.tmp")
        password_file.touch(mode=0o600)
        password_file.write_text(self.credentials.get(SUPERUSER), encoding="utf-8")
        placement.own(password_file, self.user)
        options = [
            "-U",
            SUPERUSER,
            "-E",
            "UTF8",
            f"--locale={placement.LOCALE}",
            "-A",
            "scram-sha-256",
            f"--pwfile={password_file}",
        ]
        done = placement.run_as(self.user, [str(self._program("initdb")), "-D", str(self.data), *options])
        password_file.unlink()
        if done.returncode != 0:
            shutil.rmtree(self.data, ignore_errors=True)
            raise Problem(
                f"initdb failed: {done.stdout[-600:]}", f"make sure that {self.data.parent} can be written to"
            )
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as configuration:
            configuration.write("include 'jatre.conf'\n")

    def _forget_the_dead(self) -> None:
        """Remove the lock file of a killed server which its parent has not yet buried: its pid still seems alive."""
        if self.pid() is None and not processes.working_in(self.data):
            (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _program(self, name: str) -> Path:
        made_by = self.data / "PG_VERSION"
        return placement.binaries(made_by.read_text(encoding="ascii").strip() if made_by.exists() else None) / name

    def _kept_port(self) -> int:
        kept = self.root / "port"
        known = int(kept.read_text(encoding="ascii")) if kept.exists() else 0
        if not known or not ports.is_free(known):
            known = ports.any_free()
            self.root.mkdir(parents=True, exist_ok=True)
            kept.write_text(str(known), encoding="ascii")
        return known

    def _running_port(self) -> int:
        lines = (self.data / "postmaster.pid").read_text(encoding="utf-8").split("\n")
        return int(lines[3]) if len(lines) > 3 else 0

    def _wait_until_gone(self, pids: list[int]) -> None:
        if left := processes.wait_until_gone(pids, 60):
            raise Problem(f"PostgreSQL (process {pids[0]}) does not stop", f"kill -QUIT {left[0]}")
