"""Starts a DAG when the service has written a request."""

from __future__ import annotations

from typing import ClassVar

from plugins.inbox import InboxTrigger


class RequestTrigger(InboxTrigger):
    """Fires for new requests; and again, every minute, as long as some wait: a run takes previews for a while only."""

    channel: ClassVar[str] = "jatre_requests"
    newest: ClassVar[str] = "requests_newest"

    def __init__(self, poll: float = 10.0, remind: float = 60.0) -> None:
        super().__init__(poll, remind)
