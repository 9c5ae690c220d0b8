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
    SmallInteger,
)
from sqlalchemy.dialects.postgresql import TIMESTAMP, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from include.models.base import Base, Json
from include.models.geography import point
from include.models.places import AreaRow, Place
from include.models.sources import EventSource


class DiscoveredEvent(Base):
    """One row per real happening. What the public sees of it is event_public_v1 and nothing else."""

    __tablename__ = "discovered_events"
    id: Mapped[UUID] = mapped_column(
        primary_key=True,
        server_default="gen_random_uuid()",
        comment="stable for ever; merged events keep theirs and point to the one that stays",
    )
    staging_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("jatre.events_staging.id", use_alter=True), comment="the listing that it was made from"
    )
    source_id: Mapped[UUID | None] = mapped_column(
        ForeignKey(EventSource.id), comment="the source whose word stands first"
    )
    title: Mapped[str] = mapped_column(comment="what it is called")
    description: Mapped[str | None] = mapped_column(comment="plain text")
    description_html: Mapped[str | None] = mapped_column(
        comment="the description with its markup (b i em strong a[href]; line breaks count); null where it has none"
    )
    category: Mapped[str | None] = mapped_column(comment="one of the seven")
    subcategory: Mapped[str | None] = mapped_column(comment="a closer name of its kind")
    tags: Mapped[list[str]] = mapped_column(comment="words for filters")
    start_time: Mapped[datetime] = mapped_column(comment="the start of its first date still to come, else of its last")
    end_time: Mapped[datetime | None] = mapped_column(comment="the end of that date")
    over_at: Mapped[datetime | None] = mapped_column(
        comment="when the last of its dates is over; null without dates; kept by triggers"
    )
    search_tier: Mapped[int | None] = mapped_column(
        SmallInteger, comment="to searches: 0 over, 1 later, 2 soon, 3 among the next; kept by triggers"
    )
    timezone: Mapped[str] = mapped_column(comment="IANA name")
    date_only: Mapped[bool] = mapped_column(comment="whether no hour is known")
    is_recurring: Mapped[bool] = mapped_column(comment="whether a rule is behind its dates")
    recurrence_rule: Mapped[Json | None] = mapped_column(comment="that rule, RFC 5545")
    status: Mapped[str] = mapped_column(comment="scheduled, cancelled, postponed, or unlisted: gone from every source")
    moved_at: Mapped[datetime | None] = mapped_column(
        comment="when its time or venue became another, since it was published; kept by triggers"
    )
    venue_name: Mapped[str | None] = mapped_column(comment="where, as its sources name it")
    venue_address: Mapped[str | None] = mapped_column(comment="the postal address")
    place_id: Mapped[UUID | None] = mapped_column(ForeignKey(Place.id), comment="the known place, if it is one")
    location: Mapped[WKBElement | None] = mapped_column(point(), comment="the point, WGS 84; null when nobody knows it")
    location_precision: Mapped[str | None] = mapped_column(
        comment="what that is the place of: the venue, its address (house number), or, where there is no point, its "
        "road or postcode"
    )
    approximate: Mapped[Json | None] = mapped_column(
        comment='where there is no point: it is within {"metres"} of {"latitude", "longitude"}'
    )
    plus_code: Mapped[str | None] = mapped_column(comment="Open Location Code of the point")
    google_place_id: Mapped[str | None] = mapped_column(comment="Google's id of the venue")
    area_code: Mapped[str | None] = mapped_column(
        ForeignKey(AreaRow.code), comment="the smallest area it belongs to; kept by triggers"
    )
    named_area: Mapped[str | None] = mapped_column(
        ForeignKey(AreaRow.code), comment="the area that its words name while nobody knows its point"
    )
    organizer_name: Mapped[str | None] = mapped_column(comment="who holds it")
    organizer_type: Mapped[str | None] = mapped_column(comment="business, individual, community or government")
    contact_info: Mapped[Json | None] = mapped_column(
        comment='of the organizer: its public page ("url"), the keyed hash of its e-mail address ("email_hash"), '
        "which is never shown"
    )
    external_url: Mapped[str | None] = mapped_column(comment="its page")
    ticket_url: Mapped[str | None] = mapped_column(comment="where tickets are")
    links: Mapped[list[Json]] = mapped_column(comment='every source\'s link: [{"source": name, "url": address}]')
    cost_type: Mapped[str | None] = mapped_column(comment="free, paid, donation or variable")
    price_range: Mapped[Json | None] = mapped_column(
        comment='{"minimum", "maximum", "currency"}, in units of the currency'
    )
    capacity: Mapped[int | None] = mapped_column(comment="how many people it takes")
    registration_required: Mapped[bool | None] = mapped_column(comment="whether one has to register")
    is_outdoors: Mapped[bool | None] = mapped_column(
        comment="whether it is under the open sky, so that the weather concerns it; null: it was not looked at yet"
    )
    availability: Mapped[str | None] = mapped_column(
        comment="of tickets or seats: available, limited, sold_out; null where no source says it"
    )
    quality_score: Mapped[Decimal | None] = mapped_column(
        Numeric(3, 2), comment="how complete and credible the record is, 0 to 1"
    )
    verification_status: Mapped[str] = mapped_column(
        comment="unverified, verified (independent sources agree) or official"
    )
    moderation_status: Mapped[str] = mapped_column(comment="pending, approved, rejected or flagged")
    moderation_reasons: Mapped[list[str]] = mapped_column(comment="why it waits for a moderator, or was rejected")
    moderation_notes: Mapped[str | None] = mapped_column(comment="what a moderator wrote")
    moderated_by: Mapped[str | None] = mapped_column(comment="who gave the standing verdict")
    moderated_at: Mapped[datetime | None] = mapped_column(comment="when that was given")
    is_active: Mapped[bool] = mapped_column(comment="whether it takes part at all")
    merged_into: Mapped[UUID | None] = mapped_column(
        ForeignKey("jatre.discovered_events.id"), comment="the event that it was merged into"
    )
    published_at: Mapped[datetime | None] = mapped_column(comment="when the public first saw it")
    draft: Mapped[Json | None] = mapped_column(comment="the golden record that waits to be published")
    provenance: Mapped[Json] = mapped_column(comment="per field, where its value came from and how sure that is")
    is_public: Mapped[bool] = mapped_column(comment="whether the public sees it; kept by triggers")
    rooms: Mapped[list[str]] = mapped_column(comment="where its changes are delivered; kept by triggers")
    version: Mapped[int] = mapped_column(BigInteger, comment="counts its visible states; kept by triggers")
    occurrences: Mapped[list[Json]] = mapped_column(JSON, comment="its dates as the public sees them; kept by triggers")
    images: Mapped[list[Json]] = mapped_column(JSON, comment="its images as the public sees them; kept by triggers")
    change_kind: Mapped[str | None] = mapped_column(
        comment="what the last write changed, null when the public sees nothing of it; kept by triggers"
    )
    change_rooms: Mapped[list[str] | None] = mapped_column(
        comment="where that is delivered, when not in rooms; kept by triggers"
    )
    change_moved: Mapped[bool] = mapped_column(comment="whether its dates have to follow it; kept by triggers")
    change_moderated: Mapped[bool] = mapped_column(comment="whether moderators get the last write; kept by triggers")
    search: Mapped[str | None] = mapped_column(
        TSVECTOR, comment="title, venue and description for full text; kept by triggers"
    )
    created_at: Mapped[datetime] = mapped_column(comment="when the row was made")
    updated_at: Mapped[datetime] = mapped_column(comment="when its visible state last changed")


