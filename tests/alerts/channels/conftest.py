"""Messages to send, and the settings without which none is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from deploy.local.system import ports
from include.alerts.message import AlertMessage, News
from include.alerts.sealing import Address, ChannelKind

NOW = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
"""Monday noon in Bengaluru."""
MESSAGE = UUID("00000000-0000-4000-8000-00000000000a")
EVENT = UUID("00000000-0000-4000-8000-0000000000e1")
OTHER_EVENT = UUID("00000000-0000-4000-8000-0000000000e2")

Compose = Callable[..., AlertMessage]


def item(
    kind: str = "new", event: UUID = EVENT, *, shown: bool = True, detail: Any = None, wet_hours: Any = (),
    from_point: Any = None, **about: Any,
) -> News:  # fmt: skip
    """One thing to tell of an event on Saturday evening, whose document is changed by `about`."""
    document = {
        "id": str(event), "title": "Jazz & <b>blues</b>", "timezone": "Asia/Kolkata",
        "venue": {"name": "Fig Rooms", "latitude": 12.97, "longitude": 77.64},
        "pricing": {"type": None, "minimum": None, "maximum": None},
        "occurrences": [
            {"startsAt": "2026-03-07T14:00:00Z", "endsAt": None, "dateOnly": False, "cancelled": False},
        ], **about,
    }  # fmt: skip
    seen = document if shown else None
    return News(1, None, "My Saturdays", event, kind, 3, detail or {}, seen, wet_hours, from_point)


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


class Inbox:
    """Keeps the mails that come, and answers as a test wants."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.raw, self.url = b"", ""
        self.to_recipient = self.to_mail = "250 OK"
        self.to_goodbye = "221 Bye"

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any) -> str:  # noqa: N802
        envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        self.raw = bytes(envelope.original_content or b"")
        self.mails.append(message_from_bytes(self.raw, policy=policy.default))  # type: ignore[arg-type]
        self.recipients += envelope.rcpt_tos
        return self.to_mail

    async def handle_QUIT(self, _server: Any, _session: Any, _envelope: Envelope) -> str:  # noqa: N802
        return self.to_goodbye


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    box = Inbox()
    port = ports.any_free()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    box.url = f"smtp://127.0.0.1:{port}"
    yield box
    server.stop()
