"""A small scene for the tests: one area, and events published, changed and removed as the pipeline would."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
from psycopg.types.json import Jsonb

ZONE = ZoneInfo("Asia/Kolkata")
AREA = "indiranagar"
_OUTLINE = "MULTIPOLYGON(((77.62 12.95, 77.67 12.95, 77.67 13.0, 77.62 13.0, 77.62 12.95)))"
_CENTRE = "POINT(77.6408 12.9784)"


class Scene:
    """Writes with the pipeline's role; every method is one committed transaction."""

    def __init__(self, pipeline_url: str) -> None:
        self._connection = psycopg.connect(pipeline_url, autocommit=True, options="-c search_path=jatre,public")
        self._connection.execute(
            "insert into areas (code, name, timezone, currency, outline, centre)"
            " values (%s, 'Indiranagar', 'Asia/Kolkata', 'INR', %s, %s) on conflict do nothing",
            [AREA, _OUTLINE, _CENTRE],
        )

    def close(self) -> None:
        self._connection.close()

    def call_otherwise(self, *phrases: str) -> None:
        """Make these synonyms, the only ones of the area."""
        self._connection.execute("update areas set search_synonyms = search_synonyms(%s)", [Jsonb([phrases])])

    def now(self) -> datetime:
        row = self._connection.execute("select jatre.now_v1()").fetchone()
        assert row is not None
        return row[0].astimezone(ZONE)

    def at(self, days: int, hour: int, minute: int = 0) -> datetime:
        """A moment so many days from today, by the clock of the scene."""
        return (self.now() + timedelta(days=days)).replace(hour=hour, minute=minute, second=0, microsecond=0)

    def open(
        self,
        title: str,
        starts: datetime | Sequence[datetime],
        hours: float | None = 2,
        at: tuple[float, float] | None = (12.9784, 77.6408),
        images: Sequence[str] = (),
        date_only: bool = False,
        **fields: Any,
    ) -> str:
        """A public event on the given dates; gives its id."""
        dates = [starts] if isinstance(starts, datetime) else list(starts)
        length = None if hours is None else timedelta(hours=hours)
        values: dict[str, Any] = {
            "title": title,
            "start_time": dates[0],
            "end_time": dates[0] + length if length else None,
            "date_only": date_only,
            "is_recurring": len(dates) > 1,
            "location": f"POINT({at[1]} {at[0]})" if at else None,
            "moderation_status": "approved",
            "published_at": dates[0],
            **fields,
        }
        with self._connection.transaction():
            event_id = self._insert("discovered_events", values)
            for date in dates:
                end = date + length if length else None
                self._insert(
                    "event_occurrences",
                    {"event_id": event_id, "starts_at": date, "ends_at": end, "date_only": date_only},
                    "event_id",
                )
            for number, url in enumerate(images):
                self._insert("event_images", {"event_id": event_id, "url": url, "is_primary": number == 0})
        return event_id

    def change(self, event_id: str, **fields: Any) -> None:
        """Set columns of an event."""
        columns = ", ".join(f"{name} = %s" for name in fields)
        self._connection.execute(
            f"update discovered_events set {columns} where id = %s", [*map(_plain, fields.values()), event_id]
        )

    def take_down(self, event_id: str) -> None:
        self.change(event_id, moderation_status="rejected")

    def merge(self, event_id: str, into: str) -> None:
        self.change(event_id, merged_into=into)

    def weather(self, temperature: float | None, wet: Sequence[datetime] = (), expired: bool = False) -> None:
        """The weather of the area, observed ten minutes before noon, and the hours in which rain is likely."""
        noon = self.at(0, 12)
        hours = [
            {"startsAt": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", "condition": "rain", "temperature": 22.0,
             "rainProbability": 80.0, "rain": 2.4, "wind": 9.0, "rainLikely": True} for at in wet
        ]  # fmt: skip
        credit = {"text": "Weather by Example", "url": "https://example.org/", "licence": "CC BY 4.0",
                  "licenceUrl": "https://example.org/by"}  # fmt: skip
        until = self.at(-1 if expired else 1, 23)
        self.run(
            "insert into area_weather as w (area_code, observed_at, condition, temperature_c, valid_until, hours,"
            " hours_until, source, attribution) values (%s, %s, 'cloudy', %s, %s, %s, %s, 'Example', %s)"
            " on conflict (area_code) do update set (temperature_c, valid_until, hours, hours_until) ="
            " (excluded.temperature_c, excluded.valid_until, excluded.hours, excluded.hours_until)",
            AREA, noon - timedelta(minutes=10), temperature, until, Jsonb(hours), until, Jsonb(credit),
        )  # fmt: skip

    def place(self, name: str, holiday: str | None = None, is_open: bool = True) -> str:
        """A place with hours from noon to 23:00 on each of seven days, the second of them a holiday; gives its id."""
        point = "point(77.64 12.97)"
        columns = {"slug": name, "name": name, "area_code": AREA, "address": "298, 100 Feet Road", "location": point}
        place = self._insert("places", columns)
        days = [
            {
                "date": f"{self.at(day, 0):%Y-%m-%d}",
                "special": None,
                "holiday": holiday if day == 1 else None,
                "spans": [
                    {
                        "from": self.at(day, 12).isoformat(),
                        "to": self.at(day, 23).isoformat(),
                        "certain": True,
                        "comment": "",
                    }
                ],
            }
            for day in range(8)
        ]
        self.run("insert into place_weeks (place_id, key, days) values (%s, 'key', %s)", place, Jsonb(days))
        # late in the evening the night's end would be over before the test is
        self.open_now(place, is_open, self.at(0 if self.now().hour < 22 else 1, 23))
        return place

    def open_now(self, place: str, is_open: bool, until: datetime) -> None:
        """Say that a place is open or closed by its hours, until a moment."""
        self.run(
            "insert into place_live_status (place_id, is_open, changes_at, valid_until, source)"
            " values (%s, %s, %s, %s, 'hours') on conflict (place_id, source) where source in ('hours', 'prediction')"
            " do update set is_open = excluded.is_open, changes_at = excluded.changes_at,"
            " valid_until = excluded.valid_until, updated_at = clock_timestamp()",
            place, is_open, until, until,
        )  # fmt: skip

    def run(self, statement: str, *values: Any) -> None:
        self._connection.execute(statement, list(values) or None)

    def _insert(self, table: str, values: dict[str, Any], returning: str = "id") -> str:
        columns, places = ", ".join(values), ", ".join(["%s"] * len(values))
        row = self._connection.execute(
            f"insert into {table} ({columns}) values ({places}) returning {returning}", [*map(_plain, values.values())]
        ).fetchone()
        assert row is not None
        return str(row[0])


def _plain(value: Any) -> Any:
    return (
        Jsonb(value)
        if isinstance(value, dict) or (isinstance(value, list) and value and isinstance(value[0], dict))
        else value
    )
