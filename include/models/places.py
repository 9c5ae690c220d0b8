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
    ForeignKeyConstraint,
    Numeric,
    SmallInteger,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from include.models.base import Base
from include.models.geography import point


class AreaRow(Base):
    """A served part of a city."""

    __tablename__ = "areas"
    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    timezone: Mapped[str]
    currency: Mapped[str] = mapped_column(CHAR(3))
    outline: Mapped[WKBElement] = mapped_column(Geography("MULTIPOLYGON", srid=4326, spatial_index=False))
    centre: Mapped[WKBElement] = mapped_column(point())
    square_metres: Mapped[float] = mapped_column(Double, FetchedValue())


class AreaWeather(Base):
    """The weather of an area, as last observed: degrees Celsius, millimetres per hour, kilometres per hour."""

    __tablename__ = "area_weather"
    area_code: Mapped[str] = mapped_column(ForeignKey(AreaRow.code), primary_key=True)
    observed_at: Mapped[datetime]
    condition: Mapped[str]
    temperature_c: Mapped[Decimal | None] = mapped_column(Numeric(4, 1))
    feels_like_c: Mapped[Decimal | None] = mapped_column(Numeric(4, 1))
    humidity_percent: Mapped[int | None] = mapped_column(SmallInteger)
    rain_mm_per_hour: Mapped[Decimal | None] = mapped_column(Numeric(5, 1))
    wind_kmh: Mapped[Decimal | None] = mapped_column(Numeric(4, 1))
    source: Mapped[str]
    version: Mapped[int] = mapped_column(BigInteger, FetchedValue())


class Place(Base):
    """A venue or other named place."""

    __tablename__ = "places"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default="gen_random_uuid()")
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    aliases: Mapped[list[str]] = mapped_column(server_default="{}")
    kind: Mapped[str | None]
    address: Mapped[str | None]
    location: Mapped[WKBElement | None] = mapped_column(point())
    area_code: Mapped[str | None] = mapped_column(ForeignKey(AreaRow.code))
    plus_code: Mapped[str | None]
    google_place_id: Mapped[str | None] = mapped_column(unique=True)
    osm_id: Mapped[str | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class PlaceLiveStatus(Base):
    """What a place is like right now."""

    __tablename__ = "place_live_status"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default="gen_random_uuid()")
    place_id: Mapped[UUID] = mapped_column(ForeignKey(Place.id, ondelete="CASCADE"))
    is_open: Mapped[bool | None]
    current_capacity: Mapped[str | None]
    wait_time_minutes: Mapped[int | None]
    special_status: Mapped[str | None]
    source: Mapped[str]
    confidence: Mapped[Decimal | None] = mapped_column(Numeric(3, 2))
    valid_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class VenueName(Base):
    """A venue's name as listings use it, by the key under which all its spellings of case and article meet."""

    __tablename__ = "venue_names"
    area_code: Mapped[str] = mapped_column(ForeignKey(AreaRow.code), primary_key=True)
    name_key: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    first_seen_at: Mapped[datetime]


class VenueStatementRow(Base):
    """Where one source states that a venue is, with a listing that states it."""

    __tablename__ = "venue_statements"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default="gen_random_uuid()")
    area_code: Mapped[str]
    name_key: Mapped[str]
    source_id: Mapped[UUID] = mapped_column(ForeignKey("jatre.event_sources.id"))
    listing_id: Mapped[UUID] = mapped_column(ForeignKey("jatre.events_staging.id"))
    spot: Mapped[str]
    name: Mapped[str]
    is_branch: Mapped[bool]
    part: Mapped[str]
    address: Mapped[str | None]
    location: Mapped[WKBElement | None] = mapped_column(point())
    stated_at: Mapped[datetime]
    __table_args__ = (
        ForeignKeyConstraint(["area_code", "name_key"], [VenueName.area_code, VenueName.name_key]),
        UniqueConstraint("area_code", "name_key", "source_id", "spot"),
    )


class VenueDecision(Base):
    """What a person decided of a venue."""

    __tablename__ = "venue_decisions"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default="gen_random_uuid()")
    kind: Mapped[str]
    area_code: Mapped[str]
    name_key: Mapped[str]
    name: Mapped[str]
    other_name: Mapped[str | None]
    part: Mapped[str | None]
    address: Mapped[str | None]
    location: Mapped[WKBElement | None] = mapped_column(point())
    reason: Mapped[str | None]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    __table_args__ = (ForeignKeyConstraint(["area_code", "name_key"], [VenueName.area_code, VenueName.name_key]),)
