"""What a source would bring, without writing anything: one fetch, each record read as `extract` reads it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

from include.listing import Listing
from include.network.http import HttpClient
from include.network.limits import Bucket
from include.pipeline.reading.raw_listing import RawListing, understand
from include.redaction import errors_redacted
from include.sources import registry
from include.sources.base import RawRecord, Unreadable
from include.sources.configuration.instance import SourceInstance
from include.sources.configuration.secrets import Resolver
from include.sources.gathering import checked
from include.sources.instances.opening import opened, redacted
from include.sources.parts import split
from include.untrusted.bounds import reason_of
from include.untrusted.budget import within_budget

MAX_TRIAL_PAGES = 5
"""Pages of each list, and event pages behind it, that a trial looks at: it asks whether a source can be read."""


@dataclass
class Trial:
    """What came of it.

    `listings` come from `records`, in their order; `aside` holds the external ids of records that would be set aside,
    with the reason; `unread` is how many were not read, because enough were.
    """

    complete: bool
    pages: int
    listings: list[Listing] = field(default_factory=list)
    records: list[RawRecord] = field(default_factory=list)
    aside: list[tuple[str, str]] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    unread: int = 0


def try_out(
    instance: SourceInstance,
    now: datetime | None = None,
    *,
    secrets: Resolver | None = None,
    client: HttpClient | None = None,
    most: int | None = None,
    until: float | None = None,
) -> Trial:
    """Fetch `instance` once, with `client` where it is a stored one, whose limit is shared.

    Reading ends after `most` listings, and at `until` on the monotonic clock. Raises what its connector raises, and
    ConfigurationError for a kind that is none.
    """
    at = now or datetime.now(UTC)
    with errors_redacted(), client or HttpClient(Bucket(instance.rate_limit, instance.rate_window)) as http:
        if until is not None:
            http.ends = min(http.ends, until)
        whole, redactor = opened(instance, secrets)
        source = registry.make(whole, http)
        fetched = split(checked(redacted(source.fetch(at), redactor)), registry.reader(instance), at)
    trial = Trial(fetched.complete, len(fetched.payloads), unreadable=fetched.unreadable, warnings=fetched.warnings)
    for number, record in enumerate(fetched.records):
        if (most is not None and len(trial.listings) >= most) or (until is not None and time.monotonic() > until):
            trial.unread = len(fetched.records) - number
            break
        try:
            trial.listings.append(within_budget(understand, RawListing.of(instance, record.data, at)))
            trial.records.append(record)
        except Exception as error:  # as in a run: one bad record costs the others nothing
            trial.aside.append((record.external_id, reason_of(error)))
    return trial


def with_few_pages(instance: SourceInstance) -> SourceInstance:
    """The instance with fewer pages to read: `MAX_TRIAL_PAGES` of each list."""
    config = dict(instance.config)
    if instance.kind in ("schema_org", "eventbrite", "facebook", "instagram"):
        config["max_pages"] = min(config.get("max_pages", MAX_TRIAL_PAGES), MAX_TRIAL_PAGES)
    elif isinstance(config.get("pagination"), dict):
        pages = min(config["pagination"].get("max_pages", MAX_TRIAL_PAGES), MAX_TRIAL_PAGES)
        config["pagination"] = {**config["pagination"], "max_pages": pages}
    return instance.model_copy(update={"config": config})


def why_none(trial: Trial) -> str:
    """Why a trial brought no event to come."""
    reasons = [reason for _, reason in trial.aside] or [one.reason for one in trial.unreadable]
    return f"no event to come; {reasons[0]}" if reasons else "it lists no event"
