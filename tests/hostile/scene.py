"""A database that knows some sites, the sites themselves on loopback, and the pipeline as a process."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psycopg

from include import db
from include.areas import seed
from include.areas.area import load_area
from include.network.serving import serving
from include.sources.configuration.instance import SourceInstance
from include.sources.instances import stored
from tests.conftest import Database
from tests.forking import Forking, Program
from tests.hostile.day import NOW, Feed

ROOT = Path(__file__).resolve().parents[2]
RUN_SECONDS = 600


@dataclass(frozen=True)
class Scene:
    """One database, and what it takes to run the pipeline on it."""

    database: Database
    address: str
    slugs: tuple[str, ...]
    archive: Path
    forking: Forking

    def start(self, *, fetches: bool = True) -> Program:
        """Fetch all sites, then all stages, as a process group of its own."""
        sources = [word for slug in self.slugs for word in ("--source", slug)] if fetches else []
        return self.forking.start("tests.hostile.task", ["--json", *sources], self._environment(), own_group=True)

    def run(self) -> float:
        """Run to the end. Returns the seconds of processor time; a stage that failed fails the test."""
        task = self.start()
        output, _ = task.communicate(timeout=RUN_SECONDS)
        sys.stdout.write(output)  # shown when the test fails
        steps = [json.loads(line) for line in output.splitlines() if line.startswith("{")]
        failed = [step for step in steps if "error" in step and step["step"] != "fetch"]
        assert len(steps) == len(self.slugs) + 6, output[-3000:]
        assert not failed, failed
        return task.seconds

    def named(self, slug: str) -> list[str]:
        """Recorded of a site: reasons of rows set aside, and the fetch history's errors and unreadable records."""
        with psycopg.connect(self.database.admin_url) as connection:
            aside = connection.execute(
                "select l.set_aside_reason from jatre.events_staging l join jatre.event_sources s on s.id = l.source_id"
                " where s.slug = %s and l.status = 'set_aside'", [slug],
            ).fetchall()  # fmt: skip
            recorded = connection.execute(
                "select f.error_details::text from jatre.fetch_history f join jatre.event_sources s"
                " on s.id = f.source_id where s.slug = %s and f.error_details is not null", [slug],
            ).fetchall()  # fmt: skip
        return [text for (text,) in [*aside, *recorded]]

    def read(self, slug: str) -> int:
        """How many listings of a site went through all stages."""
        with psycopg.connect(self.database.admin_url) as connection:
            found = connection.execute(
                "select count(*) from jatre.events_staging l join jatre.event_sources s on s.id = l.source_id"
                " where s.slug = %s and l.status <> 'set_aside' and l.stage = 'done'", [slug],
            ).fetchone()  # fmt: skip
        assert found is not None
        return int(found[0])

    def waiting(self) -> int:
        """Listings that still wait for a stage."""
        with psycopg.connect(self.database.admin_url) as connection:
            found = connection.execute("select count(*) from jatre.events_staging where stage <> 'done'").fetchone()
        assert found is not None
        return int(found[0])

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("JATRE_")}
        return kept | {
            "PYTHONPATH": str(ROOT),
            "JATRE_PIPELINE_URL": self.database.pipeline_url,
            "JATRE_AS_OF": NOW.isoformat(),
            "JATRE_USE_MODELS": "false",
            "JATRE_ARCHIVE_URI": self.archive.as_uri(),
            "JATRE_FETCH_ALLOW": self.address.removeprefix("http://"),
        }


@contextmanager
def scene_with(database: Database, feeds: Sequence[Feed], archive: Path, forking: Forking) -> Iterator[Scene]:
    """A scene whose sites answer with `feeds`, in this order."""
    with served(feeds) as address:
        engine = db.engine(database.pipeline_url)
        with engine.begin() as connection:
            seed.store(connection, load_area("indiranagar"))
            for feed in feeds:
                stored.store(connection, _instance(feed, address))
        engine.dispose()
        with psycopg.connect(database.service_url) as service:
            for feed in feeds:
                if feed.kind == "webhook":
                    service.execute("select jatre.webhook_receive_v2(%s, 'one', %s, now())", [feed.slug, feed.body])
        yield Scene(database, address, tuple(feed.slug for feed in feeds), archive, forking)


def _instance(feed: Feed, address: str) -> SourceInstance:
    url = {} if feed.kind == "webhook" else {"url": f"{address}/{feed.slug}"}
    return SourceInstance(
        slug=feed.slug, name=feed.slug, kind=feed.kind, config={**url, **feed.config}, schedule=None, rate_limit=3600,
    )  # fmt: skip


class _Site(BaseHTTPRequestHandler):
    """Answers with the feed of the path, each at its own pace."""

    by_path: Mapping[str, Feed]
    over: threading.Event

    def do_GET(self) -> None:
        feed = self.by_path.get(self.path)
        self.send_response(200 if feed else 404)
        if feed and feed.pace != "at once":
            self.dawdle(feed)
            return
        if feed:
            self.send_header("Content-Type", feed.media_type)
            self.send_header("Content-Length", str(len(feed.body)))
        self.end_headers()
        if feed:
            self.wfile.write(feed.body)

    def dawdle(self, feed: Feed) -> None:
        """Send a byte now and then, or none, until the client is gone or the test is over."""
        if feed.pace == "drips":
            self.send_header("Content-Length", "1000000")
            self.end_headers()
        elif feed.pace == "drips in the head":
            self.flush_headers()
            self.wfile.write(b"X-Slow: ")
        with suppress(OSError):
            while not self.over.wait(0.1):
                self.wfile.write(b"" if feed.pace == "hangs" else b" ")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
        pass


@contextmanager
def served(feeds: Sequence[Feed]) -> Iterator[str]:
    """The address under which each feed is served, at `/<slug>`."""
    over = threading.Event()
    site = type("Site", (_Site,), {"by_path": {f"/{feed.slug}": feed for feed in feeds}, "over": over})
    server = ThreadingHTTPServer(("127.0.0.1", 0), site)
    with serving(server):
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            over.set()
