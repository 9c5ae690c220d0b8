"""Venues as they are learned: their names, where sources and persons say they are, and what a geocoder answers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from geoalchemy2 import WKBElement
from sqlalchemy import (
    ForeignKey,
    ForeignKeyConstraint,
    SmallInteger,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from include.models.base import Base, Json
from include.models.geography import point
from include.models.places import AreaRow


class VenueName(Base):
    """Names of venues that listings use and the gazetteer does not have: once for all ways of writing them."""

    __tablename__ = "venue_names"
    area_code: Mapped[str] = mapped_column(
        ForeignKey(AreaRow.code), primary_key=True, comment="the area whose sources use it"
    )
    name_key: Mapped[str] = mapped_column(primary_key=True, comment="the name folded, without city and area")
    name: Mapped[str] = mapped_column(comment="the name as it was first written")
    first_seen_at: Mapped[datetime] = mapped_column(comment="when it was first seen")


class VenueStatementRow(Base):
    """Where a source states that a venue is, once for each place; whom that may teach is decided when it is read."""

    __tablename__ = "venue_statements"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default="gen_random_uuid()", comment="the statement")
    area_code: Mapped[str] = mapped_column(comment="the area of the source")
    name_key: Mapped[str] = mapped_column(comment="the venue")
    source_id: Mapped[UUID] = mapped_column(ForeignKey("jatre.event_sources.id"), comment="who states it")
    listing_id: Mapped[UUID] = mapped_column(ForeignKey("jatre.events_staging.id"), comment="a listing that states it")
    spot: Mapped[str] = mapped_column(comment="the place as one word: the same in two listings that state the same")
    name: Mapped[str] = mapped_column(comment="the name as written there")
    is_branch: Mapped[bool] = mapped_column(comment="whether the name itself says which of several venues it is")
    part: Mapped[str] = mapped_column(comment="the part of the city, by point or words; the area by its code")
    address: Mapped[str | None] = mapped_column(comment="the address as stated")
    location: Mapped[WKBElement | None] = mapped_column(point(), comment="the point as stated, WGS 84")
    stated_at: Mapped[datetime] = mapped_column(comment="when it was first stated")
    __table_args__ = (
        ForeignKeyConstraint(["area_code", "name_key"], [VenueName.area_code, VenueName.name_key]),
        UniqueConstraint("area_code", "name_key", "source_id", "spot"),
    )


class VenueDecision(Base):
    """What persons decided of venues; it outlives every import and outweighs every source."""

    __tablename__ = "venue_decisions"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default="gen_random_uuid()", comment="the decision")
    kind: Mapped[str] = mapped_column(
        comment="place: it is there; same: it is another name of a venue; several: one name of several"
    )
    area_code: Mapped[str] = mapped_column(comment="the area")
    name_key: Mapped[str] = mapped_column(comment="the venue")
    name: Mapped[str] = mapped_column(comment="the name as the person wrote it")
    other_name: Mapped[str | None] = mapped_column(comment="of same: the name that its listings get")
    part: Mapped[str | None] = mapped_column(comment="of place: the part of the city; the area by its code")
    address: Mapped[str | None] = mapped_column(comment="of place: the address")
    location: Mapped[WKBElement | None] = mapped_column(point(), comment="of place: the point, WGS 84")
    reason: Mapped[str | None] = mapped_column(comment="why")
    decided_by: Mapped[str] = mapped_column(comment="who decided")
    decided_at: Mapped[datetime] = mapped_column(comment="when")
    revoked_at: Mapped[datetime | None] = mapped_column(comment="when it was taken back")
    __table_args__ = (ForeignKeyConstraint(["area_code", "name_key"], [VenueName.area_code, VenueName.name_key]),)


class GeocoderState(Base):
    """The external geocoder as all workers share it: when it may be asked next, and whether it answers."""

    __tablename__ = "geocoders"
    service: Mapped[str] = mapped_column(primary_key=True, comment="its kind and address")
    next_at: Mapped[datetime] = mapped_column(comment="the turn of the next request")
    failures: Mapped[int] = mapped_column(comment="in a row")
    open_until: Mapped[datetime | None] = mapped_column(comment="until when nobody asks it")
    reason: Mapped[str | None] = mapped_column(comment="of the latest failure")


class GeocoderAnswer(Base):
    """What an external geocoder has answered, no answer included; kept until it is too old to count."""

    __tablename__ = "geocoder_answers"
    service: Mapped[str] = mapped_column(primary_key=True, comment="the geocoder")
    area_code: Mapped[str] = mapped_column(ForeignKey(AreaRow.code), primary_key=True, comment="the area")
    question: Mapped[str] = mapped_column(primary_key=True, comment="the text that is looked up")
    name: Mapped[str | None] = mapped_column(comment="the venue that is looked up by its name")
    house: Mapped[str | None] = mapped_column(comment="the house number that the answer has to have")
    answer: Mapped[Json | None] = mapped_column(comment="the place; null when there is none that counts")
    answered_at: Mapped[datetime | None] = mapped_column(comment="when it answered; null when it has not yet")
    ask_at: Mapped[datetime | None] = mapped_column(comment="when it is to be asked; null when it need not be")
    tries: Mapped[int] = mapped_column(SmallInteger, comment="without an answer, since the last one")
    reason: Mapped[str | None] = mapped_column(comment="why the latest try failed")


class GeocoderAsker(Base):
    """The listings that are read again once an answer is there."""

    __tablename__ = "geocoder_askers"
    service: Mapped[str] = mapped_column(primary_key=True, comment="the geocoder")
    area_code: Mapped[str] = mapped_column(primary_key=True, comment="the area")
    question: Mapped[str] = mapped_column(primary_key=True, comment="what is looked up")
    listing_id: Mapped[UUID] = mapped_column(
        ForeignKey("jatre.events_staging.id", ondelete="CASCADE"), primary_key=True, comment="who waits"
    )
    __table_args__ = (
        ForeignKeyConstraint(
            ["service", "area_code", "question"],
            [GeocoderAnswer.service, GeocoderAnswer.area_code, GeocoderAnswer.question],
            ondelete="CASCADE",
        ),
    )
