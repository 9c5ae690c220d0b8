"""One statement that changes all events; and a reader that was away for ten thousand changes."""

from __future__ import annotations

import time

import httpx

from benchmarks.feed.arena import WITH, Arena

MISSED, PER_TRANSACTION = 10_000, 500


def update_all(arena: Arena, database: str, number: int) -> float:
    """Seconds for an update of every event's price, a visible change, with its commit."""
    with arena.connect(database, "jatre_pipeline") as writer, arena.connect(database) as admin:
        admin.execute("vacuum jatre.discovered_events, jatre.feed_outbox")
        arena.checkpoint()
        began = time.perf_counter()
        done = writer.execute(
            "update jatre.discovered_events set price_range = jsonb_build_object('minimum', %s::int, 'currency', 'INR')"
            " where external_url is not null",
            [number],
        )
        took = time.perf_counter() - began
    assert done.rowcount == arena.events
    return took


def wait_until_sequenced(arena: Arena) -> tuple[str, int]:
    """The feed's epoch and head, once nothing waits to be numbered."""
    with arena.connect(WITH) as admin:
        deadline = time.monotonic() + 120
        while admin.execute("select from jatre.feed_outbox limit 1").fetchone() is not None:  # a row is () here
            if time.monotonic() > deadline:
                raise RuntimeError("the outbox is not emptied: does the service run?")
            time.sleep(0.02)
        row = admin.execute("select epoch, head from jatre.feed_position_v2()").fetchone()
    assert row is not None
    return str(row[0]), int(row[1])


def miss(arena: Arena) -> tuple[str, int]:
    """Change ten thousand events, 500 to a transaction; the position before."""
    epoch, head = wait_until_sequenced(arena)
    with arena.connect(WITH, "jatre_pipeline") as writer:
        for first in range(1, MISSED + 1, PER_TRANSACTION):
            writer.execute(
                "update jatre.discovered_events e set title = 'Missed ' || n || ' ' || %s"
                " from generate_series(%s::int, %s::int) as n where e.id = md5(n::text)::uuid",
                [time.time(), first, first + PER_TRANSACTION - 1],
            )
    wait_until_sequenced(arena)
    return epoch, head


def resume(url: str, epoch: str, head: int) -> float:
    """Seconds from the request of a client at that position until it has all it missed, over server-sent events."""
    began = time.perf_counter()
    cursor = {"last_event_id": f"{epoch}.{head}"}
    last = f"id: {epoch}.{head + MISSED}\n".encode()
    tail = b""
    with httpx.stream("GET", f"{url}/api/events/live", params=cursor, timeout=30) as response:
        for piece in response.iter_raw():
            if last in tail + piece:
                return time.perf_counter() - began
            tail = (tail + piece)[-200:]
    raise RuntimeError("the stream ended early")
