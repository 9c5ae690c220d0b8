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
    """The source instances: which site is read, by which kind of connector, how often."""

    __tablename__ = "event_sources"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default="gen_random_uuid()", comment="the source")
    slug: Mapped[str] = mapped_column(unique=True, comment="its name in DAGs and decisions")
    name: Mapped[str] = mapped_column(comment="its name for people")
    kind: Mapped[str] = mapped_column(comment="the kind of connector")
    type: Mapped[str] = mapped_column(comment="api, scraper, rss, ical, webhook or replay")
    config: Mapped[Json] = mapped_column(comment="what the connector reads; secrets stand in it by name only")
    area_code: Mapped[str] = mapped_column(comment="the area it is about")
    schedule: Mapped[str | None] = mapped_column(comment="cron in the area's zone; null runs by hand only")
    rate_limit: Mapped[int] = mapped_column(comment="requests in one window")
    rate_window: Mapped[int] = mapped_column(comment="the window, in seconds")
    priority: Mapped[int] = mapped_column(SmallInteger, comment="1 is the most trusted, 10 the least")
    official: Mapped[bool] = mapped_column(comment="whether it is the venue's or organizer's own")
    is_active: Mapped[bool] = mapped_column(comment="false pauses it")
    on_trial: Mapped[bool] = mapped_column(
        comment="whether its first successful trial makes it active; false for one that was active, or that an "
        "administrator keeps off"
    )
    trial_reason: Mapped[str | None] = mapped_column(comment="why its last trial was not passed")
    state: Mapped[Json] = mapped_column(comment="what the connector wants to know next time")
    last_fetched_at: Mapped[datetime | None] = mapped_column(comment="when it was last read")
    paused_at: Mapped[datetime | None] = mapped_column(comment="when it was paused by itself, after failures")
    paused_reason: Mapped[str | None] = mapped_column(comment="why, in words")
    resumed_at: Mapped[datetime | None] = mapped_column(
        comment="when a person let it be read again: failures before count no more"
    )
    reported_state: Mapped[str | None] = mapped_column(comment="the health that operators were alerted to last")
    credentials_end_at: Mapped[datetime | None] = mapped_column(comment="when what opens it ends, where that is known")
    credentials_reason: Mapped[str | None] = mapped_column(comment="why a person has to see to it, in words")
    credentials_checked_at: Mapped[datetime | None] = mapped_column(comment="when that was looked up")
    added_by: Mapped[str | None] = mapped_column(comment="who added it by its address; null for one from a seed file")
    created_at: Mapped[datetime] = mapped_column(comment="when it was added")
    updated_at: Mapped[datetime] = mapped_column(comment="when it was last changed")


class SourceLimit(Base):
    """The limit of a source as its workers share it: reservations are made one after another, under this row."""

    __tablename__ = "source_limits"
    source_id: Mapped[UUID] = mapped_column(
        ForeignKey(EventSource.id, ondelete="CASCADE"), primary_key=True, comment="the source"
    )
    last_at: Mapped[datetime] = mapped_column(comment="the turn of its latest request")


class SourceReservation(Base):
    """The requests that count against the limit of a source."""

    __tablename__ = "source_reservations"
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, comment="the reservation")
    source_id: Mapped[UUID] = mapped_column(ForeignKey(EventSource.id, ondelete="CASCADE"), comment="the source")
    free_at: Mapped[datetime] = mapped_column(
        comment="until when it counts: one window after the request has ended, at the latest"
    )


class HostFailure(Base):
    """Hosts that failed and have not answered since; shared by all workers."""

    __tablename__ = "host_failures"
    __table_args__ = (UniqueConstraint("host", "source_id", postgresql_nulls_not_distinct=True),)
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, comment="the row")
    host: Mapped[str] = mapped_column(comment="host:port")
    source_id: Mapped[UUID | None] = mapped_column(
        ForeignKey(EventSource.id, ondelete="CASCADE"),
        comment="whose requests failed; null: those of any, since it last answered one",
    )
    failures: Mapped[int] = mapped_column(comment="in a row")
    failed_since: Mapped[datetime] = mapped_column(comment="the first of the row")
    failed_at: Mapped[datetime] = mapped_column(comment="the latest")
    open_until: Mapped[datetime | None] = mapped_column(
        comment="until when nobody asks it; then one worker tries it. Null: it may be asked"
    )
    reason: Mapped[str] = mapped_column(comment="of the latest")


