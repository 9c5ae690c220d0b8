"""The grammar of filters: every field there is, once.

All that knows filters is made from this table: what requests may send and what they are told when it is wrong
(`reading`), the conditions of lists in SQL (`statements`, written into `include/sql/functions` by `make schema`), the
parameters in the OpenAPI document, `docs/reference/filters.md`, and whether a change passes a live subscription
(`Filter.matches`). A test draws filters and events and compares the last with the second.
"""

from __future__ import annotations

from datetime import datetime
from typing import get_args

from include.filters import document, predicates
from include.filters.field import Condition, Facet, Field
from include.filters.kinds import (
    BoxKind,
    ChoiceKind,
    FlagKind,
    HoursKind,
    MomentKind,
    NumberKind,
    PolygonKind,
    SearchKind,
    WindowKind,
    WordsKind,
)
from include.filters.moments import within_hours
from include.filters.shapes import MAX_POLYGON_POINTS
from include.filters.windows import CHOICES
from include.listing import SOURCE_SLUG, Availability, Category

CATEGORIES: tuple[str, ...] = get_args(Category)
STATUSES = ("scheduled", "cancelled", "postponed", "unlisted")
COSTS = ("free", "paid")
AVAILABILITIES: tuple[str, ...] = get_args(Availability)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MAX_RADIUS_KM, DEFAULT_RADIUS_KM = 100.0, 2.0
MAX_PRICE = 10_000_000
MAX_MINUTES = 525_600
MAX_SEARCH_CHARS, MAX_SEARCH_WORDS = 200, 16
AREA_CODE = r"[a-z][a-z0-9-]{1,40}"
_MOMENT = "A date or a time in ISO 8601; without an offset it is read in the area's zone."


def _shape(name: str) -> tuple[Condition, ...]:
    """Within a shape: exactly, and before that by the box around its circle, which is cheap and which an index has."""
    return (
        Condition(f"({{{name}_around}} is null or o.location && {{{name}_around}})", "place"),
        Condition(f"st_intersects({{{name}}}, o.location::geometry)", "place"),
    )


def _shape_values(name: str, shape: str) -> dict[str, tuple[str, str]]:
    """The values of such a field: the shape, and the box around its circle, null where none is around it."""
    box = f"_st_expand(st_centroid(st_envelope({shape}))::geography, shape_reach({shape}))"
    return {name: ("geometry", shape), f"{name}_around": ("geography", box)}


_POINT = "st_setsrid(st_makepoint((p_filter ->> 'lng')::float, (p_filter ->> 'lat')::float), 4326)::geography"
_HAS_NO_PLACE = "coalesce(e.venue_address, '') = '' and e.location is null"
_IS_ONLINE = f"e.venue_name is not distinct from '{document.ONLINE}' and {_HAS_NO_PLACE}"
_AREA_CODES = "json_texts(case jsonb_typeof({json}) when 'array' then {json} else jsonb_build_array({json}) end)"
_AREA_ROOMS = f"array(select 'events:area:' || code from unnest({_AREA_CODES}) as code)"  # noqa: S608 - one of ours
_IS_VERIFIED = "e.verification_status in ('verified', 'official')"

