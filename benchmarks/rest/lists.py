"""The kinds of list that are measured, and how."""

from __future__ import annotations

import asyncio
import json
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import httpx
import psycopg
from psycopg.types.json import Jsonb

from benchmarks.rest.stores import NOW, Stores
from realtime.api.counts import DEFAULT_FACETS

WEEK = {"from": NOW.isoformat(), "until": "2026-03-21T00:00:00+05:30"}
NEAR = {"lat": 12.9719, "lng": 77.6412, "radiusKm": 2}
KINDS: dict[str, dict[str, Any]] = {
    "all": {},
    "week": WEEK,
    "category": {"category": ["music"]},
    "categories": {"category": ["music", "sports"]},
    "area_week": {"area": "indiranagar", **WEEK},
    "area": {"area": "bengaluru"},
    "free": {"cost": "free"},
    "near": NEAR,
    "weekend": {"weekday": ["sat", "sun"]},
    "category_week_near": {"category": ["music"], **WEEK, **NEAR},
}
FILTERED = "category_week_near"
ADDRESS = "/api/events/discovered?category=music&when=week&lat=12.9719&lng=77.6412&radius=2"
VIEWPORT_EVENTS = 10_000
_FACETS = "select jatre.events_facets_v1(%s, %s)"
_STATEMENT = "select list from jatre.events_list_v3(%s, 20, 0)"


@dataclass(frozen=True)
class Request:
    """What is asked again and again; with a body, it is posted as JSON."""

    target: str
    body: str = ""
    encodings: str = "identity"

    def encoded(self, host: str) -> bytes:
        """As it goes over the wire."""
        method, kind = ("POST", "content-type: application/json\r\n") if self.body else ("GET", "")
        head = f"{method} {self.target} HTTP/1.1\r\nhost: {host}\r\naccept-encoding: {self.encodings}\r\n"
        return f"{head}{kind}content-length: {len(self.body)}\r\n\r\n{self.body}".encode()


