"""The configuration of a JSON API, and its events in the words of schema.org."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from include.network.urls import WebAddress, absolute_url
from include.sources.configuration.config import DateParameters, WebhookConfig
from include.sources.json.paths import joined

Paths = str | list[str]


class _Settings(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ApiPagination(_Settings):
    """How to reach the next page."""

    type: Literal["page", "cursor", "next"]
    parameter: str = "page"
    first: int = 1
    step: int = 1
    path: str = "next"
    max_pages: int = Field(default=20, ge=1, le=500)


class FieldPaths(_Settings):
    """Where each part of an event stands."""

    title: Paths
    start: Paths
    id: Paths | None = None
    end: Paths | None = None
    venue: Paths | None = None
    address: Paths | None = None
    latitude: Paths | None = None
    longitude: Paths | None = None
    description: Paths | None = None
    url: Paths | None = None
    ticket_url: Paths | None = None
    image: Paths | None = None
    price: Paths | None = None
    free: Paths | None = None
    currency: Paths | None = None
    organizer: Paths | None = None
    keywords: Paths | None = None
    status: Paths | None = None
    availability: Paths | None = None
    capacity: Paths | None = None
    attending: Paths | None = None


class ApiConfig(WebhookConfig):
    """The `config` of an instance."""

    url: WebAddress
    params: dict[str, str | int] = Field(default_factory=dict)
    body: dict[str, Any] | None = None
    base: WebAddress | None = None
    headers: dict[str, str] = Field(default_factory=dict)
    items: str = ""
    fields: FieldPaths
    ignore: list[str] = Field(default_factory=list)
    pagination: ApiPagination | None = None
    dates: DateParameters | None = None
    coverage: Literal["all", "part"] = "all"


def node_of(item: Mapping[str, Any], api: ApiConfig) -> dict[str, Any]:
    """An API's event in the words of schema.org."""
    found = {name: joined(item, paths) for name, paths in api.fields if paths}
    if isinstance(found.get("status"), bool):  # `is_cancelled`
        found["status"] = str(api.fields.status) if found["status"] else None
    if isinstance(found.get("availability"), bool):  # `is_sold_out`
        found["availability"] = str(api.fields.availability).rsplit(".", 1)[-1] if found["availability"] else None
    url, image = (absolute_url(api.base or api.url, str(found.get(name) or "")) for name in ("url", "image"))
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
                "availability": found.get("availability"),
            }
        ),
    }
    return _known(node)


def _known(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if value is not None}
