"""What people answer: RSVPs, ratings, counted visits, preferences."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    ForeignKey,
    Integer,
    SmallInteger,
)
from sqlalchemy.orm import Mapped, mapped_column

from include.models.base import Base, Json
from include.models.events import DiscoveredEvent


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


class UserEventPreferences(Base):
    """What a user wants to be notified of."""

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
