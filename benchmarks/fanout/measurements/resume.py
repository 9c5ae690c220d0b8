"""A thousand clients that come back to a fresh service with the same old cursor: how often the database is read."""

from __future__ import annotations

import re

import httpx

from benchmarks.fanout import contenders
from benchmarks.fanout.install import Tools
from benchmarks.fanout.rounds import load
from benchmarks.fanout.server import Server
from benchmarks.feed.arena import WITH, Arena
from benchmarks.feed.bulk import MISSED, PER_TRANSACTION, wait_until_sequenced

_ODD = 137
_DISAPPEAR = """
update jatre.discovered_events e set is_active = false
from generate_series(%s::int, %s::int) as n where e.id = md5(n::text)::uuid
"""


def measure(arena: Arena, tools: Tools, clients: int) -> dict[str, object]:
    """The figures, as keys of the result."""
    with contenders.service(arena):
        epoch, head = _withdraw(arena)
    with contenders.service(arena) as server:
        steps = [" 200 ", f"\nid: {epoch}.{head + MISSED}\n"]
        headers = {**server.headers, "Last-Event-ID": f"{epoch}.{head}"}
        with load(tools) as ask:
            joined = ask(server.joining(clients) | {"steps": steps, "headers": headers})
            counts = ask({"do": "counted", "text": "\nevent: event:removed\n"})["counts"]
        reads = read_count(server, "backlog")
    if joined["joined"] != clients or set(counts) != {MISSED}:
        raise RuntimeError(f"not everybody got {MISSED} changes: {joined}, {counts}")
    print(f"\n{clients} clients resume from the same cursor, {MISSED} changes back, which only the database has:")
    print(f"  {reads} reads of it, {joined['seconds']:.1f} s until all have all", flush=True)
    return {"resume_storm_reads": reads, "resume_storm_s": round(joined["seconds"], 2)}


def _withdraw(arena: Arena) -> tuple[str, int]:
    """Let ten thousand events disappear, the shortest of changes; the position before, where no page begins."""
    with arena.connect(WITH, "jatre_pipeline") as writer:
        writer.execute(_DISAPPEAR, [MISSED + 1, MISSED + _ODD])
        epoch, head = wait_until_sequenced(arena)
        for first in range(1, MISSED + 1, PER_TRANSACTION):
            writer.execute(_DISAPPEAR, [first, first + PER_TRANSACTION - 1])
    wait_until_sequenced(arena)
    return epoch, head


def read_count(server: Server, purpose: str) -> int:
    """How often this service has read the feed for a purpose."""
    text = httpx.get(f"http://127.0.0.1:{server.port}/metrics").text
    found = re.search(rf'^jatre_feed_reads_total{{purpose="{purpose}"}} (\S+)', text, re.MULTILINE)
    return round(float(found[1])) if found else 0
