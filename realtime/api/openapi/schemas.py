"""The shapes of what the API answers, as JSON Schema. Fields may be added later: ignore what you do not know."""

from __future__ import annotations

import json
from pathlib import Path

from include.filters.fields import AVAILABILITIES, COSTS
from realtime.api.openapi.json_schema import (
    CATEGORY,
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
    without,
)

_OCCURRENCE = record(
    "A date of an event.", startsAt=TIME, endsAt=or_null(TIME),
    dateOnly={**FLAG, "description": "Only the day is known: the hour of `startsAt` means nothing."}, cancelled=FLAG,
)  # fmt: skip
_COLUMNS: dict[str, Schema] = json.loads(Path(__file__).with_name("columns.json").read_text(encoding="utf-8"))
"""Fields that are a column as it is, by its type and comment; written by `make schema`."""
_THUMBNAIL = {
    **TEXT, "format": "uri-reference",
    "description": "Where this service has a small form of it: a path, in which its width and height stand.",
}  # fmt: skip
EVENT: dict[str, Schema] = {
    **_COLUMNS,
    "version": {**COUNT, "description": "Grows with every visible change: drop what is not newer than what you have."},
    "category": or_null(CATEGORY),
    "startTime": TIME,
    "endTime": or_null(TIME),
    "timezone": {**TEXT, "description": "IANA name. All times are in UTC; show them in this zone."},
    "recurrenceRule": or_null({"type": "object"}),
    "status": {"enum": ["scheduled", "cancelled", "postponed", "unlisted"]},
    "movedAt": or_null({**TIME, "description": "When its time or venue became another, since it was published."}),
    "occurrences": many(ref("Occurrence")),
    "venue": ref("Venue"),
    "areas": {**many(TEXT), "description": "Codes of all areas that it lies in, the smallest first."},
    "area": or_null({**TEXT, "description": "Code of the area, see `/api/areas/{code}`."}),
    "organizer": record(
        "Who holds it.", name=or_null(TEXT),
        type=or_null({"enum": ["business", "individual", "community", "government"]}),
        url=or_null({**LINK, "description": "Its own public page."}),
    ),
    "pricing": ref("Pricing"),
    "source": record("Where it was found first.", name=or_null(TEXT), url=or_null(LINK)),
    "links": many({"type": "object", "description": "A listing of this event: whose, and where."}),
    "ticketUrl": or_null(LINK),
    "images": many(record("A picture.", url=LINK, thumbnailUrl=or_null(_THUMBNAIL), alt=or_null(TEXT))),
    "capacity": or_null(COUNT),
    "availability": or_null({
        "enum": [*AVAILABILITIES],
        "description": "What is left of tickets or seats; null where no source says it.",
    }),
    "qualityScore": or_null({**NUMBER, "minimum": 0, "maximum": 1}),
    "verificationStatus": {"enum": ["unverified", "verified", "official"]},
    "publishedAt": TIME,
    "updatedAt": TIME,
}  # fmt: skip
"""The fields of an event, wherever it is shown."""
_LISTED: dict[str, Schema] = {
    "next": ref("Occurrence"),
    "moreDates": {**COUNT, "description": "Further dates within the window."},
    "distanceKm": or_null({**NUMBER, "description": "From the point asked about."}),
    "matched": or_null(
        optional(
            record(
                "Why it is found by `q`, with `sort=relevance`: the words that stand in its title, venue or "
                "description, those that it has in another spelling (a slip, another script, two words as one), and "
                "those by a synonym of the area. A word is there once, for the first of these reasons. "
                "Null in other lists."
            ),
            title=many(TEXT),
            venue=many(TEXT),
            description=many(TEXT),
            spelling=many(TEXT),
            synonym=many(TEXT),
        )
    ),
}

_CONDITION: Schema = {"enum": ["clear", "cloudy", "fog", "drizzle", "rain", "snow", "storm", "unknown"]}
CAPACITIES = ("empty", "quiet", "moderate", "busy", "packed")
"""How full a place is."""
_WEATHER_ORIGIN: dict[str, Schema] = {
    "hoursUntil": or_null({**TIME, "description": "Until when the forecast counts."}),
    "fetchedAt": or_null(TIME),
    "source": or_null(TEXT),
    "attribution": or_null(ref("Attribution")),
}

