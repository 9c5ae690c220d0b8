"""The configuration of a JSON API, and its events in the words of schema.org."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from include.sources.configuration.config import WebAddress
from include.sources.identity import absolute_url
from include.sources.json.paths import joined

Path = str | list[str]


class _Settings(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Pages(_Settings):
    """How to reach the next page."""

    type: Literal["page", "cursor", "next"]
    parameter: str = "page"
    first: int = 1
    step: int = 1
    path: str = "next"
    max_pages: int = Field(default=20, ge=1, le=500)


class Fields(_Settings):
    """Where each part of an event stands."""

    title: Path
    start: Path
    id: Path | None = None
    end: Path | None = None
    venue: Path | None = None
    address: Path | None = None
    latitude: Path | None = None
    longitude: Path | None = None
    description: Path | None = None
    url: Path | None = None
    ticket_url: Path | None = None
    image: Path | None = None
    price: Path | None = None
    free: Path | None = None
    currency: Path | None = None
    organizer: Path | None = None
    keywords: Path | None = None
    status: Path | None = None
    capacity: Path | None = None


class Api(_Settings):
    """The `config` of an instance."""

    url: WebAddress
    params: dict[str, str | int] = Field(default_factory=dict)
    headers: dict[str, str] = Field(default_factory=dict)
    items: str = ""
    fields: Fields
    ignore: list[str] = Field(default_factory=list)
    pagination: Pages | None = None
    coverage: Literal["all", "part"] = "all"
    venue: str | None = None
    address: str | None = None
    as_of: str | None = None


def node_of(item: Mapping[str, Any], api: Api) -> dict[str, Any]:
    """An API's event in the words of schema.org."""
    found = {name: joined(item, paths) for name, paths in api.fields if paths}
    url, image = (absolute_url(api.url, str(found.get(name) or "")) for name in ("url", "image"))
    node = {
        "@type": "Event",
        "identifier": found.get("id"),
        "name": found.get("title"),
        "startDate": found.get("start"),
        "endDate": found.get("end"),
        "description": found.get("description"),
        "eventStatus": found.get("status"),
        "url": url,
        "image": image,
        "organizer": found.get("organizer"),
        "keywords": found.get("keywords"),
        "maximumAttendeeCapacity": found.get("capacity"),
        "isAccessibleForFree": found.get("free"),
        "location": _known(
            {
                "@type": "Place",
                "name": found.get("venue"),
                "address": found.get("address"),
                "latitude": found.get("latitude"),
                "longitude": found.get("longitude"),
            }
        ),
        "offers": _known(
            {
                "@type": "Offer",
                "price": found.get("price"),
                "priceCurrency": found.get("currency"),
                "url": found.get("ticket_url"),
            }
        ),
    }
    return _known(node)


def _known(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if value is not None}
