"""Geocode: venue to place and point, from the gazetteer, the source's own coordinates, what others have stated, and
what an external geocoder has answered; else a circle around the road or postal code of its address.

No network, no guessing. What a listing itself states of its venue is kept for others, and what an external geocoder
could know is left to be asked (`include/pipeline/venues/`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, get_args

from sqlalchemy import Connection, Engine

from include.areas.area import Area, load_area
from include.db import query
from include.listing import Approximate, Listing, Origin, Venue, read
from include.pipeline.failures import waiting_for_others
from include.pipeline.ledger import Batch, LedgerRow, as_json, drain
from include.pipeline.report import StageReport
from include.pipeline.venues.answers import GeocoderAnswers, leave_to_ask, read_answers, service
from include.pipeline.venues.memory import VenueMemory, read_decisions, renamed
from include.pipeline.venues.teaching import ListingStatement, learn
from include.understand.memory.geocoder_questions import GeocoderQuestion, questions
from include.understand.memory.statements import VenueStatement, named_venue, statement_of
from include.understand.memory.taught import complete_from, part_named
from include.understand.place.localities import is_in_area
from include.understand.place.locate import LocatedVenue, locate
from include.understand.place.roughly import locate_roughly

GEOCODER_CONFIDENCE = 0.75
"""Of a point for the name or the house number that was asked for."""


@dataclass(frozen=True)
class _Read:
    """A row with its listing, its venue as it states it, that one's key, what it states of it, what could be asked."""

    row: LedgerRow
    listing: Listing
    own: Venue
    key: str | None
    statement: VenueStatement | None
    questions: tuple[GeocoderQuestion, ...]


def run(engine: Engine, *, limit: int | None = None) -> StageReport:
    """Locate every listing that waits."""
    return drain(engine, "geocode", work, limit)


def work(connection: Connection, rows: Sequence[LedgerRow], batch: Batch) -> None:
    """Locate a batch, in the caller's transaction."""
    for code in sorted({row.area_code for row in rows}):
        _work_on_area(connection, load_area(code), [row for row in rows if row.area_code == code], batch)


def _work_on_area(connection: Connection, area: Area, rows: Sequence[LedgerRow], batch: Batch) -> None:
    with _venues_held(connection, area, batch):
        decided = read_decisions(connection, area)
        listings = {one.row.id: one for one in batch.read(rows, lambda row: _read(row, decided))}
        stated = [ListingStatement(one.row.id, one.row.source_id, one.statement) for one in listings.values()]
        memory = learn(connection, decided, stated)
    read_rows = [row for row in rows if row.id in listings]
    asked = [question for one in listings.values() for question in one.questions]
    answers = read_answers(connection, area, asked, service())
    located = batch.read(read_rows, lambda row: _located(listings[row.id], memory, answers))
    if not batch.is_rehearsal:
        leave_to_ask(connection, area, answers)
    understood = {"rows": as_json(located), "by": "geocode", "next": "dedup"}
    connection.execute(query("listings_understood"), understood)
    batch.done.extend(one["id"] for one in located)


@contextmanager
def _venues_held(connection: Connection, area: Area, batch: Batch) -> Iterator[None]:
    """Hold the area's venues to the end of the transaction; in a rehearsal for the block, and take back what it wrote.

    What was read of them stays true of the batch; what it states of them is nobody's to wait for.
    """
    taken_back = connection.begin_nested() if batch.is_rehearsal else None
    try:
        with waiting_for_others():
            connection.execute(query("venues_hold"), {"codes": [area.code]})
        yield
    finally:
        if taken_back is not None:
            taken_back.rollback()


def _read(row: LedgerRow, decided: VenueMemory) -> _Read:
    listing = read(row.processed_data)
    restored = listing.stated_venue is not None
    own = listing.stated_venue or listing.venue
    listing.venue, listing.stated_venue = own, None
    named = named_venue(listing.venue.name, decided.area)
    listing.venue = renamed(listing.venue, decided)
    noted = listing.provenance.get("location")
    # by others, at an earlier reading: not its own point, nor, where its own venue was not kept, its own words
    completed = noted is not None and noted.origin == "memory" and not restored
    pointed = completed or (noted is not None and noted.origin == "geocoder")
    point = {"latitude": None, "longitude": None} if pointed else {}
    listing.venue = listing.venue.model_copy(update={**point, "precision": None, "approximate": None})
    statement = statement_of(listing.venue, decided.area)
    if statement and completed:
        statement = VenueStatement(statement.venue, None, None, None)
    asked = questions(listing.venue, decided.area, is_in_area(listing, decided.area) is True) if service() else ()
    return _Read(row, listing, own, named.key if named else None, statement, tuple(asked))


def _located(one: _Read, memory: VenueMemory, answers: GeocoderAnswers) -> dict[str, Any]:
    listing, area = one.listing, memory.area
    located = _locate(listing, area)
    if one.statement and not located.confidence:
        branch = memory.find(one.statement.venue, part_named(listing, one.statement, area), one.row.slug)
        completed = complete_from(branch, located.venue, one.statement, area) if branch else None
        if completed:
            listing.stated_venue, located = one.own, completed
    if located.venue.latitude is None:
        located = _looked_up(listing, located, answers.best(one.questions, one.row.id), area)
    _apply(listing, located)
    return {"id": one.row.id, "processed_data": listing.document(), "venue_key": one.key}


def geocoded(listing: Listing, area: Area) -> None:
    """Complete the listing's venue with the place and the point that it names, without what others have stated."""
    located = _locate(listing, area)
    _apply(listing, located if located.venue.latitude is not None else _looked_up(listing, located, None, area))


def _looked_up(listing: Listing, located: LocatedVenue, answer: Approximate | None, area: Area) -> LocatedVenue:
    """The venue with the geocoder's point, else with the smaller circle of its and of what the address says."""
    if answer and answer.precision in ("venue", "address"):
        point = {"latitude": answer.latitude, "longitude": answer.longitude, "precision": answer.precision}
        return LocatedVenue(located.venue.model_copy(update=point), GEOCODER_CONFIDENCE, "geocoder")
    rough = locate_roughly(located.venue, area, is_in_area(listing, area) is True)
    circles = [one for one in (answer, rough) if one]
    smallest = min(circles, key=lambda one: one.metres, default=None)
    return replace(located, venue=located.venue.model_copy(update={"approximate": smallest}))


def _locate(listing: Listing, area: Area) -> LocatedVenue:
    return locate(listing.venue, area, is_in_area(listing, area) is True)


def _apply(listing: Listing, located: LocatedVenue) -> None:
    listing.venue = located.venue
    origin: Origin = next(o for o in get_args(Origin) if o == located.origin)
    if located.confidence:
        listing.note("location", origin, located.confidence)
    else:
        listing.provenance.pop("location", None)
