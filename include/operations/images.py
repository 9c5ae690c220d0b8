"""`python -m include.operations.images`: download the pictures that events show, and make their thumbnails.

The DAG `images` does it where `JATRE_IMAGES` is on. The first picture of each public event to come is asked for once,
archived as it came, and shown from here from then on. Prints what came of it as JSON.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import Engine

from include.db import query
from include.errors import (
    BrokenRecord,
    HostUnavailable,
    SourceRefused,
    TransientError,
    UnreadablePayload,
)
from include.network.http import HttpClient, WebResponse
from include.network.sites import host_of
from include.payloads.archive import Archive
from include.payloads.thumbnail import FORMATS, Thumbnail, made_within_budget
from include.pipeline.command import write_report
from include.pipeline.runs import Report, pipeline_engine
from include.redaction import redact_text
from include.settings import settings

MAX_RUN_PICTURES = 300
RUN_SECONDS = 600.0
"""After which a run takes no further picture: below the time limit of its task."""
HOST_REQUESTS_PER_HOUR = 600
"""Of one host by one run, redirects included."""
HOST_FAILURES = 3
"""So many in one run leave a host's other pictures to later runs, as often as it takes."""
HELD = timedelta(minutes=5)
"""How long a picture is another worker's."""
MAX_TRIES = 5
"""After so many failures a picture is asked for no more."""
FIRST_WAIT = timedelta(minutes=30)
"""Before the second try; twice as long before each further one."""
MAX_REASON_CHARS = 300
ACCEPT = ", ".join(f"image/{one.lower()}" for one in FORMATS)
ARCHIVED_AS = "images"
"""The folder of the archive: pictures belong to no one source."""


class Downloads(Protocol):
    """What downloads pictures."""

    def get(self, url: str) -> WebResponse:
        """The picture at `url`. Raises: HostUnavailable, and as `HttpClient.get`."""
        ...


class PoliteDownloads:
    """A client for each host, with its own limit; a host that has failed repeatedly is left alone for the run."""

    def __init__(self) -> None:
        self._clients: dict[str, HttpClient] = {}
        self._failures: dict[str, int] = defaultdict(int)

    def get(self, url: str) -> WebResponse:
        """The picture at `url`. Raises: HostUnavailable, and as `HttpClient.get`."""
        host = host_of(url)
        if self._failures[host] >= HOST_FAILURES:
            raise HostUnavailable(f"{host} has failed {HOST_FAILURES} times in this run")
        if host not in self._clients:
            self._clients[host] = HttpClient(HOST_REQUESTS_PER_HOUR, retries=0)
        try:
            return self._clients[host].get(url, headers={"Accept": ACCEPT})
        except TransientError:
            self._failures[host] += 1
            raise

    def close(self) -> None:
        """Close the connections."""
        for client in self._clients.values():
            client.session.close()


def make_thumbnails() -> Report:
    """Download what waits, up to MAX_RUN_PICTURES; nothing where `JATRE_IMAGES` is off. Returns counts.

    Raises: TransientError when the archive cannot be reached, ConfigurationError.
    """
    if not settings().images:
        return {"wanted": 0, "made": 0, "refused": 0, "postponed": 0, "left": "JATRE_IMAGES is off"}
    downloads = PoliteDownloads()
    try:
        with pipeline_engine() as engine:
            return _all(engine, downloads, Archive.of(settings()))
    finally:
        downloads.close()


def _all(engine: Engine, downloads: Downloads, archive: Archive, clock: Callable[[], float] = time.monotonic) -> Report:
    with engine.begin() as connection:
        wanted = connection.execute(query("images_want")).rowcount
    report: dict[str, Any] = {"wanted": wanted, "made": 0, "refused": 0, "postponed": 0}
    ends = clock() + RUN_SECONDS
    for _ in range(MAX_RUN_PICTURES):
        if clock() > ends:
            break
        with engine.begin() as connection:
            row = connection.execute(query("images_take"), {"held": HELD}).one_or_none()
        if row is None:
            break
        report[_one(engine, downloads, archive, row)] += 1
    return report


def _one(engine: Engine, downloads: Downloads, archive: Archive, row: Any) -> str:
    """Make one thumbnail; returns under what it counts."""
    try:
        answer = downloads.get(row.url)
        made = made_within_budget(answer.body)
    except (BrokenRecord, SourceRefused, UnreadablePayload) as error:
        return _leave(engine, row, error, None, "refused")
    except HostUnavailable as error:  # it was not asked for, so it is not given up either
        return _leave(engine, row, error, _wait(min(row.tries, MAX_TRIES - 1)), "postponed")
    except TransientError as error:
        wait = _wait(row.tries) if row.tries < MAX_TRIES else None
        return _leave(engine, row, error, wait, "postponed" if wait else "refused")
    uri = archive.store(ARCHIVED_AS, answer.payload(), datetime.now(UTC))
    with engine.begin() as connection:
        connection.execute(query("images_made"), {"url_hash": row.url_hash, "uri": uri, **_columns(made)})
        connection.execute(query("images_show"), {"url_hash": row.url_hash})
    return "made"


def _wait(tries: int) -> timedelta:
    """How long a picture waits after so many tries."""
    return FIRST_WAIT * int(2 ** (tries - 1))


def _columns(made: Thumbnail) -> dict[str, Any]:
    return {
        "width": made.source_width, "height": made.source_height, "perceptual_hash": made.perceptual_hash,
        "name": made.name, "body": made.body,
    }  # fmt: skip


def _leave(engine: Engine, row: Any, error: Exception, wait: timedelta | None, count: str) -> str:
    reason = redact_text(str(error))[:MAX_REASON_CHARS]
    with engine.begin() as connection:
        connection.execute(query("images_postpone"), {"url_hash": row.url_hash, "wait": wait, "reason": reason})
    return count


def main() -> int:
    """Download once; returns the exit code."""
    return write_report("images", make_thumbnails)


if __name__ == "__main__":
    sys.exit(main())
