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
    """Who means to come: one row per user and event."""

    __tablename__ = "event_rsvps"
    event_id: Mapped[UUID] = mapped_column(
        ForeignKey(DiscoveredEvent.id, ondelete="CASCADE"), primary_key=True, comment="the event"
    )
    user_id: Mapped[UUID] = mapped_column(primary_key=True, comment="the user")
    status: Mapped[str] = mapped_column(comment="going, interested or declined")
    created_at: Mapped[datetime] = mapped_column(comment="when")
    updated_at: Mapped[datetime] = mapped_column(comment="when it last changed")


class EventRating(Base):
    """How it was: one row per user and event."""

    __tablename__ = "event_ratings"
    event_id: Mapped[UUID] = mapped_column(
        ForeignKey(DiscoveredEvent.id, ondelete="CASCADE"), primary_key=True, comment="the event"
    )
    user_id: Mapped[UUID] = mapped_column(primary_key=True, comment="the user")
    rating: Mapped[int] = mapped_column(SmallInteger, comment="1 to 5")
    comment: Mapped[str | None] = mapped_column(comment="the user's words")
    created_at: Mapped[datetime] = mapped_column(comment="when")
    updated_at: Mapped[datetime] = mapped_column(comment="when it last changed")


class EventVisit(Base):
    """That somebody was counted today; forgotten when the day is over."""

    __tablename__ = "event_visits"
    day: Mapped[date] = mapped_column(primary_key=True, comment="the day")
    event_id: Mapped[UUID] = mapped_column(
        ForeignKey(DiscoveredEvent.id, ondelete="CASCADE"), primary_key=True, comment="the event"
    )
    what: Mapped[str] = mapped_column(primary_key=True, comment="view or share")
    visitor: Mapped[bytes] = mapped_column(primary_key=True, comment="a hash under the day's salt")


class VisitSalt(Base):
    """What visitors are hashed with: one a day, gone when the day is."""

    __tablename__ = "visit_salts"
    day: Mapped[date] = mapped_column(primary_key=True, comment="the day")
    salt: Mapped[bytes] = mapped_column(comment="random bytes")


class UserEventPreferences(Base):
    """What a user wants to know about."""

    __tablename__ = "user_event_preferences"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default="gen_random_uuid()", comment="the row")
    user_id: Mapped[UUID] = mapped_column(unique=True, comment="the user")
    categories: Mapped[list[str]] = mapped_column(comment="categories")
    keywords: Mapped[list[str]] = mapped_column(comment="words")
    preferred_days: Mapped[list[str]] = mapped_column(comment="days of the week")
    preferred_times: Mapped[Json | None] = mapped_column(comment="spans of the day")
    max_distance_km: Mapped[int] = mapped_column(Integer, comment="how far")
    price_range: Mapped[Json | None] = mapped_column(comment="how dear")
    notification_channels: Mapped[Json] = mapped_column(comment='{"push": bool, "email": bool}')
    created_at: Mapped[datetime] = mapped_column(comment="when")
    updated_at: Mapped[datetime] = mapped_column(comment="when it last changed")
