"""`python -m benchmarks.webhooks [--seconds 120] [--deliveries 10000] [--kill]`: what is pushed, to the change feed.

Jatre runs as `make demo` starts it, with Airflow, and four partners push. First one delivery a second, each a new
event, while a client is attached to the live feed: from before a delivery is sent until its event comes to the client.
Then so many deliveries in a minute; with `--kill` the service, PostgreSQL and all of Airflow are killed meanwhile, each
once, and partners send again what was not accepted. Reported are how long it took until all were accepted, and
from then on until none waited any more, and whether a delivery is missing in the ledger. Prints one JSON object; exits
with 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.pushing import Pusher, client
from benchmarks.webhooks.flood import Flood, flood
from benchmarks.webhooks.steady import Steady, steady
from benchmarks.whole import Whole, whole
from include.sources.configuration.instance import SourceInstance

MAX_P95_SECONDS, MAX_ACCEPT_SECONDS, MAX_DRAIN_SECONDS = 8.0, 60.0, 300.0
"""The bars: of one a second, from sent to received; of the flood, until accepted, and from then until none waits."""
PARTNERS = tuple(f"partner_{number}" for number in range(4))
CONNECTIONS = 32


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.webhooks", description=__doc__)
    parser.add_argument("--seconds", type=int, default=120, help="at one delivery a second")
    parser.add_argument("--deliveries", type=int, default=10_000, help="in a minute")
    parser.add_argument("--kill", action="store_true", help="service, PostgreSQL and Airflow meanwhile")
    parser.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()) / f"jatre-webhooks-{os.getuid()}")
    asked = parser.parse_args()
    partners = [SourceInstance(slug=slug, name=slug, kind="webhook", schedule=None) for slug in PARTNERS]
    with whole(asked.scratch, partners, "") as made:
        with made.airflow() as airflow:
            for dag in airflow.dags():
                airflow.unpause(dag["dag_id"])
        made.come_to_rest()
        found = report(*asyncio.run(_measure(made, asked)), asked)
    print(json.dumps(found))
    return 0 if found["bars_met"] else 1


async def _measure(made: Whole, asked: argparse.Namespace) -> tuple[Steady, Flood]:
    secrets = {slug: made.credentials.get(f"webhook_{slug}") for slug in PARTNERS}
    async with client(made.page_url, CONNECTIONS) as connections:
        pusher = Pusher(connections, secrets)
        calm = await steady(made, pusher, asked.seconds)
        return calm, await flood(made, pusher, asked.deliveries, asked.kill)


def report(calm: Steady, flooded: Flood, asked: argparse.Namespace) -> dict[str, object]:
    """The figures, and whether the bars are met."""
    in_time = flooded.accept_seconds <= MAX_ACCEPT_SECONDS or asked.kill  # what is away accepts nothing
    met = calm.p95 <= MAX_P95_SECONDS and in_time and flooded.drain_seconds <= MAX_DRAIN_SECONDS
    return {
        "cores": os.cpu_count(), "load": os.getloadavg(), "sent_one_a_second": asked.seconds,
        "p50_seconds": round(calm.p50, 2),
        "p95_seconds": round(calm.p95, 2), "not_received": calm.missing, "deliveries": asked.deliveries,
        "killed": flooded.killed, "sent_again": flooded.again, "accept_seconds": round(flooded.accept_seconds, 1),
        "drain_seconds": round(flooded.drain_seconds, 1), "lost": flooded.lost, "set_aside": flooded.set_aside,
        "public_events": flooded.public, "bars_met": met and not calm.missing and not flooded.lost,
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
