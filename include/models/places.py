"""Served areas, their weather, and the places in them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from geoalchemy2 import Geography, WKBElement
from sqlalchemy import (
    CHAR,
    BigInteger,
    Double,
    FetchedValue,
    ForeignKey,
    Identity,
    Numeric,
    SmallInteger,
)
from sqlalchemy.orm import Mapped, mapped_column

from include.models.base import Base, Json
from include.models.geography import point


class AreaRow(Base):
    """The areas an installation serves. Polygons may nest; a point belongs to the smallest that holds it."""

    __tablename__ = "areas"
    code: Mapped[str] = mapped_column(primary_key=True, comment="its name in rooms and addresses")
    name: Mapped[str] = mapped_column(comment="its name for people")
    timezone: Mapped[str] = mapped_column(comment="IANA name; naive times of its sources are read in it")
    currency: Mapped[str] = mapped_column(CHAR(3), comment="ISO 4217")
    outline: Mapped[WKBElement] = mapped_column(
        Geography("MULTIPOLYGON", srid=4326, spatial_index=False), comment="its polygon, WGS 84"
    )
    centre: Mapped[WKBElement] = mapped_column(point(), comment="where its map begins")
    search: Mapped[Json] = mapped_column(comment="kinds and places as people call them who search")
    search_synonyms: Mapped[Json] = mapped_column(comment="its synonyms by the keys of their words (search_synonyms)")
    square_metres: Mapped[float] = mapped_column(Double, FetchedValue(), comment="its size, for finding the smallest")


class AreaWeather(Base):
    """The weather of an area, as last observed, and its next hours: one row per area, overwritten."""

    __tablename__ = "area_weather"
    area_code: Mapped[str] = mapped_column(ForeignKey(AreaRow.code), primary_key=True, comment="the area")
    observed_at: Mapped[datetime] = mapped_column(comment="when it was observed")
    condition: Mapped[str] = mapped_column(comment="clear, cloudy, fog, drizzle, rain, snow, storm or unknown")
    temperature_c: Mapped[Decimal | None] = mapped_column(Numeric(4, 1), comment="degrees Celsius")
    feels_like_c: Mapped[Decimal | None] = mapped_column(Numeric(4, 1), comment="degrees Celsius")
    humidity_percent: Mapped[int | None] = mapped_column(SmallInteger, comment="relative humidity")
    rain_mm_per_hour: Mapped[Decimal | None] = mapped_column(Numeric(5, 1), comment="millimetres per hour")
    wind_kmh: Mapped[Decimal | None] = mapped_column(Numeric(4, 1), comment="kilometres per hour")
    valid_until: Mapped[datetime | None] = mapped_column(
        comment="until when that counts as the weather now; null: it does not"
    )
    hours: Mapped[Json] = mapped_column(
        server_default="[]",
        comment="the forecast, an object an hour: startsAt, condition, temperature (degrees Celsius), rainProbability "
        "(percent), rain (millimetres in that hour), wind (kilometres per hour), rainLikely",
    )
    hours_until: Mapped[datetime | None] = mapped_column(comment="until when the forecast counts")
    fetched_at: Mapped[datetime] = mapped_column(comment="when the source stated it")
    source: Mapped[str] = mapped_column(comment="who states it")
    attribution: Mapped[Json | None] = mapped_column(
        comment="what its licence wants to be shown: text, url, licence, licenceUrl"
    )
    version: Mapped[int] = mapped_column(
        BigInteger, FetchedValue(), comment="counts the states, for the feed; kept by a trigger"
    )


class WeatherFailure(Base):
    """Areas whose source of weather failed when it was last asked."""

    __tablename__ = "weather_failures"
    area_code: Mapped[str] = mapped_column(ForeignKey(AreaRow.code), primary_key=True, comment="the area")
    failures: Mapped[int] = mapped_column(comment="in a row")
    failed_at: Mapped[datetime] = mapped_column(comment="the latest")
    ask_at: Mapped[datetime] = mapped_column(comment="before that nobody asks again")
    reason: Mapped[str] = mapped_column(comment="of the latest")


class Place(Base):
    """Venues and other named places: the gazetteer of an area and what the sources add to it."""

    __tablename__ = "places"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default="gen_random_uuid()", comment="the place")
    slug: Mapped[str] = mapped_column(unique=True, comment="its name in seeds")
    name: Mapped[str] = mapped_column(comment="its name for people")
    aliases: Mapped[list[str]] = mapped_column(server_default="{}", comment="other names")
    kind: Mapped[str | None] = mapped_column(comment="what kind of place")
    address: Mapped[str | None] = mapped_column(comment="the postal address")
    location: Mapped[WKBElement | None] = mapped_column(point(), comment="the point, WGS 84")
    area_code: Mapped[str | None] = mapped_column(ForeignKey(AreaRow.code), comment="the area it lies in")
    plus_code: Mapped[str | None] = mapped_column(comment="Open Location Code")
    google_place_id: Mapped[str | None] = mapped_column(unique=True, comment="Google's id")
    osm_id: Mapped[str | None] = mapped_column(comment="OpenStreetMap's id")
    created_at: Mapped[datetime] = mapped_column(comment="when it was added")
    updated_at: Mapped[datetime] = mapped_column(comment="when it last changed")


class PlaceLiveStatus(Base):
    """What a place is like right now; the newest valid row counts."""

    __tablename__ = "place_live_status"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default="gen_random_uuid()", comment="the row")
    place_id: Mapped[UUID] = mapped_column(ForeignKey(Place.id, ondelete="CASCADE"), comment="the place")
    is_open: Mapped[bool | None] = mapped_column(comment="whether it is open")
    current_capacity: Mapped[str | None] = mapped_column(comment="empty, quiet, moderate, busy or packed")
    wait_time_minutes: Mapped[int | None] = mapped_column(comment="how long one waits")
    special_status: Mapped[str | None] = mapped_column(comment="a line about now")
    source: Mapped[str] = mapped_column(comment="google, user, prediction, business, or hours: its opening hours")
    confidence: Mapped[Decimal | None] = mapped_column(Numeric(3, 2), comment="0 to 1")
    valid_until: Mapped[datetime | None] = mapped_column(comment="after that it counts no more")
    created_at: Mapped[datetime] = mapped_column(comment="when")
    updated_at: Mapped[datetime] = mapped_column(comment="when it last changed")
    changes_at: Mapped[datetime | None] = mapped_column(comment="when it opens or closes next, where that is known")
    reason: Mapped[str | None] = mapped_column(comment="what it is known by: so many people, or what a prediction saw")


class PlaceState(Base):
    """How often what is known of a place has changed, for the feed; kept by a trigger."""

    __tablename__ = "place_states"
    place_id: Mapped[UUID] = mapped_column(
        ForeignKey(Place.id, ondelete="CASCADE"), primary_key=True, comment="the place"
    )
    version: Mapped[int] = mapped_column(BigInteger, comment="of the state as the feed told it last; it grows")
    changed_at: Mapped[datetime] = mapped_column(comment="when")


class PlaceStatusChange(Base):
    """What a place was like, each change of it; Google's statements may not be kept, and are not among them."""

    __tablename__ = "place_status_changes"
    place_id: Mapped[UUID] = mapped_column(
        ForeignKey(Place.id, ondelete="CASCADE"), primary_key=True, comment="the place"
    )
    version: Mapped[int] = mapped_column(BigInteger, primary_key=True, comment="as the feed told of it; it grows")
    source: Mapped[str] = mapped_column(primary_key=True, comment="user, prediction, business, or hours")
    status: Mapped[Json] = mapped_column(comment="what was told, as JSON")
    changed_at: Mapped[datetime] = mapped_column(comment="when")