class FetchHistory(Base):
    """One row per visit to a source, also when it fails."""

    __tablename__ = "fetch_history"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default="gen_random_uuid()", comment="the visit")
    source_id: Mapped[UUID] = mapped_column(ForeignKey(EventSource.id, ondelete="CASCADE"), comment="the source")
    run_id: Mapped[str | None] = mapped_column(comment="Airflow's run, the same over its retries")
    started_at: Mapped[datetime] = mapped_column(comment="when")
    business_time: Mapped[datetime] = mapped_column(comment="when it was for the listings: a replay's date")
    completed_at: Mapped[datetime | None] = mapped_column(comment="when it ended")
    status: Mapped[str] = mapped_column(comment="running, success, partial or failed")
    complete: Mapped[bool] = mapped_column(comment="whether it brought all that the source lists inside the window")
    window_start: Mapped[datetime | None] = mapped_column(comment="the first start that it covered")
    window_end: Mapped[datetime | None] = mapped_column(comment="the last")
    records_found: Mapped[int] = mapped_column(comment="what it brought")
    records_new: Mapped[int] = mapped_column(comment="listings that were not known")
    records_changed: Mapped[int] = mapped_column(comment="listings with another content")
    records_unchanged: Mapped[int] = mapped_column(comment="listings as they were")
    records_absent: Mapped[int] = mapped_column(comment="known listings that it did not show")
    records_unreadable: Mapped[int] = mapped_column(comment="records without an identity")
    events_found: Mapped[int] = mapped_column(comment="what it brought, by the name that the plan gives it")
    events_processed: Mapped[int] = mapped_column(
        comment="how many of the new and changed listings came to the end of the stages, those set aside too"
    )
    events_approved: Mapped[int] = mapped_column(comment="how many of these belong to an approved event")
    archive_uris: Mapped[list[str]] = mapped_column(comment="the payloads it brought")
    error_details: Mapped[Json | None] = mapped_column(comment="what went wrong, and what was unreadable")
    not_modified: Mapped[bool] = mapped_column(
        comment="whether the site answered that nothing has changed: no list came"
    )
    record_fields: Mapped[Json | None] = mapped_column(comment="in how many of its records each field had a value")
    backfill_start: Mapped[datetime | None] = mapped_column(
        comment="of a backfill: where the range that was asked for begins"
    )
    backfill_end: Mapped[datetime | None] = mapped_column(comment="and before which moment it ends")
    reread_of: Mapped[datetime | None] = mapped_column(
        comment="of a re-read: when the fetch began whose answers were read again, out of the archive"
    )
    execution_time_ms: Mapped[int | None] = mapped_column(comment="how long it took")
    created_at: Mapped[datetime] = mapped_column(comment="when the row was made")


class WebhookDelivery(Base):
    """What sites have pushed to us, until a fetch takes it; kept for a while, so that the same delivery is known
    again.
    """

    __tablename__ = "webhook_inbox"
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, comment="the order of arrival")
    source_id: Mapped[UUID] = mapped_column(ForeignKey(EventSource.id, ondelete="CASCADE"), comment="the source")
    delivery_id: Mapped[str] = mapped_column(comment="the sender's own name for it")
    body: Mapped[bytes] = mapped_column(comment="as it came")
    received_at: Mapped[datetime] = mapped_column(comment="when")
    signed_at: Mapped[datetime] = mapped_column(comment="when its sender signed it; when it came, if nobody said")
    taken_at: Mapped[datetime | None] = mapped_column(comment="when a fetch took it")
    __table_args__ = (UniqueConstraint("source_id", "delivery_id"),)


class PipelineRequest(Base):
    """What the service or a page of Airflow asks of the pipeline: a row that a DAG picks up."""

    __tablename__ = "pipeline_requests"
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, comment="the order of asking")
    kind: Mapped[str] = mapped_column(
        comment="fetch: read it now; preview, preview_address: read it once and write nothing; add_source: add what a "
        "preview found; stages: take up what a person decided; consequences: try a decision and take it back"
    )
    target: Mapped[str] = mapped_column(comment="the source, the address, or the request whose preview is meant")
    asked_by: Mapped[str] = mapped_column(comment="who asked")
    asked_at: Mapped[datetime] = mapped_column(comment="when")
    state: Mapped[str] = mapped_column(comment="waiting, running, done or failed")
    tries: Mapped[int] = mapped_column(SmallInteger, comment="how often it was begun")
    started_at: Mapped[datetime | None] = mapped_column(comment="when it was last begun")
    finished_at: Mapped[datetime | None] = mapped_column(comment="when it ended")
    run_id: Mapped[str | None] = mapped_column(comment="the scheduler's run that took it")
    answer: Mapped[Json | None] = mapped_column(comment="what came of it")
    options: Mapped[Json] = mapped_column(comment="of a source to be added: its name, and whether it is official")
