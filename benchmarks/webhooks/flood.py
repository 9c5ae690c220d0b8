"""Many deliveries in a minute, with programs killed meanwhile, and what became of them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from benchmarks.pushing import Pusher
from benchmarks.sources.evenings import evening
from benchmarks.whole import Whole

FLOOD_SECONDS = 55.0
"""Over which they are sent: the last must be accepted within the minute."""
SENDERS = 32
PATIENCE_SECONDS = 1_200.0
KILLS = ((15.0, "-m realtime"), (30.0, "bin/postgres"), (45.0, "airflow "))
"""So many seconds after the first delivery, programs whose commands have these words: service, PostgreSQL, Airflow."""


@dataclass
class Flood:
    """Seconds until all were accepted, and from then on until none waited; `lost` are not in the ledger."""

    accept_seconds: float = 0.0
    drain_seconds: float = 0.0
    again: int = 0
    lost: int = 0
    set_aside: int = 0
    public: int = 0
    killed: dict[str, int] = field(default_factory=dict)


async def flood(made: Whole, pusher: Pusher, deliveries: int, kill: bool) -> Flood:
    """Send them, wait until they are through, and look for each."""
    found, began, before = Flood(), time.monotonic(), pusher.again
    numbers = iter(range(deliveries))
    killing = asyncio.create_task(_kill(made, found)) if kill else None
    await asyncio.gather(*(_send(pusher, numbers, began, deliveries) for _ in range(SENDERS)))
    accepted = time.monotonic()
    if killing:
        await killing
    found.accept_seconds, found.again = accepted - began, pusher.again - before
    while time.monotonic() - accepted < PATIENCE_SECONDS:
        if (waiting := await asyncio.to_thread(made.waiting)) == 0:
            break
        print(f"{time.monotonic() - accepted:.0f} s: {waiting} wait", flush=True)
        await asyncio.sleep(5)
    found.drain_seconds = time.monotonic() - accepted
    _look(made, deliveries, found)
    return found


async def _send(pusher: Pusher, numbers: Iterable[int], began: float, deliveries: int) -> None:
    """Send one after the other, none before its time."""
    partners = pusher.partners
    for number in numbers:
        await asyncio.sleep(max(0.0, began + number * FLOOD_SECONDS / deliveries - time.monotonic()))
        await pusher.push(partners[number % len(partners)], f"flood-{number}", evening(number).node())


async def _kill(made: Whole, found: Flood) -> None:
    """Each at its time; the supervisor starts it again."""
    began = time.monotonic()
    for after, name in KILLS:
        await asyncio.sleep(max(0.0, began + after - time.monotonic()))
        found.killed[name] = made.kill(name)


def _look(made: Whole, deliveries: int, found: Flood) -> None:
    wanted = [f"urn:evening:{number}" for number in range(deliveries)]
    with made.connect() as connection:
        row = connection.execute(
            "select count(distinct external_id), count(*) filter (where status = 'set_aside')"
            " from jatre.events_staging where external_id = any(%s)",
            [wanted],
        ).fetchone() or (0, 0)
        shown = connection.execute("select count(*) from jatre.discovered_events where is_public").fetchone() or (0,)
    found.lost, found.set_aside, found.public = deliveries - row[0], row[1], shown[0]
