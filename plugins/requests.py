"""Starts a DAG when the service has written a request."""

from __future__ import annotations

from typing import ClassVar

from plugins.inbox import InboxTrigger


class RequestTrigger(InboxTrigger):
    """Fires for new requests; and again as long as some wait that nobody takes."""

    channel: ClassVar[str] = "jatre_requests"
    newest: ClassVar[str] = "requests_newest"
