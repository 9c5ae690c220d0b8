"""What the document says of places, their hours, and what they are like."""

from __future__ import annotations

from typing import Any

from realtime.api.bodies import ReportBody
from realtime.api.openapi import parameters
from realtime.api.openapi.details import DIRECTORY, VENUE
from realtime.api.openapi.json_schema import COUNT, FLAG, ID, TEXT, TIME, Schema, many, or_null, record, ref
from realtime.api.openapi.operation import JSON, answer, operation, refusal, tagged
from realtime.api.openapi.schemas import PLACE_NOW, PLACE_STATUS

_PLACE_ID = parameters.path("id", "The place's id: `placeId` of an event's venue.", ID)
_SOURCE: Schema = {**TEXT, "description": "`hours`: by its opening hours; `google`, `user`, `prediction`, `business`."}
_NOW = or_null(ref("PlaceNow"))

SCHEMAS: dict[str, Schema] = {
    "PlaceNow": record(
        "What a place is like now, by who stated each part last; null where nothing that is known counts any more.",
        **PLACE_NOW,
    ),
    "PlaceSummary": record("A place, and what it is like now.", **VENUE, status=_NOW),
    "PlaceList": record("Places by their names.", places=many(ref("PlaceSummary")), total=COUNT),
    "StatedHours": record(
        "Opening hours, as one origin states them.",
        origin={"enum": ["moderator", "venue_page", "google", "osm"], "description": "Each outweighs those after it."},
        week=or_null({**TEXT, "description": "OpenStreetMap's `opening_hours`."}),
        special=many(ref("SpecialDays")), statedAt=TIME,
    ),
    "SpecialDays": record(
        "Days with hours of their own, both ends included.", first=TEXT, last=TEXT, hours=TEXT, label=TEXT,
    ),
    "PlaceDetails": record(
        "A place, its opening hours, and what it is like now.", **VENUE, status=_NOW, week=many(ref("PlaceDay")),
        hours=many(ref("StatedHours")),
    ),
    "PlaceDay": record(
        "A day of the next seven, today first, with all hours that begin on it.",
        date={**TEXT, "format": "date"},
        special=or_null({**TEXT, "description": "Why its hours are its own; null: they are those of the week."}),
        holiday=or_null({**TEXT, "description": "The public holiday that it is."}), spans=many(ref("OpenSpan")),
    ),
    "OpenSpan": record(
        "From when to when it is open.", **{"from": TIME, "to": TIME},
        certain={**FLAG, "description": "False: one has to ask."}, comment=TEXT,
    ),
    "PlaceHistory": record(
        "What a place is like now, and the last 100 changes of that, the newest first.", id=ID, status=_NOW,
        history=many(ref("PlaceChange")),
    ),
    "PlaceChange": record(
        "A change of what one source says of a place.", **PLACE_STATUS, reason=or_null(TEXT), source=_SOURCE, at=TIME,
    ),
}  # fmt: skip


def paths(tag: dict[str, Any]) -> dict[str, Any]:
    """The addresses; `tag` describes the header `ETag`."""
    one = [_PLACE_ID, parameters.TAG]
    is_open = parameters.asked("open", "Those that are open now, or `at` a moment, or are known not to be.", FLAG)
    at = parameters.asked(
        "at",
        "When they are to be open, with `open`: a time in ISO 8601 of the next seven days, in the area's zone "
        "without an offset. Until a place's state is to change it counts; from then on its hours do.",
        TEXT,
    )
    return {
        "/api/places": {"get": operation(
            "listPlaces", "Places, and whether they are open", tagged(answer("The list.", "PlaceList", tag)),
            [*DIRECTORY, is_open, at], (503,),
        )},
        "/api/places/{id}": {"get": operation(
            "getPlace", "A place and its opening hours", tagged(answer("The place.", "PlaceDetails", tag)), one,
            (404, 503),
        )},
        "/api/places/{id}/status": {"get": operation(
            "getPlaceStatus", "What a place is like now and was before",
            tagged(answer("Now, and before.", "PlaceHistory", tag)), one, (404, 503),
        )},
        "/api/places/{id}/reports": {
            "get": operation(
                "getReportToken", "A token for reporting how a place is",
                {200: {"description": "It.", "content": {JSON: {"schema": record("A token.", token=TEXT)}}}},
                [_PLACE_ID], (503,),
            ),
            "post": _reporting(),
        },
    }  # fmt: skip


def _reporting() -> dict[str, Any]:
    refused = {
        409: "The token is wrong, too young or too old.", 413: "The body is too long.", 415: "Send JSON.",
        422: "A member of the body is wrong: which one, and how.",
    }  # fmt: skip
    wrong = {status: refusal(words, status) for status, words in refused.items()}
    schema = {name: value for name, value in ReportBody.model_json_schema().items() if name != "title"}
    return operation(
        "reportPlace", "Say how a place is", {204: {"description": "It is kept."}, **wrong}, [_PLACE_ID],
        (401, 403, 404, 429, 503), security=[{}, {"token": []}, {"session": []}],
        description="With a `token` of the form; or for a place itself, with a token of the scope place.",
        requestBody={"required": True, "content": {JSON: {"schema": schema}}},
    )  # fmt: skip
