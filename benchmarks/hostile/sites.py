"""The sites that answer with mutated bodies, on loopback, and the source instances that read them."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random

from benchmarks.hostile import configs
from benchmarks.hostile.mutants import Mutant
from include.network.serving import serving
from include.sources.configuration.instance import SourceInstance
from include.sources.registry import type_of

REQUESTS_AN_HOUR = 100_000
CRAWLED_TOGETHER = 20
"""Mutants of a kind that starts a process for each crawl: they are the event pages of one list."""


@dataclass
class HostileSites:
    """Body and media type by path; `base` is the address."""

    base: str
    pages: dict[str, tuple[bytes, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Task:
    """One source to fetch, and the mutants that it brings. What a `webhook` is sent is in `mutants`."""

    instance: SourceInstance
    mutants: tuple[Mutant, ...]


@contextmanager
def sites() -> Iterator[HostileSites]:
    """A server that answers from `pages`."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            # a platform adds the path of a list to the address of its API
            body, media_type = made.pages.get(path) or made.pages.get(f"/{path.split('/')[1]}") or (b"", "")
            self.send_response(200 if media_type else 404)
            self.send_header("Content-Type", media_type or "text/plain")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    made = HostileSites(f"http://127.0.0.1:{server.server_port}")
    with serving(server):
        yield made


def tasks(mutants: Sequence[Mutant], to: HostileSites) -> list[Task]:
    """The sources for these mutants, whose bodies are on the sites from here on."""
    crawled = [one for one in mutants if one.kind == "selectors"]
    # every so many, one is the list itself
    lists, details = crawled[::CRAWLED_TOGETHER], [one for n, one in enumerate(crawled) if n % CRAWLED_TOGETHER]
    made = [_task(one, to) for one in mutants if one.kind != "selectors"] + [_task(one, to) for one in lists]
    parts = (details[n : n + CRAWLED_TOGETHER] for n in range(0, len(details), CRAWLED_TOGETHER))
    return made + [_crawl(part, to) for part in parts]


def _task(one: Mutant, to: HostileSites) -> Task:
    path = f"/{one.number}"
    to.pages[path] = one.body, one.media_type
    config: dict[str, object] = {"url": to.base + path}
    if type_of(one.kind) == "webhook":
        config = {}
    elif one.kind == "json_api":
        config |= configs.mapping(one.original, Random(one.number))
    elif one.kind in configs.PLATFORMS:
        config |= configs.PLATFORMS[one.kind]
    elif one.kind == "selectors":
        config |= {"selectors": configs.BOARD, "pause": 0}
    return Task(instance(f"{one.kind}_{one.number}", one.kind, config), (one,))


def _crawl(part: Sequence[Mutant], to: HostileSites) -> Task:
    """A healthy list whose event pages are these."""
    rows = []
    for one in part:
        to.pages[f"/{one.number}"] = one.body, one.media_type
        rows.append(
            f'<article><h2><a href="/{one.number}">{html.escape(f"Evening {one.number}")}</a></h2>'
            "<time datetime='2026-03-06T20:00'>6 March</time></article>"
        )
    path = f"/list/{part[0].number}"
    to.pages[path] = f"<!doctype html><body>{''.join(rows)}</body>".encode(), "text/html"
    selectors = {"container": "article", "title": "h2", "date": "time", "link": "a"}
    config = {"url": to.base + path, "selectors": selectors, "detail": configs.DETAIL, "pause": 0}
    return Task(instance(f"selectors_list_{part[0].number}", "selectors", config), tuple(part))


def instance(slug: str, kind: str, config: dict[str, object]) -> SourceInstance:
    """A source that is fetched by hand only, and as often as one likes."""
    return SourceInstance(slug=slug, name=slug, kind=kind, config=config, schedule=None, rate_limit=REQUESTS_AN_HOUR)
