"""A site of one's own over real HTTP, and a clock that stands still."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from include.areas.area import load_area
from include.listing import Listing
from include.network.http import HttpClient
from include.network.serving import serving
from include.sources import registry
from include.sources.base import FetchResult, Reading, Source
from include.sources.configuration.instance import SourceInstance
from tests.allowed import allowed

# two busy cores: how long an example takes means nothing
settings.register_profile("shared", deadline=None, database=None)
settings.load_profile("shared")

DATA = Path(__file__).parent / "data"
NOW = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
"""Monday noon in Bengaluru."""


@dataclass
class ServedPage:
    body: bytes
    media_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0
    tagged: bool = False
    missing: int = 0
    """Bytes that the body is shorter than it claims to be."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: Any) -> None:
        """A client that hung up is what some tests are about."""


class Site:
    """Pages by path; every request is kept, and of those by POST the document that came along."""

    def __init__(self) -> None:
        self.pages: dict[str, ServedPage] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.questions: list[Any] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                page = site.page(self.path)
                time.sleep(page.delay)
                tag = f'"{hashlib.sha256(page.body).hexdigest()[:16]}"'
                fresh = page.tagged and self.headers.get("If-None-Match") == tag
                self.send_response(304 if fresh else page.status)
                headers = {"Content-Type": page.media_type, **page.headers, **({"ETag": tag} if page.tagged else {})}
                for name, value in headers.items():
                    self.send_header(name, value)
                body = b"" if fresh else page.body
                self.send_header("Content-Length", str(len(body) + page.missing))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self) -> None:
                site.questions.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.do_GET()

            def log_message(self, *_: Any) -> None:
                """Log nothing."""

        self.server = _Server(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_address[1]}"

    def page(self, path: str) -> ServedPage:
        """The page of this very address, else the one that answers whatever its query is."""
        found = self.pages.get(path) or self.pages.get(path.partition("?")[0] + "?")
        return found or ServedPage(b"not here", status=404)

    def put(self, path: str, body: str | bytes, **about: Any) -> str:
        """Publish a page; returns its address."""
        self.pages[path] = ServedPage(body.encode() if isinstance(body, str) else body, **about)
        return self.base + path


@contextmanager
def served() -> Iterator[Site]:
    """A site that answers, and may be asked."""
    made = Site()
    with serving(made.server), allowed(made.base):
        yield made


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as made:
        yield made


@pytest.fixture
def other() -> Iterator[Site]:
    """Another one at the same name. A test names it first, for a client learns at its start what may be asked."""
    with served() as made:
        yield made


@pytest.fixture
def http(site: Site) -> Iterator[HttpClient]:
    with HttpClient(rate_limit=3600, retries=1, backoff=0.01) as client:
        yield client


@pytest.fixture
def reading() -> Reading:
    return Reading(now=NOW, area=load_area("indiranagar"))


@dataclass
class Connected:
    """A connector bound to a page, with what it fetched."""

    source: Source
    reading: Reading

    def fetch(self, now: datetime = NOW) -> FetchResult:
        return self.source.fetch(now)

    def listings(self) -> dict[str, Listing]:
        return {one.external_id: self.source.transform(one.data, self.reading) for one in self.fetch().records}

    def only(self) -> Listing:
        (listing,) = self.listings().values()
        return listing


Connect = Callable[..., Connected]


@pytest.fixture
def connect(http: HttpClient, reading: Reading) -> Connect:
    """connect(kind, config, state) -> a connector that fetches over real HTTP."""

    def connected(kind: str, config: dict[str, Any], state: dict[str, Any] | None = None) -> Connected:
        instance = SourceInstance(slug="a_source", name="A source", kind=kind, config=config)
        return Connected(registry.make(instance, http, state), reading)

    return connected


def data(name: str) -> str:
    """A hand-written input."""
    return (DATA / name).read_text(encoding="utf-8")
