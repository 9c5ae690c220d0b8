"""What the status of an answer stands for, as the project's own errors, and how long a site asks us to wait."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from include.errors import JatreError, RateLimited, SourceRefused, TransientError

REFUSING_STATUSES = frozenset({400, 401, 402, 403, 404, 405, 406, 410, 451})
GONE_STATUSES = frozenset({404, 410})
"""What states that a page is not there; every other refusal leaves open whether it is."""
END_OF_LIST_STATUSES = GONE_STATUSES | {400}
"""With which sites answer for a page behind the last one of a list."""
MAX_RETRY_AFTER_SECONDS = 21_600.0
"""Seconds that a site can make us wait before the next try: six hours."""


def failure_of(url: str, status: int, headers: Mapping[str, str], reason: str | None = None) -> JatreError | None:
    """The error that an answer's status stands for; None for what was asked for. `headers` by names in lower case.

    RateLimited for 429, SourceRefused for what a person has to look at, else TransientError.
    """
    if 200 <= status < 300 or status == 304:
        return None
    message = f"{url} answered {status} {(reason or '')[:80]}".rstrip()
    if status == 429:
        return RateLimited(message, retry_after=retry_after(headers.get("retry-after")))
    refused = status in REFUSING_STATUSES or 300 <= status < 400
    return SourceRefused(message, status) if refused else TransientError(message)


def retry_after(value: str | None) -> float | None:
    """The seconds in a `Retry-After` header (which holds seconds or a date), bounded; None when it has none."""
    text = (value or "").strip()[:100]
    if text.isascii() and text.isdecimal():
        return min(float(text), MAX_RETRY_AFTER_SECONDS)
    try:
        moment = parsedate_to_datetime(text)
        wait = (moment - datetime.now(UTC)).total_seconds() if moment.tzinfo else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return None if wait is None else min(max(0.0, wait), MAX_RETRY_AFTER_SECONDS)
