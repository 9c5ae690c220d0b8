"""A store that is filled for a measurement holds what it would hold had it been written as the pipeline writes."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import Any

import psycopg

from benchmarks.rest.fill import fill
from tests.conftest import Database, empty_database

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=timezone(timedelta(hours=5, minutes=30)))
EVENTS = 300
KEPT = ("is_public", "rooms", "area_code", "search", "search_tier", "over_at", "occurrences", "version", "moved_at")
"""What triggers write on an event, whatever its writer put there."""
OF_A_WRITE = ("change_kind", "change_rooms", "change_moved", "change_moderated", "updated_at")
"""What speaks of the last write, not of the event."""
DATES = ("event_id", "starts_at", "ends_at", "date_only", "cancelled")
WHOLE = ("areas", "event_sources", "search_tiers", "search_words")
Rows = list[dict[str, Any]]


def _rows(connection: psycopg.Connection, table: str) -> Rows:
    return [row for (row,) in connection.execute(f"select to_jsonb(t) from jatre.{table} as t".encode()).fetchall()]


def _write(connection: psycopg.Connection, table: str, rows: Rows, left_out: tuple[str, ...] = ()) -> None:
    columns = ", ".join(name for name in rows[0] if name not in left_out)
    connection.execute(
        f"insert into jatre.{table} ({columns})"
        f" select {columns} from jsonb_populate_recordset(null::jatre.{table}, %s)".encode(),
        [json.dumps(rows)],
    )


def _sorted(rows: Rows, left_out: tuple[str, ...] = ()) -> list[str]:
    return sorted(json.dumps({name: one[name] for name in one if name not in left_out}) for one in rows)


def test_what_is_filled_is_what_triggers_would_write(database: Database, cluster: Any, template: str) -> None:
    with (
        psycopg.connect(database.admin_url, autocommit=True) as filled,
        empty_database(cluster, template) as other,
        psycopg.connect(other.admin_url, autocommit=True) as written,
    ):
        fill(filled, EVENTS, NOW)
        written.execute("select set_config('jatre.now', %s, false)", [NOW.isoformat()])
        _write(written, "areas", _rows(filled, "areas"), ("square_metres",))
        _write(written, "event_sources", _rows(filled, "event_sources"))
        events, dates = _rows(filled, "discovered_events"), _rows(filled, "event_occurrences")
        _write(written, "discovered_events", events, KEPT)
        _write(written, "event_occurrences", dates, tuple({*dates[0]} - {*DATES}))
        while written.execute("select is_done from jatre.search_tiers_renew()").fetchone() != (True,):
            pass

        assert len(events) == EVENTS
        assert _sorted(_rows(written, "event_occurrences")) == _sorted(dates)
        assert _sorted(_rows(written, "discovered_events"), OF_A_WRITE) == _sorted(events, OF_A_WRITE)
        for table in WHOLE:
            assert _sorted(_rows(written, table)) == _sorted(_rows(filled, table)), table
        # and nothing is left to be moved
        filled.execute("select set_config('jatre.now', %s, false)", [NOW.isoformat()])
        assert filled.execute("select events, is_done from jatre.search_tiers_renew()").fetchone() == (0, True)
