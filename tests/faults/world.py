"""The sample sites, and the pipeline as a process that can be stopped at a given write."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql

from deploy.local.database.postgres import Cluster
from tests.conftest import copy_database
from tests.forking import Forking, Program

ROOT = Path(__file__).resolve().parents[2]
LATCH = 4711


@dataclass(frozen=True)
class Point:
    """A moment in the pipeline: before the nth row is written to `table` for which `when` holds (`new` is the row)."""

    table: str
    when: str
    nth: int = 1

    def __str__(self) -> str:
        return f"{self.table} {self.when} #{self.nth}".replace(" ", "_")


@dataclass
class Scene:
    """One database of the server, and what it takes to fill it."""

    cluster: Cluster
    name: str
    environment: dict[str, str]
    forking: Forking | None = None

    @property
    def admin_url(self) -> str:
        return self.cluster.url(self.name)

    def start(self) -> Program:
        """`python -m include.pipeline --all`, as a process group of its own."""
        assert self.forking, "this scene's pipeline is run by somebody else"
        own = {"JATRE_PIPELINE_URL": self.cluster.url(self.name, "jatre_pipeline")}
        return self.forking.start("include.pipeline", ["--all", "--json"], self.environment | own, own_group=True)

    def run(self) -> list[dict[str, object]]:
        """Run the pipeline to its end; returns the report of each step, and fails when one failed."""
        process = self.start()
        output, _ = process.communicate(timeout=400)
        assert process.returncode == 0, output[-3000:]
        return [json.loads(line) for line in output.splitlines() if line.startswith("{")]

    def wait_for(self, query: str, process: Program, seconds: float = 240) -> None:
        """Wait until `query` gives a row. A process that ends before it does never came to the point: that fails."""
        deadline = time.monotonic() + seconds
        with psycopg.connect(self.admin_url, autocommit=True) as connection:
            while connection.execute(query).fetchone() is None:
                if process.poll() is not None:
                    raise AssertionError(
                        f"the pipeline ended without getting there: {process.communicate()[0][-2000:]}"
                    )
                assert time.monotonic() < deadline, "the pipeline did not get there in time"
                time.sleep(0.02)

    @contextmanager
    def stopped_at(self, point: Point) -> Iterator[Program]:
        """A pipeline that hangs at `point`, in the middle of its transaction, until the block ends."""
        with self.trap(point):
            process = self.start()
            try:
                self.wait_for(HANGS, process)
                yield process
            finally:
                process.kill()
                process.communicate()

    @contextmanager
    def trap(self, point: Point) -> Iterator[None]:
        """Whoever comes to `point` hangs there, in the middle of its transaction, until the block ends."""
        latch = psycopg.connect(self.admin_url, autocommit=True)
        latch.execute("select pg_advisory_lock(%s)", [LATCH])
        self._set_tripwire(point)
        try:
            yield
        finally:
            latch.close()

    def _set_tripwire(self, point: Point) -> None:
        with psycopg.connect(self.admin_url) as connection:
            connection.execute(_TRIPWIRE)
            connection.execute(
                sql.SQL(
                    "create trigger aa_tripwire before insert or update on jatre.{} for each row when ({})"
                    " execute function jatre.tripwire({})"
                ).format(sql.Identifier(point.table), sql.SQL(point.when), sql.Literal(str(point.nth)))  # type: ignore[arg-type]
            )

    def remove_tripwire(self) -> None:
        """Let the pipeline pass again."""
        with psycopg.connect(self.admin_url) as connection:
            connection.execute("drop function if exists jatre.tripwire cascade")


HANGS = (
    "select pid from pg_locks join pg_database on pg_database.oid = database and datname = current_database()"
    f" where locktype = 'advisory' and objid = {LATCH} and not granted"
)
"""The backends that are in the trap."""

_TRIPWIRE = f"""
drop function if exists jatre.tripwire cascade;
drop sequence if exists public.tripwire_rows;
create sequence public.tripwire_rows;
create function jatre.tripwire() returns trigger language plpgsql security definer as $$
begin
  if nextval('public.tripwire_rows') = tg_argv[0]::bigint then
    perform pg_advisory_xact_lock_shared({LATCH});
  end if;
  return new;
end
$$;
"""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def sample_sites() -> Iterator[str]:
    """The sample sites, served by a process of their own; yields their base URL."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [sys.executable, "-m", "samples", "--port", str(port)],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_for_port(port, server)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=10)


def copy_of(cluster: Cluster, template: str, environment: dict[str, str], forking: Forking) -> Scene:
    """A database made from the migrated and seeded template."""
    name = f"crash_{uuid4().hex[:8]}"
    with psycopg.connect(cluster.url(), autocommit=True) as admin:
        copy_database(admin, template, name)
    return Scene(cluster, name, environment, forking)


def _wait_for_port(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            assert server.poll() is None, "the sample sites did not start"
            assert time.monotonic() < deadline, "the sample sites do not answer"
            time.sleep(0.05)
