"""The healthy bodies that are mutated: our own sample sites and tests, and saved ones of real publishers if at hand."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from benchmarks.hostile.markup_mutations import EVENT
from include.payloads.decoding import decode, looks_like
from samples.server import PAGES, Sites

ROOT = Path(__file__).resolve().parents[2]
SAVED = ("apis", "pages", "ical", "jsonld", "bangalore/day-*", "bugs", "failures")
"""Folders of the saved bodies."""
MORE_PAGES = ("bflat/events/quartet", "board/page/2", "board/notice/quartet")
MONDAY = date(2026, 1, 5)
DATED = re.compile(r"startDate|<time|datetime=")

Form = Literal["json", "calendar", "page", "feed", "table"]
FORMS: dict[str, Form] = {"json": "json", "ical": "calendar", "html": "page", "xml": "feed"}
SUFFIXES = (".json", ".ics", ".html", ".xml", ".rss", ".atom", ".txt", ".csv", ".gz")


@dataclass(frozen=True)
class Body:
    """One body, as text, and what kind of document it is. `is_dated`: with dates as schema.org or HTML writes them."""

    name: str
    form: Form
    text: str
    is_dated: bool


@cache
def corpus(folder: Path | None) -> tuple[Body, ...]:
    """Our own bodies, and those under `folder`, by name."""
    found = [*_samples(), *_files(ROOT / "tests/sources", ("data",))]
    if folder is not None:
        found += _files(folder, SAVED)
    return tuple(sorted(found, key=lambda body: body.name))


def _samples() -> list[Body]:
    sites = Sites(lambda: MONDAY)
    rendered = (
        (path, sites.render(path, "http://samples.example")) for path in sorted({*PAGES, *_event_pages(), *MORE_PAGES})
    )
    found = [one for path, page in rendered if page and (one := _body(f"samples/{path}", page[0]))]
    return [
        *found,
        Body("event.json", "json", json.dumps([EVENT, EVENT | {"@id": "urn:other", "name": "Another evening"}]), True),
    ]


def _event_pages() -> list[str]:
    """Paths of the sample venue's pages, which carry structured data."""
    folder = ROOT / "samples/sites/bflat/events"
    return [f"bflat/events/{path.name.partition('.')[0]}" for path in folder.glob("*.html.j2")]


def _files(folder: Path, patterns: tuple[str, ...]) -> list[Body]:
    paths = {
        path for pattern in patterns for found in folder.glob(pattern) for path in found.rglob("*") if path.is_file()
    }
    read = ((path, gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes())
            for path in sorted(paths) if path.suffix in SUFFIXES)  # fmt: skip
    return [one for path, data in read if (one := _body(str(path.relative_to(folder)), data))]


def _body(name: str, data: bytes) -> Body | None:
    text = decode(data)
    form = "table" if name.endswith(".csv") else FORMS.get(looks_like(text))
    return Body(name, form, text, DATED.search(text) is not None) if form else None