PLACE_STATUS: dict[str, Schema] = {
    "placeId": ID, "isOpen": or_null(FLAG),
    "changesAt": or_null({**TIME, "description": "When it opens or closes next."}),
    "capacity": or_null({"enum": [*CAPACITIES]}),
    "waitTime": or_null({**COUNT, "description": "Minutes."}),
    "specialStatus": or_null({**TEXT, "description": "A line about now, such as what is on."}),
    "confidence": or_null({**NUMBER, "description": "Of the capacity and the wait: 0 to 1."}),
    "validUntil": or_null({**TIME, "description": "After that it is not known whether it is open."}),
}  # fmt: skip
"""What is stated of a place."""
_PLACE_SOURCE: Schema = {
    **TEXT, "description": "`hours`: by its opening hours; `google`, `user`, `prediction`, `business`.",
}  # fmt: skip
PLACE_NOW: dict[str, Schema] = {
    **PLACE_STATUS,
    "version": {**COUNT, "description": "Grows with every change: drop what is not newer than what you have."},
    "source": or_null({**_PLACE_SOURCE, "description": f"Who says whether it is open. {_PLACE_SOURCE['description']}"}),
    "capacitySource": or_null({**TEXT, "description": "Who says how full it is; a `prediction` is an estimate."}),
    "capacityReason": or_null({**TEXT, "description": "What that is known by."}),
    "capacityAt": or_null(TIME),
    "capacityUntil": or_null({**TIME, "description": "After that it is not known how full it is."}),
    "updatedAt": or_null(TIME),
}
"""What is known of a place now, each part by who says it."""

