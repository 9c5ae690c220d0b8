"""What one source publishes about one happening, in the project's own terms.

A `Listing` is the JSON document in `events_staging.processed_data`. Connectors produce it from their own shape, the
stages fill what is missing, matching compares listings, and the event shows the best value of each field.

The bounds on foreign values stand here and nowhere else. What exceeds one is refused, never cut in silence: it is left
out, or its record is set aside where it cannot be without it, with a reason that names the field and the bound;
`explain` writes it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from include.errors import BrokenRecord
from include.untrusted.bounds import explain, real_offset, sane_year, storable, web_address
from include.untrusted.left_out import MAX_LEFT_OUT, MAX_LEFT_OUT_CHARS

SOURCE_SLUG = r"[a-z][a-z0-9_]{1,60}"
"""Of the whole slug of a source, by which listings, addresses and tokens name it."""
MAX_TITLE_CHARS = 255
MAX_DESCRIPTION_CHARS = 20_000
MAX_NAME_CHARS = 300
"""Of a venue, an organizer, a picture's description."""
MAX_ADDRESS_CHARS = 1_000
MAX_URL_CHARS = 4_000
"""A signed address of a picture has about 3,000."""
MAX_WORD_CHARS = 200
"""Of a keyword, a tag, an id that another service gave."""
MAX_RULE_CHARS = 2_000
MAX_SPECIAL_HOURS = 200
MAX_OCCURRENCES = 500
MAX_MARKS = 200
MAX_LINK_CHARS = 1_000
"""Of a link within a description."""
MAX_IMAGES = 50
MAX_KEYWORDS = 100
MAX_TAGS = 50
MAX_NOTES = 50
MAX_SPAN_DAYS = 732
"""From the start of an occurrence to its end: an exhibition may last two years."""
MAX_AMOUNT = Decimal(1_000_000_000)
MAX_CAPACITY = 10_000_000

Moment = Annotated[AwareDatetime, AfterValidator(sane_year), AfterValidator(real_offset)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=MAX_TITLE_CHARS), AfterValidator(storable)]
Description = Annotated[str, StringConstraints(max_length=MAX_DESCRIPTION_CHARS), AfterValidator(storable)]
Name = Annotated[str, StringConstraints(max_length=MAX_NAME_CHARS), AfterValidator(storable)]
Address = Annotated[str, StringConstraints(max_length=MAX_ADDRESS_CHARS), AfterValidator(storable)]
Word = Annotated[str, StringConstraints(max_length=MAX_WORD_CHARS), AfterValidator(storable)]
LeftOut = Annotated[str, StringConstraints(max_length=MAX_LEFT_OUT_CHARS), AfterValidator(storable)]
Rule = Annotated[str, StringConstraints(max_length=MAX_RULE_CHARS), AfterValidator(storable)]
Url = Annotated[str, StringConstraints(max_length=MAX_URL_CHARS), AfterValidator(storable), AfterValidator(web_address)]
Amount = Annotated[Decimal, Field(ge=0, le=MAX_AMOUNT)]

Category = Literal["food_festival", "market", "cultural_event", "music", "sports", "workshop", "meetup"]
Status = Literal["scheduled", "cancelled", "postponed"]
Availability = Literal["available", "limited", "sold_out"]
"""Of tickets or seats."""
CostType = Literal["free", "paid", "donation", "variable"]
OrganizerType = Literal["business", "individual", "community", "government"]
Origin = Literal["structure", "text", "gazetteer", "memory", "geocoder", "model", "rule", "default", "person"]
Precision = Literal["venue", "address", "road", "postcode"]
"""What a place on the map is that of: the venue itself, its house number, its road, its postal code."""


