"""What the kinds of connector take for `config`: checked when an instance is stored, not when it is read."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

MAX_URL_CHARS = 2_000
MAX_NAME_CHARS = 300


def _web_address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise ValueError("write a web address: https://example.com/events")
    return url


def _calendar_address(url: str) -> str:
    scheme, colon, rest = url.partition(":")
    _web_address(f"https:{rest}" if colon and scheme.lower() in ("webcal", "webcals") else url)
    return url


ConfigModel = type[BaseModel]
WebAddress = Annotated[str, Field(max_length=MAX_URL_CHARS), AfterValidator(_web_address)]
CalendarAddress = Annotated[str, Field(max_length=MAX_URL_CHARS), AfterValidator(_calendar_address)]
Name = Annotated[str, Field(min_length=1, max_length=MAX_NAME_CHARS)]


class Pushed(BaseModel):
    """`webhook`: where events that name no place are."""

    model_config = ConfigDict(extra="forbid")

    venue: Name | None = None
    address: Name | None = None
    as_of: str | None = None


class Site(Pushed):
    """`rss`, and what every kind has that reads one address."""

    url: WebAddress


class Calendar(Pushed):
    """`icalendar`."""

    url: CalendarAddress
    coverage: Literal["listed", "all"] = "listed"


class Pages(Pushed):
    """`schema_org`."""

    url: WebAddress | None = None
    urls: list[WebAddress] = Field(default_factory=list, max_length=100)
    links: Annotated[str, Field(min_length=1, max_length=500)] | None = None
    max_pages: int = Field(default=60, ge=1, le=1000)
    coverage: Literal["all", "part"] = "all"

    @model_validator(mode="after")
    def _has_an_address(self) -> Pages:
        if not self.url and not self.urls:
            raise ValueError("url or urls is missing")
        return self
