"""`python -m benchmarks.pairs.join DATA... [--half reporting]`: the shipped labels with the events they are about.

`labels.jsonl` holds no third party's text: a listing in it is a site's name and a hash of site, title and start as
published. DATA are files of JSON lines, of events (`{"source", "event"}`) or of pairs of them (`{"a", "b"}`); a pair
may also describe its events flat (`{"source", "name", "startDate", "endDate", "location", "geo", "price"}`). Prints the
pairs whose events are both in DATA as `benchmarks.pairs` takes them.

The pairs were labelled by reading both listings: 300 at random of same-day pairs with similar titles, 276 of what the
matcher of that day scored .6 or more, and later 393 out of what is hard (`docs/benchmarks.md`); those that nobody could
decide are left out. `half` is drawn by cluster, so that no listing stands in both: the matcher was tuned on one and its
figures are those of the other.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.lines import BadLine, event_of, fail, read_lines

LABELS = Path(__file__).with_name("labels.jsonl")


def key_of(source: str, event: Mapping[str, Any]) -> str:
    """What a listing is found by: 16 hexadecimal digits."""
    written = json.dumps([source, event.get("name"), str(event.get("startDate"))], ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def main() -> None:
    """Join and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pairs.join", description=__doc__)
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--half", choices=("tuning", "reporting"), help="only the pairs of this half")
    asked = parser.parse_args()
    try:
        events = _events(asked.data)
    except (BadLine, OSError, UnicodeDecodeError) as error:
        fail("join", error)
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        found = {name: events.get(label[name]["key"]) for name in ("a", "b")}
        if all(found.values()) and asked.half in (None, label["half"]):
            sys.stdout.write(json.dumps({"label": label["label"], **found}, ensure_ascii=False) + "\n")


def _events(paths: list[Path]) -> dict[str, dict[str, Any]]:
    """By key; where an event is described in several ways, the fullest."""
    found: dict[str, dict[str, Any]] = {}
    for path in paths:
        for source, event in (one for line in read_lines(path, lambda line: list(_in(line))) for one in line):
            key = key_of(source, event)
            if key not in found or len(str(event)) > len(str(found[key]["event"])):
                found[key] = {"source": source, "event": event}
    return found


def _in(line: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for one in (line["a"], line["b"]) if "a" in line else (line,):
        yield event_of(one if "event" in one else {"source": one["source"], "event": _unfolded(one)}, "event")


def _unfolded(flat: Mapping[str, Any]) -> dict[str, Any]:
    """A flat description as a schema.org event."""
    event = {"@type": "Event", **{key: flat[key] for key in ("name", "startDate", "endDate", "url") if flat.get(key)}}
    place: dict[str, Any] = {"address": flat["location"]} if flat.get("location") else {}
    if flat.get("geo"):
        place["geo"] = {"latitude": flat["geo"][0], "longitude": flat["geo"][1]}
    if place:
        event["location"] = {"@type": "Place", **place}
    if flat.get("price"):
        event["offers"] = [{"price": price} for price in flat["price"]]
    return event


if __name__ == "__main__":
    main()
