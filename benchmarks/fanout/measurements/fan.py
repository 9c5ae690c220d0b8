"""Throughput in a closed loop, then latency in an open one, of one server after the other.

A window of messages lets a server join what waits for a client into one write; one message at a time does not.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import AbstractContextManager

from benchmarks.fanout import contenders
from benchmarks.fanout.contenders import OURS, PEERS_BY_NAME, PLAIN, SSE
from benchmarks.fanout.install import Tools
from benchmarks.fanout.rounds import load, middle, ratio, turns
from benchmarks.fanout.server import Server
from benchmarks.feed.arena import Arena

CLOSED: dict[str, object] = {"do": "closed", "window": 48, "warm": 1, "seconds": 4}
SINGLE = CLOSED | {"window": 1, "seconds": 2}
OPEN: dict[str, object] = {"do": "open", "rate": 20, "seconds": 6}
Figures = dict[str, dict[str, list[float]]]


def measure(arena: Arena, tools: Tools, rounds: int, clients: int, peers: list[str]) -> dict[str, object]:
    """The figures, as keys of the result."""
    there = [OURS, SSE, *(name for name in peers if contenders.available(name, tools))]
    figures: Figures = defaultdict(lambda: defaultdict(list))
    print(f"\n{clients} clients, 200 bytes: deliveries/s, then p50 and p99 in ms at {clients * 20} deliveries/s")
    for number, order in turns(there, rounds):
        for name in order:
            if name not in tools.missing:
                _measured(name, arena, tools, clients, figures)
        rates = (f"{name} {figures[name]['rate'][-1]:.0f}" for name in order if name not in tools.missing)
        print(f"  round {number + 1}: " + "  ".join(rates), flush=True)
    _table(figures)
    return _result(figures)


def _measured(name: str, arena: Arena, tools: Tools, clients: int, figures: Figures) -> None:
    """One slice; a peer that fails is left out from then on, with its reason. Raises RuntimeError when ours does."""
    try:
        with _running(name, arena, tools) as server:
            _slice(name, server, clients, tools, figures[name])
    except RuntimeError as error:
        if name in (OURS, SSE):
            raise
        tools.missing[name] = str(error)
        figures.pop(name, None)


def _running(name: str, arena: Arena, tools: Tools) -> AbstractContextManager[Server]:
    if name in (OURS, SSE):
        return contenders.ours(arena, "jatre-ws" if name == OURS else "jatre-sse")
    return contenders.peer(name, tools)


def _slice(name: str, server: Server, clients: int, tools: Tools, figures: dict[str, list[float]]) -> None:
    with load(tools) as ask:
        joined = ask(server.joining(clients) | {"control": server.control})
        if joined["joined"] != clients:
            raise RuntimeError(f"{name}: {joined}")
        closed, single, latency, check = ask(CLOSED), ask(SINGLE), ask(OPEN), ask({"do": "check"})
    if check["wrong"] or check["misread"]:
        raise RuntimeError(f"{name} did not deliver each message once: {check}")
    figures["rate"].append(closed["per_second"])
    figures["single"].append(single["per_second"])
    figures["cpu"].append(closed["load_cpu"])
    figures["p50"].append(latency["p50_ms"])
    figures["p99"].append(latency["p99_ms"])


def _table(figures: Figures) -> None:
    heads = f"{'deliveries/s':>14}{'to plain':>10}{'one by one':>12}{'to plain':>10}{'p50 ms':>9}{'p99 ms':>9}"
    print(f"\n{'':12}{heads}{'load generator':>16}")
    plain = figures[PLAIN]
    for name in sorted(figures, key=lambda name: -(middle(figures[name]["rate"]) or 0)):
        its = figures[name]
        if its["rate"]:
            print(f"{name:12}{_column(its, plain, 'rate')}{_column(its, plain, 'single', 12)}"
                  f"{middle(its['p50']):9.1f}{middle(its['p99']):9.1f}{middle(its['cpu'], 2):15.0%}")  # fmt: skip


def _column(its: dict[str, list[float]], plain: dict[str, list[float]], key: str, width: int = 14) -> str:
    to_plain = ratio(its[key], plain[key])
    return f"{middle(its[key]):{width}.0f}" + (f"{to_plain:10.2f}" if to_plain else f"{'-':>10}")


def _result(figures: Figures) -> dict[str, object]:
    ours = figures[OURS]
    versus = {f"ws_vs_{name}": ratio(ours["rate"], figures[name]["rate"]) for name in PEERS_BY_NAME}
    single = {name: ratio(ours["single"], figures[name]["single"]) for name in PEERS_BY_NAME}
    return {
        **versus,
        "sse_vs_ws": ratio(figures[SSE]["rate"], ours["rate"]),
        "p99_vs_picows": ratio(ours["p99"], figures["picows"]["p99"]),
        "ws_vs_one_by_one": single,
        "ws_deliveries_per_s": middle(ours["rate"], 0),
        "ws_p99_ms": middle(ours["p99"]),
    }
