"""`python -m benchmarks.search [LISTINGS]`: are known items found, letter by letter, and are searches understood?

LISTINGS are schema.org events as JSON lines (gzip), `{"event": {"name", "location"}}`; without them, titles
are made up.
Each query is asked of a private database, of Meilisearch's rules re-stated, and of plain trigrams over the same titles;
some are typed letter by letter. A table as it comes goes to standard error, and one JSON object to standard output.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from pathlib import Path
from statistics import mean
from typing import Any, TypeVar

from benchmarks.scratch import scratch_server
from benchmarks.search.known_items import KnownItem, items
from benchmarks.search.peers import MeilisearchRules
from benchmarks.search.stores import filled
from benchmarks.search.understanding import judged

_MADE_UP = """
jazz quiz poetry pottery standup comedy theatre yoga karaoke heritage walk kathak recital salsa brunch techno indie
acoustic sufi ghazal open mic board games trivia flea market bakers painters writers readers runners birds sketching
coffee tasting vinyl garden moonlight sunrise monsoon evening circle festival story night workshop
""".split()  # noqa: SIM905


T = TypeVar("T")
Search = Callable[[str], list[int]]
READERS = max(2, min(8, os.cpu_count() or 2))
"""Searches at a time."""
STARTED = time.monotonic()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("listings", type=Path, nargs="?")
    parser.add_argument("--events", type=int, default=4_000)
    parser.add_argument("--items", type=int, default=100, help="events that are looked for")
    parser.add_argument("--typed", type=int, default=8, help="queries of each kind that are typed letter by letter")
    parser.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()) / f"jatre-search-{os.getuid()}")
    asked = parser.parse_args()
    cases = list(judged())
    understood = sum(case.right for case in cases) / len(cases)
    _say(f"understood as labelled: {understood:.2f} of {len(cases)}")
    titles, venues = _events(asked.listings, asked.events)
    step = max(1, len(titles) // asked.items)
    looked_for = [one for one in items(titles, venues) if one.event % step == 0]
    found: dict[str, Any] = {"events": len(titles), "queries": len(looked_for), "understood": understood}
    with (
        redirect_stdout(sys.stderr),  # what the making of a database tells
        scratch_server(asked.scratch) as cluster,
        filled(cluster, titles, venues, READERS) as store,
    ):
        _say(f"{len(titles)} events stored")
        rules = MeilisearchRules(titles, venues)
        for name, search in (("ours", store.ours), ("meilisearch", rules.search), ("trigrams", store.trigrams)):
            found[name] = _scores(looked_for, search, titles)
            _show(name, found[name])
        keystrokes = _keystrokes(looked_for, store.ours, titles, asked.typed)
    _show("ours", keystrokes)
    for kind, figures in keystrokes.items():
        found["ours"][kind] |= figures
    print(json.dumps(found))


def _events(listings: Path | None, most: int) -> tuple[list[str], list[str | None]]:
    """Titles and venues, each pair once."""
    pairs: dict[tuple[str, str], None] = {}
    if listings is None:
        for n in range(most):
            chosen = [_MADE_UP[(n * step + n // step) % len(_MADE_UP)] for step in (7, 11, 13)]
            pairs[" ".join(dict.fromkeys(chosen)).title(), f"House {n % 97}"] = None
    else:
        for line in gzip.decompress(listings.read_bytes()).decode().strip().split("\n"):
            event = json.loads(line)["event"]
            place = event.get("location")
            venue = place.get("name") if isinstance(place, dict) else None
            if title := str(event.get("name") or "").strip():
                pairs[title[:300], venue[:200] if isinstance(venue, str) else ""] = None
    chosen_pairs = list(pairs)[:most]
    return [title for title, _ in chosen_pairs], [venue or None for _, venue in chosen_pairs]


def _scores(looked_for: list[KnownItem], search: Search, titles: list[str]) -> dict[str, dict[str, float]]:
    """Success@1 and MRR by kind of query.

    `by_title`: Success@1 where only the title of the event itself is right, not another that the same is typed for.
    """

    def ranks(one: KnownItem) -> tuple[float, float]:
        wanted, found = titles[one.event].lower(), search(one.query)
        return _rank(found, one.right, wanted, titles), _rank(found, frozenset(), wanted, titles)

    return {
        kind: {
            "success_at_1": round(mean(rank == 1 for rank, _ in found), 3),
            "mrr": round(mean(rank for rank, _ in found), 3),
            "by_title": round(mean(rank == 1 for _, rank in found), 3),
        }
        for kind, found in _by_kind(looked_for, ranks).items()
    }


def _keystrokes(
    looked_for: list[KnownItem], search: Search, titles: list[str], most: int
) -> dict[str, dict[str, float]]:
    """After how many letters what is looked for stands first, on the mean of up to `most` queries of each kind.

    Typed to the end without it counts as one letter more.
    """
    chosen: dict[str, list[KnownItem]] = defaultdict(list)
    for one in looked_for:
        chosen[one.kind].append(one)
    every = [one for those in chosen.values() for one in those[:: max(1, len(those) // most)][:most]]

    def letters(one: KnownItem) -> int:
        typed, wanted = one.query, titles[one.event].lower()
        is_first = (_rank(search(typed[:n]), one.right, wanted, titles) == 1 for n in range(1, len(typed) + 1))
        return next((n for n, is_it in enumerate(is_first, 1) if is_it), len(typed) + 1)

    return {kind: {"keystrokes": round(mean(found), 1)} for kind, found in _by_kind(every, letters).items()}


def _by_kind(looked_for: Iterable[KnownItem], measure: Callable[[KnownItem], T]) -> dict[str, list[T]]:
    """What is measured of each query, as many at a time as there are readers."""
    every = list(looked_for)
    by_kind: dict[str, list[T]] = defaultdict(list)
    with ThreadPoolExecutor(READERS) as pool:
        for one, found in zip(every, pool.map(measure, every), strict=True):
            by_kind[one.kind].append(found)
    return by_kind


def _rank(found: list[int], right: frozenset[int], wanted: str, titles: list[str]) -> float:
    """One over the place of the first that is right, or has this title: who looks for a series means any listing."""
    are_right = (number in right or titles[number].lower() == wanted for number in found)
    return next((1 / place for place, is_right in enumerate(are_right, 1) if is_right), 0.0)


def _show(name: str, scores: dict[str, dict[str, float]]) -> None:
    for kind, figures in scores.items():
        _say(f"{name:12}{kind:10}" + "".join(f"  {what} {value:6.3f}" for what, value in figures.items()))


def _say(line: str) -> None:
    sys.stderr.write(f"{time.monotonic() - STARTED:6.1f} s  {line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
