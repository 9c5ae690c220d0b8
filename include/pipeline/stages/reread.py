"""Re-read: what a fetch of the past has archived, through the connector as it is today, without any request.

For a parser or a configuration that was mended: listings that read differently change, new ones come, and all others
that the bodies hold wait to be understood anew. Nothing counts as absent, and what has changed since that fetch stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Engine

from include.db import query
from include.errors import UnreadablePayload
from include.payloads.archive import Archive
from include.payloads.fetch_record import KeptPayload
from include.payloads.payload import RawPayload
from include.pipeline.fetching.answers import ArchivedHttp
from include.pipeline.fetching.archived import ArchivedFetch, as_delivery, body_of, find_archived
from include.pipeline.fetching.dates import ArchivedDay
from include.pipeline.fetching.history import FetchReport, close_fetch, failure_recorded
from include.pipeline.stages.fetch import write_fetched
from include.redaction import redact_text
from include.settings import Settings
from include.sources import registry
from include.sources.base import FetchResult, Source
from include.sources.configuration.secrets import Resolver
from include.sources.gathering import checked
from include.sources.instances import stored as instances
from include.sources.instances.opening import opened, redacted
from include.sources.parts import split

MAX_ROUNDS = 50
"""Fetches in a row of a source that goes on where the last one ended."""
MAX_MISSING_NAMED = 3


def run(
    engine: Engine,
    slug: str,
    run_id: str | None,
    settings: Settings,
    day: ArchivedDay,
    *,
    secrets: Resolver | None = None,
) -> FetchReport:
    """Read again what the source `slug` listed at its last fetch of `day` (`last`: at its last one at all).

    Where that fetch failed then and cannot be read now, the one before it is read.

    Raises: ConfigurationError when no such fetch has archived anything, UnreadablePayload when what it began with is
    missing or cannot be read, TransientError when the archive cannot be reached.
    """
    with engine.begin() as connection:
        stored = instances.one(connection, slug)
        fetches = find_archived(connection, stored.id, day, stored.instance.area)
        about = {
            "source_id": stored.id, "run_id": run_id, "backfill_start": None, "backfill_end": None,
            "reread_of": fetches[0].began_at,
        }  # fmt: skip
        fetch_id = connection.execute(query("fetch_open"), about).scalar_one()
    report = FetchReport(slug, str(fetch_id))
    with failure_recorded(engine, stored.id, fetch_id):
        instance, redactor = opened(stored.instance, secrets)
        archive = Archive.of(settings)
        for archived in fetches:
            http = ArchivedHttp(archive, archived.records(archive), redactor)
            source = registry.make(instance, http, stored.state)
            try:
                fetched, missing = _read(source, http, archived, archive)
                break
            except UnreadablePayload as error:
                if archived is fetches[-1]:
                    raise
                report.warnings.append(_passed_over(archived, error))
        result = split(checked(redacted(fetched, redactor)), registry.reader(stored.instance), archived.now)
        _report_missing(report, missing)
        with engine.begin() as connection:
            write_fetched(connection, stored, source, result, [*archived.uris[0]], run_id, report)
            close_fetch(connection, fetch_id, result, [], report, reread_of=archived.began_at)
    return report


def _give_bodies(source: Source, archived: ArchivedFetch, archive: Archive) -> dict[str, str]:
    """What was crawled or pushed, for a connector that asks for nothing itself; returns what is missing, and why."""
    if registry.type_of(source.kind) == "webhook":
        found, lost = _loaded(archived.pushed(archive), archive)
        source.deliveries = [as_delivery(number, one) for number, one in enumerate(found)]
    elif source.kind in registry.CRAWLED:
        source.crawled, lost = _loaded(archived.own(archive).payloads, archive)
    else:
        lost = {}
    return lost


def _loaded(kept: Iterable[KeptPayload], archive: Archive) -> tuple[list[RawPayload], dict[str, str]]:
    found: list[RawPayload] = []
    lost: dict[str, str] = {}
    for one in kept:
        try:
            found.append(body_of(one, archive))
        except UnreadablePayload as error:
            lost[one.url] = str(error)
    return found, lost


def _read(
    source: Source, http: ArchivedHttp, archived: ArchivedFetch, archive: Archive
) -> tuple[FetchResult, dict[str, str]]:
    """What the connector finds in the archive, and what is missing there, with the reasons.

    Raises: UnreadablePayload, TransientError.
    """
    lost = _give_bodies(source, archived, archive)
    found = replace(_all(source, http, archived), as_of=archived.ended_at, taken=[], payloads=[], places=[])
    return found, {**http.missing, **lost}


def _all(source: Source, http: ArchivedHttp, archived: ArchivedFetch) -> FetchResult:
    """All that the connector finds; one that goes on where the last fetch ended is asked until it finds no more."""
    source.state = {name: value for name, value in source.state.items() if name not in source.goes_on}
    result = source.fetch(archived.now)
    asked = 0
    for _ in range(MAX_ROUNDS if source.goes_on else 0):
        if len(http.asked) == asked:
            break
        asked, source.state = len(http.asked), result.state
        result = _with(result, source.fetch(archived.now))
    return replace(result, unchanged=False)


def _with(before: FetchResult, after: FetchResult) -> FetchResult:
    """Two fetches as one."""
    records = {one.external_id: one for one in [*before.records, *after.records]}
    return replace(
        after, records=list(records.values()), kept=(before.kept | after.kept) - records.keys(),
        unreadable=list(dict.fromkeys([*before.unreadable, *after.unreadable])),
    )  # fmt: skip


def _passed_over(archived: ArchivedFetch, error: UnreadablePayload) -> str:
    began = archived.began_at.isoformat(" ", "minutes")
    return f"the fetch of {began} failed then, and cannot be read now; one before it is read: {redact_text(str(error))}"


def _report_missing(report: FetchReport, missing: dict[str, str]) -> None:
    report.missing = len(missing)
    if missing:
        reasons = list(dict.fromkeys(missing.values()))
        more = f", and {len(reasons) - MAX_MISSING_NAMED} more" if len(reasons) > MAX_MISSING_NAMED else ""
        first = "; ".join(reasons[:MAX_MISSING_NAMED])
        report.warnings.append(f"of {len(missing)} requests or bodies the archive has none: {first}{more}")
