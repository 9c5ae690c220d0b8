"""What a client that has stopped, with its socket full, costs the others: their p99 with it, to that without it.

Each round measures three times, once with it and twice without: what the two without differ by is noise.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.fanout import contenders
from benchmarks.fanout.install import Tools
from benchmarks.fanout.measurements.fan import OPEN
from benchmarks.fanout.rounds import Ask, load, turns
from benchmarks.fanout.server import Server
from benchmarks.feed.arena import Arena

_WITH, _WITHOUT, _AGAIN = "with it", "without", "without again"
_RECEIVE_BYTES = 4096
_BURST, _BURSTS, _ENOUGH = 200, 200, 3


def measure(arena: Arena, tools: Tools, rounds: int, clients: int) -> dict[str, object]:
    """The figures, as keys of the result."""
    print(f"\np99 in ms of {clients} clients, with a stopped one among them")
    p99: dict[str, list[float]] = {_WITH: [], _WITHOUT: [], _AGAIN: []}
    stood: list[bool] = []
    for number, order in turns([_WITH, _WITHOUT, _AGAIN], rounds):
        for name in order:
            with contenders.ours(arena) as server:
                if name == _WITH:
                    found, stands = _with_stopped(server, clients, tools)
                    stood.append(stands)
                else:
                    found = _others(server, clients, tools)
            p99[name].append(found["p99_ms"])
        print(f"  round {number + 1}: " + "  ".join(f"{n} {p99[n][-1]:.1f}" for n in order), flush=True)
    pairs = list(zip(p99[_WITHOUT], p99[_AGAIN], strict=True))
    return {
        "stalled_p99_ratio": round(median(w / ((a + b) / 2) for w, (a, b) in zip(p99[_WITH], pairs, strict=True)), 3),
        "stalled_aa_spread": round(median(max(a, b) / min(a, b) for a, b in pairs), 3),
        "stalled_stood_to_the_end": all(stood),
    }


def _others(server: Server, clients: int, tools: Tools) -> dict[str, Any]:
    with load(tools) as ask:
        ask(server.joining(clients) | {"control": server.control})
        return ask(OPEN)


def _with_stopped(server: Server, clients: int, tools: Tools) -> tuple[dict[str, Any], bool]:
    with load(tools) as stopped, load(tools) as filling:
        ports = stopped(server.joining(1) | {"receive_bytes": _RECEIVE_BYTES})["ports"]
        os.kill(stopped.pid, signal.SIGSTOP)
        _fill(filling, server, ports[0])
        found = _others(server, clients, tools)
        return found, _unsent(server, ports[0]) is not None


def _fill(ask: Ask, server: Server, port: int) -> None:
    """Publish until no more of it leaves the server's memory for the kernel's, and then some more."""
    before, same = -1, 0
    for _ in range(_BURSTS):
        ask({"do": "publish", "control": server.control, "count": _BURST})
        unsent = _unsent(server, port)
        same = same + 1 if unsent == before else 0
        if unsent is None or same == _ENOUGH:
            return
        before = unsent
    raise RuntimeError("the socket of the stopped client does not fill")


def _unsent(server: Server, port: int) -> int | None:
    """Bytes that the kernel holds for that client on the server's side; None when there is no such connection."""
    for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]:
        local, remote, state, queues = line.split()[1:5]
        ends = int(local.split(":")[1], 16), int(remote.split(":")[1], 16)
        if ends == (server.port, port) and state == "01":
            return int(queues.split(":")[0], 16)
    return None
