"""`python -m benchmarks.search [LISTINGS]`: are known items found, letter by letter, and are searches understood?

LISTINGS are schema.org events as JSON lines (gzip), `{"event": {"name", "location"}}`; without them, titles
are made up.
Each query is replayed letter by letter against a private database, Meilisearch's rules re-stated, and plain trigrams
over the same titles. Prints a table and, last, one JSON object.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import mean
from typing import Any

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


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("listings", type=Path, nargs="?")
    parser.add_argument("--events", type=int, default=4_000)
    parser.add_argument("--items", type=int, default=150, help="events that are looked for")
    parser.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()) / f"jatre-search-{os.getuid()}")
    asked = parser.parse_args()
    titles, venues = _events(asked.listings, asked.events)
    step = max(1, len(titles) // asked.items)
    looked_for = [one for one in items(titles, venues) if one.event % step == 0]
    with scratch_server(asked.scratch) as cluster, filled(cluster, titles, venues) as store:
        found: dict[str, Any] = {"events": len(titles), "queries": len(looked_for)}
        rules = MeilisearchRules(titles, venues)
        for name, search in (("ours", store.ours), ("meilisearch", rules.search), ("trigrams", store.trigrams)):
            found[name] = _scores(looked_for, search, titles, letters=name == "ours")
            _show(name, found[name])
    cases = list(judged())
    found["understood"] = sum(case.right for case in cases) / len(cases)
    print(f"understood as labelled: {found['understood']:.2f} of {len(cases)}")
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


def _scores(
    looked_for: list[KnownItem], search: Any, titles: list[str], *, letters: bool
) -> dict[str, dict[str, float]]:
    """Success@1, MRR and, letter by letter, the share of a query after which it stands first; by kind of query.

    `by_title`: Success@1 where only the title of the event itself is right, not another that the same is typed for.
    """
    ranks: dict[str, list[float]] = defaultdict(list)
    typed: dict[str, list[float]] = defaultdict(list)
    by_title: dict[str, list[bool]] = defaultdict(list)
    for one in looked_for:
        wanted = titles[one.event].lower()
        found_now = search(one.query)
        ranks[one.kind].append(_rank(found_now, one.right, wanted, titles))
        by_title[one.kind].append(_rank(found_now, frozenset(), wanted, titles) == 1)
        if letters and len(typed[one.kind]) < 40:
            first = (
                n for n in range(1, len(one.query) + 1) if _rank(search(one.query[:n]), one.right, wanted, titles) == 1
            )
            typed[one.kind].append(next(first, len(one.query) + 1))
    return {
        kind: {
            "success_at_1": round(mean(rank == 1 for rank in found), 3), "mrr": round(mean(found), 3),
            "by_title": round(mean(by_title[kind]), 3),
            **({"keystrokes": round(mean(typed[kind]), 1)} if letters else {}),
        }
        for kind, found in ranks.items()
    }  # fmt: skip


def _rank(found: list[int], right: frozenset[int], wanted: str, titles: list[str]) -> float:
    """One over the place of the first that is right, or has this title: who looks for a series means any listing."""
    are_right = (number in right or titles[number].lower() == wanted for number in found)
    return next((1 / place for place, is_right in enumerate(are_right, 1) if is_right), 0.0)


def _show(name: str, scores: dict[str, dict[str, float]]) -> None:
    for kind, figures in scores.items():
        print(f"{name:12}{kind:10}" + "".join(f"  {what} {value:6.3f}" for what, value in figures.items()), flush=True)


if __name__ == "__main__":
    main()
