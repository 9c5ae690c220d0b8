"""Messages to send, and the settings without which none is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from include.alerts.message import AlertMessage, News
from include.alerts.sealing import Address, ChannelKind

NOW = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
"""Monday noon in Bengaluru."""
MESSAGE = UUID("00000000-0000-4000-8000-00000000000a")
EVENT = UUID("00000000-0000-4000-8000-0000000000e1")
OTHER_EVENT = UUID("00000000-0000-4000-8000-0000000000e2")

Compose = Callable[..., AlertMessage]


def item(kind: str = "new", event: UUID = EVENT, *, shown: bool = True, detail: Any = None, **about: Any) -> News:
    """One thing to tell of an event on Saturday evening, whose document is changed by `about`."""
    document = {
        "id": str(event), "title": "Jazz & <b>blues</b>", "timezone": "Asia/Kolkata", "venue": {"name": "Fig Rooms"},
        "occurrences": [
            {"startsAt": "2026-03-07T14:00:00Z", "endsAt": None, "dateOnly": False, "cancelled": False},
        ], **about,
    }  # fmt: skip
    return News(1, None, "My Saturdays", event, kind, 3, detail or {}, document if shown else None)


def message(kind: ChannelKind, address: str, *items: News, **about: Any) -> AlertMessage:
    """A message of some items; of the kind `confirm` without any."""
    return AlertMessage(
        id=MESSAGE, kind="news" if items else "confirm", channel=UUID(int=1), channel_kind=kind,
        address=Address(address, "word-of-the-links"), language=about.pop("language", "en"), zone="Asia/Kolkata",
        items=items, alert=UUID(int=7), **about,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Monday, and the page is at jatre.example."""
    monkeypatch.setenv("JATRE_PAGE_URL", "https://jatre.example")
    for module in ("email", "push"):
        monkeypatch.setattr(f"include.alerts.channels.{module}.utc_now", lambda: NOW)
