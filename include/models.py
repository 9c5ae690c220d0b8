"""The tables, as SQLAlchemy sees them. The DDL is `include/sql/tables/*.sql`; a test holds that the two agree."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from geoalchemy2 import Geography, WKBElement
from sqlalchemy import (
    CHAR,
    JSON,
    BigInteger,
    Double,
    FetchedValue,
    ForeignKey,
    Integer,
    MetaData,
    Numeric,
    SmallInteger,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import ARRAY, BYTEA, DATE, JSONB, TIMESTAMP, TSVECTOR
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Json = dict[str, Any]


class Base(DeclarativeBase):
    """Everything lives in the schema `jatre`."""

    metadata = MetaData(schema="jatre")
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        datetime: TIMESTAMP(timezone=True),
        date: DATE,
        bytes: BYTEA,
        Json: JSONB,
        list[Json]: JSONB,
        list[str]: ARRAY(Text),
        list[date]: ARRAY(DATE),
    }


def _point() -> Geography:
    return Geography("POINT", srid=4326, spatial_index=False)


class Area(Base):
    """A served part of a city."""

    __tablename__ = "areas"
    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    timezone: Mapped[str]
    currency: Mapped[str] = mapped_column(CHAR(3))
    outline: Mapped[WKBElement] = mapped_column(Geography("MULTIPOLYGON", srid=4326, spatial_index=False))
    centre: Mapped[WKBElement] = mapped_column(_point())
    square_metres: Mapped[float] = mapped_column(Double, FetchedValue())


class AreaWeather(Base):
    """The weather of an area, as last observed: degrees Celsius, millimetres per hour, kilometres per hour."""

    __tablename__ = "area_weather"
    area_code: Mapped[str] = mapped_column(ForeignKey(Area.code), primary_key=True)
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
    location: Mapped[WKBElement | None] = mapped_column(_point())
    area_code: Mapped[str | None] = mapped_column(ForeignKey(Area.code))
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


class EventSource(Base):
    """A source instance."""

    __tablename__ = "event_sources"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default="gen_random_uuid()")
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str]
    type: Mapped[str]
    config: Mapped[Json]
    area_code: Mapped[str]
    schedule: Mapped[str | None]
    rate_limit: Mapped[int]
    priority: Mapped[int] = mapped_column(SmallInteger)
    official: Mapped[bool]
    is_active: Mapped[bool]
    state: Mapped[Json]
    last_fetched_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class FetchHistory(Base):
    """One run of a source."""

    __tablename__ = "fetch_history"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default="gen_random_uuid()")
    source_id: Mapped[UUID] = mapped_column(ForeignKey(EventSource.id, ondelete="CASCADE"))
    run_id: Mapped[str | None]
    started_at: Mapped[datetime]
    business_time: Mapped[datetime]
    completed_at: Mapped[datetime | None]
    status: Mapped[str]
    complete: Mapped[bool]
    window_start: Mapped[datetime | None]
    window_end: Mapped[datetime | None]
    records_found: Mapped[int]
    records_new: Mapped[int]
    records_changed: Mapped[int]
    records_unchanged: Mapped[int]
    records_absent: Mapped[int]
    records_unreadable: Mapped[int]
    events_found: Mapped[int]
    events_processed: Mapped[int]
    events_approved: Mapped[int]
    archive_uris: Mapped[list[str]]
    error_details: Mapped[Json | None]
    execution_time_ms: Mapped[int | None]
    created_at: Mapped[datetime]


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
    location: Mapped[WKBElement | None] = mapped_column(_point())
    plus_code: Mapped[str | None]
    google_place_id: Mapped[str | None]
    area_code: Mapped[str | None] = mapped_column(ForeignKey(Area.code))
    named_area: Mapped[str | None] = mapped_column(ForeignKey(Area.code))
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
    location: Mapped[WKBElement | None] = mapped_column(_point())


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


class EventRsvp(Base):
    """Whether a user means to come."""

    __tablename__ = "event_rsvps"
    event_id: Mapped[UUID] = mapped_column(ForeignKey(DiscoveredEvent.id, ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    status: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class EventRating(Base):
    """How a user found an event, from 1 to 5."""

    __tablename__ = "event_ratings"
    event_id: Mapped[UUID] = mapped_column(ForeignKey(DiscoveredEvent.id, ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    rating: Mapped[int] = mapped_column(SmallInteger)
    comment: Mapped[str | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class EventVisit(Base):
    """That somebody was counted today, by a hash that nobody can trace back tomorrow."""

    __tablename__ = "event_visits"
    day: Mapped[date] = mapped_column(primary_key=True)
    event_id: Mapped[UUID] = mapped_column(ForeignKey(DiscoveredEvent.id, ondelete="CASCADE"), primary_key=True)
    what: Mapped[str] = mapped_column(primary_key=True)
    visitor: Mapped[bytes] = mapped_column(primary_key=True)


class VisitSalt(Base):
    """What today's visitors are hashed with."""

    __tablename__ = "visit_salts"
    day: Mapped[date] = mapped_column(primary_key=True)
    salt: Mapped[bytes]


