"""What the page lists for a search: what its words mean, where the page's own choices leave room for it.

`pages/static/search.js` makes the same in the browser.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from include.filters.fields import MAX_SEARCH_WORDS
from include.filters.windows import ListWindow
from include.understand.text.searches.times import IGNORED
from realtime.api.events import QueryResult
from realtime.pages.language import text

Parameters = list[tuple[str, str]]


@dataclass(frozen=True)
class Search:
    """`parameters`: of a list, but its area; a name may be there more than once."""

    understood: list[dict[str, Any]]
    """The filters that apply, as `/api/understand` has them."""
    parameters: Parameters
    words: str
    """What is left to be searched as text."""
    is_ranked: bool
    """Whether words are left, by which the list is in the order of relevance."""
    is_vague: bool
    """Whether something was typed that nothing can be searched by."""


def search_of(asked: Mapping[str, str], meaning: Mapping[str, Any] | None) -> Search:
    """What to list for the parameters of the address, with the answer of `/api/understand` for its text."""
    chosen = {name for name in ("when", "category") if asked.get(name, "all") not in ("", "all")} | {"area"}
    meaning = meaning or {"understood": [], "words": ""}
    applied = [one for one in meaning["understood"] if one["filter"] not in chosen]
    parameters: Parameters = [(name, asked[name]) for name in ("when", "category") if name in chosen]
    for one in applied:
        for name, value in one["parameters"].items():
            parameters += [(name, _text(each)) for each in (value if isinstance(value, list) else [value])]
    words = " ".join(meaning["words"].split()[:MAX_SEARCH_WORDS])
    if words:
        parameters.append(("q", words))
    is_vague = bool(asked.get("q", "").strip()) and not words and not meaning["understood"]
    return Search(applied, parameters, words, bool(words), is_vague)


def with_window(found: QueryResult, search: Search) -> QueryResult:
    """A list with a window: of the dates that were understood, where none was asked for by name."""
    if found.window:
        return found
    dates = {
        name: datetime.fromisoformat(written) for name, written in search.parameters if name in ("startDate", "endDate")
    }
    return replace(found, window=ListWindow("dates", dates.get("startDate", found.now), dates.get("endDate")))


def without(as_words: str, name: str) -> str:
    """`asWords` of the address once a filter is taken away."""
    return ",".join(sorted({*filter(None, as_words.split(",")), name}))


def chip_text(understood: Mapping[str, Any]) -> str:
    """A filter in words: as they were typed, but for a place, which has a name, and words that have no effect."""
    if understood["filter"] == IGNORED:
        return text(IGNORED, words=str(understood["words"]).lower())
    lead = {"near": "near", "venue": "at"}.get(understood["filter"])
    return text(lead, place=understood["value"]) if lead else str(understood["words"]).lower()


def notice(asked: Mapping[str, str], search: Search) -> str:
    """The notice above a list that no word of the search limits; empty above another."""
    if search.is_vague:
        return text("nothing_to_search", words=asked["q"].strip())
    return ""


def _text(value: str | float) -> str:
    """A value as the browser writes it: a whole number has no point."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
