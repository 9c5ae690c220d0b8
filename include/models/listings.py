"""The ledger of listings, why they are one event, and what persons decided."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Numeric,
    SmallInteger,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from include.models.base import Base, Json
from include.models.sources import EventSource


class StagedListing(Base):
    """The ledger: one row per listing, for ever. Its body may be emptied by retention, its row stays."""

    __tablename__ = "events_staging"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default="gen_random_uuid()", comment="the listing")
    source_id: Mapped[UUID] = mapped_column(ForeignKey(EventSource.id), comment="the source")
    external_id: Mapped[str] = mapped_column(comment="how it is recognised within its source")
    content_hash: Mapped[bytes] = mapped_column(comment="differs when it has changed")
    raw_data: Mapped[Json | None] = mapped_column(comment="the record as the source gave it")
    processed_data: Mapped[Json | None] = mapped_column(comment="the listing as the stages have understood it")
    archive_uri: Mapped[str | None] = mapped_column(comment="the payload it came in")
    stage: Mapped[str] = mapped_column(comment="the stage it waits for, or done")
    status: Mapped[str] = mapped_column(comment="what became of it")
    set_aside_reason: Mapped[str | None] = mapped_column(comment="why it was kept out of the way")
    error: Mapped[Json | None] = mapped_column(comment="the error behind that")
    event_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("jatre.discovered_events.id"), comment="the event it belongs to"
    )
    duplicate_of: Mapped[UUID | None] = mapped_column(
        ForeignKey("jatre.events_staging.id"), comment="the listing that event was made from, when it is another one"
    )
    confidence_score: Mapped[Decimal | None] = mapped_column(Numeric(3, 2), comment="how sure its values are, 0 to 1")
    extraction_metadata: Mapped[Json | None] = mapped_column(comment="where its values came from")
    tries: Mapped[int] = mapped_column(
        SmallInteger, comment="how often it was begun and neither done nor set aside since"
    )
    local_dates: Mapped[list[date]] = mapped_column(
        comment="the sorted local days of its dates: what matching blocks on"
    )
    title_key: Mapped[str | None] = mapped_column(comment="the title's significant words in order")
    expanded_until: Mapped[datetime | None] = mapped_column(
        comment="until when its rule is expanded; it is read again before"
    )
    first_seen_at: Mapped[datetime] = mapped_column(comment="when it was first seen")
    changed_at: Mapped[datetime] = mapped_column(comment="when its content last changed")
    fetched_at: Mapped[datetime | None] = mapped_column(
        comment="when the fetch ended that brought its content, where that was read again since; else changed_at"
    )
    absent_runs: Mapped[int] = mapped_column(SmallInteger, comment="complete fetches in a row that did not show it")
    gone_at: Mapped[datetime | None] = mapped_column(comment="when it was taken to be gone")
    processed_at: Mapped[datetime | None] = mapped_column(comment="when a stage last finished with it")
    venue_key: Mapped[str | None] = mapped_column(comment="the venue that it names, as venue_names has it")
    __table_args__ = (UniqueConstraint("source_id", "external_id"),)


class ListingPopularity(Base):
    """How many people go to what a source lists: popularity, and no change of it."""

    __tablename__ = "listing_popularity"
    source_id: Mapped[UUID] = mapped_column(
        ForeignKey(EventSource.id, ondelete="CASCADE"), primary_key=True, comment="the source"
    )
    external_id: Mapped[str] = mapped_column(primary_key=True, comment="its id of the listing")
    attending: Mapped[int] = mapped_column(comment="how many, as the source stated last")
    seen_at: Mapped[datetime] = mapped_column(comment="when it last changed")


class EventDuplicate(Base):
    """Why a listing was taken for the happening of an event, or is for review."""

    __tablename__ = "event_duplicates"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default="gen_random_uuid()", comment="the row")
    primary_event_id: Mapped[UUID] = mapped_column(ForeignKey("jatre.discovered_events.id"), comment="the event")
    duplicate_event_id: Mapped[UUID] = mapped_column(ForeignKey(StagedListing.id), comment="the listing")
    similarity_score: Mapped[Decimal] = mapped_column(Numeric(3, 2), comment="0 to 1")
    match_fields: Mapped[Json] = mapped_column(comment="the score's parts")
    created_at: Mapped[datetime] = mapped_column(comment="when")
    __table_args__ = (UniqueConstraint("primary_event_id", "duplicate_event_id"),)


class EventDecision(Base):
    """What a person decided, keyed on the listing's natural key, so that it outlives every import. Never deleted:
    revoked.
    """

    __tablename__ = "event_decisions"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default="gen_random_uuid()", comment="the decision")
    kind: Mapped[str] = mapped_column(comment="approve, reject, flag, edit, merge, split, gone or snooze")
    source_slug: Mapped[str] = mapped_column(comment="of the listing it is about")
    external_id: Mapped[str] = mapped_column(comment="of the listing it is about")
    other_source_slug: Mapped[str | None] = mapped_column(comment="the other listing of a merge or split")
    other_external_id: Mapped[str | None] = mapped_column(comment="the other listing of a merge or split")
    patch: Mapped[Json | None] = mapped_column(comment="the fields that an edit sets; when a confirmed removal was")
    reason: Mapped[str | None] = mapped_column(comment="why, in the person's words")
    decided_by: Mapped[str] = mapped_column(comment="who")
    decided_at: Mapped[datetime] = mapped_column(comment="when")
    revoked_at: Mapped[datetime | None] = mapped_column(comment="when it was taken back")
    decision: Mapped[UUID] = mapped_column(
        server_default="gen_random_uuid()", comment="the decision whose part it is: all of its rows stand, or none"
    )
    version: Mapped[int] = mapped_column(
        BigInteger, Identity(), comment="its place in the order of decisions and of what was taken back"
    )
    revoked_by: Mapped[str | None] = mapped_column(comment="who took it back")
    revoked_reason: Mapped[str | None] = mapped_column(comment="why")
    revoked_version: Mapped[int | None] = mapped_column(
        BigInteger, comment="the place of its taking back in that order"
    )


class MatchModel(Base):
    """A training of the matcher; the latest promoted one that was not withdrawn is in use, without any the shipped
    weights.
    """

    __tablename__ = "match_models"
    id: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, comment="its version, as the reasons of matches name it"
    )
    weights: Mapped[Json] = mapped_column(comment="log-odds by the name of what they weigh")
    figures: Mapped[Json] = mapped_column(
        comment="log loss on the fixed set before and after, and how many decisions it learnt from"
    )
    promoted: Mapped[bool] = mapped_column(comment="whether it was better than the one in use then")
    trained_at: Mapped[datetime] = mapped_column(comment="when")
    withdrawn_at: Mapped[datetime | None] = mapped_column(comment="when somebody took it out of use")


class MatchLock(Base):
    """What matching waits for: a row per local day and per title of a source, held until the end of a transaction."""

    __tablename__ = "match_locks"
    name: Mapped[str] = mapped_column(primary_key=True, comment="the day or the title")


class ModelAnswer(Base):
    """What a language model has answered about a text, no answer included; kept until it is too old to count."""

    __tablename__ = "model_answers"
    model: Mapped[str] = mapped_column(primary_key=True, comment="its name at its endpoint")
    prompt_version: Mapped[int] = mapped_column(SmallInteger, primary_key=True, comment="of the words it is asked in")
    question_hash: Mapped[bytes] = mapped_column(primary_key=True, comment="SHA-256 of the text and the day")
    question: Mapped[str] = mapped_column(comment="the text, contacts and names masked")
    posted_at: Mapped[datetime] = mapped_column(comment="when the text was published")
    answer: Mapped[str | None] = mapped_column(comment="what it wrote; null when nothing that can be read")
    answered_at: Mapped[datetime | None] = mapped_column(comment="when it answered; null when it has not yet")
    ask_at: Mapped[datetime | None] = mapped_column(comment="when it is to be asked; null when it need not be")
    tries: Mapped[int] = mapped_column(SmallInteger, comment="without an answer, since the last one")
    reason: Mapped[str | None] = mapped_column(comment="why the latest try failed")


class ModelAsker(Base):
    """The listings that are read again once an answer is there."""

    __tablename__ = "model_askers"
    model: Mapped[str] = mapped_column(primary_key=True, comment="the language model")
    prompt_version: Mapped[int] = mapped_column(SmallInteger, primary_key=True, comment="of the words it is asked in")
    question_hash: Mapped[bytes] = mapped_column(primary_key=True, comment="what it is asked")
    listing_id: Mapped[UUID] = mapped_column(
        ForeignKey("jatre.events_staging.id", ondelete="CASCADE"), primary_key=True, comment="who waits"
    )
    __table_args__ = (
        ForeignKeyConstraint(
            ["model", "prompt_version", "question_hash"],
            [ModelAnswer.model, ModelAnswer.prompt_version, ModelAnswer.question_hash],
            ondelete="CASCADE",
        ),
    )


class ModelDay(Base):
    """What the language model has cost on a day, for all processes."""

    __tablename__ = "model_days"
    day: Mapped[date] = mapped_column(primary_key=True, comment="in UTC")
    requests: Mapped[int] = mapped_column(comment="sent to it")
    tokens: Mapped[int] = mapped_column(BigInteger, comment="read and written by it, as it states them")


class LinkAnswer(Base):
    """What Safe Browsing has answered about links, for as long as it says; of version 5 no address can be told."""

    __tablename__ = "link_answers"
    version: Mapped[str] = mapped_column(primary_key=True, comment="v4 or v5")
    asked: Mapped[bytes] = mapped_column(
        primary_key=True, comment="what it was asked for: the first bytes of a hash, or the hash of an address"
    )
    threats: Mapped[Json] = mapped_column(comment="the hashes that it lists, with their threats; empty for none")
    expires_at: Mapped[datetime] = mapped_column(comment="until when that holds")


class Erasure(Base):
    """What was erased by a legal demand: by whom, why and how much, without the content."""

    __tablename__ = "erasures"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default="gen_random_uuid()", comment="the erasure")
    what: Mapped[str] = mapped_column(comment="listing, event, source, or text: all listings with a text")
    erased_by: Mapped[str] = mapped_column(comment="who")
    reason: Mapped[str] = mapped_column(comment="why: the demand, without what it was about")
    erased_at: Mapped[datetime] = mapped_column(comment="when")
    listings: Mapped[int] = mapped_column(comment="how many listings")
    events: Mapped[int] = mapped_column(comment="how many events went with them")
    payloads: Mapped[int] = mapped_column(comment="how many objects of the archive")
    salt: Mapped[bytes] = mapped_column(comment="the key of its hashes")


class ArchiveRemoval(Base):
    """A payload that was erased and is to be removed from the archive; the row goes with it."""

    __tablename__ = "archive_removals"
    uri: Mapped[str] = mapped_column(primary_key=True, comment="where it is stored")


class ErasedListing(Base):
    """A hash of what was erased: what has it is left out at the next import."""

    __tablename__ = "erased_listings"
    source_id: Mapped[UUID] = mapped_column(
        ForeignKey(EventSource.id, ondelete="CASCADE"), primary_key=True, comment="the source"
    )
    erasure_id: Mapped[UUID] = mapped_column(ForeignKey(Erasure.id), primary_key=True, comment="the erasure")
    digest: Mapped[bytes] = mapped_column(
        primary_key=True, comment="HMAC-SHA256 of its id, or of title, place and start, by which it is recognised"
    )
