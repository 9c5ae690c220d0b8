"""Many connections that all come at once and then receive nothing: how long until they stand, and what each costs."""

from __future__ import annotations

import resource
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager

from benchmarks.fanout import contenders
from benchmarks.fanout.contenders import OURS, PLAIN
from benchmarks.fanout.install import Tools
from benchmarks.fanout.rounds import load, middle, turns
from benchmarks.fanout.server import Server
from benchmarks.feed.arena import Arena

_WARMED_BY, _SETTLE_SECONDS = 50, 3.0


def measure(arena: Arena, tools: Tools, rounds: int, wanted: int) -> dict[str, object]:
    """The figures, as keys of the result."""
    clients = min(wanted, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - 200)
    print(f"\n{clients} connections at once, then idle" + ("" if clients == wanted else " (no more files allowed)"))
    start: dict[str, Callable[[], AbstractContextManager[Server]]] = {
        OURS: lambda: contenders.ours(arena),
        PLAIN: lambda: contenders.peer(PLAIN, tools),
    }
    figures: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for number, order in turns([OURS, PLAIN], rounds):
        for name in order:
            with start[name]() as server:
                _slice(server, clients, tools, figures[name])
        print(f"  round {number + 1}: " + "  ".join(
            f"{name} {figures[name]['kib'][-1]:.1f} KiB each, {figures[name]['seconds'][-1]:.2f} s" for name in order
        ), flush=True)  # fmt: skip
    return {
        "idle_connections": clients,
        "kib_per_idle_connection": {name: middle(figures[name]["kib"]) for name in (OURS, PLAIN)},
        "connect_storm_errors": sum(figures[OURS]["errors"]),
        "connect_storm_s": middle(figures[OURS]["seconds"], 2),
    }


def _slice(server: Server, clients: int, tools: Tools, figures: dict[str, list[float]]) -> None:
    with load(tools) as ask:
        ask(server.joining(_WARMED_BY))  # what is loaded or made at the first connection is not each one's
    time.sleep(_SETTLE_SECONDS)
    before = server.resident()
    with load(tools) as ask:
        joined = ask(server.joining(clients))
        time.sleep(_SETTLE_SECONDS)
        figures["kib"].append((server.resident() - before) / max(joined["joined"], 1))
        figures["seconds"].append(joined["seconds"])
        figures["errors"].append(joined["errors"])
