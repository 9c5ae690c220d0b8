"""What the document says of one event's sources, history and likes, and of venues and organizers."""

from __future__ import annotations

from typing import Any

from realtime.api.details.directory import MAX_NAME_CHARS
from realtime.api.details.events import DEFAULT_SIMILAR, MAX_SIMILAR
from realtime.api.openapi import parameters
from realtime.api.openapi.json_schema import (
    COUNT,
    FLAG,
    ID,
    LINK,
    NUMBER,
    TEXT,
    TIME,
    Schema,
    many,
    optional,
    or_null,
    record,
    ref,
)
from realtime.api.openapi.operation import MERGED, answer, operation, tagged
from realtime.api.openapi.schemas import EVENT
from realtime.api.query import DEFAULT_LIST_EVENTS, MAX_LIST_EVENTS, MAX_OFFSET_EVENTS

_SHARE: Schema = {**NUMBER, "minimum": 0, "maximum": 1}
_UPCOMING: dict[str, Schema] = {
    "next": ref("Occurrence"),
    "moreDates": {**COUNT, "description": "Further dates to come."},
}
VENUE: dict[str, Schema] = {
    "id": ID, "name": TEXT, "kind": or_null(TEXT), "address": or_null(TEXT),
    "area": or_null({**TEXT, "description": "Code of the area it lies in."}), "plusCode": or_null(TEXT),
    "latitude": or_null(NUMBER), "longitude": or_null(NUMBER),
}  # fmt: skip
_ORGANIZER: dict[str, Schema] = {
    "id": {**ID, "description": "Made of its name: the same wherever that is."}, "name": TEXT,
    "type": or_null({"enum": ["business", "community", "government"]}),
    "url": or_null({**LINK, "description": "Its own public page."}),
}  # fmt: skip
_TO_COME = {"events": {**COUNT, "description": "How many public events it has to come."}}

SCHEMAS: dict[str, Schema] = {
    "EventDetails": record(
        "A happening, with where what is said of it comes from.", **EVENT,
        sources=many(ref("ListedBy")),
        provenance={
            "type": "object", "additionalProperties": ref("Provenance"),
            "description": "By field of the event: where its value comes from.",
        },
        matches=many(ref("ListingMatch")),
    ),
    "ListedBy": record(
        "A listing of an event.", source={**TEXT, "description": "See `/api/sources/{slug}`."}, name=TEXT,
        official={**FLAG, "description": "Whether it is the venue's or organizer's own."}, url=or_null(LINK),
        firstSeenAt=TIME, seenAt={**TIME, "description": "When the source last listed it."},
        listed={**FLAG, "description": "Whether it still does."},
    ),
    "Provenance": optional(
        record("Where a value comes from."),
        source={**TEXT, "description": "Its source."}, name=TEXT,
        seenAt={**TIME, "description": "When that source last stated it."},
        origin={**TEXT, "description": "How it was read: `structure`, `text`, ...; `person` where a moderator set it."},
        confidence=_SHARE,
    ),
    "ListingMatch": record(
        "Why a listing is taken for this event.", source=TEXT, score=_SHARE, probability=or_null(_SHARE),
        **{"with": or_null({**TEXT, "description": "The source of the listing it was compared with."})},
        parts={"type": "object", "additionalProperties": NUMBER, "description": "How alike title, time and place are."},
        logOdds={"type": "object", "additionalProperties": NUMBER, "description": "What each part adds."},
        byScore={**FLAG, "description": "False where a person, or a listing between them, joins the two."},
    ),
    "EventHistory": record("What happened to an event, the newest first.", id=ID, history=many(ref("HistoryEntry"))),
    "HistoryEntry": optional(
        record("Something that happened.", at=TIME, what={
            "enum": ["listed", "unlisted", "published", "changed", "decided", "revoked", "merged"]
        }),
        source=TEXT, name=TEXT, version=COUNT, id={**ID, "description": "The event that was merged into this one."},
        decision={"enum": ["approve", "edit", "merge", "split", "gone"]},
        fields=many({**TEXT, "description": "A field that an edit set."}),
    ),
    "SimilarEvents": record("Events to come, the likest first.", events=many(ref("SimilarEvent"))),
    "SimilarEvent": record(
        "A happening that is like another one.", **EVENT, **_UPCOMING,
        likeness={**_SHARE, "description": ".3 category + .3 text + .2 place + .2 hour."},
        because=record(
            "The parts of that. The text is the mean of title and meaning, or the title alone.",
            category=_SHARE, title=_SHARE,
            meaning=or_null({**_SHARE, "description": "As a sentence model finds it; null where none was asked."}),
            place=_SHARE, hour=_SHARE,
        ),
    ),
    "UpcomingEvent": record("A happening with its next date.", **EVENT, **_UPCOMING),
    "VenueSummary": record("A place where events are.", **VENUE, **_TO_COME),
    "VenueList": record("Venues with events to come.", venues=many(ref("VenueSummary")), total=COUNT),
    "VenueDetails": record("A place, and its next events.", **VENUE, events=many(ref("UpcomingEvent"))),
    "OrganizerSummary": record("Who holds events.", **_ORGANIZER, **_TO_COME),
    "OrganizerList": record(
        "Organizers with events to come; private persons are none.", organizers=many(ref("OrganizerSummary")),
        total=COUNT,
    ),
    "OrganizerDetails": record("Who holds events, and the next ones.", **_ORGANIZER, events=many(ref("UpcomingEvent"))),
}  # fmt: skip

