"""Rows of the ledger as matching sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from include.areas.area import Area, load_area
from include.errors import BrokenRecord
from include.understand.match.invitation import without_invitation
from include.understand.match.match_record import Key, MatchRecord
from include.understand.match.series import page_of
from include.understand.match.timetable import Start
from include.understand.place.localities import is_area_alone, localities, postcodes
from include.understand.place.venues import site_of
from include.understand.record.sourced import standing
from include.understand.text.titles import behind_at, pieces, words


@dataclass(frozen=True)
class LedgerListing:
    """One listing with what matching needs and what it writes: its row's id, the event it belongs to, its stage."""

    id: UUID
    event_id: UUID | None
    source_id: UUID
    external_id: str
    slug: str
    record: MatchRecord
    title: str
    occurrences: list[dict[str, Any]]
    title_key: str
    stage: str

    @property
    def natural_key(self) -> tuple[str, str]:
        """(source slug, external_id): what decisions are keyed on."""
        return self.slug, self.external_id


def ledger_listing(row: Any) -> LedgerListing:
    """From a row with `processed_data` (a listing's document). Raises: BrokenRecord when it is none."""
    try:
        return _ledger_listing(row, row.processed_data)
    except OverflowError:
        raise BrokenRecord("occurrences: a date outside the calendar (years 1 to 9999)") from None
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise BrokenRecord(f"its document is no listing's: {type(error).__name__} {error}"[:200]) from error


def _ledger_listing(row: Any, document: dict[str, Any]) -> LedgerListing:
    moderated = row.config.get("moderated", False) is not False
    key = (standing(row.official, row.priority, moderated), row.slug, row.external_id)
    record = match_record(document, load_area(row.area_code), key, row.slug)
    if not record.starts:
        raise BrokenRecord("occurrences: none")
    return LedgerListing(
        row.id, row.event_id, row.source_id, row.external_id, row.slug, record, document["title"],
        document["occurrences"], row.title_key, row.stage,
    )  # fmt: skip


def match_record(document: dict[str, Any], area: Area, key: Key, source: str) -> MatchRecord:
    """A listing's document as matching compares it."""
    venue = document.get("venue", {})
    named = (venue.get("name"), venue.get("address"))
    point = (venue.get("latitude"), venue.get("longitude"))
    named = (None, None) if is_area_alone(*named, area) else named  # two listings "in the old town" share no place
    return MatchRecord(
        key=key,
        source=source,
        title=without_invitation(document["title"]),
        starts=tuple(_start(one, area) for one in document["occurrences"]),
        place=venue.get("place_id"),
        guessed=document.get("provenance", {}).get("venue", {}).get("origin") == "gazetteer",
        venue=named[0],
        address=named[1],
        point=point if point[0] is not None and point[1] is not None else None,
        online=venue.get("online", False),
        uid=document.get("uid"),
        has_own_id=document.get("has_own_id", False),
        text=" ".join(words((document.get("description") or "")[:600])),
        site=site_of(document.get("url")),
        page=page_of(document.get("url")),
        source_name="".join(letter for letter in source if letter.isalnum()),
        organizer=" ".join(words((document.get("organizer") or {}).get("name") or "")),
        localities=localities(f"{venue.get('name') or ''} {venue.get('address') or ''}", area),
        title_localities=localities(" ".join((*behind_at(document["title"]), *pieces(document["title"])[1:])), area),
        postcodes=postcodes(venue.get("address") or "", area),
        local=area.words,
    )


def _start(one: dict[str, Any], area: Area) -> Start:
    at = datetime.fromisoformat(one["starts_at"]).astimezone(area.zone)
    end = datetime.fromisoformat(one["ends_at"]).astimezone(area.zone) if one.get("ends_at") else None
    length = end - at if end and end - at > timedelta(0) else None
    return Start(at, at.date(), one.get("date_only", False), length)
