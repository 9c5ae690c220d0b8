"""What a source would bring, without writing anything: one fetch, each record read as `extract` reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from include.listing import Listing
from include.network.http import HttpClient
from include.network.limits import Bucket
from include.pipeline.reading.raw_listing import RawListing, understand
from include.redaction import errors_redacted
from include.sources import registry
from include.sources.base import Unreadable
from include.sources.configuration.instance import SourceInstance
from include.sources.configuration.secrets import Resolver
from include.sources.gathering import checked, reason_of
from include.sources.instances.opening import opened, redacted
from include.sources.parts import split
from include.untrusted.budget import within_budget


@dataclass
class Trial:
    """What came of it; `aside` holds the external ids of records that would be set aside, with the reason."""

    complete: bool
    pages: int
    listings: list[Listing] = field(default_factory=list)
    aside: list[tuple[str, str]] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)


def try_out(
    instance: SourceInstance,
    now: datetime | None = None,
    *,
    secrets: Resolver | None = None,
    client: HttpClient | None = None,
) -> Trial:
    """Fetch `instance` once, with `client` where it is a stored one, whose limit is shared.

    Raises what its connector raises, and ConfigurationError for a kind that is none.
    """
    at = now or datetime.now(UTC)
    with errors_redacted(), client or HttpClient(Bucket(instance.rate_limit, instance.rate_window)) as http:
        whole, redactor = opened(instance, secrets)
        source = registry.make(whole, http)
        fetched = split(checked(redacted(source.fetch(at), redactor)), registry.reader(instance), at)
    trial = Trial(fetched.complete, len(fetched.payloads), unreadable=fetched.unreadable)
    for record in fetched.records:
        try:
            trial.listings.append(within_budget(understand, RawListing.of(instance, record.data, at)))
        except Exception as error:  # as in a run: one bad record costs the others nothing
            trial.aside.append((record.external_id, reason_of(error)))
    return trial
