"""What a source would bring, without writing anything: one fetch, and every record understood as `extract` does."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from include.budget import within_budget
from include.listing import Listing
from include.network.http import HttpClient
from include.pipeline.stages.extract import Record, understand
from include.redaction import errors_redacted
from include.sources import registry
from include.sources.base import SourceInstance, Unreadable
from include.sources.configuration.opening import opened, redacted
from include.sources.configuration.secrets import Resolver
from include.sources.guard import checked, reason_of


@dataclass
class Trial:
    """What came of it; `aside` holds the external ids of records that would be set aside, with the reason."""

    complete: bool
    pages: int
    listings: list[Listing] = field(default_factory=list)
    aside: list[tuple[str, str]] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)


def try_out(instance: SourceInstance, now: datetime | None = None, *, secrets: Resolver | None = None) -> Trial:
    """Fetch `instance` once. Raises what its connector raises, and ConfigurationError for a kind that is none."""
    at = now or datetime.now(UTC)
    with errors_redacted(), HttpClient(instance.rate_limit) as http:
        whole, redactor = opened(instance, secrets)
        source = registry.make(whole, http)
        fetched = checked(redacted(source.fetch(at), redactor))
    trial = Trial(fetched.complete, len(fetched.payloads), unreadable=fetched.unreadable)
    reader = registry.reader(instance)
    for record in fetched.records:
        try:
            one = Record(record.external_id, type(reader), reader.instance, record.data, at, at, is_known=False)
            trial.listings.append(within_budget(understand, one))
        except Exception as error:  # as in a run: one bad record costs the others nothing
            trial.aside.append((record.external_id, reason_of(error)))
    return trial
