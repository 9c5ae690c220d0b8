"""Source instances, their visits, and what they push."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    SmallInteger,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from include.models.base import Base, Json


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
    rate_window: Mapped[int]
    priority: Mapped[int] = mapped_column(SmallInteger)
    official: Mapped[bool]
    is_active: Mapped[bool]
    on_trial: Mapped[bool]
    state: Mapped[Json]
    last_fetched_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    paused_reason: Mapped[str | None]
    resumed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class SourceLimit(Base):
    """When a source's latest request has its turn; its row is what reservations wait for."""

    __tablename__ = "source_limits"
    source_id: Mapped[UUID] = mapped_column(ForeignKey(EventSource.id, ondelete="CASCADE"), primary_key=True)
    last_at: Mapped[datetime]


class SourceReservation(Base):
    """A request that counts against its source's limit."""

    __tablename__ = "source_reservations"
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    source_id: Mapped[UUID] = mapped_column(ForeignKey(EventSource.id, ondelete="CASCADE"))
    free_at: Mapped[datetime]


class HostFailure(Base):
    """A host that has failed one source, or (without a source) several in a row."""

    __tablename__ = "host_failures"
    __table_args__ = (UniqueConstraint("host", "source_id", postgresql_nulls_not_distinct=True),)
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    host: Mapped[str]
    source_id: Mapped[UUID | None] = mapped_column(ForeignKey(EventSource.id, ondelete="CASCADE"))
    failures: Mapped[int]
    failed_since: Mapped[datetime]
    failed_at: Mapped[datetime]
    open_until: Mapped[datetime | None]
    reason: Mapped[str]


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
    not_modified: Mapped[bool]
    record_fields: Mapped[Json | None]
    execution_time_ms: Mapped[int | None]
    created_at: Mapped[datetime]


class WebhookDelivery(Base):
    """What a site pushed to us."""

    __tablename__ = "webhook_inbox"
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    source_id: Mapped[UUID] = mapped_column(ForeignKey(EventSource.id, ondelete="CASCADE"))
    delivery_id: Mapped[str]
    body: Mapped[bytes]
    received_at: Mapped[datetime]
    signed_at: Mapped[datetime]
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
