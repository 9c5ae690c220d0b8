"""One look at an address: the ways in which it could be read are tried, until one brings an event to come."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from include.errors import JatreError
from include.network.http import HttpClient
from include.operations.preview.detection import Detected, candidates
from include.operations.preview.trial import Trial, try_out, why_none, with_few_pages
from include.redaction import redact_text
from include.sources.configuration.instance import SourceInstance
from include.untrusted.bounds import reason_of

MAX_PREVIEW_LISTINGS = 200
"""Listings that are read and taken through the stages."""
PREVIEW_SECONDS = 60.0
"""After which nothing more is fetched or read."""
TIME_IS_UP = "it was not tried: the time for one preview is up"


@dataclass(frozen=True)
class Attempt:
    """A way in which the address could be read and that brought no event, with the reason."""

    kind: str
    reason: str


@dataclass(frozen=True)
class Found:
    """The source that reads the address, and what it brought."""

    instance: SourceInstance
    trial: Trial


@dataclass
class Look:
    """What one look found, None where nothing brings an event; `attempts` are the ways that were tried before."""

    attempts: list[Attempt] = field(default_factory=list)
    found: Found | None = None


def look_at(url: str, make: Callable[[Detected], SourceInstance], now: datetime | None = None) -> Look:
    """Try the ways of reading `url`, the likeliest first; `make` gives the source for each.

    Raises: the errors of a fetch; UnreadablePayload when the address shows no way; what `make` raises.
    """
    until = time.monotonic() + PREVIEW_SECONDS
    look = Look()
    for detected in candidates(url):
        instance = make(detected)
        try:
            look.found = Found(instance, _tried(instance, now, until))
        except JatreError as error:
            look.attempts.append(Attempt(detected.kind, redact_text(reason_of(error))))
        else:
            break
    return look


class NothingToComeError(JatreError):
    """A way of reading an address brought no event to come; the message gives the reason."""


def _tried(instance: SourceInstance, now: datetime | None, until: float) -> Trial:
    """Raises: NothingToComeError, and what its connector raises."""
    if time.monotonic() > until:
        raise NothingToComeError(TIME_IS_UP)
    client = HttpClient(instance.rate_limit)
    trial = try_out(with_few_pages(instance), now, client=client, most=MAX_PREVIEW_LISTINGS, until=until)
    if not trial.listings:
        raise NothingToComeError(why_none(trial))
    return trial
