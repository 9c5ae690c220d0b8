"""The sites: one server on loopback, a path for each source; and the instances that read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from benchmarks.hostile.configs import PLATFORMS
from benchmarks.sources.evenings import PLAIN_FIELDS, WRITERS, evenings
from include.network.serving import serving
from include.sources.configuration.instance import SourceInstance

COUNTS = {
    "rss": 5, "icalendar": 5, "schema_org": 4, "selectors": 3, "json_api": 3, "eventbrite": 1, "facebook": 1,
    "instagram": 1, "google_places": 1, "webhook": 1,
}  # fmt: skip
"""Sources of each kind: 25, one of them read in a browser and one pushed to."""
MEDIA_TYPES = {
    "icalendar": "text/calendar", "rss": "application/rss+xml", "schema_org": "text/html", "selectors": "text/html",
}  # fmt: skip
NOTICES = {"container": "li", "title": "h2", "date": "time", "location": "b", "description": "p", "link": "a"}
SECRETS = {"JATRE_SECRET_HOSTILE_TOKEN": "a-token-of-nobody"}
"""What the configurations of the platforms name."""


def slugs() -> dict[str, str]:
    """Slug -> kind of every source."""
    return {f"{kind}_{number}": kind for kind, count in COUNTS.items() for number in range(count)}


@contextmanager
def sites(listed: int) -> Iterator[str]:
    """A server on which each source but what is pushed publishes so many evenings; its address."""
    pages = {
        slug: (WRITERS[kind](evenings(site, listed)).encode(), MEDIA_TYPES.get(kind, "application/json"))
        for site, (slug, kind) in enumerate(slugs().items())
        if kind in WRITERS
    }
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(pages))
    with serving(server):
        yield f"http://127.0.0.1:{server.server_port}"


def _handler(pages: Mapping[str, tuple[bytes, str]]) -> type[BaseHTTPRequestHandler]:
    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            # a platform's client adds the path of a list to the address of its API
            body, media_type = pages.get(self.path.split("/")[1].partition("?")[0], (b"", ""))
            self.send_response(200 if media_type else 404)
            self.send_header("Content-Type", f"{media_type or 'text/plain'}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    return Site


def instances(address: str) -> list[SourceInstance]:
    """The sources; their DAGs run when they are started, and not by a schedule."""
    return [
        SourceInstance(slug=slug, name=slug, kind=kind, config=_config(slug, kind, address), schedule=None)
        for slug, kind in slugs().items()
    ]


def _config(slug: str, kind: str, address: str) -> dict[str, Any]:
    if kind == "webhook":
        return {}
    config: dict[str, Any] = {"url": f"{address}/{slug}", **PLATFORMS.get(kind, {})}
    if kind == "selectors":
        config |= {"selectors": NOTICES, "pause": 0, "browser": slug.endswith("_0")}
    if kind == "json_api":
        config |= {"fields": {name: name for name in PLAIN_FIELDS}}
    return config
