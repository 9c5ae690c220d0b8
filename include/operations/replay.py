"""Replay a day: a folder of saved feeds, read as one more set of sources at a date of the past.

`python -m include.operations.replay FOLDER --as-of 2025-09-26` writes a table; with `--json` one JSON line per step.
Each `.json` file (a list of schema.org events) and
each `.ics` file is a source of its own, served over HTTP on loopback, so that it is fetched like any other. Only the
business clock is set back. What is replayed is read by a replay alone: an Airflow that runs at another date may go on
beside it. A file that is absent was not fetched. Day two is a second call with the next folder and date.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, time
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import quote

from include.areas.area import load_area
from include.errors import ConfigurationError
from include.network.serving import serving
from include.pipeline import __main__ as pipeline
from include.pipeline.progress import JsonLines, Progress, Table
from include.pipeline.runs import pipeline_engine
from include.settings import settings
from include.sources.configuration.instance import SourceInstance
from include.sources.instances import stored

KINDS = {".json": "schema_org", ".ics": "icalendar"}


class SavedFeed(SimpleHTTPRequestHandler):
    """A file as it was published; without validators, because the date of a saved file is not that of its contents.

    Only the feeds are served, and only to who asks for this very address: another user of this machine, or a page whose
    name is made to lead here, gets no other file of the folder.
    """

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Open what is asked for, if it is a feed."""
        known = {quote(path.name) for path in feed_files(Path(self.directory))}
        port = cast(ThreadingHTTPServer, self.server).server_port
        if self.headers.get("Host") != f"127.0.0.1:{port}" or self.path[1:] not in known:
            self.send_error(404)
            return None
        return super().send_head()

    def send_header(self, keyword: str, value: str) -> None:
        """Leave out Last-Modified."""
        if keyword.lower() != "last-modified":
            super().send_header(keyword, value)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
        """Log nothing: the fetch history has it."""


def feed_files(folder: Path) -> list[Path]:
    """The feeds in a folder, by name; none that is a link to somewhere else."""
    found = sorted(path for path in folder.iterdir() if path.suffix in KINDS)
    return [path for path in found if path.resolve().parent == folder.resolve()]


def feeds(folder: Path, address: str) -> list[SourceInstance]:
    """The source instances of a folder. Raises: ConfigurationError when there is no feed in it."""
    if not folder.is_dir():
        raise ConfigurationError(f"{folder} is not a folder: name one with .json or .ics files, DATA=<folder>")
    files = feed_files(folder)
    if not files:
        raise ConfigurationError(f"{folder} holds no .json and no .ics file")
    return [_instance(path, address) for path in files]


def _instance(path: Path, address: str) -> SourceInstance:
    word = "".join(letter if letter.isalnum() else "_" for letter in path.stem.lower())
    return SourceInstance(
        slug=f"replay_{word}_{path.suffix[1:]}",
        name=f"{path.name} (replay)",
        kind=KINDS[path.suffix],
        config={"url": f"{address}/{quote(path.name)}"},
        schedule=None,
        rate_limit=3600,
    )


def clock(text: str) -> datetime:
    """A date (its first moment in the area's zone) or a time; naive ones are the area's. Raises: ConfigurationError."""
    zone = load_area(settings().area).zone
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ConfigurationError(f"AS_OF={text!r} is no date: write it as 2025-09-26") from None
    if len(text) <= len("2025-09-26"):
        moment = datetime.combine(moment.date(), time())
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


@contextmanager
def served(folder: Path, port: int = 0) -> Iterator[str]:
    """The address under which the files of `folder` are served, and may be fetched from, while the block runs.

    `port` 0 takes any that is free.
    """

    def handler(*args: object) -> SavedFeed:
        return SavedFeed(*args, directory=str(folder))  # type: ignore[arg-type]

    server, before = ThreadingHTTPServer(("127.0.0.1", port), handler), settings().fetch_allow
    with serving(server):
        settings().fetch_allow = ",".join(filter(None, [before, f"127.0.0.1:{server.server_port}"]))
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            settings().fetch_allow = before


def replay(folder: Path, as_of: str, progress: Progress | None = None) -> int:
    """Fetch every feed of the folder and take what waits through the stages; returns the exit code.

    `progress` gets each step; a table on standard output, if not given.
    """
    settings().as_of, settings().replaying = clock(as_of), as_of
    with served(folder) as address:
        found = feeds(folder, address)
        with pipeline_engine() as engine, engine.begin() as connection:
            for one in found:
                stored.store(connection, one.model_copy(update={"config": {**one.config, "as_of": as_of}}))
        return pipeline.run([one.slug for one in found], progress or Table())


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m include.operations.replay", description="Replay a folder of feeds."
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--as-of", required=True, metavar="DATE", help="the date at which the feeds were saved")
    parser.add_argument("--json", action="store_true", help="write one JSON line per step instead of a table")
    asked = parser.parse_args(arguments)
    try:
        return replay(asked.folder, asked.as_of, JsonLines() if asked.json else Table())
    except ConfigurationError as error:
        sys.stderr.write(f"replay: {error}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