class EventOccurrence(Base):
    """One row per date of an event: what lists and indexes work on."""

    __tablename__ = "event_occurrences"
    event_id: Mapped[UUID] = mapped_column(
        ForeignKey(DiscoveredEvent.id, ondelete="CASCADE"), primary_key=True, comment="the event"
    )
    starts_at: Mapped[datetime] = mapped_column(primary_key=True, comment="the start; local midnight when date_only")
    ends_at: Mapped[datetime | None] = mapped_column(comment="the end, if it is known")
    date_only: Mapped[bool] = mapped_column(comment="whether no hour is known")
    cancelled: Mapped[bool] = mapped_column(comment="whether this date alone is cancelled")
    over_at: Mapped[datetime] = mapped_column(
        comment="when it is no longer on: its end; without one, a day after a date-only start, three hours after a "
        "timed one"
    )
    is_public: Mapped[bool] = mapped_column(comment="as the event's; kept by triggers")
    category: Mapped[str | None] = mapped_column(comment="as the event's; kept by triggers")
    area_code: Mapped[str | None] = mapped_column(comment="as the event's; kept by triggers")
    location: Mapped[WKBElement | None] = mapped_column(point(), comment="as the event's; kept by triggers")
    areas: Mapped[list[str] | None] = mapped_column(
        comment="the codes of all areas that the event belongs to; kept by triggers"
    )
    cost_type: Mapped[str | None] = mapped_column(comment="as the event's; kept by triggers")
    local_start: Mapped[datetime | None] = mapped_column(
        TIMESTAMP(timezone=False), comment="the start as clocks show it in the event's zone; kept by triggers"
    )
    is_verified: Mapped[bool | None] = mapped_column(
        comment="whether the event is verified or official; kept by triggers"
    )


