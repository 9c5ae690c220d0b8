"""Until when a decision puts events off: a moment within a year from now, on the database's own clock."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb


def _until(owner: psycopg.Connection, details: Any) -> datetime | None:
    (until,) = owner.execute("select jatre.decision_snooze_until(%s)", [Jsonb(details)]).fetchone() or (None,)
    return until


@pytest.mark.parametrize("until", ["infinity", "-infinity", "yesterday", "25:00", "soon", "", None, [], 10**30])
def test_what_is_no_moment_within_a_year_puts_nothing_off(owner: psycopg.Connection, until: Any) -> None:
    assert _until(owner, {"until": until}) is None
    assert _until(owner, {}) is None


def test_a_moment_within_a_year_is_taken_as_it_is(owner: psycopg.Connection) -> None:
    (ahead, beyond) = owner.execute("select now() + interval '364 days', now() + interval '367 days'").fetchone() or ()
    assert _until(owner, {"until": ahead.isoformat()}) == ahead
    assert _until(owner, {"until": beyond.isoformat()}) is None
