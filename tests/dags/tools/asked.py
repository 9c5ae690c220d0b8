"""What runs of a source ask its fetch for: by the params of their form, and by the day of Airflow's own backfill."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace

from dags import sources

asked = []
sources.run_fetch = lambda slug, run_id, *, force, dates, reread, secrets: asked.append(
    [force, dates and [str(one) for one in dates], reread and str(reread)]
)
backfill = SimpleNamespace(run_type="backfill", logical_date=datetime(2026, 3, 6, 20, 0, tzinfo=UTC))
manual = SimpleNamespace(run_type="manual", logical_date=datetime(2026, 3, 6, 20, 0, tzinfo=UTC))
blank = {"force": False, "from": None, "to": None}
for params, run in (
    (None, None),
    (blank, manual),
    (blank | {"force": True}, manual),
    (blank | {"from": "2026-03-01", "to": "2026-03-07"}, manual),
    (blank | {"from": "2026-03-01"}, backfill),
    (blank, backfill),
    (blank | {"reread": "last"}, backfill),
    (blank | {"reread": "2026-03-07"}, manual),
):
    sources.fetch("site", "Asia/Kolkata", "run__1", params, run)
print(json.dumps(asked))  # noqa: T201
