"""What an address, or a source that is stored, would give: exactly as the page would show it, and what is left out.

The address is looked at (`detection`), read once (`trial`) and what came is taken through the stages (`rehearsal`).
Nothing is written. It is bounded in time, in listings and in what it answers.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from include.db import query
from include.network.http import HttpClient
from include.operations.preview.address import instance_at, web_address
from include.operations.preview.looking import MAX_PREVIEW_LISTINGS, PREVIEW_SECONDS, Attempt, look_at
from include.operations.preview.rehearsal import MAX_DATES, rehearse
from include.operations.preview.trial import Trial, try_out
from include.redaction import redact_text
from include.sources.configuration.instance import SourceInstance
from include.sources.configuration.secrets import Resolver
from include.sources.instances import stored
from include.understand.record.completeness import FieldReport, completeness

MAX_PREVIEW_CHARS = 1_000_000
"""Characters of the events of one preview, as JSON; those beyond are counted."""
MAX_SKIPPED = 100
"""Records that are named with the reason why they would be skipped; those beyond are counted."""


@dataclass
class Preview:
    """What came of it; JSON by `document`.

    `source` is the instance as it would be stored, None where no way of reading brought an event. `read_by` is the
    source that reads this address already. `events` are rows as `_event` makes them, by start; `left_out` counts those
    that did not fit into the answer, `unread` the records that nobody read.
    """

    address: str | None
    source: SourceInstance | None = None
    read_by: str | None = None
    attempts: list[Attempt] = field(default_factory=list)
    complete: bool = False
    pages: int = 0
    listings: int = 0
    events: list[dict[str, Any]] = field(default_factory=list)
    left_out: int = 0
    skipped: list[dict[str, str]] = field(default_factory=list)
    more_skipped: int = 0
    fields: list[FieldReport] = field(default_factory=list)
    unread: int = 0
    warnings: list[str] = field(default_factory=list)

    def document(self) -> dict[str, Any]:
        """As JSON."""
        source = self.source.model_dump(mode="json") if self.source else None
        return asdict(self) | {"source": source}


def preview_address(engine: Engine, address: str, now: datetime | None = None) -> Preview:
    """Look at an address that somebody pasted. Raises: the errors of a fetch, ConfigurationError for no address."""
    url = web_address(address)
    known = _known(engine)
    look = look_at(url, lambda detected: instance_at(url, detected, known), now or business_time(engine))
    preview = Preview(url, attempts=look.attempts)
    if look.found is None:
        return preview
    where = _where(look.found.instance)
    preview.read_by = next((slug for slug, read in known.items() if read == where), None)
    return fill(engine, preview, look.found.instance, look.found.trial)


def preview_source(
    engine: Engine, found: stored.StoredInstance, client: HttpClient, secrets: Resolver | None
) -> Preview:
    """Read a stored source once, with the client that keeps its limit. Raises what its connector raises."""
    until = time.monotonic() + PREVIEW_SECONDS
    at = business_time(engine)
    trial = try_out(found.instance, at, secrets=secrets, client=client, most=MAX_PREVIEW_LISTINGS, until=until)
    return fill(engine, Preview(None, read_by=found.instance.slug), found.instance, trial)


def business_time(engine: Engine) -> datetime:
    """The time at which events count as past or to come."""
    with engine.connect() as connection:
        now: datetime = connection.execute(query("business_now")).scalar_one()
    return now


def _known(engine: Engine) -> dict[str, tuple[str, Any] | None]:
    """By slug the kind of each source and what it reads; None for one that cannot be read."""
    with engine.connect() as connection:
        good, refused = stored.every(connection)
    return {one.slug: _where(one) for one in good} | dict.fromkeys((one.slug for one in refused), None)


def _where(instance: SourceInstance) -> tuple[str, Any]:
    return instance.kind, instance.config.get("url") or instance.config


def fill(engine: Engine, preview: Preview, instance: SourceInstance, trial: Trial) -> Preview:
    """The preview with what the stages make of a trial's records. Raises: TransientError when that cannot be now."""
    rehearsed = rehearse(engine, instance, trial.records)
    preview.source, preview.complete, preview.pages = instance, trial.complete, trial.pages
    preview.listings, preview.unread, preview.warnings = len(trial.listings), trial.unread, trial.warnings
    if rehearsed.shortened:
        preview.warnings = [
            *preview.warnings,
            f"{rehearsed.shortened} listings have more than {MAX_DATES} dates: the first {MAX_DATES} were looked at",
        ]
    preview.fields = completeness(trial.listings, instance.kind)
    skipped = [{"listing": key, "reason": reason} for key, reason in trial.aside]
    skipped += [{"listing": one.excerpt, "reason": one.reason} for one in (*trial.unreadable, *rehearsed.refused)]
    skipped += [
        {"listing": row["title"] or row["external_id"], "reason": row["skipped"]}
        for row in rehearsed.listings
        if row["skipped"]
    ]
    preview.skipped = [{key: redact_text(value) for key, value in one.items()} for one in skipped[:MAX_SKIPPED]]
    preview.more_skipped = max(0, len(skipped) - MAX_SKIPPED)
    chars = 0
    for row in rehearsed.events:
        event = _event(row)
        chars += len(json.dumps(event, default=str))
        if chars > MAX_PREVIEW_CHARS:
            preview.left_out += 1
        else:
            preview.events.append(event)
    return preview


def _event(row: Mapping[str, Any]) -> dict[str, Any]:
    """An event as the page has it (`event`), why it would not be shown (None where it is), whom it meets and why."""
    about = {name: row[name] for name in ("meets", "doubts", "why")}
    return {"event": row["document"], "hidden": _why_hidden(row), **about}


def _why_hidden(row: Mapping[str, Any]) -> str | None:
    if row["is_public"]:
        return None
    reasons = ", ".join([*(row["moderation_reasons"] or []), *filter(None, [row["moderation_notes"]])])
    if row["moderation_status"] == "pending":
        return f"it would wait for a moderator: {reasons}"
    if row["moderation_status"] != "approved":
        return f"it would be {row['moderation_status']}: {reasons}"
    return "its place is outside the area"
