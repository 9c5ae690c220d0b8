"""What the kinds of connector take for `config`: checked when an instance is stored, not when it is read."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, ValidationError, model_validator

from include.network.urls import MAX_URL_CHARS, WebAddress, check_web_address
from include.sources.fields.zones import known_zone

MAX_NAME_CHARS = 300


def _calendar_address(url: str) -> str:
    scheme, colon, rest = url.partition(":")
    check_web_address(f"https:{rest}" if colon and scheme.lower() in ("webcal", "webcals") else url)
    return url


def _zone(name: str) -> str:
    if not isinstance(known_zone(name), ZoneInfo):
        raise ValueError("write the name of a time zone: Europe/Lisbon")
    return name


ConfigModel = type[BaseModel]
CalendarAddress = Annotated[str, Field(max_length=MAX_URL_CHARS), AfterValidator(_calendar_address)]
Name = Annotated[str, Field(min_length=1, max_length=MAX_NAME_CHARS)]
ColumnPart = Literal[
    "title", "start", "start_time", "end", "end_time", "all_day", "venue", "address", "city", "latitude", "longitude",
    "description", "url", "ticket_url", "image", "price", "currency", "organizer", "keywords", "status", "capacity",
    "id", "zone", "private",
]  # fmt: skip
"""What a column of a spreadsheet may hold of an event."""


class DateParameters(BaseModel):
    """The parameters in which an interface takes a range of dates: the first day, or its first moment, and the last.

    `date` is written 2026-03-07, both days belonging to the range; `datetime` 2026-03-07T00:00:00+05:30 and `unix` in
    seconds, where the range ends before `to`.
    """

    model_config = ConfigDict(extra="forbid")

    first: Annotated[Name, Field(alias="from")]
    last: Annotated[Name, Field(alias="to")]
    format: Literal["date", "datetime", "unix"] = "date"

    def query(self, start: datetime, end: datetime) -> dict[str, str | int]:
        """The parameters for what is between two moments, in whose zones the days are."""
        return {self.first: self._written(start), self.last: self._written(end, last=True)}

    def _written(self, moment: datetime, *, last: bool = False) -> str | int:
        if self.format == "date":
            return f"{moment - timedelta(microseconds=last):%Y-%m-%d}"
        return moment.isoformat() if self.format == "datetime" else int(moment.timestamp())


class WebhookConfig(BaseModel):
    """`webhook`: where events that name no place are, and what the source's times are.

    `zone` is that of times which name none, where it is not the area's. With `ignore_zones` the zones and offsets that
    its times do name are wrong, and the clocks are read in `zone`, else in the area's. `day_order` is how its texts
    write dates as numbers: "03/07" is the third of July unless it is `month_first`. Of a source that is `moderated`
    nothing is shown that a person has not approved.
    """

    model_config = ConfigDict(extra="forbid")

    venue: Name | None = None
    address: Name | None = None
    zone: Annotated[str, Field(max_length=60), AfterValidator(_zone)] | None = None
    ignore_zones: StrictBool = False
    day_order: Literal["day_first", "month_first"] = "day_first"
    moderated: StrictBool = False
    as_of: str | None = None


class SiteConfig(WebhookConfig):
    """What every kind has that reads one address."""

    url: WebAddress


class FeedConfig(SiteConfig):
    """`rss`: also the elements in which a feed has parts of an event."""

    fields: dict[Literal["start", "end", "venue", "price", "status"], Name] = Field(default_factory=dict)


class SpreadsheetConfig(SiteConfig):
    """`spreadsheet`: also which columns hold what, and the one sheet that is read."""

    fields: dict[ColumnPart, Name] = Field(default_factory=dict)
    sheet: Name | None = None
    coverage: Literal["all", "part"] = "all"


class CalendarConfig(WebhookConfig):
    """`icalendar`."""

    url: CalendarAddress
    dates: DateParameters | None = None
    coverage: Literal["listed", "all"] = "listed"


class PagesConfig(WebhookConfig):
    """`schema_org`."""

    url: WebAddress | None = None
    urls: list[WebAddress] = Field(default_factory=list, max_length=100)
    links: Annotated[str, Field(min_length=1, max_length=500)] | None = None
    match: Name | None = None
    sites: list[Name] = Field(default_factory=list, max_length=20)
    max_pages: int = Field(default=60, ge=1, le=1000)
    coverage: Literal["all", "part"] = "all"

    @model_validator(mode="after")
    def _has_an_address(self) -> PagesConfig:
        if not self.url and not self.urls:
            raise ValueError("url or urls is missing")
        return self


def invalid_fields(error: ValidationError, about: str = "") -> str:
    """Which fields are invalid and why, without their values: one of them may be a secret."""
    found = ((".".join(map(str, [*filter(None, [about]), *one["loc"]])), one["msg"]) for one in error.errors())
    return "; ".join(f"{where or 'the entry'}: {message}" for where, message in found)[:2_000]
