"""What is sent beside changes: when a client that has to go may come back."""

from __future__ import annotations

import random

import pytest

from realtime.fanout import messages
from realtime.feed.cursor import Cursor
from realtime.settings import ServiceSettings


@pytest.mark.parametrize(("drawn", "milliseconds"), [(0.0, 3_000), (0.5, 4_500), (1.0, 6_000)])
def test_who_has_to_go_comes_back_after_once_to_twice_the_delay(
    monkeypatch: pytest.MonkeyPatch, drawn: float, milliseconds: int
) -> None:
    monkeypatch.setattr(random, "randint", lambda low, high: round(low + drawn * (high - low)))
    closing = messages.farewell("shutdown", Cursor("e", 1), ServiceSettings(retry_milliseconds=3_000))
    assert closing.data["retryMs"] == milliseconds