class EventImage(Base):
    """The pictures of an event, at the sources' own addresses."""

    __tablename__ = "event_images"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default="gen_random_uuid()", comment="the image")
    event_id: Mapped[UUID] = mapped_column(ForeignKey(DiscoveredEvent.id, ondelete="CASCADE"), comment="the event")
    url: Mapped[str] = mapped_column(comment="its address")
    thumbnail_url: Mapped[str | None] = mapped_column(comment="of its thumbnail, as a path of the service")
    source_url: Mapped[str | None] = mapped_column(comment="the page it stands on")
    alt_text: Mapped[str | None] = mapped_column(comment="what it shows, in words")
    is_primary: Mapped[bool] = mapped_column(comment="the one that is shown first")
    created_at: Mapped[datetime] = mapped_column(comment="when")


class ImageThumbnail(Base):
    """Thumbnails of the pictures that events show first, and pictures that are to be downloaded for one."""

    __tablename__ = "image_thumbnails"
    url_hash: Mapped[bytes] = mapped_column(primary_key=True, comment="SHA-256 of the picture's address")
    url: Mapped[str] = mapped_column(comment="the picture's address")
    ask_at: Mapped[datetime | None] = mapped_column(comment="when it is to be downloaded; null when it need not be")
    tries: Mapped[int] = mapped_column(SmallInteger, comment="without a picture")
    reason: Mapped[str | None] = mapped_column(comment="why the latest try failed")
    fetched_at: Mapped[datetime | None] = mapped_column(comment="when it was downloaded")
    archived_uri: Mapped[str | None] = mapped_column(
        comment="where the archive has it as it came, for JATRE_ARCHIVE_DAYS"
    )
    width: Mapped[int | None] = mapped_column(comment="of the picture, in pixels")
    height: Mapped[int | None] = mapped_column(comment="of the picture, in pixels")
    perceptual_hash: Mapped[int | None] = mapped_column(
        BigInteger, comment="64 bits, of which pictures that look alike differ in few"
    )
    name: Mapped[str | None] = mapped_column(comment="of the thumbnail, which is served under it")
    body: Mapped[bytes | None] = mapped_column(comment="the thumbnail, WebP")


class EventVector(Base):
    """What a sentence model makes of each public event to come, by which events of a like meaning are found."""

    __tablename__ = "event_vectors"
    event_id: Mapped[UUID] = mapped_column(
        ForeignKey(DiscoveredEvent.id, ondelete="CASCADE"), primary_key=True, comment="the event"
    )
    model: Mapped[str] = mapped_column(comment="the model; vectors of two models are not to be compared")
    text_hash: Mapped[bytes] = mapped_column(comment="SHA-256 of the text that it was made of")
    vector: Mapped[bytes] = mapped_column(comment="of length 127, a signed byte a component")
    made_at: Mapped[datetime] = mapped_column(comment="when")


class EventCounters(Base):
    """Counted beside the event: a view is no change of the event."""

    __tablename__ = "event_counters"
    event_id: Mapped[UUID] = mapped_column(
        ForeignKey(DiscoveredEvent.id, ondelete="CASCADE"), primary_key=True, comment="the event"
    )
    view_count: Mapped[int] = mapped_column(comment="views, once per visitor and day")
    rsvp_count: Mapped[int] = mapped_column(comment="who is going")
    share_count: Mapped[int] = mapped_column(comment="shares, once per visitor and day")
