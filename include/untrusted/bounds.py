"""Checks on single foreign values, and a refusal in plain words: `images[0].url: 8,000 characters, at most 4,000`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from pydantic import ValidationError

from include.errors import BrokenRecord, JatreError

FIRST_YEAR, LAST_YEAR = 1970, 2100
MAX_NUMBER = 2**31 - 1
"""In a rule, such as how often it happens: an integer of RFC 5545."""
MAX_OFFSET = timedelta(hours=14)
"""From UTC: no place on earth is further, and PostgreSQL refuses 16 hours."""
MAX_ERRORS_REPORTED = 3
MAX_VALUE_CHARS = 40
MAX_REASON_CHARS = 300
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
WEB_ADDRESS = re.compile(r"https?://[^\s/]")


def sane_year(moment: datetime) -> datetime:
    """`moment`, of a year that a calendar may name. Raises: ValueError."""
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(f"the year {moment.year}, at least {FIRST_YEAR} and at most {LAST_YEAR}")
    return moment


def real_offset(moment: datetime) -> datetime:
    """`moment`, with an offset that some place has. Raises: ValueError."""
    offset = moment.utcoffset() or timedelta()
    if abs(offset) > MAX_OFFSET:
        raise ValueError(
            f"{offset / timedelta(hours=1):+.4g} hours from UTC, at most {MAX_OFFSET // timedelta(hours=1)}"
        )
    return moment


def storable(text: str) -> str:
    """`text`, when a text column can hold it. Raises: ValueError."""
    if UNSTORABLE.search(text):
        raise ValueError("a NUL or half a character, which text cannot hold")
    return text


def web_address(text: str) -> str:
    """`text`, when it is an absolute address of the web. Raises: ValueError."""
    if not WEB_ADDRESS.match(text):
        raise ValueError(f"{shortened(text)} is no address that begins with http:// or https:// and a host")
    return text


def explain(error: ValidationError) -> str:
    """Which fields were refused and why: the field, the value or its size, the bound."""
    reasons = [reason for _, reason in islice(refusals(error), MAX_ERRORS_REPORTED)]
    more = error.error_count() - len(reasons)
    return "; ".join(reasons) + (f"; and {more} more" if more > 0 else "")


def reason_of(error: Exception) -> str:
    """In one line, for the fetch history and beside a listing."""
    if isinstance(error, ValidationError):
        return explain(error)[:MAX_REASON_CHARS]
    text = str(error) if isinstance(error, JatreError) else f"{type(error).__name__}: {error}"
    return text[:MAX_REASON_CHARS]


def refusals(error: ValidationError) -> Iterator[tuple[tuple[int | str, ...], str]]:
    """Where each refused value stands, and the reason as `explain` gives it."""
    for one in error.errors(include_url=False):
        yield one["loc"], f"{_place(error, one)}: {_why(one)}"


def at_most(bound: int, count: int, what: str) -> None:
    """Raises: BrokenRecord, naming what and how many, when `count` is beyond `bound`."""
    if count > bound:
        raise BrokenRecord(f"{count:,} {what}, at most {bound:,}")


@contextmanager
def refusals_explained() -> Iterator[None]:
    """What the listing's own bounds refuse is a broken record, with the field and the bound."""
    try:
        yield
    except ValidationError as error:
        raise BrokenRecord(explain(error)) from error


def shortened(value: Any) -> str:
    """A foreign value for a message: quoted, and not longer than a message should be."""
    try:
        text = repr(value[: MAX_VALUE_CHARS + 1] if isinstance(value, str) else value)
    except (ValueError, RecursionError):  # a number of 5,000 digits has no text
        text = f"one {type(value).__name__}"
    return text if len(text) <= MAX_VALUE_CHARS else text[: MAX_VALUE_CHARS - 1] + "…"


def _place(error: ValidationError, one: Any) -> str:
    """`images[0].url`; the fields of a part that was refused on its own follow the part's name."""
    path = "" if error.title == "Listing" else error.title.lower()
    for step in one["loc"]:
        path += f"[{step}]" if isinstance(step, int) else f".{step}"
    return path.lstrip(".") or "listing"


def _why(one: Any) -> str:
    kind, value, context = one["type"], one["input"], one.get("ctx", {})
    if kind == "string_too_long":
        return f"{len(value):,} characters, at most {context['max_length']:,}"
    if kind == "too_long":
        return f"{len(value):,} entries, at most {context['max_length']:,}"
    if kind in ("less_than_equal", "greater_than_equal"):
        bound = f"at most {context['le']:,}" if kind == "less_than_equal" else f"at least {context['ge']:,}"
        return f"{shortened(value)}, {bound}"
    if kind == "value_error":
        return str(context["error"])
    return f"{one['msg'][:200]} (it is {shortened(value)})"