class StagedListing(Base):
    """A row of the permanent ledger: what one source said of one happening."""

    __tablename__ = "events_staging"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default="gen_random_uuid()")
    source_id: Mapped[UUID] = mapped_column(ForeignKey(EventSource.id))
    external_id: Mapped[str]
    content_hash: Mapped[bytes]
    raw_data: Mapped[Json | None]
    processed_data: Mapped[Json | None]
    archive_uri: Mapped[str | None]
    stage: Mapped[str]
    status: Mapped[str]
    set_aside_reason: Mapped[str | None]
    error: Mapped[Json | None]
    event_id: Mapped[UUID | None] = mapped_column(ForeignKey(DiscoveredEvent.id))
    duplicate_of: Mapped[UUID | None] = mapped_column(ForeignKey("jatre.events_staging.id"))
    confidence_score: Mapped[Decimal | None] = mapped_column(Numeric(3, 2))
    extraction_metadata: Mapped[Json | None]
    tries: Mapped[int] = mapped_column(SmallInteger)
    local_dates: Mapped[list[date]]
    title_key: Mapped[str | None]
    expanded_until: Mapped[datetime | None]
    first_seen_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    absent_runs: Mapped[int] = mapped_column(SmallInteger)
    gone_at: Mapped[datetime | None]
    processed_at: Mapped[datetime | None]
    __table_args__ = (UniqueConstraint("source_id", "external_id"),)


class EventDuplicate(Base):
    """Why a listing was taken for the same happening."""

    __tablename__ = "event_duplicates"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default="gen_random_uuid()")
    primary_event_id: Mapped[UUID] = mapped_column(ForeignKey(DiscoveredEvent.id))
    duplicate_event_id: Mapped[UUID] = mapped_column(ForeignKey(StagedListing.id))
    similarity_score: Mapped[Decimal] = mapped_column(Numeric(3, 2))
    match_fields: Mapped[Json]
    created_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("primary_event_id", "duplicate_event_id"),)


class EventDecision(Base):
    """What a person decided about a listing."""

    __tablename__ = "event_decisions"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default="gen_random_uuid()")
    kind: Mapped[str]
    source_slug: Mapped[str]
    external_id: Mapped[str]
    other_source_slug: Mapped[str | None]
    other_external_id: Mapped[str | None]
    patch: Mapped[Json | None]
    reason: Mapped[str | None]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class MatchLock(Base):
    """What a matching holds until its transaction ends: a day, or a title of a source."""

    __tablename__ = "match_locks"
    name: Mapped[str] = mapped_column(primary_key=True)


class WebhookDelivery(Base):
    """What a site pushed to us."""

    __tablename__ = "webhook_inbox"
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    source_id: Mapped[UUID] = mapped_column(ForeignKey(EventSource.id, ondelete="CASCADE"))
    delivery_id: Mapped[str]
    body: Mapped[bytes]
    received_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]
    __table_args__ = (UniqueConstraint("source_id", "delivery_id"),)


class PipelineRequest(Base):
    """What the service asks of the pipeline."""

    __tablename__ = "pipeline_requests"
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    kind: Mapped[str]
    target: Mapped[str]
    asked_by: Mapped[str]
    asked_at: Mapped[datetime]
    state: Mapped[str]
    tries: Mapped[int] = mapped_column(SmallInteger)
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    run_id: Mapped[str | None]
    answer: Mapped[Json | None]


class UserEventPreferences(Base):
    """What a user wants to hear about."""

    __tablename__ = "user_event_preferences"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default="gen_random_uuid()")
    user_id: Mapped[UUID] = mapped_column(unique=True)
    categories: Mapped[list[str]]
    keywords: Mapped[list[str]]
    preferred_days: Mapped[list[str]]
    preferred_times: Mapped[Json | None]
    max_distance_km: Mapped[int] = mapped_column(Integer)
    price_range: Mapped[Json | None]
    notification_channels: Mapped[Json]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
