"""A database that may be hurt, replicas of the real service over it, and a proxy that may fall silent."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.request import urlopen
from uuid import UUID, uuid4

import psycopg
from psycopg import sql

from deploy.local.postgres import Cluster
from tests.db.world import INDIRANAGAR, add_areas, add_event
from tests.faults.feed.model import LEDGER, Reader, Times, Verdict, judge
from tests.faults.feed.readers import KEEPALIVE, Poller, SseClient, until
from tests.faults.feed.writers import Writer
from tests.faults.world import ROOT, free_port


@dataclass
class FeedTown:
    """One database of the server, with a ledger, some shared events, and everybody who works on it."""

    cluster: Cluster
    name: str
    stop: threading.Event = field(default_factory=threading.Event)
    writing_ends: threading.Event = field(default_factory=threading.Event)
    times: Times = field(default_factory=Times)
    shared: list[UUID] = field(default_factory=list)
    writers: list[Writer] = field(default_factory=list)
    pollers: list[Poller] = field(default_factory=list)
    clients: list[SseClient] = field(default_factory=list)

    def url(self, role: str = "postgres") -> str:
        return self.cluster.url(self.name, role)

    def admin(self) -> psycopg.Connection:
        return psycopg.connect(self.url(), autocommit=True)

    def furnish(self) -> None:
        """Areas, and a few events that all writers fight over."""
        with self.admin() as admin:
            admin.execute("set search_path = jatre, public")
            add_areas(admin)
            admin.execute(LEDGER)  # type: ignore[arg-type]
            for number in range(3):
                event = add_event(admin, title=f"shared {number}", at=INDIRANAGAR)
                self.shared.append(event)
                admin.execute(
                    "insert into public.ledger (step, entity, version, rooms)"
                    " select 'start', id, version, rooms from jatre.discovered_events where id = %s",
                    [event],
                )

    def write(self, writers: int, most: int = 1_000_000_000) -> None:
        """Let some writers begin, each with at most so many transactions."""
        for number in range(writers):
            name = f"w{len(self.writers)}"
            url = self.url("jatre_pipeline")
            self.writers.append(Writer(url, name, self.times, self.shared, self.writing_ends, number, most))
            self.writers[-1].thread.start()

    def poll(self, callers: int) -> None:
        """Let some callers number and read."""
        for number in range(callers):
            self.pollers.append(Poller(self.url("jatre_service"), f"poller {number}", self.stop))
            self.pollers[-1].thread.start()

    def attach(self, addresses: list[str], *rooms: str) -> list[SseClient]:
        """Clients at the beginning of the feed, one per room."""
        with self.admin() as admin:
            (epoch,) = admin.execute("select epoch from jatre.feed_position_v1()").fetchone() or ("",)
        made = [SseClient(addresses, room, self.stop, f"{epoch}.0") for room in rooms]
        for client in made:
            client.thread.start()
        self.clients += made
        return made

    def terminate(self, condition: str) -> int:
        """End the backends of this database for which a condition on pg_stat_activity holds; how many there were."""
        with self.admin() as admin:
            rows = admin.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"  # type: ignore[arg-type]
                f" where datname = current_database() and pid <> pg_backend_pid() and ({condition})"
            ).fetchall()
        return len(rows)

    def backend(self, condition: str) -> int | None:
        """The process of a backend for which a condition holds."""
        with self.admin() as admin:
            row = admin.execute(
                "select pid from pg_stat_activity"  # type: ignore[arg-type]
                f" where datname = current_database() and pid <> pg_backend_pid() and ({condition}) limit 1"
            ).fetchone()
        return None if row is None else int(row[0])

    def finish(self, patience: float = 60) -> Verdict:
        """End the writing, let everybody catch up, and judge; fails when a reader was reset or a writer broke."""
        self.writing_ends.set()
        for writer in self.writers:
            writer.thread.join(30)
        self.sequence_all()
        for reader in self.readers():
            until(lambda reader=reader: reader.seen >= self.last(reader.room), patience, f"{reader.name} caught up")
        self.end()
        assert [writer.errors for writer in self.writers if writer.errors] == []
        assert [(reader.name, reader.resets) for reader in self.readers() if reader.resets] == []
        return judge(self.url(), self.readers(), self.times)

    def end(self) -> None:
        """Send everybody home."""
        self.writing_ends.set()
        self.stop.set()
        for thread in [each.thread for each in (*self.writers, *self.pollers, *self.clients)]:
            thread.join(15)

    def readers(self) -> list[Reader]:
        return [each.reader for each in (*self.pollers, *self.clients)]

    def sequence_all(self) -> None:
        """Number what waits."""
        with self.admin() as admin:
            until(lambda: admin.execute("select moved from jatre.feed_sequence_v1()").fetchone() == (0,))

    def last(self, room: str) -> int:
        """The number of the room's last change of an event."""
        with self.admin() as admin:
            row = admin.execute(
                "select coalesce(max(seq), 0) from jatre.feed_changes where %s = any(rooms) and kind like 'event:%%'",
                [room],
            ).fetchone()
        return int(row[0]) if row else 0

    def public(self, room: str) -> set[str]:
        """The events that a room shows now."""
        with self.admin() as admin:
            rows = admin.execute("select id::text from jatre.event_public_v1 where %s = any(rooms)", [room]).fetchall()
        return {event for (event,) in rows}

    @contextmanager
    def service(self, url: str | None = None) -> Iterator[Replica]:
        """A replica of the real service, as a process."""
        replica = Replica(url or self.url("jatre_service"))
        replica.start()
        try:
            yield replica
        finally:
            replica.kill()


