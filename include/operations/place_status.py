"""`python -m include.operations.place_status`: what the area's places are like by hours and events.

The DAG `place_status` does it every quarter of an hour, and when a place opens or closes. Each place has one row of its
hours and one that estimates how full it is; each is written when something of it has changed, and counts until
something of it will.
"""

from __future__ import annotations

import json
import logging
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from include import metrics
from include.areas.area import load_area
from include.db import query
from include.errors import JatreError
from include.pipeline.runs import Report, pipeline_engine
from include.pipeline.venues.page_hours import keep_page_hours
from include.places.busyness.rows import estimate_rows
from include.places.hours import Locale, OpeningHours, OpenState
from include.places.origins import merged_hours
from include.places.weeks import stored_week, week_key
from include.redaction import redact_text
from include.settings import settings

Stored = dict[str, Any]
"""A row as it is written."""
_log = logging.getLogger(__name__)
NOTHING_KNOWN = OpenState(None, None)
MAX_TITLE_CHARS = 80


def refresh_places() -> Report:
    """Bring the state of all places up to date; returns how many were looked at, have changed, and could not be read.

    `estimated`: of how many the estimate of how full they are is another.

    Raises: ConfigurationError; what the database raises.
    """
    area = load_area(settings().area)
    locale = Locale.of(area)
    with metrics.timed("places.refresh_seconds"), pipeline_engine() as engine, engine.begin() as connection:
        now: datetime = connection.execute(query("business_now")).scalar_one()
        keep_page_hours(connection, area)
        read = connection.execute(query("places_state_read"), {"area": area.code}).mappings()
        rows = [dict(row) for row in read]
        found = [_looked_at(row, locale, now) for row in rows]
        known = [one for one in found if one]
        weeks = json.dumps([week for _, week in known if week])
        connection.execute(query("place_weeks_write"), {"weeks": weeks})
        states = [state for state, _ in known]
        estimates = _estimates(connection, area.code, locale, rows, states, now)
        written = connection.execute(query("places_state_write"), {"states": json.dumps([*states, *estimates])})
        changed = Counter(written.scalars())
        connection.execute(query("place_states_renew"))
    return {
        "places": len(rows), "changed": changed["hours"], "estimated": changed["prediction"],
        "failed": len(rows) - len(known),
    }  # fmt: skip


def _estimates(
    connection: Connection, area: str, locale: Locale, rows: Sequence[Mapping[str, Any]], states: Sequence[Stored],
    now: datetime,
) -> list[Stored]:  # fmt: skip
    """A row for each place whose hours could be read."""
    known = {state["place_id"]: state for state in states}
    kinds = {row["place_id"]: row["kind"] for row in rows if str(row["place_id"]) in known}
    closing = {place: known[str(place)]["changes_at"] for place in kinds if known[str(place)]["is_open"]}
    open_places = {place: at and datetime.fromisoformat(at) for place, at in closing.items()}
    return estimate_rows(connection, area, locale, kinds, open_places, now)


def _looked_at(row: Mapping[str, Any], locale: Locale, now: datetime) -> tuple[Stored, Stored | None] | None:
    """What a place is like, and its week where that is another one; None where its hours cannot be read.

    So no place stops the others: it becomes unknown.
    """
    try:
        hours = merged_hours(row["hours"], locale)
        return _state(row, hours, locale.zone, now), _week(row, hours, now.astimezone(locale.zone).date())
    except Exception as error:
        _log.warning("place %s: %s", row["place_id"], redact_text(f"{type(error).__name__}: {error}"))
        return None


def _week(row: Mapping[str, Any], hours: OpeningHours | None, today: date) -> Stored | None:
    key = week_key(row["hours"], today) if hours else None
    if key == row["week_key"]:
        return None
    return {"place_id": str(row["place_id"]), "key": key, "days": stored_week(hours, today) if hours else None}


def _state(row: Mapping[str, Any], hours: OpeningHours | None, zone: ZoneInfo, now: datetime) -> Stored:
    state = hours.state(now) if hours else NOTHING_KNOWN
    line, line_until = _line(row, zone, now)
    ends = [at for at in (state.changes_at, line_until) if at]
    return {
        "place_id": str(row["place_id"]),
        "source": "hours",
        "is_open": state.is_open,
        "changes_at": state.changes_at and state.changes_at.isoformat(),
        "special_status": ", ".join(filter(None, (state.comment, line))) or None,
        "valid_until": min(ends).isoformat() if ends else None,
    }


def _line(row: Mapping[str, Any], zone: ZoneInfo, now: datetime) -> tuple[str | None, datetime | None]:
    """What is on there, in a line, and until when that line holds."""
    if row["title"] is None:
        return None, None
    title = row["title"] if len(row["title"]) <= MAX_TITLE_CHARS else f"{row['title'][:MAX_TITLE_CHARS].rstrip()}…"
    if row["starts_at"] > now:
        return f"{title} at {row['starts_at'].astimezone(zone):%H:%M}", row["starts_at"]
    ends = f" until {row['over_at'].astimezone(zone):%H:%M}" if row["has_end"] else ""
    return f"now: {title}{ends}", row["over_at"]


def main() -> int:
    """Refresh once; returns the exit code."""
    try:
        report = refresh_places()
    except JatreError as error:
        sys.stderr.write(f"places: {redact_text(str(error))}\n")
        return 1
    sys.stdout.write(f"{json.dumps(report)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
