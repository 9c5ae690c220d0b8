"""From the commit of an event to the client, over server-sent events: the service, and pg-sse on the same database."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks.fanout import contenders
from benchmarks.fanout.install import PEERS, Tools
from benchmarks.fanout.measurements.resume import read_count
from benchmarks.fanout.rounds import load, middle, ratio, turns
from benchmarks.fanout.server import Server, plain_environment, process, python_path
from benchmarks.feed.arena import WITH, Arena
from deploy.local.system import ports

OURS, PEER = "ours", "pg-sse"
_OPEN: dict[str, object] = {"do": "open", "rate": 20, "seconds": 6, "replies": True}
_TABLE = """
create schema peer;
create table peer.messages (id bigint generated always as identity primary key, room text not null, body text not null);
create index on peer.messages (room, id)
"""


def measure(arena: Arena, tools: Tools, rounds: int, clients: int) -> dict[str, object]:
    """The figures, as keys of the result. Raises RuntimeError when the database is asked once per client."""
    there = [OURS] if "python" in tools.missing else [OURS, PEER]
    print(f"\nCommit to client, {clients} clients, 20 events/s: p50 and p99 in ms")
    p99: dict[str, list[float]] = {OURS: [], PEER: []}
    reads = {one: _ours(arena, tools, one)["reads_per_change"] for one in (1,)}
    size = _payload(arena)
    if PEER in there:
        _prepare(arena, tools)
    for number, order in turns(there, rounds):
        for name in order:
            found = _ours(arena, tools, clients) if name == OURS else _peer(arena, tools, clients, size)
            p99[name].append(found["p99_ms"])
            reads[clients] = max(reads.get(clients, 0), found.get("reads_per_change", 0))
            print(f"  round {number + 1}: {name} {found['p50_ms']:.1f}  {found['p99_ms']:.1f}", flush=True)
    print(f"  reads of the feed per change: {reads[1]:.2f} with one client, {reads[clients]:.2f} with {clients}")
    if reads[clients] > 1.5 * reads[1]:
        raise RuntimeError("the reads of the database grow with the clients")
    return {
        "commit_to_client_p99_vs_pg_sse": ratio(p99[OURS], p99[PEER]),
        "commit_to_client_p99_ms": middle(p99[OURS]),
        "reads_per_change": {"1": round(reads[1], 2), str(clients): round(reads[clients], 2)},
    }


def _ours(arena: Arena, tools: Tools, clients: int) -> dict[str, Any]:
    url = arena.url(WITH, "jatre_pipeline")
    with contenders.service(arena) as server, _writer(url, "ours", 0) as control:
        before = read_count(server, "follow")
        found = _slice(server, control, clients, tools)
        return found | {"reads_per_change": (read_count(server, "follow") - before) / found["messages"]}


def _peer(arena: Arena, tools: Tools, clients: int, size: int) -> dict[str, Any]:
    url, port = arena.url(WITH, "postgres"), ports.any_free()
    command = [sys.executable, str(PEERS / "pg_sse_app.py"), str(port)]
    environment = python_path(tools) | {"PEER_URL": url}
    with process(command, environment, (port,)) as pid, _writer(url, "peer", size) as control:
        return _slice(Server(pid, port, control, "pg-sse"), control, clients, tools)


def _slice(server: Server, control: int, clients: int, tools: Tools) -> dict[str, Any]:
    with load(tools) as ask:
        joined = ask(server.joining(clients) | {"control": control, "replies": True})
        if joined["joined"] != clients:
            raise RuntimeError(f"{server.protocol}: {joined}")
        found, check = ask(_OPEN), ask({"do": "check"})
    if check["wrong"] or check["misread"]:
        raise RuntimeError(f"{server.protocol} did not deliver each change once: {check}")
    return found | check


@contextmanager
def _writer(url: str, which: str, size: int) -> Iterator[int]:
    port = ports.any_free()
    command = [sys.executable, "-m", "benchmarks.fanout.writer", str(port), url, which, str(size)]
    with process(command, plain_environment(), (port,)):
        yield port


def _payload(arena: Arena) -> int:
    """How long an event's JSON is, so that the peer's messages are as long."""
    with arena.connect(WITH) as admin:
        row = admin.execute("select length(payload::text) from jatre.feed_changes order by seq desc limit 1").fetchone()
    assert row is not None
    return int(row[0])


def _prepare(arena: Arena, tools: Tools) -> None:
    sys.path.append(str(tools.python))
    pg_sse = importlib.import_module("pg_sse")
    with arena.connect(WITH) as admin:
        admin.execute(_TABLE)
        admin.execute(pg_sse.trigger_sql("peer.messages", key_column="room", channel="peer_change", order_column="id"))
