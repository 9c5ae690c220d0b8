"""Whether searches as people type them are understood: filters and words of `data/queries.jsonl`, labelled before."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from include.areas.area import load_area
from include.understand.text.searches.read import Understanding, understand
from include.understand.text.searches.vocabulary import SAYS_NOTHING, SearchVocabulary

DATA = Path(__file__).with_name("data")
NOW = datetime(2026, 3, 18, 11)  # noqa: DTZ001 (local wall time)
_DISTANCE = re.compile(r"\d\s?[km]")
_NAMED = {
    "tonight": {"from": "2026-03-18T17:00", "until": "2026-03-19T04:00"},
    "tomorrow": {"from": "2026-03-19T00:00", "until": "2026-03-20T00:00"},
    "weekend": {"from": "2026-03-20T17:00", "until": "2026-03-23T00:00"},
}


class Judged(NamedTuple):
    """A search with what was found and meant: filters and words of each."""

    query: str
    found: tuple[dict[str, Any], list[str]]
    meant: tuple[dict[str, Any], list[str]]

    @property
    def right(self) -> bool:
        """Whether all of it is as it was labelled."""
        return self.found == self.meant


def judged() -> Iterator[Judged]:
    """Each of the labelled searches."""
    vocabulary = SearchVocabulary.read(load_area("indiranagar").search)
    for line in (DATA / "queries.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        found = understand(case["query"], NOW, vocabulary)
        yield Judged(
            case["query"],
            (_to_come(_filters(found)), _said(found.words)),
            (_to_come(case["filters"]), _said(case["words"])),
        )


def _filters(found: Understanding) -> dict[str, Any]:
    filters: dict[str, Any] = {}
    for one in found.found:
        if one.filter == "when":
            filters |= _window(one.parameters)
        elif one.filter == "category":
            filters["category"] = ",".join(map(str, one.parameters["category"]))  # type: ignore[arg-type]
        elif one.filter in ("near", "venue"):
            filters[one.filter] = one.value
            filters |= {"radius": one.parameters["radius"]} if _DISTANCE.search(one.words) else {}
        else:
            filters |= dict(one.parameters)
    return filters


def _window(parameters: Any) -> dict[str, Any]:
    named = _NAMED.get(parameters.get("when", ""), {})
    bounds = {"from": parameters.get("startDate"), "until": parameters.get("endDate")}
    return named | {name: value[:16] for name, value in bounds.items() if value}


def _to_come(filters: dict[str, Any]) -> dict[str, Any]:
    """Without a start that is over in a window that is not: lists begin now."""
    now = f"{NOW:%Y-%m-%dT%H:%M}"
    is_on = "from" in filters and filters["from"] <= now < filters.get("until", "9")
    return {name: value for name, value in filters.items() if not (is_on and name == "from")}


def _said(words: str) -> list[str]:
    return [word for word in words.lower().split() if word not in SAYS_NOTHING]
