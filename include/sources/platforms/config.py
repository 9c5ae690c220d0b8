"""What the platforms take for `config`: the token that opens them, and ids of the lists that are read."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from include.network.urls import WebAddress
from include.sources.configuration.config import WebhookConfig

Token = Annotated[str, Field(min_length=1, max_length=4_000, pattern=r"^[\x21-\x7e]+$")]
"""As it goes into a header: visible characters of ASCII."""
PlatformId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$")]
"""An id or a name that stands in a path."""
MAX_LISTS = 200
"""Ids of one kind in one instance; each costs a request at every fetch."""
Ids = Annotated[list[PlatformId], Field(max_length=MAX_LISTS)]


class PlatformConfig(WebhookConfig):
    """What every platform takes; a subclass gives `url` its default."""

    url: WebAddress
    token: Token
    max_pages: int = Field(default=20, ge=1, le=200)


class Near(BaseModel):
    """A point in degrees, and how far around it in metres."""

    model_config = ConfigDict(extra="forbid")

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)
    metres: int = Field(default=2_000, ge=1, le=100_000)
