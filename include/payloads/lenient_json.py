"""JSON as people write it: with comments, trailing commas and control characters; bounded in depth and size."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from include.errors import BrokenRecord, UnreadablePayload
from include.untrusted.cleaning import MAX_DEPTH, clean

STRING = r'"(?:[^"\\]|\\.)*+"?'
"""A string of JSON; one without an end is one all the same: else the rest is read again from each quote in it."""
COMMENT = re.compile(rf"({STRING})|//[^\n]*|/\*.*?(?:\*/|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
LAST_COMMA = re.compile(rf"({STRING})|,(?=\s*[\]}}])", re.DOTALL)
BRACKETS = re.compile(rf"{STRING}|(?P<open>[\[{{]+)|(?P<close>[\]}}]+)", re.DOTALL)
MAX_DOCUMENT_DEPTH = 2 * MAX_DEPTH
"""Lists and objects inside one another in a document, which holds records."""
MAX_INTEGER_DIGITS = 1_000
MAX_CONTAINERS = 1_000_000
"""Lists and objects of one document."""


def read_json(text: str) -> Any:
    """JSON, also with control characters, comments or trailing commas, cleaned.

    What is nested deeper than MAX_DOCUMENT_DEPTH is left out: its record is too deep to be taken (`RawRecord`), and the
    others can be read. Raises: UnreadablePayload.
    """
    containers = text.count("[") + text.count("{")
    if containers > MAX_CONTAINERS:  # brackets within texts are none
        containers = sum(len(match["open"] or "") for match in BRACKETS.finditer(text))
    if containers > MAX_CONTAINERS:
        raise UnreadablePayload(f"the document holds {containers:,} lists and objects, at most {MAX_CONTAINERS:,}")
    try:
        return _loaded(text)
    except ValueError:  # comments, perhaps
        pass
    try:
        return _loaded(LAST_COMMA.sub(r"\1", COMMENT.sub(r"\1", text)))
    except ValueError as error:
        raise UnreadablePayload(f"not JSON: it begins with {text.strip()[:60]!r}") from error


def _loaded(text: str) -> Any:
    try:
        return clean(json.loads(text, strict=False, parse_int=_whole), MAX_DOCUMENT_DEPTH)
    except (RecursionError, BrokenRecord):
        return clean(json.loads(_shallow(text), strict=False, parse_int=_whole), MAX_DOCUMENT_DEPTH)


def _shallow(text: str) -> str:
    """JSON with `null` for what is nested too deep."""
    parts: list[str] = []
    depth = last = 0
    for match in BRACKETS.finditer(text):
        if match["open"]:
            before, depth = depth, depth + len(match["open"])
            if before <= MAX_DOCUMENT_DEPTH < depth:
                parts.append(f"{text[last : match.start() + MAX_DOCUMENT_DEPTH - before]}null")
        elif match["close"]:
            before, depth = depth, depth - len(match["close"])
            if depth <= MAX_DOCUMENT_DEPTH < before:
                last = match.end() - (MAX_DOCUMENT_DEPTH - depth)
    return "".join([*parts, text[last:]])


def _whole(digits: str) -> int | None:
    """An integer; None for one that no program means (Python reads at most 4,300 digits)."""
    return int(digits) if len(digits) <= MAX_INTEGER_DIGITS else None


def walk(value: Any, skip: frozenset[str] = frozenset()) -> Iterator[dict[str, Any]]:
    """Every object inside `value`, outermost first, without going into the keys in `skip`."""
    if isinstance(value, dict):
        yield value
        for key, one in value.items():
            if key not in skip:
                yield from walk(one, skip)
    elif isinstance(value, list):
        for one in value:
            yield from walk(one, skip)