class PlaceReport(Base):
    """What somebody reported of a place; the newest of each, of how full it is, the wait, or that it is closed."""

    __tablename__ = "place_reports"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default="gen_random_uuid()", comment="the report")
    place_id: Mapped[UUID] = mapped_column(ForeignKey(Place.id, ondelete="CASCADE"), comment="the place")
    reporter: Mapped[bytes] = mapped_column(comment="who, as a hash of network and place that lasts for a day")
    said: Mapped[str] = mapped_column(comment="empty, quiet, moderate, busy, packed, wait or closed")
    minutes: Mapped[int | None] = mapped_column(SmallInteger, comment="of wait: how long")
    reported_at: Mapped[datetime] = mapped_column(comment="when")
    removed_by: Mapped[str | None] = mapped_column(comment="the moderator who took it out")
    stated_by: Mapped[str | None] = mapped_column(comment="of the place itself: whose token; null: a visitor")


class PlaceReportDecision(Base):
    """Who took a report of a place out or counted it again; it is deleted with the report, a day later."""

    __tablename__ = "place_report_decisions"
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True, comment="the order")
    report_id: Mapped[UUID] = mapped_column(ForeignKey(PlaceReport.id, ondelete="CASCADE"), comment="the report")
    kind: Mapped[str] = mapped_column(comment="remove or restore")
    decided_by: Mapped[str] = mapped_column(comment="the moderator")
    decided_at: Mapped[datetime | None] = mapped_column(
        server_default="clock_timestamp()", comment="when; null of what was decided before that was noted"
    )
    reason: Mapped[str | None] = mapped_column(comment="why, as they put it")


class PlaceHours(Base):
    """The opening hours of a place as one origin states them; which origin's count is decided when they are read."""

    __tablename__ = "place_hours"
    place_id: Mapped[UUID] = mapped_column(
        ForeignKey(Place.id, ondelete="CASCADE"), primary_key=True, comment="the place"
    )
    origin: Mapped[str] = mapped_column(primary_key=True, comment="moderator, venue_page, google or osm")
    stated: Mapped[str | None] = mapped_column(comment="as they are written there")
    week: Mapped[str | None] = mapped_column(comment="the same in OpenStreetMap's form; null: none, or not readable")
    special: Mapped[Json] = mapped_column(
        server_default="[]", comment="days with hours of their own: first, last, hours, label"
    )
    left_out: Mapped[str | None] = mapped_column(comment="why what is stated cannot be read")
    decided_by: Mapped[str | None] = mapped_column(comment="of moderator: who decided")
    reason: Mapped[str | None] = mapped_column(comment="of moderator: why")
    stated_at: Mapped[datetime] = mapped_column(comment="when it was stated")
    valid_until: Mapped[datetime | None] = mapped_column(comment="after that it counts no more")


class PlaceWeek(Base):
    """The opening hours of a place day by day, of all origins together, as they were last looked at."""

    __tablename__ = "place_weeks"
    place_id: Mapped[UUID] = mapped_column(
        ForeignKey(Place.id, ondelete="CASCADE"), primary_key=True, comment="the place"
    )
    key: Mapped[str] = mapped_column(comment="of what is stated and of the day: another one, and it is made anew")
    days: Mapped[Json] = mapped_column(comment="the next days, an object each: date, special, holiday, spans")
