"""Graph's errors by their codes: what is worth another try, and what a person has to do."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import isfinite
from typing import Any

from include.errors import (
    CredentialsRefused,
    JatreError,
    PermissionRefused,
    RateLimited,
    SourceRefused,
    TransientError,
    UnreadablePayload,
)
from include.network.statuses import MAX_RETRY_AFTER_SECONDS, retry_after
from include.network.statuses import failure_of as failure_by_status
from include.sources.http import Response
from include.sources.json.documents import read_document
from include.sources.json.paths import look_up

LIMITS = frozenset({4, 17, 32, 341, 613, *range(80_000, 80_015)})
"""Too many calls: of the app, the user, the Page, a kind of use."""
EXPIRED = frozenset({102, 190, 2500})
PERMISSIONS = frozenset({3, 10, *range(200, 300)})
PASSING = frozenset({1, 2})
LIMIT_SECONDS = 3_600.0
"""Graph's limits count the last hour; what it names no end for ends by then."""
USAGE_HEADER = "x-business-use-case-usage"


def failure_of(answer: Response) -> JatreError | None:
    """The error that an answer stands for; None for what was asked for."""
    error = failure_by_status(answer.url, answer.status, answer.headers)
    if error is None:
        return None
    about = _explained(answer)
    code = about.get("code")
    if not isinstance(code, int) or isinstance(code, bool):
        return CredentialsRefused(f"{error}: make a new token") if answer.status == 401 else error
    words = f"Graph answers {code}: {str(about.get('message') or 'without a word')[:300]}"
    if code in LIMITS:
        return RateLimited(words, retry_after=_wait(answer.headers))
    if code in EXPIRED:
        return CredentialsRefused(f"{words}. Make a new token, and change the secret that the source names")
    if code in PERMISSIONS:
        return PermissionRefused(f"{words}. The token lacks a permission; the pages of the documentation list them")
    if code in PASSING or about.get("is_transient") is True:
        return TransientError(words)
    return SourceRefused(words)


def _explained(answer: Response) -> Mapping[str, Any]:
    try:
        about = look_up(read_document(answer), "error")
    except UnreadablePayload:
        return {}
    return about if isinstance(about, Mapping) else {}


def _wait(headers: Mapping[str, str]) -> float:
    """Seconds until we may ask again: as the answer names them, else until the hour is over."""
    if (named := retry_after(headers.get("retry-after"))) is not None:
        return named
    try:
        usage = json.loads(headers.get(USAGE_HEADER, "")[:10_000])
        minutes = [one["estimated_time_to_regain_access"] for every in usage.values() for one in every]
        seconds = max((float(one) * 60 for one in minutes if isfinite(float(one))), default=0.0)
        return min(seconds, MAX_RETRY_AFTER_SECONDS) if seconds > 0 else LIMIT_SECONDS
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return LIMIT_SECONDS
