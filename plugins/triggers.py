"""What starts a DAG beside deliveries: a request of the service, and a moment at which a place changes."""

from __future__ import annotations

from typing import ClassVar

from plugins.inbox import InboxTrigger


class RequestTrigger(InboxTrigger):
    """Fires for new requests; and again, every minute, as long as some wait: a run takes previews for a while only."""

    channel: ClassVar[str] = "jatre_requests"
    newest: ClassVar[str] = "requests_newest"

    def __init__(self, poll: float = 10.0, remind: float = 60.0) -> None:
        super().__init__(poll, remind)


class PlaceTrigger(InboxTrigger):
    """Fires when a moment has come at which the state of a place changes; nobody notifies of time, so it looks."""

    channel: ClassVar[str] = "jatre_places"
    newest: ClassVar[str] = "places_due"
