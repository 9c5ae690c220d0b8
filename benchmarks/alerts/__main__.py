"""`python -m benchmarks.alerts`: how soon alerts hear of a change, and what is lost or told twice when they are killed.

Prints one JSON object. `p99_ms` is the time from writing a change until it is written which alerts it concerns
(`alert_findings`), at a steady pace; `rows_p99_ms` what it takes from there to a row for each of their channels, and
`told_after_s` how long after the last change all of these are there. Processor time a change is that of the process of
alerts and of all of the database, whose share for numbering the changes and writing them is in it; what begins with
`finding` of it is until all changes are found, with the few rows for channels that there was time for until then.
`lost` and `twice` come of killing processes, two of which run at once, while they match and send: rows that an
undisturbed run has and this one had not, or that were never sent; and rows that it has not, or that were sent in two
messages. What a channel repeats after a kill (`repeated`) has the same message id.

Needs what `make test` has installed.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.alerts import kills, speed
from benchmarks.alerts.town import KEY, Town, fill
from benchmarks.scratch import scratch_server
from deploy.local.database import setup
from include.settings import settings


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.alerts", description=__doc__)
    parser.add_argument("--alerts", type=int, default=100_000)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--changes", type=int, default=30_000, help="of the part that measures time")
    parser.add_argument("--per-second", type=float, default=1_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--killed-changes", type=int, default=5_000, help="of the part that is killed")
    parser.add_argument("--only", choices=("speed", "kills"), help="one part alone")
    parser.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()) / f"jatre-alerts-{os.getuid()}")
    asked = parser.parse_args()
    os.environ["JATRE_ALERT_KEYS"] = KEY
    settings.cache_clear()
    found: dict[str, Any] = {"alerts": asked.alerts, "cores": os.cpu_count()}
    with scratch_server(asked.scratch) as cluster:
        for part in ("speed", "kills"):
            if asked.only in (None, part):
                found |= _part(cluster, part, asked)
    print(json.dumps(found))


def _part(cluster: Any, part: str, asked: argparse.Namespace) -> dict[str, Any]:
    with psycopg.connect(cluster.url(), autocommit=True) as server:
        server.execute("drop database if exists alerts with (force)")
    setup.prepare(cluster.url(), cluster.credentials, {"alerts": "jatre_owner"})
    setup.migrate(cluster.url("alerts", "jatre_owner"))
    town = Town(asked.events)
    with psycopg.connect(cluster.url("alerts"), autocommit=True) as admin:
        fill(admin, town, asked.alerts)
        if part == "speed":
            file = asked.scratch / "changes.jsonl"
            file.write_text("".join(f"{json.dumps(one)}\n" for one in town.changes(asked.changes)), encoding="utf-8")
            return speed.measure(cluster, admin, file, asked.per_second, min(asked.changes // 5, 5_000))
        done = kills.measure(
            cluster, admin, [*map(list, town.changes(asked.killed_changes))], asked.kills, asked.scratch
        )
        lost = done["missing"] + done["unsent"]
        return {"lost": lost, "twice": done["too_many"] + done["in_two_messages"]} | done


if __name__ == "__main__":
    main()
