"""The client that sends metrics, forgotten between tests: it is made once from the settings, and holds a socket."""

from __future__ import annotations

from include import metrics
from include.settings import settings


def forget_client() -> None:
    """Close the client, so that the next figure is sent by one made from the settings as they are then."""
    if client := metrics._client():
        client.close()
    settings.cache_clear()
    metrics._client.cache_clear()
