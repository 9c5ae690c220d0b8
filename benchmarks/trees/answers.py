"""`python -m benchmarks.trees.answers BEFORE AFTER DATABASE`: do two services over one database answer the same bytes?

BEFORE and AFTER are addresses of two running services that read the same database, such as the one before a change and
the one after it; DATABASE is the URL of its owner. Compared are the lists with many filters, every event, pages and
refusals, and then what live connections of every kind get while events are changed (titles, cancellations, what leaves,
a whole table): **it changes the events**, so give it a database that may go. Prints what differs, and at last one JSON
object. What may differ is masked: connection ids, clocks, and the fingerprint in the addresses of static files.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import sys
from collections import Counter
from itertools import zip_longest
from typing import Any

import httpx
import psycopg

from benchmarks.trees.streams import Messages, follow_all

LISTS = (
    "", "limit=5", "limit=100&offset=100", "category=music", "category=music,market", "category=workshop&cost=free",
    "cost=paid", "when=tonight", "when=weekend", "lat=12.9719&lng=77.6412&radius=2000", "q=jazz", "q=bngalore",
    "area=indiranagar", "area=nowhere", "cost=cheap", "limit=0", "limit=x", "offset=-1", "lat=12", "radius=5",
    "nonsense=1", "category=zzz", "when=someday", "endDate=2025-13-01", "maxPrice=500", "q=" + "x" * 500,
)  # fmt: skip
PATHS = (
    "/", "/none", "/signin", "/favicon.ico", "/health/live", "/api", "/api/openapi.json", "/api/schemas/live-v1.json",
    "/api/session", "/api/events/trending", "/api/events/trending?limit=x", "/api/areas/indiranagar", "/api/areas/none",
    "/api/events/abc", "/api/events/00000000-0000-0000-0000-000000000000", "/api/events/live?rooms=moderation",
    "/api/events/live?rooms=zzz", "/api/events/live?rooms=events:all&cost=x",
)  # fmt: skip
VOLATILE_HEADERS = frozenset({"date", "etag", "content-length"})
PAGES_COMPARED = 20
STATIC_VERSION = re.compile(rb"static/[0-9a-f]{12}")


def main() -> None:
    """Compare, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.trees.answers", description=__doc__)
    parser.add_argument("before")
    parser.add_argument("after")
    parser.add_argument("database")
    asked = parser.parse_args()
    with psycopg.connect(asked.database, autocommit=True) as database:
        ids = [str(key) for (key,) in database.execute("select id from jatre.discovered_events order by id")]
        answers = _answers_compared(asked.before, asked.after, _paths(ids))
        streams = asyncio.run(follow_all(asked.before, asked.after, database, ids))
    different = [kind for kind, (before, after) in streams.items() if not _same(kind, before, after)]
    print(json.dumps({
        "answers": answers.total(), "answers_equal": answers["equal"],
        "streams": len(streams), "streams_equal": len(streams) - len(different),
        "messages": sum(len(after) for _, after in streams.values()),
    }))  # fmt: skip
    sys.exit(bool(different) or answers["equal"] < answers.total())


def _paths(ids: list[str]) -> list[str]:
    lists = [f"/api/events/discovered?{query}" for query in LISTS]
    return [*PATHS, *lists, *(f"/api/events/{key}" for key in ids), *(f"/e/{key}" for key in ids[:PAGES_COMPARED])]


def _answers_compared(before: str, after: str, paths: list[str]) -> Counter[str]:
    """How many answers are equal and how many are not; those are printed from where they part."""
    found: Counter[str] = Counter()
    with httpx.Client(timeout=30) as client:
        for path in paths:
            one, other = _answer(client.get(before + path)), _answer(client.get(after + path))
            found["equal" if one == other else "different"] += 1
            if one != other:
                _print_difference(path, str(one), str(other))
    return found


def _answer(response: httpx.Response) -> tuple[int, list[tuple[str, str]], bytes]:
    headers = sorted((name, value) for name, value in response.headers.items() if name not in VOLATILE_HEADERS)
    return response.status_code, headers, STATIC_VERSION.sub(b"static/", response.content)


def _same(kind: str, before: Messages, after: Messages) -> bool:
    for one, other in zip_longest(before, after):
        if one != other:
            _print_difference(kind, str(one), str(other))
            return False
    return True


def _print_difference(what: str, before: str, after: str) -> None:
    pairs: Any = zip_longest(before, after)
    parts_at = next(place for place, (one, other) in enumerate(pairs) if one != other)
    begin = max(0, parts_at - 60)
    print(f"{what[:100]}\n  - {before[begin : parts_at + 120]}\n  + {after[begin : parts_at + 120]}")


if __name__ == "__main__":
    main()
