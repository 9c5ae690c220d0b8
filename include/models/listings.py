"""The ledger of listings, why they are one event, and what persons decided."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Numeric,
    SmallInteger,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from include.models.base import Base, Json
from include.models.sources import EventSource


class StagedListing(Base):
    """A row of the permanent ledger: what one source published of one happening."""

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
    event_id: Mapped[UUID | None] = mapped_column(ForeignKey("jatre.discovered_events.id"))
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
    venue_key: Mapped[str | None]
    __table_args__ = (UniqueConstraint("source_id", "external_id"),)


class ListingPopularity(Base):
    """How many people go to what a source lists."""

    __tablename__ = "listing_popularity"
    source_id: Mapped[UUID] = mapped_column(ForeignKey(EventSource.id, ondelete="CASCADE"), primary_key=True)
    external_id: Mapped[str] = mapped_column(primary_key=True)
    attending: Mapped[int]
    seen_at: Mapped[datetime]


class EventDuplicate(Base):
    """Why a listing was taken for the same happening."""

    __tablename__ = "event_duplicates"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default="gen_random_uuid()")
    primary_event_id: Mapped[UUID] = mapped_column(ForeignKey("jatre.discovered_events.id"))
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


class MatchModel(Base):
    """What the matcher was trained to; the latest promoted row that was not withdrawn is in use."""

    __tablename__ = "match_models"
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    weights: Mapped[Json]
    figures: Mapped[Json]
    promoted: Mapped[bool]
    trained_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class MatchLock(Base):
    """What a matching holds until its transaction ends: a day, or a title of a source."""

    __tablename__ = "match_locks"
    name: Mapped[str] = mapped_column(primary_key=True)