SCHEMAS: dict[str, Schema] = {
    "Occurrence": _OCCURRENCE,
    "Venue": record(
        "Where it is, in degrees (WGS 84).", name=or_null(TEXT), address=or_null(TEXT), latitude=or_null(NUMBER),
        longitude=or_null(NUMBER), precision=or_null({
            "enum": ["venue", "address", "road", "postcode"],
            "description": "What the point is that of; of `road` and `postcode` there is none.",
        }), approximate=or_null(record(
            "Where there is no point: it is within so many metres of this one.", latitude=NUMBER, longitude=NUMBER,
            metres=COUNT,
        )), placeId=or_null(ID), plusCode=or_null(TEXT),
    ),
    "Pricing": record(
        "What it costs, in units of the currency. `amount` is the minimum.", type=or_null(
            {"enum": [*COSTS, "donation", "variable"]}
        ), amount=or_null(NUMBER), minimum=or_null(NUMBER), maximum=or_null(NUMBER), currency=or_null(TEXT),
    ),
    "Event": record("A happening.", **EVENT),
    "ListedEvent": {
        **record("A happening in a list, by its first date within the window.", **EVENT, **_LISTED),
        # by `fields` one leaves out the others
        "required": ["id", "version"],
    },
    "EventList": without("window", record(
        "A part of a list.", events=many(ref("ListedEvent")),
        total={**COUNT, "description": "How many there are in all; about as many, where `totalExact` is false."},
        totalExact={**FLAG, "description": "Whether they were counted; else they are estimated."},
        hasMore={**FLAG, "description": (
            "Whether there may be more. Where very few of very many dates pass a filter, an answer has those among the "
            "next dates, fewer than asked or none: go on with `nextPage`."
        )},
        cursor={**TEXT, "description": "As `Jatre-Cursor`, that of the first page: subscribe from it."},
        nextPage=or_null({**TEXT, "description": "Send it as `page` with the same filters for what follows."}),
        window=record(
            "What `when` came to.", when={**TEXT, "description": "As it was asked for."}, until=or_null(TIME),
            **{"from": TIME},
        ),
    )),
    "Understanding": record(
        "What a search means.", words={**TEXT, "description": "What is left: send it as `q`; empty where nothing is."},
        understood=many(record(
            "A filter that words name.",
            filter={**TEXT, "description": "Send it in `asWords` to search its words as text."},
            value={**TEXT, "description": "To be shown."}, words={**TEXT, "description": "As they were typed."},
            parameters={"type": "object", "description": (
                "Those of a list, with their values. `without` has none: what it leaves out is `-word` in `words`. "
                "Nor has `ignored`, such as `not next weekend`: words that say what no filter can."
            )},
        )),
        synonyms=many(record(
            "What else words that are left are called in the area; lists find that too.",
            words={**TEXT, "description": "As they were typed, in small letters."}, meant=many(TEXT),
        )),
    ),
    "TrendingEvent": record(
        "A happening with its score.", **EVENT,
        popularity={**NUMBER, "minimum": 0, "description": "`expected`, halved for every three days until the start."},
        expected={**NUMBER, "minimum": 0, "description": (
            "Points of interest (a view 0.3, an RSVP 0.5, a share 0.2) that it will probably have when it starts."
        )},
    ),
    "Trending": record(
        "The most popular events of the next seven days, the first one first.", events=many(ref("TrendingEvent")),
        refreshedAt=or_null({**TIME, "description": "When it was worked out."}),
    ),
    "Counted": record(
        "What became of it.", counted={**FLAG, "description": "False when this visitor was counted today already."}
    ),
    "Area": record(
        "A served area.", code=TEXT, name=TEXT, timezone=TEXT, currency=TEXT,
        centre=record("In degrees.", latitude=NUMBER, longitude=NUMBER),
        outline={"type": "object", "description": "A GeoJSON geometry."},
    ),
    "Problem": optional(record(
        "What was wrong (RFC 9457).", type={**TEXT, "format": "uri-reference", "description": "Leads to its kind."},
        title=TEXT, status=COUNT, detail={**TEXT, "description": "What to do."},
        error=record("The same in short, as it was before.", field=or_null(TEXT), message=TEXT),
    ), parameter={**TEXT, "description": "The parameter, header or member that is wrong."}, value={
        **TEXT, "description": "The beginning of what was sent as a parameter of the query."
    }, accepted={"type": "object", "description": "The JSON Schema of that parameter."}, documentation={
        **TEXT, "format": "uri-reference", "description": "Where to read of this call."
    }, requestId={**TEXT, "description": "The `X-Request-Id` of the answer, which is in our log, too."}),
    "Health": record(
        "How the service fares.", status={"enum": ["ok", "draining", "unavailable"]},
        database={"type": "object"}, feed={"type": "object"}, connections=COUNT,
    ),
    "Alive": record("That the process answers.", status={"const": "alive"}),
    "Delivery": record("What became of a delivery.", delivery=TEXT, status=TEXT),
    "SourceReport": record(
        "What became of a source's listings. `stated` counts those of `read` that state a part of an event as data.",
        slug=TEXT, name=TEXT, kind=TEXT, official=FLAG, listings=COUNT, shown=COUNT, waiting=COUNT, setAside=COUNT,
        visit=or_null(record("The last visit.", at=TIME, status=TEXT, notModified=FLAG, error=or_null(TEXT))),
        list=or_null(record(
            "The last list that it brought.", at=TIME, complete=FLAG, found=COUNT, new=COUNT, changed=COUNT,
            unchanged=COUNT, unreadable=COUNT,
        )),
        reasons=many(record("Why so many are not shown, or without a part.", reason=TEXT, listings=COUNT)), read=COUNT,
        stated=record(
            "By the part.", occurrences=COUNT, hour=COUNT, end=COUNT, venue=COUNT, description=COUNT, images=COUNT,
            price=COUNT, organizer=COUNT, url=COUNT,
        ),
    ),
    "FormToken": record("What makes a sending ours.", token=TEXT),
    "Submitted": record("What became of an event that was sent in.", submission=TEXT, status=TEXT),
    "EventRemoved": record("An event that is gone.", id=ID, version=COUNT, mergedInto=or_null(ID)),
    "PlaceStatus": record("What a place is like now.", **PLACE_NOW),
    "ForecastHour": record(
        "An hour: at its beginning, and the rain in it.", startsAt=TIME, condition=_CONDITION,
        temperature=or_null(NUMBER), rainProbability=or_null({**NUMBER, "description": "Percent."}),
        rain=or_null({**NUMBER, "description": "Millimetres in this hour."}), wind=or_null(NUMBER),
        rainLikely={**FLAG, "description": "From 60 % or half a millimetre on."},
    ),
    "Attribution": record(
        "What the source's licence wants to be shown.", text=TEXT, url=LINK, licence=TEXT, licenceUrl=LINK
    ),
    "PresentWeather": record(
        "How it is: °C, %, mm/h, km/h.", observedAt=TIME, validUntil=TIME, condition=_CONDITION,
        temperature=or_null(NUMBER), feelsLike=or_null(NUMBER), humidity=or_null(NUMBER), rain=or_null(NUMBER),
        wind=or_null(NUMBER),
    ),
    "Weather": record(
        "The weather of an area. What has expired is not there.", area=TEXT, version=COUNT,
        present=or_null(ref("PresentWeather")), hours=many(ref("ForecastHour")),
        ageSeconds=or_null({**COUNT, "description": "Since it was observed."}), **_WEATHER_ORIGIN,
    ),
    "WeatherUpdate": record(
        "The weather of an area: °C, %, mm/h, km/h. What has expired is null, its condition unknown.", area=TEXT,
        version=COUNT, observedAt=TIME, validUntil=or_null(TIME), condition=_CONDITION, temperature=or_null(NUMBER),
        feelsLike=or_null(NUMBER), humidity=or_null(NUMBER), rain=or_null(NUMBER), wind=or_null(NUMBER),
        hours=many(ref("ForecastHour")), **_WEATHER_ORIGIN,
    ),
    "Bulk": record("Too much has changed in these rooms to send it one by one: list again.", rooms=many(TEXT)),
    "Moderation": record(
        "How a moderator's work on an event stands; in the private room only.", id=ID, version=COUNT, title=TEXT,
        status={"enum": ["pending", "approved", "rejected", "flagged"]}, reasons=many(TEXT),
    ),
    "Changes": record(
        "What has changed after a cursor, in order.", changes=many(record(
            "A change, as a WebSocket is sent it; an unknown kind is to be passed over.", type={"const": "event"},
            kind=TEXT, entity=TEXT, version=COUNT, cursor=TEXT, data={"type": "object"},
        )), cursor={**TEXT, "description": "Ask again from here."},
        hasMore={**FLAG, "description": "Whether there is more already: ask again at once."}, reset=or_null(
            {**TEXT, "description": "Why changes are missing since the cursor: list again, then go on from here."}
        ),
    ),
    "Session": record(
        "Who one is, and which private rooms are open.", name=or_null(TEXT), scope=or_null(TEXT),
        rooms=many(TEXT), expiresAt=or_null(TIME),
    ),
}  # fmt: skip