@dataclass
class Replica:
    """A process of the service at a fixed port."""

    database_url: str
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def start(self) -> None:
        """Start and wait until it answers."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("JATRE_")} | {
            "PYTHONPATH": str(ROOT),
            "JATRE_SERVICE_URL": self.database_url,
            "JATRE_SERVICE_PORT": str(self.port),
            "JATRE_KEEPALIVE_SECONDS": str(KEEPALIVE),
            "JATRE_STATEMENT_SECONDS": "2",
            "JATRE_DRAIN_SECONDS": "0.2",
            "JATRE_RETRY_MILLISECONDS": "100",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "realtime"], env=environment, cwd=ROOT,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        until(self.answers, 40, "the service answers")

    def answers(self) -> bool:
        with suppress(OSError), urlopen(f"{self.url}/health/live", timeout=2) as response:
            return bool(response.status == 200)
        return False

    def restart(self) -> None:
        """As a rolling update does it: SIGTERM, wait, start anew."""
        assert self.process is not None
        self.process.terminate()
        self.process.wait(20)
        self.start()

    def kill(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.kill()
            self.process.wait(10)


class Proxy:
    """Forwards TCP to a port until told to fall silent: connections stay open, nothing comes through."""

    def __init__(self, port: int) -> None:
        self.target = port
        self.silent = threading.Event()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._server.getsockname()[1])
        self._sockets: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                here, _ = self._server.accept()
                if self.silent.is_set():
                    self._sockets.append(here)
                    continue
                there = socket.create_connection(("127.0.0.1", self.target))
                self._sockets += [here, there]
                for source, sink in ((here, there), (there, here)):
                    threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        silent_once = False
        with suppress(OSError):
            while data := source.recv(65536):
                silent_once = silent_once or self.silent.is_set()
                if not silent_once:  # what was cut once stays cut
                    sink.sendall(data)
            if not silent_once:
                sink.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        for each in (self._server, *self._sockets):
            each.close()


def new_town(cluster: Cluster, template: str) -> FeedTown:
    """A fresh, furnished database."""
    town = FeedTown(cluster, f"town_{uuid4().hex[:8]}")
    with psycopg.connect(cluster.url(), autocommit=True) as admin:
        admin.execute(
            sql.SQL("create database {} template {} owner jatre_owner").format(
                sql.Identifier(town.name), sql.Identifier(template)
            )
        )
    with town.admin() as admin:  # a copy has an epoch of its own: before anybody holds a cursor
        admin.execute("select from jatre.feed_sequence_v1()")
    town.furnish()
    return town
