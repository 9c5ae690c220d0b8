"""One saved body through detection and its connector, and what two libraries see in it."""

from __future__ import annotations

import gzip
import warnings
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

import extruct  # type: ignore[import-untyped]
from icalendar import Calendar

from benchmarks.bodies.platforms import platform_of
from include.errors import ConfigurationError, JatreError
from include.network.http import WebResponse
from include.operations.preview.detection import detect, detect_file
from include.payloads.decoding import decode, looks_like
from include.payloads.lenient_json import read_json, walk
from include.pipeline.reading.raw_listing import RawListing, understand
from include.sources import registry
from include.sources.base import Delivery
from include.sources.configuration.instance import SourceInstance
from include.sources.gathering import checked
from include.sources.http import Http
from include.sources.structured.extraction import is_event
from include.untrusted.bounds import reason_of
from include.untrusted.budget import within_budget

ADDRESS = "https://bodies.example/"


@dataclass
class Read:
    """What came of one file. `peer` is how many events a library of the field sees; None where none reads the form."""

    file: str
    kind: str | None = None
    events: int = 0
    aside: dict[str, int] = field(default_factory=dict)
    unhandled: list[str] = field(default_factory=list)
    peer: int | None = None


class Saved(Http):
    """In place of the network: every address answers with one body."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    def exchange(
        self,
        url: str,
        headers: Mapping[str, str] | None,
        accept: Collection[int],
        params: Mapping[str, Any] | None = None,
        document: Any = None,
    ) -> WebResponse:
        """The body, whatever is asked."""
        return WebResponse(url, 200, {}, self.body)

    def reserve(self, url: str) -> NoReturn:
        """Raises: ConfigurationError, always: a crawl would ask the site itself."""
        raise ConfigurationError(f"a saved body is read without crawling, and {url} is to be crawled")


def read_file(path: Path, root: Path, now: datetime) -> Read:
    """The events of one file. Never raises for what stands in it: an error that nobody foresaw is in `unhandled`."""
    found = Read(str(path.relative_to(root)))
    body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    aside: Counter[str] = Counter()
    try:
        _through_connector(found, body, now, aside)
    except JatreError as error:
        aside[reason_of(error)] += 1
    except Exception as error:  # what nobody foresaw is what we are here for
        found.unhandled.append(f"{type(error).__name__}: {error}"[:300])
    found.aside = dict(aside)
    found.peer = seen_by_library(decode(body), found.kind)
    return found


def _through_connector(found: Read, body: bytes, now: datetime, aside: Counter[str]) -> None:
    name = f"{ADDRESS}{found.file}"
    text = decode(body)
    platform = platform_of(read_json(text)) if looks_like(text) == "json" else None
    detected = platform or detect_file(body, name) or detect(text, name)
    found.kind = detected.kind
    instance = SourceInstance(slug="body", name="body", kind=detected.kind, config={"url": name, **detected.config})
    source = registry.make(instance, Saved((platform and platform.body) or body))
    source.deliveries = [Delivery(1, name, body, now)]
    fetched = checked(source.fetch(now))
    aside.update(one.reason for one in fetched.unreadable)
    if not fetched.records and not fetched.unreadable:
        aside["the source lists nothing"] += 1
    for record in fetched.records:
        try:
            # as of an event that is known already: what is over is read too
            within_budget(understand, RawListing.of(instance, record.data, now, has_event=True))
            found.events += 1
        except JatreError as error:
            aside[reason_of(error)] += 1
        except Exception as error:  # likewise
            found.unhandled.append(f"{record.external_id[:80]}: {type(error).__name__}: {error}"[:300])


def seen_by_library(text: str, kind: str | None) -> int | None:
    """How many events with a title and a start a library reads; None when it fails, or none reads the form.

    icalendar counts the different UIDs of entries that are public, extruct the different titles and starts of a page.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if kind == "icalendar":
                calendars = Calendar.from_ical(text, multiple=True)
                entries = [one for calendar in calendars for one in calendar.walk("VEVENT")]
                return len({str(one.get("UID")) for one in entries if _is_public_event(one)})
            if kind == "schema_org" and not text.lstrip().startswith(("[", "{")):
                nodes = extruct.extract(text, syntaxes=["json-ld", "microdata"], uniform=True)
                every = walk([*nodes["json-ld"], *nodes["microdata"]])
                named = (one for one in every if is_event(one) and one.get("name") and one.get("startDate"))
                return len({(str(one["name"]), str(one["startDate"])) for one in named})
    except Exception:  # the library refuses the whole document
        return None
    return None


def _is_public_event(entry: Any) -> bool:
    """Whether an entry has a title and a readable start, and is not marked as private."""
    has_start = getattr(entry.get("DTSTART"), "dt", None) is not None
    return bool(entry.get("SUMMARY")) and has_start and str(entry.get("CLASS", "PUBLIC")).upper() == "PUBLIC"
