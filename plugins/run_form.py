"""The form with which a person starts a run of a source, and what a run asks its fetch for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from airflow.sdk import Param

from include.pipeline.fetching.dates import asked_archive, asked_dates

BACKFILL = "backfill"
"""The type of a run that Airflow's own backfill makes."""
FORCE = Param(
    False,
    type="boolean",
    title="Read all of it anew",
    description_md="Forgets what the site answered last time (its ETags and the like), so that nothing is skipped as "
    "unchanged. A listing that is as it was still costs nothing downstream.",
)
FROM = Param(
    None,
    type=["null", "string"],
    format="date",
    title="Backfill from",
    description_md="Reads only what the source lists from this day on, where its interface takes dates. Nothing "
    "counts as gone by it, and the next usual run goes on where the last one ended.",
)
TO = Param(None, type=["null", "string"], format="date", title="Backfill to", description_md="The last day, included.")
REREAD = Param(
    None,
    type=["null", "string"],
    pattern=r"^(last|\d{4}-\d\d-\d\d)$",
    title="Read the archive again",
    description_md="Asks the site nothing: reads again what its last fetch (`last`), or the last one of a day "
    "(`2026-03-07`), has archived, with today's connector and configuration. Nothing counts as gone by it, and what "
    "has changed since stays as it is.",
)

PARAMS = {"force": FORCE, "from": FROM, "to": TO, "reread": REREAD}


def wanted(params: Mapping[str, Any] | None, run: Any, zone: str) -> dict[str, Any]:
    """What a run asks its fetch for. One of Airflow's own backfill reads the day for which it was made.

    Raises: ConfigurationError for dates that are none.
    """
    asked = dict(params or {})
    dates = asked_dates(asked.get("from"), asked.get("to"))
    reread = asked_archive(asked.get("reread"), dates)
    if dates is None and reread is None and run is not None and run.run_type == BACKFILL and run.logical_date:
        day = run.logical_date.astimezone(ZoneInfo(zone)).date()
        dates = (day, day)
    return {"force": bool(asked.get("force")), "dates": dates, "reread": reread}
