"""Fetch: what one source lists, into the ledger.

The history row is opened first, so that a failure leaves one too. Everything that the fetch means is written in one
transaction: listings, absences, what the connector remembers and the end of the history row. A run that dies before it
has changed nothing, and a run that is repeated after it changes nothing more.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from include.db import query
from include.errors import JatreError
from include.payloads.archive import Archive
from include.pipeline import inbox
from include.pipeline.absence import count_absences
from include.pipeline.failures import is_ours, is_passing, reason_of
from include.pipeline.health import pause_failing, record_fields
from include.pipeline.limits import shared_client
from include.pipeline.renaming import rename_listings
from include.redaction import redact_error, redact_text
from include.settings import Settings
from include.sources import registry
from include.sources.base import FetchResult, RawRecord, Source, Unreadable
from include.sources.configuration.secrets import Resolver
from include.sources.gathering import checked
from include.sources.identity import content_hash
from include.sources.instances import stored as instances
from include.sources.instances.opening import opened, redacted
from include.sources.instances.stored import StoredInstance
from include.sources.parts import is_part, post_ids, split
from include.sources.text.moments import MAX_TIME_CHARS
from include.sources.versions import SIGNED_KEY, VERSION_KEYS, is_older
from include.untrusted.cleaning import clean

MAX_STATEMENT_RECORDS = 500
"""Records in one statement."""
MAX_HISTORY_EXCERPTS = 20
"""Unreadable records that the history quotes."""


@dataclass
class FetchReport:
    """Counts of listings of one fetch.

    `absent` were not seen once more; `gone` are marked gone now; `alert` is why none was, though some are due.
    """

    source: str
    fetch_id: str
    status: str = "success"
    found: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    absent: int = 0
    gone: int = 0
    returned: int = 0
    unreadable: int = 0
    complete: bool = False
    archived: int = 0
    alert: str | None = None
    warnings: list[str] = field(default_factory=list)


def run(
    engine: Engine,
    instance_slug: str,
    run_id: str | None,
    settings: Settings,
    *,
    force: bool = False,
    secrets: Resolver | None = None,
) -> FetchReport:
    """Bring what the source `instance_slug` lists into the ledger; `run_id` names the run, across its retries.

    With `force` the connector starts without its state, so that the site cannot answer that nothing has changed. The
    secrets that its configuration names are there while it fetches, and masked in all that is kept.

    Raises what the connector raises (TransientError, RateLimited, SourceRefused, UnreadablePayload), ConfigurationError
    when there is no such source or a secret has no value, TransientError when the archive cannot be written.
    """
    with engine.begin() as connection:
        stored = instances.one(connection, instance_slug)
        now = connection.execute(query("business_now")).scalar_one()
        pushed = (
            inbox.waiting_deliveries(connection, stored.id)
            if registry.type_of(stored.instance.kind) == "webhook"
            else []
        )
        fetch_id = connection.execute(query("fetch_open"), {"source_id": stored.id, "run_id": run_id}).scalar_one()
    report = FetchReport(instance_slug, str(fetch_id))
    with _failure_recorded(engine, stored.id, fetch_id), shared_client(engine, stored) as http:
        instance, redactor = opened(stored.instance, secrets)
        source = registry.make(instance, http, {} if force else stored.state)
        source.deliveries = pushed
        brought = checked(redacted(_fetched(source, now, report), redactor))
        result = split(brought, registry.reader(stored.instance), now)
        uris = _archive(settings, instance_slug, result, now)
        with engine.begin() as connection:
            _write(connection, stored, source, result, uris, run_id, report)
            _close(connection, fetch_id, result, uris, report)
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


def _archive(settings: Settings, slug: str, result: FetchResult, now: datetime) -> list[str]:
    archive = Archive(settings.archive_uri)
    return [archive.store(slug, payload, now) for payload in result.payloads]


def _write(
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
    inbox.mark_taken(connection, result.taken)
    report.warnings += result.warnings
    report.found, report.complete, report.archived = len(result.records), result.complete, len(uris)
    uri = uris[0] if len(uris) == 1 else None
    seen = sorted({record.external_id for record in result.records} | result.kept)
    if result.complete and not result.unchanged:
        rename_listings(connection, stored.id, source, result.records, seen)
    refused, stale = _write_listings(connection, stored.id, source, result.records, uri, report)
    result.unreadable.extend(refused)
    if source.prose:
        news = [record for record in result.records if stale.isdisjoint(post_ids(record))]
        whole = sorted({one for record in news for one in post_ids(record)})
        seen = sorted({record.external_id for record in news} | result.kept)
        superseded = connection.execute(query("listings_superseded"), {**key, "whole": whole, "seen": seen})
        report.gone = superseded.rowcount
    report.unreadable = len(result.unreadable)
    returned = connection.execute(query("listings_returned"), {**key, "external_ids": seen})
    report.returned = returned.rowcount
    report.unchanged += len(result.kept)
    if not result.unchanged and not seen:
        report.warnings.append("the source lists nothing: nothing is taken to be gone")
    elif result.complete and not stale and result.window and not _counted_already(connection, stored.id, run_id):
        absences = count_absences(connection, stored.id, seen, result.window, unchanged=result.unchanged and not seen)
        report.absent, report.alert = absences.absent, absences.alert
        report.gone += absences.gone
    _write_popularity(connection, stored.id, source, result.records)
    if result.places:
        places = json.dumps([asdict(one) for one in result.places], default=str)
        connection.execute(query("place_status_write"), {"places": places})
    connection.execute(query("source_fetched"), {**key, "state": json.dumps(clean(result.state))})


def _write_listings(
    connection: Connection,
    source_id: UUID,
    source: Source,
    records: list[RawRecord],
    uri: str | None,
    report: FetchReport,
) -> tuple[list[Unreadable], set[str]]:
    """New and changed listings; an unchanged one costs its part of one look-up and writes nothing.

    Returns the records that are refused, and the ids of the posts of which an old copy came: nothing of it is written.
    """
    hashes = {one.external_id: content_hash(one.data, source.volatile) for one in records}
    found = connection.execute(query("listings_known"), {"source_id": source_id, "external_ids": sorted(hashes)})
    known = {row.external_id: bytes(row.content_hash) for row in found}
    changed = [one for one in records if known.get(one.external_id) != hashes[one.external_id]]
    parts = [one for one in records if is_part(one) and known.get(one.external_id) == hashes[one.external_id]]
    newer, refused = _without_older(connection, source_id, [*changed, *parts], known)
    late = {one.excerpt for one in refused}
    stale = {key for one in records if one.external_id in late and is_part(one) for key in post_ids(one)}
    repeated = {one.external_id for one in parts}
    fresh = [one for one in newer if one.external_id not in repeated and stale.isdisjoint(post_ids(one))]
    report.new = sum(one.external_id not in known for one in fresh)
    report.changed = len(fresh) - report.new
    report.unchanged = len(records) - len(fresh)
    _restamp(connection, source_id, [one for one in records if known.get(one.external_id) == hashes[one.external_id]])
    rows = [
        {
            "external_id": one.external_id,
            "content_hash": hashes[one.external_id].hex(),
            "raw_data": one.data,
            "archive_uri": uri,
        }
        for one in fresh
    ]
    return refused + _write_halving(connection, source_id, rows), stale


def _write_popularity(connection: Connection, source_id: UUID, source: Source, records: list[RawRecord]) -> None:
    """How many people go to each listing, where the source states it: beside the ledger, for it moves all the time."""
    going = ((one.external_id, source.attending(one.data)) for one in records)
    rows = [{"external_id": key, "attending": count} for key, count in going if count is not None]
    if rows:
        connection.execute(query("popularity_write"), {"source_id": source_id, "rows": json.dumps(rows)})


def _restamp(connection: Connection, source_id: UUID, unchanged: list[RawRecord]) -> None:
    """Keep when deliveries that repeat what is known were signed."""
    signed = [
        {"external_id": one.external_id, "signed": one.data[SIGNED_KEY]} for one in unchanged if SIGNED_KEY in one.data
    ]
    if signed:
        wanted = {"source_id": source_id, "key": SIGNED_KEY, "rows": json.dumps(signed)}
        connection.execute(query("listings_restamp"), wanted)


def _without_older(
    connection: Connection, source_id: UUID, changed: list[RawRecord], known: Mapping[str, bytes]
) -> tuple[list[RawRecord], list[Unreadable]]:
    """The records that are news, and those that were written before what the ledger has."""
    now = connection.execute(query("business_now")).scalar_one()
    ids = [one.external_id for one in changed if one.external_id in known]
    wanted = {"source_id": source_id, "external_ids": ids, "keys": list(VERSION_KEYS), "chars": MAX_TIME_CHARS}
    before = {row.external_id: row.version for row in connection.execute(query("listings_versions"), wanted)}
    older = {one.external_id for one in changed if is_older(one.data, before.get(one.external_id) or {}, now)}
    reason = "it was written before what is known of it (dateModified, SEQUENCE)"
    return (
        [one for one in changed if one.external_id not in older],
        [Unreadable(reason, one.external_id) for one in changed if one.external_id in older],
    )


def _write_halving(connection: Connection, source_id: UUID, rows: list[dict[str, Any]]) -> list[Unreadable]:
    """Write in pieces; a piece that is refused is halved until the record at fault stands alone."""
    refused: list[Unreadable] = []
    parts = [rows[start : start + MAX_STATEMENT_RECORDS] for start in range(0, len(rows), MAX_STATEMENT_RECORDS)]
    while parts:
        part = parts.pop()
        try:
            with connection.begin_nested():
                document = json.dumps(part, ensure_ascii=False)
                connection.execute(query("listings_write"), {"source_id": source_id, "records": document})
        except Exception as error:  # whatever one record does to a statement
            if is_passing(error) or is_ours(error):
                raise
            if len(part) == 1:
                refused.append(Unreadable(reason_of(error), part[0]["external_id"]))
            else:
                parts += [part[len(part) // 2 :], part[: len(part) // 2]]
    return refused


def _counted_already(connection: Connection, source_id: UUID, run_id: str | None) -> bool:
    """Whether this run's absences are counted: twice absent means in two runs, at two times."""
    return bool(connection.execute(query("fetch_counted"), {"source_id": source_id, "run_id": run_id}).scalar_one())


