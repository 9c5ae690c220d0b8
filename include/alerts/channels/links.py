"""The addresses of our own pages that messages lead to."""

from __future__ import annotations

from uuid import UUID

from include.alerts.message import AlertMessage
from include.settings import settings


def event_link(event: UUID) -> str:
    """The page of an event."""
    return f"{_base()}/e/{event}"


def manage_link(message: AlertMessage) -> str:
    """The page by which somebody changes, ends and erases what they are told. Who knows it may do so."""
    return f"{_base()}/alerts/{message.address.token}"


def confirm_link(message: AlertMessage) -> str:
    """The same page, asking whether this alert is wanted. To open it confirms nothing: mail scanners do."""
    return f"{manage_link(message)}?confirm={message.alert}"


def unsubscribe_link(message: AlertMessage) -> str:
    """What a mail program posts to (RFC 8058)."""
    return f"{manage_link(message)}/unsubscribe"


def _base() -> str:
    return settings().page_url.rstrip("/")
