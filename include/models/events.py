"""Events, and what stands beside them: dates, images, counters."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from geoalchemy2 import WKBElement
from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKey,
    Numeric,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from include.models.base import Base, Json
from include.models.geography import point
from include.models.places import AreaRow, Place
from include.models.sources import EventSource


class DiscoveredEvent(Base):
    """A real happening."""

    __tablename__ = "discovered_events"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default="gen_random_uuid()")
    staging_id: Mapped[UUID | None] = mapped_column(ForeignKey("jatre.events_staging.id", use_alter=True))
    source_id: Mapped[UUID | None] = mapped_column(ForeignKey(EventSource.id))
    title: Mapped[str]
    description: Mapped[str | None]
    category: Mapped[str | None]
    subcategory: Mapped[str | None]
    tags: Mapped[list[str]]
    start_time: Mapped[datetime]
    end_time: Mapped[datetime | None]
    timezone: Mapped[str]
    date_only: Mapped[bool]
    is_recurring: Mapped[bool]
    recurrence_rule: Mapped[Json | None]
    status: Mapped[str]
    venue_name: Mapped[str | None]
    venue_address: Mapped[str | None]
    place_id: Mapped[UUID | None] = mapped_column(ForeignKey(Place.id))
    location: Mapped[WKBElement | None] = mapped_column(point())
    plus_code: Mapped[str | None]
    google_place_id: Mapped[str | None]
    area_code: Mapped[str | None] = mapped_column(ForeignKey(AreaRow.code))
    named_area: Mapped[str | None] = mapped_column(ForeignKey(AreaRow.code))
    organizer_name: Mapped[str | None]
    organizer_type: Mapped[str | None]
    contact_info: Mapped[Json | None]
    external_url: Mapped[str | None]
    ticket_url: Mapped[str | None]
    links: Mapped[list[Json]]
    cost_type: Mapped[str | None]
    price_range: Mapped[Json | None]
    capacity: Mapped[int | None]
    registration_required: Mapped[bool | None]
    quality_score: Mapped[Decimal | None] = mapped_column(Numeric(3, 2))
    verification_status: Mapped[str]
    moderation_status: Mapped[str]
    moderation_reasons: Mapped[list[str]]
    moderation_notes: Mapped[str | None]
    moderated_by: Mapped[UUID | None]
    moderated_at: Mapped[datetime | None]
    is_active: Mapped[bool]
    merged_into: Mapped[UUID | None] = mapped_column(ForeignKey("jatre.discovered_events.id"))
    published_at: Mapped[datetime | None]
    draft: Mapped[Json | None]
    provenance: Mapped[Json]
    is_public: Mapped[bool]
    rooms: Mapped[list[str]]
    version: Mapped[int] = mapped_column(BigInteger)
    occurrences: Mapped[list[Json]] = mapped_column(JSON)
    images: Mapped[list[Json]] = mapped_column(JSON)
    change_kind: Mapped[str | None]
    change_rooms: Mapped[list[str] | None]
    change_moved: Mapped[bool]
    change_moderated: Mapped[bool]
    search: Mapped[str | None] = mapped_column(TSVECTOR)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class EventOccurrence(Base):
    """One date of an event."""

    __tablename__ = "event_occurrences"
    event_id: Mapped[UUID] = mapped_column(ForeignKey(DiscoveredEvent.id, ondelete="CASCADE"), primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(primary_key=True)
    ends_at: Mapped[datetime | None]
    date_only: Mapped[bool]
    cancelled: Mapped[bool]
    over_at: Mapped[datetime]
    is_public: Mapped[bool]
    category: Mapped[str | None]
    area_code: Mapped[str | None]
    location: Mapped[WKBElement | None] = mapped_column(point())


class EventImage(Base):
    """A picture of an event."""

    __tablename__ = "event_images"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default="gen_random_uuid()")
    event_id: Mapped[UUID] = mapped_column(ForeignKey(DiscoveredEvent.id, ondelete="CASCADE"))
    url: Mapped[str]
    thumbnail_url: Mapped[str | None]
    source_url: Mapped[str | None]
    alt_text: Mapped[str | None]
    is_primary: Mapped[bool]
    created_at: Mapped[datetime]


class EventCounters(Base):
    """Counted beside the event."""

    __tablename__ = "event_counters"
    event_id: Mapped[UUID] = mapped_column(ForeignKey(DiscoveredEvent.id, ondelete="CASCADE"), primary_key=True)
    view_count: Mapped[int]
    rsvp_count: Mapped[int]
    share_count: Mapped[int]
