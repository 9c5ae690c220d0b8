"""Erase what a legal demand names: rows, raw bodies, archived payloads, changes that are kept, and what is beside.

One transaction takes all of it out of the database, builds what is left of the events anew, tells clients, and lists
the payloads that are to go; they are removed once it has ended. What cannot be removed just now stays on that list,
which retention takes up again, so that neither half is lost.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Engine

from include.areas.area import load_area
from include.db import query
from include.errors import ConfigurationError, TransientError
from include.operations.deciding.consequences import take_up
from include.payloads.archive import Archive
from include.pipeline.decisions import one_line, who_and_why
from include.pipeline.erased import digests, likeness_of, remove_later
from include.pipeline.ledger import LOCK_SECONDS, STATEMENT_SECONDS, as_json, set_limits
from include.pipeline.venues.page_hours import keep_page_hours
from include.sources import registry
from include.sources.instances import stored

REBUILDING_SECONDS = 120.0
"""In which what is left of the events is built anew."""


@dataclass(frozen=True)
class WantedErasure:
    """What is to be erased: `what` is listing, event, source or text, and one of the others names it."""

    what: str
    event: UUID | None = None
    slug: str | None = None
    external_id: str | None = None
    text: str | None = None


@dataclass(frozen=True)
class DoneErasure:
    """Counts of what went; `events` had no other listing, `rebuilt` have."""

    erasure: UUID
    listings: int
    events: int
    rebuilt: int
    payloads: int
    changes: int


def found(connection: Connection, wanted: WantedErasure) -> Sequence[Any]:
    """The listings that are meant. Raises: ConfigurationError when there is none."""
    names = {"event": wanted.event, "slug": wanted.slug, "external_id": wanted.external_id, "text": wanted.text}
    rows = connection.execute(query("erase_find"), names).all()
    if not rows:
        raise ConfigurationError(
            f"no {'listing with that text' if wanted.text else wanted.what} is stored: nothing to erase"
        )
    return rows


def erase(engine: Engine, archive: Archive, wanted: WantedErasure, *, by: str, reason: str) -> DoneErasure:
    """Erase it, for good. Raises: ConfigurationError, TransientError when another run holds it: ask again."""
    erasure, salt, kept = uuid4(), secrets.token_bytes(32), _kept(wanted, by, reason)
    with engine.begin() as connection:
        set_limits(connection, STATEMENT_SECONDS, LOCK_SECONDS)
        for source in sorted({row.source_id for row in found(connection, wanted)}):
            connection.execute(query("source_lock"), {"source_id": source})  # a fetch of it comes before or after
        listings = found(connection, wanted)
        keys = _keys(connection, listings, salt)
        # a storage may take its time: nothing of the feed is locked yet, in which changes would wait for their numbers
        filed = archive.filed(sorted({row.slug for row in listings}))
        done = _rows(connection, listings, wanted)
        going = {*filed, *done.pop("pictures")}
        remove_later(connection, going)
        payloads = len(going)
        about = {"id": erasure, "what": wanted.what, "salt": salt, "payloads": payloads, **kept}
        counts = {"listings": len(listings), "events": done["events"]}
        connection.execute(query("erasure_write"), {**about, **counts})
        connection.execute(query("erased_write"), {"erasure": erasure, "rows": as_json(keys)})
    with engine.begin() as connection:
        connection.execute(query("trending_refresh"))
        connection.execute(query("statistics_renew"))
    return DoneErasure(erasure, len(listings), payloads=payloads, **done)


def _kept(wanted: WantedErasure, by: str, reason: str) -> dict[str, str | None]:
    """Who erases and why, as it is kept. Raises: ConfigurationError where that is nothing, or names what is erased."""
    kept = who_and_why(by, reason)
    if not kept["reason"]:
        raise ConfigurationError("the reason is kept with the erasure: it cannot be blank")
    erased = one_line(wanted.text or "").casefold()
    if erased and erased in f"{kept['by']}\n{kept['reason']}".casefold():
        raise ConfigurationError("the reason is kept: name the demand in it, not the text that is erased")
    return kept


def _keys(connection: Connection, listings: Iterable[Any], salt: bytes) -> list[dict[str, str]]:
    sources = {row.slug: registry.reader(stored.one(connection, row.slug).instance) for row in listings}
    return [
        {"source_id": str(row.source_id), "digest": digest.hex()}
        for row in listings
        for digest in digests(salt, row.external_id, likeness_of(sources[row.slug], row.raw_data))
    ]


def _rows(connection: Connection, listings: Sequence[Any], wanted: WantedErasure) -> dict[str, Any]:
    ids = [row.id for row in listings]
    of_listings = {"listings": ids}
    events = list(connection.execute(query("erase_events"), of_listings).scalars())
    of_events = {"events": events}
    pictures = [uri for uri in connection.execute(query("erase_pictures"), of_events).scalars() if uri]
    connection.execute(query("erase_beside"), {**of_listings, **of_events, "text": wanted.text})
    stop = {"sources": sorted({row.source_id for row in listings}), "stop": wanted.what == "source"}
    connection.execute(query("erase_sources"), stop)
    connection.execute(query("erase_founders"), of_listings)
    connection.execute(query("erase_listings"), of_listings)
    dead = set(connection.execute(query("erase_dead"), of_events).scalars())
    connection.execute(query("erase_merged"), of_events)
    connection.execute(query("retain_match_locks"), {"size": None})
    left = set(events) - dead
    connection.execute(query("erase_requeue"), {"events": sorted(left)})
    concerned = take_up(connection, left, time.monotonic() + REBUILDING_SECONDS, is_rehearsal=False)
    if connection.execute(query("erase_left"), {"events": sorted(left)}).first():
        raise TransientError("what is left of an event could not be built anew, so nothing was erased: ask again")
    connection.execute(query("venue_names_unused"))
    for code in sorted({stored.one(connection, row.slug).instance.area for row in listings}):
        _forget_hours(connection, code)
    connection.execute(query("erase_place_lines"))
    everything = {"events": sorted(concerned | set(events))}
    # in this order, as who removes a channel
    connection.execute(query("alert_cursor_erased"))
    connection.execute(query("alert_outbox_wait"))
    connection.execute(query("erase_alerts"), everything)
    changes = connection.execute(query("feed_erase"), everything).scalar_one()
    return {"pictures": pictures, "events": len(dead), "rebuilt": len(left), "changes": changes}


def _forget_hours(connection: Connection, area: str) -> None:
    """Take out the opening hours that nothing states any more, and the days that were made of them."""
    changed = keep_page_hours(connection, load_area(area), wait=False)
    weeks = [{"place_id": str(place)} for place in changed]
    connection.execute(query("place_weeks_write"), {"weeks": as_json(weeks)})