FIELDS: tuple[Field, ...] = (
    Field(
        "category", WordsKind(CATEGORIES), "One or more, repeated or separated by commas.", ("music", "music,market"),
        (
            # of one category alone, an index has the dates in their order
            Condition("o.category = ({category})[1]", "index", "jsonb_array_length(p_filter -> 'category') = 1"),
            Condition("o.category = any({category})", "place", "jsonb_array_length(p_filter -> 'category') <> 1"),
        ),
        lambda event, of: event["category"] in of["category"], facet=Facet("o.category"),
    ),
    Field(
        "tags", WordsKind(folded=True),
        "Any of these tags, repeated or separated by commas.", ("jazz", "kids,outdoors"),
        (Condition("e.tags && {tags}"),),
        lambda event, of: not set(of["tags"]).isdisjoint(event["tags"]), facet=Facet("e.tags", is_array=True),
    ),
    Field(
        "when", WindowKind(),
        f"A window instead of the two dates: {', '.join(CHOICES)}, or days in English words, such as `next weekend`, "
        "`friday evening`, `12 to 14 June`; the day before the month. A subscription keeps the two dates "
        "that it is when it begins.",
        ("tonight", "next weekend"),
    ),
    Field(
        "startDate", MomentKind(),
        f"What ends before is left out. {_MOMENT}", ("2026-03-14", "2026-03-14T13:00:00Z"),
        date_passes=lambda date, of: date.over > of["startDate"], key="from",
    ),
    Field(
        "endDate", MomentKind(days=1),
        f"What begins later is left out; a date counts in full. {_MOMENT}", ("2026-03-15",),
        date_passes=lambda date, of: date.begins < of["endDate"], key="until",
    ),
    Field(
        "weekday", WordsKind(WEEKDAYS),
        "The days of the week on which a date begins, in the event's zone.", ("sat,sun",),
        (Condition("to_char({date}.local_start, 'dy') = any({weekday})", "date"),),
        date_passes=lambda date, of: WEEKDAYS[date.begins.weekday()] in of["weekday"],
        facet=Facet("to_char(o.local_start, 'dy')", "date"),
    ),
    Field(
        "timeOfDay", HoursKind(),
        "The hours in which a date begins, in the event's zone, the last moment not included; they may pass midnight. "
        "What states no hour is left out.",
        ("18:00-23:00", "22:00-02:00"),
        (Condition("not {date}.date_only and within_hours({date}.local_start::time, {timeOfDay})", "date"),),
        date_passes=lambda date, of: not date.date_only and within_hours(date.begins.time(), of["timeOfDay"]),
    ),
    Field(
        "minDuration", NumberKind(0, MAX_MINUTES),
        "Minutes that a date lasts at least; what has no known end is left out.",
        ("60",),
        (Condition("{date}.ends_at - {date}.starts_at >= {minDuration}::float * interval '1 minute'", "date"),),
        date_passes=lambda date, of: (lasts := predicates.lasts(date)) is not None and lasts >= of["minDuration"],
    ),
    Field(
        "maxDuration", NumberKind(0, MAX_MINUTES), "Minutes that a date lasts at most, likewise.", ("180",),
        (Condition("{date}.ends_at - {date}.starts_at <= {maxDuration}::float * interval '1 minute'", "date"),),
        date_passes=lambda date, of: (lasts := predicates.lasts(date)) is not None and lasts <= of["maxDuration"],
    ),
    Field(
        "area", WordsKind(pattern=AREA_CODE, shape="the code of an area: small letters, digits, hyphens"),
        "Codes of areas, of which any has to hold it; without it, every area. The first one's zone is that of times.",
        ("old-town",),
        (Condition("o.areas && {area}", "place", of_event="e.rooms && {room}"),),
        lambda event, of: not set(of["area"]).isdisjoint(document.areas(event)), facet=Facet("o.areas", is_array=True),
        # one alone may come without a list, as it did before there could be several
        bounds={"area": ("text[]", _AREA_CODES), "room": ("text[]", _AREA_ROOMS)},
    ),
    Field(
        "lat", NumberKind(-90, 90), "Latitude of a point, in degrees; with `lng`.", ("12.9784",),
        bounds={"lat": ("geography", _POINT)},
    ),
    Field("lng", NumberKind(-180, 180), "Longitude, with `lat`.", ("77.6408",), bounds={}),
    Field(
        "radius", NumberKind(0.01, MAX_RADIUS_KM),
        f"Kilometres around the point, {DEFAULT_RADIUS_KM:g} without it; nothing without `lat` and `lng`.", ("1.5",),
        (
            # a hundred times cheaper, and so first where no index is asked
            Condition("o.location && {around}", "place", "p_filter ?& '{lat,lng,radiusKm}'"),
            Condition("st_dwithin(o.location, {lat}, {radius})", "place", "p_filter ?& '{lat,lng,radiusKm}'"),
        ),
        made=predicates.within_radius, key="radiusKm",
        bounds={
            "radius": ("float", "{text}::float * 1000"),
            "around": ("geography", f"_st_expand({_POINT}, {{text}}::float * 1000)"),
        },
    ),
    Field(
        "bbox", BoxKind(), "A box on the map: west, south, east and north, in degrees.", ("77.62,12.95,77.67,13.0",),
        _shape("bbox"), predicates.is_in_box, bounds=_shape_values("bbox", BoxKind.sql[1]),
    ),
    Field(
        "polygon", PolygonKind(),
        f"A polygon on the map in WKT: one ring, of at most {MAX_POLYGON_POINTS} points, longitude before latitude.",
        ("POLYGON((77.62 12.95, 77.67 12.95, 77.64 13.0, 77.62 12.95))",),
        _shape("polygon"), predicates.is_in_polygon, bounds=_shape_values("polygon", PolygonKind.sql[1]),
    ),
    Field(
        "venue", WordsKind(pattern=r"[^\0]{1,255}", shape="at most 255 characters", commas=False, folded=True),
        "The name of the venue in full, in small or capital letters, or its `placeId`; repeat it for more than one.",
        ("The Courtyard",),
        (Condition("(lower(e.venue_name) = any({venue}) or e.place_id = any({place}))"),),
        predicates.is_at, facet=Facet("e.venue_name"),
        bounds={
            "venue": ("text[]", "json_texts({json})"),
            "place": (
                "uuid[]", "array(select t::uuid from jsonb_array_elements_text({json}) as t"
                " where t ~ '^[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}$')",
            ),
        },
    ),
    Field(
        "organizer", WordsKind(pattern=r"[^\0]{1,255}", shape="at most 255 characters", commas=False, folded=True),
        "The name of the organizer in full, likewise.", ("Friends of the Rain Tree",),
        # the first has an index, the second is what is meant
        (
            Condition("organizer_id(e.organizer_name) = any({organizer_id})"),
            Condition("lower(e.organizer_name) = any({organizer})"),
        ),
        lambda event, of: (event["organizer"]["name"] or "\0").lower() in of["organizer"],
        facet=Facet("e.organizer_name"),
        bounds={
            "organizer": ("text[]", "json_texts({json})"),
            "organizer_id": ("uuid[]", "array(select organizer_id(t) from jsonb_array_elements_text({json}) as t)"),
        },
    ),
    Field(
        "source", WordsKind(pattern=SOURCE_SLUG, shape="a source as `links` of an event name it"),
        "Listed there, by the name in `links`: one or more, repeated or separated by commas.", ("town_hall",),
        (Condition("e.links @> any({source})"),),
        lambda event, of: any(one.get("source") in of["source"] for one in event["links"]),
        facet=Facet("array(select one ->> 'source' from jsonb_array_elements(e.links) as one)", is_array=True),
        bounds={"source": (
            "jsonb[]",
            "array(select jsonb_build_array(jsonb_build_object('source', slug))"
            " from jsonb_array_elements_text({json}) as slug)",
        )},
    ),
    Field(
        "cost", ChoiceKind(COSTS), "Free events, or all others that state what they cost.", ("free",),
        (Condition("o.cost_type = any({cost})", "place", of_event="e.cost_type = any({cost})"),), predicates.costs,
        bounds={"cost": (
            "text[]", "case {text} when 'free' then array['free'] else array['paid', 'donation', 'variable'] end"
        )},
        facet=Facet("case when o.cost_type = 'free' then 'free' when o.cost_type is not null then 'paid' end"),
    ),
    Field(
        "minPrice", NumberKind(0, MAX_PRICE),
        "Whose highest known price is no less, in the event's currency; free is 0, unknown never passes.", ("200",),
        (Condition("case e.cost_type when 'free' then 0 else coalesce((e.price_range ->> 'maximum')::numeric, "
                   "(e.price_range ->> 'minimum')::numeric) end >= {minPrice}"),),
        predicates.costs_at_least,
    ),
    Field(
        "maxPrice", NumberKind(0, MAX_PRICE),
        "Those that are free or whose least known price is no more, likewise.", ("500",),
        (Condition("case e.cost_type when 'free' then 0 else coalesce((e.price_range ->> 'minimum')::numeric, "
                   "(e.price_range ->> 'maximum')::numeric) end <= {maxPrice}"),),
        predicates.costs_at_most,
    ),
    Field(
        "availability", WordsKind(AVAILABILITIES),
        "What is left of tickets or seats, one or more: of what no source says it, nothing is listed.",
        ("available,limited",),
        (Condition("e.availability = any({availability})"),),
        lambda event, of: event.get("availability") in of["availability"], facet=Facet("e.availability"),
    ),
    Field(
        "online", FlagKind(), "Only what takes place online alone, or only what does not.", ("true",),
        (Condition(f"({_IS_ONLINE}) = {{online}}"),),
        lambda event, of: document.is_online(event) == of["online"], facet=Facet(f"({_IS_ONLINE})::text"),
    ),
    Field(
        "verified", FlagKind(),
        "Only what an official source or several independent ones state, or only the rest.", ("true",),
        (Condition("o.is_verified = {verified}", "place", of_event=f"({_IS_VERIFIED}) = {{verified}}"),),
        lambda event, of: (event["verificationStatus"] != "unverified") == of["verified"],
        facet=Facet("o.is_verified::text"),
    ),
    Field(
        "status", WordsKind(STATUSES), "One or more states of the event, repeated or separated by commas.",
        ("scheduled,postponed",),
        (Condition("e.status = any({status})"),),
        lambda event, of: event["status"] in of["status"], facet=Facet("e.status"),
    ),
    Field(
        "includeCancelled", FlagKind(default=True),
        "`false` leaves out events and dates that are cancelled; they are listed without it.", ("false",),
        (
            Condition("not {date}.cancelled", "date", "p_filter -> 'includeCancelled' = 'false'"),
            Condition("e.status <> 'cancelled'", "event", "p_filter -> 'includeCancelled' = 'false'"),
        ),
        lambda event, of: event["status"] != "cancelled",
        lambda date, of: not date.cancelled,
        bounds={"includeCancelled": ("boolean", "nullif({text}::boolean, true)")},
    ),
    Field(
        "modifiedSince", MomentKind(), f"What the public sees of it has changed at or after this. {_MOMENT}",
        ("2026-03-01",),
        (Condition("e.updated_at >= {modifiedSince}"),),
        lambda event, of: datetime.fromisoformat(event["updatedAt"]) >= of["modifiedSince"],
    ),
    Field(
        "q", SearchKind(MAX_SEARCH_CHARS, MAX_SEARCH_WORDS),
        "Words, in titles, venues and descriptions, all of them: in any spelling, in Latin or Indian letters; with a "
        "slip from five letters, two from nine, in titles and venues; the last one may be unfinished. `-word` must not "
        "be there.",
        ("carnatic",),
        # either is asked: the events that have the words where few do, else the words of each (`events_search_named`)
        (
            Condition("e.search @@ {words}", asked="p_filter ? 'words'"),
            Condition("o.event_id = any({named})", "place", "p_filter ? 'named'"),
        ),
        not_live="A change alone does not show how well it matches a text: list again, or follow without it.",
        bounds={
            "words": ("tsquery", "(p_filter ->> 'words')::tsquery"),
            "named": ("uuid[]", "(p_filter ->> 'named')::uuid[]"),
            "loose": ("tsquery", "(p_filter ->> 'loose')::tsquery"),
        },
    ),
)  # fmt: skip
SORTS = {
    "distance": "st_distance(o.location, {lat})",
    "quality": "-coalesce(e.quality_score, 0)",
    "trending": "-coalesce((select t.popularity from trending_events_v1 as t where t.event_id = e.id), 0)",
}
"""What lists are sorted by instead of time: in SQL, the least first."""
BY_NAME: dict[str, Field] = {field.name: field for field in FIELDS}
NAMES = tuple(BY_NAME)
FACETS = tuple(field.name for field in FIELDS if field.facet)
LIVE_NAMES = tuple(field.name for field in FIELDS if not field.not_live)
