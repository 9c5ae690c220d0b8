"""Fetch: what one source lists, into the ledger.

The history row is opened first, so that a failure leaves one too. Everything that the fetch means is written in one
transaction: listings, absences, what the connector remembers and the end of the history row. A run that dies before it
has changed nothing, and a run that is repeated after it changes nothing more.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from include.db import query
from include.errors import ConfigurationError, JatreError, SourceRefused, TransientError
from include.payloads.archive import Archive
from include.payloads.fetch_record import is_record
from include.pipeline.erased import REPORTED, has_erasures, leave_erased_out, remove_later
from include.pipeline.failures import reason_of
from include.pipeline.fetching import inbox
from include.pipeline.fetching.absence import count_absences
from include.pipeline.fetching.answers import RecordingHttp
from include.pipeline.fetching.archiving import FetchArchive
from include.pipeline.fetching.dates import Dates, span_of
from include.pipeline.fetching.history import FetchReport, close_fetch, failure_recorded
from include.pipeline.fetching.limits import shared_client
from include.pipeline.fetching.recording import write_listings, write_popularity
from include.pipeline.fetching.renaming import rename_listings
from include.settings import Settings
from include.sources import registry
from include.sources.base import Delivery, FetchResult, Source, Window
from include.sources.configuration.secrets import Resolver
from include.sources.gathering import checked
from include.sources.instances import stored as instances
from include.sources.instances.opening import opened, redacted
from include.sources.instances.stored import StoredInstance
from include.sources.parts import post_ids, split
from include.untrusted.cleaning import clean


def run(
    engine: Engine,
    instance_slug: str,
    run_id: str | None,
    settings: Settings,
    *,
    force: bool = False,
    dates: Dates | None = None,
    secrets: Resolver | None = None,
) -> FetchReport:
    """Bring what the source `instance_slug` lists into the ledger; `run_id` names the run, across its retries.

    With `force` the connector starts without its state, so that the site cannot answer that nothing has changed. With
    `dates` it is a backfill of these days: nothing counts as absent, and what the connector remembers stays as it is.
    The secrets that its configuration names are there while it fetches, and masked in all that is kept.

    Raises what the connector raises (TransientError, RateLimited, SourceRefused, UnreadablePayload), ConfigurationError
    when there is no such source, a secret has no value, or it takes no range of dates, TransientError when the archive
    cannot be written.
    """
    with engine.begin() as connection:
        stored = instances.one(connection, instance_slug)
        now = connection.execute(query("business_now")).scalar_one()
        asked = dates and span_of(dates, stored.instance.area)
        about = {
            "source_id": stored.id, "run_id": run_id,
            "backfill_start": asked and asked.start, "backfill_end": asked and asked.end, "reread_of": None,
        }  # fmt: skip
        fetch_id = connection.execute(query("fetch_open"), about).scalar_one()
    report = FetchReport(instance_slug, str(fetch_id))
    with failure_recorded(engine, stored.id, fetch_id) as unread, shared_client(engine, stored) as client:
        instance, redactor = opened(stored.instance, secrets)
        http = RecordingHttp(client)
        source = registry.make(instance, http, {} if force else stored.state)
        source.deliveries = _deliveries(engine, stored, asked)
        archive = FetchArchive(Archive.of(settings), instance_slug, now, redactor)
        with _archived_unread(engine, stored, archive, source, http, unread):
            fetched = _fetched(source, now, report) if asked is None else _backfilled(source, asked, now)
        result = split(checked(redacted(fetched, redactor)), registry.reader(stored.instance), now)
        with engine.begin() as connection:
            holds_erased = leave_erased_out(connection, stored.id, source, result)
        if holds_erased:
            report.warnings.append(REPORTED)
        keeps = bool(result.payloads) and not holds_erased
        uris = archive.store(fetched.payloads, result.payloads, http.answers) if keeps else []
        with engine.begin() as connection:
            write_fetched(connection, stored, source, result, uris, run_id, report)
            close_fetch(connection, fetch_id, result, uris, report)
    return report


def _fetched(source: Source, now: datetime, report: FetchReport) -> FetchResult:
    """What the source lists. When what it remembers makes it fail, that is forgotten."""
    try:
        return source.fetch(now)
    except JatreError:
        raise
    except Exception as error:  # an odd body sets records aside; only an odd state can bring this about
        if not source.state:
            raise
        report.warnings.append(f"what was remembered of earlier fetches is forgotten: {reason_of(error)}")
        source.state = {}
        return source.fetch(now)


def _backfilled(source: Source, asked: Window, now: datetime) -> FetchResult:
    """What the source lists in a range: never all of it, and no delivery is taken that waits for a usual fetch."""
    found = source.fetch_dates(asked, now)
    return replace(found, complete=False, window=asked, unchanged=False, taken=[], backfill=True)


@contextmanager
def _archived_unread(
    engine: Engine,
    stored: StoredInstance,
    archive: FetchArchive,
    source: Source,
    http: RecordingHttp,
    unread: list[str],
) -> Iterator[None]:
    """Archive what the connector cannot read, to be read again once it is mended; `unread` gets the URIs.

    What a site refuses, or does not answer just now, nobody can mend here. Where listings were erased nothing is kept:
    nobody knows whether they are in it.
    """
    try:
        yield
    except (TransientError, SourceRefused, ConfigurationError):
        raise
    except Exception:
        if source.keeps_answers:
            # the archive or the database is away, too: the failure itself counts
            with suppress(TransientError, SQLAlchemyError), engine.begin() as connection:
                connection.execute(query("source_lock"), {"source_id": stored.id})  # an erasure comes before or after
                if not has_erasures(connection, stored.id):
                    unread += archive.store_unread(source.came, http.answers)
        raise


def _deliveries(engine: Engine, stored: StoredInstance, asked: Window | None) -> list[Delivery]:
    if registry.type_of(stored.instance.kind) != "webhook":
        return []
    with engine.begin() as connection:
        if asked is None:
            return inbox.waiting_deliveries(connection, stored.id)
        return inbox.deliveries_between(connection, stored.id, asked)


def write_fetched(
    connection: Connection,
    stored: StoredInstance,
    source: Source,
    result: FetchResult,
    uris: list[str],
    run_id: str | None,
    report: FetchReport,
) -> None:
    """Everything that the fetch means for the ledger."""
    key = {"source_id": stored.id}
    connection.execute(query("source_lock"), key)
    if leave_erased_out(connection, stored.id, source, result) and REPORTED not in report.warnings:
        report.warnings.append(REPORTED)  # erased since it was asked, and archived meanwhile
        remove_later(connection, uris)
        uris.clear()
    inbox.mark_taken(connection, result.taken)
    report.warnings += result.warnings
    report.found, report.complete, report.archived = len(result.records), result.complete, len(result.payloads)
    bodies = [one for one in uris if not is_record(one)]
    uri = bodies[0] if len(bodies) == 1 else None
    seen = sorted({record.external_id for record in result.records} | result.kept)
    if result.complete and not result.unchanged:
        rename_listings(connection, stored.id, source, result.records, seen)
    written = write_listings(connection, stored.id, source, result.records, uri, result.as_of)
    report.new, report.changed, report.unchanged = written.new, written.changed, written.unchanged
    result.unreadable.extend(written.refused)
    if source.prose:
        news = [record for record in result.records if written.stale.isdisjoint(post_ids(record))]
        whole = sorted({one for record in news for one in post_ids(record)})
        seen = sorted({record.external_id for record in news} | result.kept)
        about = {**key, "whole": whole, "seen": seen, "as_of": result.as_of}
        report.gone = connection.execute(query("listings_superseded"), about).rowcount
    report.unreadable = len(result.unreadable)
    report.unchanged += len(result.kept)
    if result.as_of:
        # later fetches decided what is gone, how many go and what is remembered
        again = {**key, "external_ids": seen, "as_of": result.as_of}
        report.again = connection.execute(query("listings_again"), again).rowcount
        return
    returned = connection.execute(query("listings_returned"), {**key, "external_ids": seen})
    report.returned = returned.rowcount
    if not result.backfill:
        _count_absences(connection, stored.id, result, seen, run_id, report, stale=bool(written.stale))
        connection.execute(query("source_fetched"), {**key, "state": json.dumps(clean(result.state))})
    write_popularity(connection, stored.id, source, result.records)
    if result.places:
        places = json.dumps([asdict(one) for one in result.places], default=str)
        connection.execute(query("place_status_write"), {"places": places})


def _count_absences(
    connection: Connection,
    source_id: UUID,
    result: FetchResult,
    seen: list[str],
    run_id: str | None,
    report: FetchReport,
    *,
    stale: bool,
) -> None:
    """What the source no longer lists, where the fetch was complete and brought no `stale` copies."""
    if not result.unchanged and not seen:
        report.warnings.append("the source lists nothing: nothing is taken to be gone")
    elif result.complete and not stale and result.window and not _counted_already(connection, source_id, run_id):
        absences = count_absences(connection, source_id, seen, result.window, unchanged=result.unchanged and not seen)
        report.absent, report.alert = absences.absent, absences.alert
        report.gone += absences.gone


def _counted_already(connection: Connection, source_id: UUID, run_id: str | None) -> bool:
    """Whether this run's absences are counted: twice absent means in two runs, at two times."""
    return bool(connection.execute(query("fetch_counted"), {"source_id": source_id, "run_id": run_id}).scalar_one())
