"""`python -m benchmarks.cluster INPUT [--pairs FILE]`: published events through all stages, and how they meet.

INPUT holds a JSON line for each event: `{"source": ..., "event": {...}}`, as schema.org describes it. They are served
on loopback and loaded into an empty database of a private server. Prints one JSON object: listings, events, listings
per second and stage, peak memory in MiB, and with `--pairs` (lines as `benchmarks.pairs` takes them) precision, recall
and F1 of the pairs; a pair's events are found in INPUT by site, title and start, and `unknown` ones are not counted.
An event has several dates, so two nights of one run come to one event; `on_a_common_day` has the figures where only
pairs that share a day there count as met.
`--errors FILE` writes the pairs that were decided wrongly. Needs what `make test` has installed.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.cluster.loading import Loaded, Published, key_of, load
from benchmarks.lines import BadLine, event_of, fail, read_lines, write_lines
from benchmarks.pairs.figures import decided
from benchmarks.pairs.labelled_pair import LabelledPair, read_pairs
from benchmarks.pipeline.town import server, town
from include.areas.area import load_area
from include.settings import settings
from include.sources.fields.moments import read_time

_WHOSE = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
"""A start before it is a slip of the pen, and says nothing about when the events were published."""


def main() -> None:
    """Load, compare and print."""
    asked = _arguments()
    try:
        published = read_lines(asked.input, lambda written: event_of(written, "line"))
        pairs = read_pairs(asked.pairs) if asked.pairs else []
        if not published:
            raise BadLine(f"{asked.input} holds no line")
    except (BadLine, OSError, UnicodeDecodeError) as error:
        fail("cluster", error)
    as_of = asked.as_of or _before_all(published)
    with server(asked.scratch) as cluster, town(cluster, "cluster", as_of):
        loaded = load(published, asked.scratch / "feeds")
    judged = [(pair, _meet(loaded, pair)) for pair in pairs]
    known = [(pair, same) for pair, same in judged if same is not None]
    if asked.errors:
        write_lines(asked.errors, ({"label": one.same, **one.names} for one, same in known if one.same != same))
    print(json.dumps(_figures(loaded, len(pairs), known)))


def _figures(loaded: Loaded, asked: int, known: Sequence[tuple[LabelledPair, bool]]) -> dict[str, Any]:
    figures: dict[str, Any] = {
        "listings": loaded.listings,
        "events": loaded.number_of_events,
        "set_aside": loaded.set_aside,
        "listings_per_second": {name: _rate(loaded.listings, took) for name, took in loaded.seconds.items()},
        "seconds": round(sum(loaded.seconds.values()), 2),
        "peak_mib": max(resource.getrusage(who).ru_maxrss for who in _WHOSE) // 1024,
    }
    if asked:
        labels, answers = [pair.same for pair, _ in known], [same for _, same in known]
        common = [same and _share_a_day(loaded, pair) for pair, same in known]
        figures |= {"pairs": len(known), "unknown": asked - len(known), **decided(labels, answers)}
        figures["on_a_common_day"] = decided(labels, common)
    return figures


def _rate(number: int, seconds: float) -> float:
    return round(number / seconds, 1) if seconds else 0.0


def _meet(loaded: Loaded, pair: LabelledPair) -> bool | None:
    """Whether the two came to one event; None where one of them is not among what was loaded."""
    ours, theirs = loaded.events.get(key_of(pair.a)), loaded.events.get(key_of(pair.b))
    return None if ours is None or theirs is None else not ours.isdisjoint(theirs)


def _share_a_day(loaded: Loaded, pair: LabelledPair) -> bool:
    return not loaded.days[key_of(pair.a)].isdisjoint(loaded.days[key_of(pair.b)])


def _before_all(published: Sequence[Published]) -> str:
    """Two days before the earliest start: nothing is over then."""
    zone = load_area(settings().area).zone
    starts = (event.get("startDate") for _, event in published)
    found = [read_time(start, zone) for start in starts if isinstance(start, str)]
    first = min((one.at for one in found if one and one.at > EARLIEST), default=EARLIEST)
    return (first - timedelta(days=2)).astimezone(zone).isoformat()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster", description=__doc__)
    parser.add_argument("input", type=Path, help="JSON lines: a site and an event each")
    parser.add_argument("--pairs", type=Path, help="labelled pairs of these events")
    parser.add_argument("--errors", type=Path, help="where the pairs decided wrongly are written")
    parser.add_argument("--as-of", help="business time of the run; two days before the earliest start, if not given")
    parser.add_argument("--scratch", type=Path, default=Path(tempfile.gettempdir()) / f"jatre-cluster-{os.getuid()}")
    return parser.parse_args()


if __name__ == "__main__":
    main()