DIRECTORY = [
    parameters.AREA,
    parameters.asked("name", "Words of its name.", {**TEXT, "maxLength": MAX_NAME_CHARS}),
    parameters.asked("limit", "How many at most.", {
        "type": "integer", "minimum": 1, "maximum": MAX_LIST_EVENTS, "default": DEFAULT_LIST_EVENTS,
    }),
    parameters.asked(
        "offset", "How many to leave out.", {"type": "integer", "minimum": 0, "maximum": MAX_OFFSET_EVENTS}
    ),
    parameters.TAG,
]  # fmt: skip
_SIMILAR = parameters.asked("limit", "How many at most.", {
    "type": "integer", "minimum": 1, "maximum": MAX_SIMILAR, "default": DEFAULT_SIMILAR,
})  # fmt: skip


def paths(tag: dict[str, Any]) -> dict[str, Any]:
    """The addresses; `tag` describes the header `ETag`."""
    merged = {301: MERGED}
    one = [parameters.EVENT_ID, parameters.TAG]

    def found(about: str, schema: str) -> dict[int, Any]:
        return tagged(answer(about, schema, tag))

    return {
        "/api/events/{id}/history": {"get": operation(
            "getEventHistory", "What happened to an event", merged | found("Its history.", "EventHistory"), one,
            (404, 503),
        )},
        "/api/events/{id}/similar": {"get": operation(
            "listSimilarEvents", "Events like one", merged | found("The list.", "SimilarEvents"), [*one, _SIMILAR],
            (404, 503),
        )},
        "/api/venues": {"get": operation(
            "listVenues", "Venues", found("The list.", "VenueList"), DIRECTORY, (503,)
        )},
        "/api/venues/{id}": {"get": operation(
            "getVenue", "A venue and its next events", found("The venue.", "VenueDetails"),
            [parameters.path("id", "`placeId` of an event's venue.", ID), parameters.TAG], (404, 503),
        )},
        "/api/organizers": {"get": operation(
            "listOrganizers", "Organizers", found("The list.", "OrganizerList"), DIRECTORY, (503,)
        )},
        "/api/organizers/{id}": {"get": operation(
            "getOrganizer", "An organizer and its next events", found("The organizer.", "OrganizerDetails"),
            [parameters.path("id", "The organizer's id.", ID), parameters.TAG], (404, 503),
        )},
    }  # fmt: skip
