"""What one source says about one happening, in the project's own terms.

A `Listing` is the JSON document in `events_staging.processed_data`. Connectors produce it from their own shape, the
stages fill what is missing, matching compares listings, and the event shows the best value of each field.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

Category = Literal["food_festival", "market", "cultural_event", "music", "sports", "workshop", "meetup"]
Status = Literal["scheduled", "cancelled", "postponed"]
CostType = Literal["free", "paid", "donation", "variable"]
OrganizerType = Literal["business", "individual", "community", "government"]
Origin = Literal["structure", "text", "gazetteer", "model", "rule", "default", "person"]


class _Document(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Provenance(_Document):
    """Where a value came from, and how sure we are of it (0 to 1)."""

    origin: Origin
    confidence: float = Field(ge=0, le=1)


class Occurrence(_Document):
    """One date of a happening. A date-only start is local midnight with `date_only` set."""

    starts_at: AwareDatetime
    ends_at: AwareDatetime | None = None
    date_only: bool = False
    cancelled: bool = False


class Recurrence(_Document):
    """The rule behind the occurrences (RFC 5545 text), kept for display; occurrences are already expanded."""

    rrule: str
    expanded_until: AwareDatetime


class Venue(_Document):
    """Where it happens. Latitude and longitude in degrees, WGS 84."""

    name: str | None = None
    address: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    place_id: str | None = None
    google_place_id: str | None = None
    online: bool = False


class Organizer(_Document):
    """Who holds it."""

    name: str | None = None
    type: OrganizerType | None = None


class Price(_Document):
    """Amounts in units of the currency (ISO 4217), not in paise."""

    cost_type: CostType | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    currency: str | None = None


class Image(_Document):
    """A picture at the source's own address."""

    url: str
    alt: str | None = None


class Listing(_Document):
    """One source's view of a happening; a field that the source does not give is None or empty, never guessed.

    `description` is plain text. `provenance` holds one entry per field that has a value, keyed by the field's name.
    """

    title: str = Field(min_length=1, max_length=255)
    description: str | None = None
    occurrences: list[Occurrence] = Field(default_factory=list)
    recurrence: Recurrence | None = None
    timezone: str = "Asia/Kolkata"
    status: Status = "scheduled"

    venue: Venue = Field(default_factory=Venue)
    organizer: Organizer = Field(default_factory=Organizer)
    price: Price = Field(default_factory=Price)

    url: str | None = None
    ticket_url: str | None = None
    images: list[Image] = Field(default_factory=list)
    keywords: list[str] = Field(default_factory=list)
    capacity: int | None = None
    registration_required: bool | None = None

    category: Category | None = None
    subcategory: str | None = None
    tags: list[str] = Field(default_factory=list)

    provenance: dict[str, Provenance] = Field(default_factory=dict)

    def note(self, field: str, origin: Origin, confidence: float) -> None:
        """Record where the value of `field` came from."""
        self.provenance[field] = Provenance(origin=origin, confidence=confidence)

    def document(self) -> dict[str, Any]:
        """The JSON document for the ledger."""
        return self.model_dump(mode="json", exclude_defaults=True)

    @property
    def first_start(self) -> datetime | None:
        """The earliest start, or None when no date is known yet."""
        return min((o.starts_at for o in self.occurrences), default=None)