def milliseconds(connection: psycopg.Connection, filters: Mapping[str, Any], times: int = 5) -> float:
    """The median of a list of 20, as the database answers it."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        connection.execute(_STATEMENT, [Jsonb(dict(filters))]).fetchone()
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken)


def growth(made: Stores, rounds: int) -> dict[str, dict[int, float]]:
    """Milliseconds of each kind in each size: the median of rounds in which the sizes take turns."""
    found: dict[str, dict[int, list[float]]] = {kind: {size: [] for size in made.sizes} for kind in KINDS}
    with made.connected() as connections:
        for number in range(rounds + 1):
            for kind, filters in KINDS.items():
                for size, connection in connections.items():
                    taken = milliseconds(connection, filters)
                    if number:  # the first one fills the caches
                        found[kind][size].append(taken)
    return {kind: {size: median(taken) for size, taken in sizes.items()} for kind, sizes in found.items()}


def searches(made: Stores, size: int, count: int, sort: str) -> list[float]:
    """Milliseconds of searches for a word of a title, every other one with a slip, in the order of `sort`."""
    with made.connected() as connections:
        connection = connections[size]
        with psycopg.connect(made.url(size, "postgres")) as admin:
            rows = admin.execute(
                "select split_part(title, ' ', 2) from jatre.discovered_events order by id limit %s", [count]
            ).fetchall()
        words = [word if number % 2 else word[:2] + word[3:] for number, (word,) in enumerate(rows)]
        return [milliseconds(connection, {"q": word, "sort": sort}, times=1) for word in words]


def faceted(made: Stores, size: int, rounds: int) -> list[float]:
    """Milliseconds of each kind of list with five facets beside it, as a page asks for both."""
    taken = []
    with made.connected() as connections:
        for number in range(rounds + 1):
            for filters in map(Jsonb, map(dict, KINDS.values())):
                began = time.perf_counter()
                connections[size].execute(_STATEMENT, [filters]).fetchone()
                connections[size].execute(_FACETS, [filters, list(DEFAULT_FACETS)]).fetchone()
                if number:  # the first one fills the caches
                    taken.append((time.perf_counter() - began) * 1000)
    return taken


def viewport(url: str, count: int) -> tuple[list[float], int]:
    """Milliseconds of the map of a view with some 10,000 events to come, and of how many it has points.

    Each view is a little larger than the one before, so that none is kept.
    """
    # less two weeks: of what has begun before, series go on
    until = (NOW + timedelta(weeks=VIEWPORT_EVENTS // 500 - 2)).date()
    taken, points = [], 0
    with httpx.Client(base_url=url, timeout=60) as client:
        for number in range(count + 1):
            edge = 0.2 + number / 10_000
            box = f"{77.6412 - edge},{12.9719 - edge},{77.6412 + edge},{12.9719 + edge}"
            began = time.perf_counter()
            answer = client.get("/api/map", params={"bbox": box, "endDate": str(until)})
            if number:
                taken.append((time.perf_counter() - began) * 1000)
            points = len(answer.raise_for_status().json()["points"]["id"])
    return taken, points


def pgbench(made: Stores, size: int, seconds: int, clients: int) -> float:
    """Lists per second that the database gives with nothing in front of it."""
    with TemporaryDirectory() as folder:
        script = Path(folder) / "list.sql"
        script.write_text(
            f"select list from jatre.events_list_v3('{json.dumps(KINDS[FILTERED])}', 20, 0);\n", encoding="utf-8"
        )
        command = [made.program("pgbench"), "-n", "-T", str(seconds), "-c", str(clients), "-f", str(script)]
        done = subprocess.run([*command, made.url(size)], capture_output=True, text=True, check=True)
    line = next(line for line in done.stdout.splitlines() if line.startswith("tps"))
    return float(line.split()[2])


def own_request(number: int) -> Request:
    """The filtered list of client `number`, each of another length, so that none shares another's read."""
    return Request(f"{ADDRESS}&limit={20 + number}", encodings="gzip")


async def served(url: str, seconds: int, clients: int, request: Callable[[int], Request] = own_request) -> float:
    """Lists per second that the server at `url` gives.

    By a client that only counts bytes: one that reads them takes as much of the processors as the service.
    Raises RuntimeError when an answer is an error.
    """
    ends, count = time.monotonic() + seconds, 0
    asked = urlsplit(url)

    async def ask(number: int) -> None:
        nonlocal count
        reader, writer = await asyncio.open_connection(asked.hostname, asked.port, limit=2**22)
        sent = request(number).encoded(asked.netloc)
        while time.monotonic() < ends:
            writer.write(sent)
            answer = (await reader.readuntil(b"\r\n\r\n")).lower()
            if not answer.startswith(b"http/1.1 200 "):
                raise RuntimeError(f"{url} answers {answer[:60]!r}")
            length = answer.partition(b"content-length: ")[2].partition(b"\r\n")[0]
            await (reader.readexactly(int(length)) if length else reader.readuntil(b"\r\n0\r\n\r\n"))
            count += 1
        writer.close()

    await asyncio.gather(*map(ask, range(clients)))
    return count / seconds


async def at_rate(url: str, per_second: int, seconds: int) -> tuple[float, int]:
    """The 99th percentile in milliseconds, from when each request was due, and how many failed."""
    taken: list[float] = []
    failed = 0

    async def ask(due: float) -> None:
        nonlocal failed
        await asyncio.sleep(due - time.monotonic())
        answer = await client.get(ADDRESS)
        taken.append((time.monotonic() - due) * 1000)
        failed += answer.status_code != 200

    limits = httpx.Limits(max_connections=64)
    async with httpx.AsyncClient(base_url=url, timeout=30, limits=limits) as client:
        began = time.monotonic() + 0.5
        await asyncio.gather(*(ask(began + number / per_second) for number in range(per_second * seconds)))
    return quantiles(taken, n=100)[98], failed