class _Document(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Provenance(_Document):
    """Where a value came from, and how sure we are of it (0 to 1).

    `characters`: of a value read from text, from where to before where it stands in the title, a line break and the
    description.
    """

    origin: Origin
    confidence: float = Field(ge=0, le=1)
    characters: tuple[int, int] | None = None


class Occurrence(_Document):
    """One date of a happening. A date-only start is local midnight with `date_only` set."""

    starts_at: Moment
    ends_at: Moment | None = None
    date_only: bool = False
    cancelled: bool = False

    @model_validator(mode="after")
    def _ends_in_reach(self) -> Self:
        span = (self.ends_at or self.starts_at) - self.starts_at
        if span > timedelta(days=MAX_SPAN_DAYS):
            raise ValueError(f"it ends {span.days:,} days after it starts, at most {MAX_SPAN_DAYS:,}")
        return self


class Recurrence(_Document):
    """The rule behind the occurrences (RFC 5545 text), kept for display; occurrences are already expanded."""

    rrule: Rule
    expanded_until: Moment


class Approximate(_Document):
    """Somewhere within `metres` of a place on the map, in degrees (WGS 84): as far as a road or postal code says."""

    precision: Precision
    latitude: float = Field(ge=-90, le=90, allow_inf_nan=False)
    longitude: float = Field(ge=-180, le=180, allow_inf_nan=False)
    metres: int = Field(gt=0, le=20_000)


class Venue(_Document):
    """Where it happens. Latitude and longitude in degrees, WGS 84.

    `precision` of the point is None where a source or the gazetteer gave it: then it is the venue's. `approximate` is
    for a venue without a point.
    """

    name: Name | None = None
    address: Address | None = None
    latitude: float | None = Field(default=None, ge=-90, le=90, allow_inf_nan=False)
    longitude: float | None = Field(default=None, ge=-180, le=180, allow_inf_nan=False)
    place_id: Word | None = None
    google_place_id: Word | None = None
    precision: Precision | None = None
    approximate: Approximate | None = None
    online: bool = False


class SpecialHours(_Document):
    """Days, both ends included, on which a place has opening hours of its own, and what its page calls them."""

    first: date
    last: date
    hours: Rule
    label: Name


class VenueHours(_Document):
    """When a place is open, as the page of an event there states it: a week in OpenStreetMap's form, special days.

    `stated` is the week as it is written there, None where it comes in fields.
    """

    stated: Rule | None = None
    week: Rule | None = None
    special: list[SpecialHours] = Field(default_factory=list, max_length=MAX_SPECIAL_HOURS)


class Organizer(_Document):
    """Who holds it, with the public contacts that a source states: a page, and the keyed hash of an e-mail address."""

    name: Name | None = None
    type: OrganizerType | None = None
    url: Url | None = None
    email_hash: str | None = Field(default=None, pattern="^[0-9a-f]{64}$")


class Price(_Document):
    """Amounts in units of the currency (ISO 4217), not in paise."""

    cost_type: CostType | None = None
    minimum: Amount | None = None
    maximum: Amount | None = None
    currency: str | None = Field(default=None, pattern="^[A-Z]{3}$")


class Image(_Document):
    """A picture at the source's own address."""

    url: Url
    alt: Name | None = None


class Mark(_Document):
    """What a tag surrounds in a description: from where to before where. A link has its address."""

    start: int = Field(ge=0)
    end: int
    tag: Literal["b", "i", "em", "strong", "a"]
    url: Annotated[str, StringConstraints(max_length=MAX_LINK_CHARS), AfterValidator(web_address)] | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.start >= self.end:
            raise ValueError(f"it ends at {self.end:,}, where it starts or before")
        if (self.tag == "a") != (self.url is not None):
            raise ValueError("a link has an address, and nothing else has one")
        return self


class Listing(_Document):
    """One source's view of a happening; a field that the source does not give is None or empty, never guessed.

    `description` is plain text, and `description_marks` what its source marks in it. `provenance` holds one entry per
    field that has a value, keyed by the field's name.
    """

    title: Title
    uid: Word | None = None
    """Its id in every calendar that lists it (RFC 5545), where that is unique in the world."""
    has_own_id: bool = False
    """Whether its source gives the entry an id of its own, as calendars and APIs do; a page's address is none."""
    description: Description | None = None
    description_marks: list[Mark] = Field(default_factory=list, max_length=MAX_MARKS)
    occurrences: list[Occurrence] = Field(default_factory=list, max_length=MAX_OCCURRENCES)
    recurrence: Recurrence | None = None
    timezone: Word = "UTC"
    status: Status = "scheduled"

    venue: Venue = Field(default_factory=Venue)
    stated_venue: Venue | None = None
    """Its venue as it states it itself, where what others state of it completes `venue`."""
    venue_hours: VenueHours | None = None
    """The place's, of which no event shows anything: whom they count for is decided with those of other listings."""
    organizer: Organizer = Field(default_factory=Organizer)
    price: Price = Field(default_factory=Price)

    url: Url | None = None
    ticket_url: Url | None = None
    images: list[Image] = Field(default_factory=list, max_length=MAX_IMAGES)
    keywords: list[Word] = Field(default_factory=list, max_length=MAX_KEYWORDS)
    capacity: int | None = Field(default=None, ge=0, le=MAX_CAPACITY)
    registration_required: bool | None = None
    availability: Availability | None = None

    category: Category | None = None
    source_category: Category | None = None
    """What the source itself calls it."""
    subcategory: Word | None = None
    tags: list[Word] = Field(default_factory=list, max_length=MAX_TAGS)

    provenance: dict[Word, Provenance] = Field(default_factory=dict, max_length=MAX_NOTES)
    left_out: list[LeftOut] = Field(default_factory=list, max_length=MAX_LEFT_OUT)
    """Why parts of the record were not taken: the field and the reason of each."""

    @model_validator(mode="after")
    def _marks_lie_in_the_description(self) -> Self:
        end, chars = max((one.end for one in self.description_marks), default=0), len(self.description or "")
        if end > chars:
            raise ValueError(f"description_marks: one ends at {end:,}, the description at {chars:,}")
        return self

    def note(self, field: str, origin: Origin, confidence: float, characters: tuple[int, int] | None = None) -> None:
        """Record where the value of `field` came from."""
        self.provenance[field] = Provenance(origin=origin, confidence=confidence, characters=characters)

    def document(self) -> dict[str, Any]:
        """The JSON document for the ledger. Raises: BrokenRecord when a value that was set later exceeds its bound."""
        document = self.model_dump(mode="json", exclude_defaults=True, warnings=False)
        read(document)
        return document

    @property
    def first_start(self) -> datetime | None:
        """The earliest start, or None when no date is known yet."""
        return min((o.starts_at for o in self.occurrences), default=None)


EDITABLE = frozenset(Listing.model_fields) - {
    "uid", "has_own_id", "description_marks", "timezone", "stated_venue", "venue_hours", "keywords", "source_category",
    "provenance", "left_out",
}  # fmt: skip
"""Fields that an event shows, and so a person may set."""


def read(document: Any) -> Listing:
    """The listing of a document of the ledger. Raises: BrokenRecord, with the fields and their bounds."""
    try:
        return Listing.model_validate(document)
    except ValidationError as error:
        raise BrokenRecord(explain(error)) from error
