"""The client that sends metrics, forgotten between tests: it is made once from the settings, and holds a socket."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from include import metrics
from include.settings import settings


def forget_client() -> None:
    """Close the client, so that the next figure is sent by one made from the settings as they are then."""
    if client := metrics._client():
        client.close()
    settings.cache_clear()
    metrics._client.cache_clear()


@pytest.fixture(autouse=True, scope="session")
def closed_client() -> Iterator[None]:
    """Leave no socket open at the end."""
    yield
    if metrics._client.cache_info().currsize:
        forget_client()