def _close(connection: Connection, fetch_id: UUID, result: FetchResult, uris: list[str], report: FetchReport) -> None:
    if report.warnings or report.alert:
        report.status = "partial"
    window = result.window
    connection.execute(
        query("fetch_close"),
        {
            **asdict(report),
            "fetch_id": fetch_id,
            "archive_uris": uris,
            "window_start": window.start if window else None,
            "window_end": window.end if window else None,
            "details": _details(result.unreadable, report),
            "not_modified": result.unchanged,
            "record_fields": json.dumps(record_fields(result.records)),
        },
    )


def _details(unreadable: list[Unreadable], report: FetchReport) -> str | None:
    details = {
        "alert": report.alert,
        "warnings": report.warnings,
        "unreadable": [clean(asdict(one)) for one in unreadable[:MAX_HISTORY_EXCERPTS]],
    }
    kept = {name: value for name, value in details.items() if value}
    return json.dumps(kept) if kept else None


@contextmanager
def _failure_recorded(engine: Engine, source_id: UUID, fetch_id: UUID) -> Iterator[None]:
    """Write the reason of a failure into the history row, and raise it again.

    When the source is paused for its failures, the error has a note that gives the reason.
    """
    try:
        yield
    except Exception as error:
        redact_error(error)
        details: dict[str, Any] = {"error": type(error).__name__, "message": redact_text(str(error))[:2000]}
        if not isinstance(error, JatreError):
            details["unexpected"] = True
        # when the database is away too, the row stays open, and the next attempt closes it
        with suppress(SQLAlchemyError), engine.begin() as connection:
            connection.execute(query("fetch_fail"), {"fetch_id": fetch_id, "details": json.dumps(clean(details))})
            if paused := pause_failing(connection, source_id):
                error.add_note(paused)
        raise
