"""Schedules of sources: the grammar that Airflow reads, checked before a schedule is stored.

Airflow finds out only when it writes a DAG down, and then gives up all DAGs of the file.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from croniter import CroniterBadCronError, CroniterBadDateError, croniter  # type: ignore[import-untyped]

PRESETS = {
    "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@weekly": "0 0 * * 0", "@monthly": "0 0 1 * *",
    "@quarterly": "0 0 1 */3 *", "@yearly": "0 0 1 1 *",
}  # fmt: skip
"""The names that Airflow knows for whole schedules, and how it reads them."""
MAX_SCHEDULE_CHARS = 100
MAX_STARTS_AN_HOUR = 12
"""A source that runs more often than this takes the slots of the others."""
RANDOM = re.compile(r"(?<![a-z])r(?![a-z])", re.IGNORECASE)
"""croniter's random field: another schedule at each look."""
SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)

_REMEDY = (
    "write five cron fields, as 0 */2 * * * (every two hours) or 30 6 * * 1 (Mondays at 6:30), or null: by hand only"
)


def checked_cron(text: str) -> str:
    """`text` when it is a schedule that Airflow can keep to. Raises: ValueError, which names what to write instead."""
    if len(text) > MAX_SCHEDULE_CHARS:
        raise ValueError(f"the schedule has {len(text)} characters, at most {MAX_SCHEDULE_CHARS}: {_REMEDY}")
    expression = PRESETS.get(text, text)
    if len(expression.split()) != 5 or RANDOM.search(expression):
        raise ValueError(f"the schedule {text!r} is no cron expression: {_REMEDY}")
    try:
        fires = croniter(expression, SOME_DAY, max_years_between_matches=8)
        fires.get_next(datetime)
    except CroniterBadDateError:
        raise ValueError(f"the schedule {text!r} names a date that never comes: {_REMEDY}") from None
    # croniter ends in one of these for some texts that are no cron
    except (CroniterBadCronError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        raise ValueError(f"the schedule {text!r} is no cron expression: {_REMEDY}") from None
    minutes = fires.expanded[0]
    if minutes == ["*"] or len(minutes) > MAX_STARTS_AN_HOUR:
        most = f"at most {MAX_STARTS_AN_HOUR} times an hour"
        raise ValueError(f"the schedule {text!r} runs too often: {most}, as */5 * * * *")
    return text
