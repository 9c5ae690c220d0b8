"""Saved feeds as sources of the running demo, and who works on them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import psutil
import psycopg

from deploy.local.database import setup
from deploy.local.database.credentials import Credentials
from deploy.local.database.postgres import Cluster
from deploy.local.processes import processes
from include.operations import replay
from include.sources.instances.seed_file import INSTANCES
from samples.calendar import ZONE
from tests.demo.conftest import ROOT, Demo
from tests.faults.feed.readers import until
from tests.faults.natural import Tables, tables
from tests.faults.world import HANGS, Point, Scene


class Saved:
    """The saved feeds, as sources of the demo that Airflow runs."""

    def __init__(self, demo: Demo, folder: Path, address: str) -> None:
        local = demo.home / ".local"
        self.demo, self.folder = demo, folder
        self.cluster = Cluster(local / "postgres", credentials=Credentials(local / "secrets.json"))
        self.world = Scene(self.cluster, "jatre", {})
        self.instances = replay.feeds(folder, address)
        self.archive = {"JATRE_ARCHIVE_URI": f"file://{local}/archive"}

    def store(self) -> None:
        """Make sources of the feeds; the DAGs follow from the snapshot."""
        file = self.folder.with_suffix(".sources")
        file.write_bytes(INSTANCES.dump_json(self.instances))
        snapshot = {"JATRE_SNAPSHOT_FILE": str(self.demo.home / ".local" / "sources.json")}
        self.command("jatre", "include.sources.seed", str(file), **snapshot)

    def undisturbed(self) -> Tables:
        """What `make replay` makes of the same feeds in an empty database."""
        calm = f"calm_{uuid4().hex[:8]}"
        setup.prepare(self.cluster.url(), self.cluster.credentials, {calm: "jatre_owner"})
        setup.migrate(self.cluster.url(calm, "jatre_owner"))
        self.command(calm, "include.areas.seed", "indiranagar")
        now = datetime.now(ZONE).isoformat()
        self.command(calm, "include.operations.replay", str(self.folder), "--as-of", now)
        return tables(self.cluster.url(calm))

    def command(self, name: str, *words: str, **variables: str) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("JATRE_")}
        own = {"PYTHONPATH": str(ROOT), "JATRE_PIPELINE_URL": self.cluster.url(name, "jatre_pipeline")}
        done = subprocess.run(
            [sys.executable, "-m", *words], env=kept | own | self.archive | variables, cwd=ROOT, text=True,
            capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]

    def tables(self) -> Tables:
        """What the demo's tables hold of the feeds."""
        ours = {instance.slug for instance in self.instances}
        seen = tables(self.world.admin_url)
        return Tables(
            {key: row for key, row in seen.listings.items() if key[0] in ours},
            {key: row for key, row in seen.events.items() if all(slug in ours for slug, _ in key)},
        )

    def process(self, command: str) -> int:
        """The process of the demo that the supervisor runs by such a command."""
        found = [pid for pid, line in processes.marked(self.demo.home).items() if command in line]
        return next(pid for pid in found if "supervisord" in " ".join(psutil.Process(pid).parent().cmdline()))

    def trapped(self) -> int | None:
        """The process whose transaction hangs in a trap."""
        with psycopg.connect(self.world.admin_url, autocommit=True) as connection:
            row = connection.execute(f"select client_port from pg_stat_activity where pid in ({HANGS})").fetchone()  # type: ignore[arg-type]
        ends = psutil.net_connections("tcp4") if row else []
        return next((end.pid for end in ends if end.laddr.port == row[0] and end.pid), None) if row else None

    def accepts(self) -> bool:
        """Whether the database has recovered."""
        with suppress(psycopg.OperationalError), psycopg.connect(self.world.admin_url):
            return True
        return False

    @contextmanager
    def caught(self, point: Point, patience: float = 120) -> Iterator[int]:
        """The process that has come to `point` and hangs there while the block runs."""
        with self.world.trap(point):
            until(self.trapped, patience, f"somebody gets to {point}", every=0.3)
            caught = self.trapped()
            assert caught is not None
            yield caught
        self.world.remove_tripwire()
