"""`python -m benchmarks.limits [--workers 8] [--crawls 2] [--requests 100] [--window 10] [--windows 3]`: one limit.

So many worker processes read one source from a real local server, each as fast as it may, through the client of a fetch
and its reservations in a private PostgreSQL. So many of them are crawls: they begin later, for Scrapy has to start, and
have half as much to read. The server writes down when each request came. Reported are the most that came in any sliding
window, to be at most the limit, and the share of the limit that was used: requests by the time from the first to the
last, to be at least 0.9. Prints one JSON object; exits with 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from uuid import UUID

from benchmarks.limits.worker import ask, crawl
from benchmarks.scratch import scratch_server
from deploy.local.database import setup
from include.db import engine
from include.network.serving import serving
from include.sources.configuration.instance import SourceInstance
from include.sources.instances import stored

DATABASE = "limits"
LEAST_USED = 0.9
PAGE = "<!doctype html><ul><li><a href='{address}'>An evening</a><time>7 March 2026</time></li></ul>"
"""A page of the list that is crawled."""


def main() -> int:
    """Measure and print; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.limits", description=__doc__)
    parser.add_argument("--workers", type=int, default=8)
    parser.add_argument("--crawls", type=int, default=2, help="so many of the workers crawl")
    parser.add_argument("--requests", type=int, default=100, help="the limit, in one window")
    parser.add_argument("--window", type=float, default=10.0, help="seconds")
    parser.add_argument("--windows", type=int, default=3, help="so many windows long")
    parser.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()) / f"jatre-limits-{os.getuid()}")
    asked = parser.parse_args()
    with _database(asked.scratch.resolve()) as url, _server() as (address, moments):
        _work(url, _source(url, address), address, asked)
        found = _counted(moments, asked)
    print(json.dumps(found))
    return 0 if found["most_in_a_window"] <= asked.requests and found["used"] >= LEAST_USED else 1


def _counted(moments: Sequence[float], asked: argparse.Namespace) -> dict[str, float]:
    moments = sorted(moments)
    most = max(sum(first <= other < first + asked.window for other in moments) for first in moments)
    seconds = moments[-1] - moments[0]
    # the last request opens no interval of its own
    used = (len(moments) - 1) / seconds * asked.window / asked.requests
    return {
        "workers": asked.workers, "crawls": asked.crawls, "limit": asked.requests, "window_seconds": asked.window,
        "requests": len(moments),
        "seconds": round(seconds, 2), "most_in_a_window": most, "used": round(used, 3),
    }  # fmt: skip


@contextmanager
def _database(folder: Path) -> Iterator[str]:
    with scratch_server(folder) as cluster:
        setup.prepare(cluster.url(), cluster.credentials, {DATABASE: "jatre_owner"})
        setup.migrate(cluster.url(DATABASE, "jatre_owner"))
        yield cluster.url(DATABASE, "jatre_pipeline")


@contextmanager
def _server() -> Iterator[tuple[str, list[float]]]:
    """A site on loopback, and when its requests came."""
    moments: list[float] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            moments.append(time.monotonic())
            self.send_response(200)
            self.send_header("Content-Type", "text/html" if "page" in self.path else "text/plain")
            body = PAGE.format(address=self.path).encode() if "page" in self.path else b""
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    with serving(server):
        yield f"http://127.0.0.1:{server.server_address[1]}/", moments


def _source(url: str, address: str) -> UUID:
    pipeline = engine(url)
    with pipeline.begin() as connection:
        stored.store(connection, SourceInstance(slug="site", name="Site", kind="icalendar", config={"url": address}))
        found = stored.one(connection, "site").id
    pipeline.dispose()
    return found


def _work(url: str, source: UUID, address: str, asked: argparse.Namespace) -> None:
    spawn = multiprocessing.get_context("spawn")
    begin = spawn.Barrier(asked.workers)
    share = asked.requests * asked.windows // asked.workers
    limit = (url, source, address, asked.requests, asked.window)
    workers = [spawn.Process(target=ask, args=(*limit, share, begin)) for _ in range(asked.workers - asked.crawls)]
    workers += [spawn.Process(target=crawl, args=(*limit, share // 2, begin)) for _ in range(asked.crawls)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()


if __name__ == "__main__":
    sys.exit(main())
