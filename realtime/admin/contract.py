"""The part of the database contract that moderators and administrators use, as `realtime/contract.py` is for readers.

JSON comes back as text, as the database wrote it.
"""

from __future__ import annotations

from uuid import UUID

from realtime.database import Connection


async def queue(connection: Connection, limit: int) -> str:
    """What waits for a person, the most urgent first."""
    return await _text(connection, "select jatre.moderation_queue_v1($1)", limit)


async def event(connection: Connection, event_id: UUID) -> str | None:
    """An event as moderators see it; None when there is none."""
    found: str | None = await connection.fetchval("select jatre.moderation_event_v1($1)", event_id)
    return found


async def place_reports(connection: Connection, place: UUID) -> str | None:
    """What people have reported of a place, the newest first; None for an unknown one."""
    found: str | None = await connection.fetchval("select jatre.place_reports_v1($1)", place)
    return found


async def place_report_remove(connection: Connection, report: UUID, by: str, reason: str | None) -> bool:
    """Take a report out; whether there was one."""
    found: bool = await connection.fetchval("select jatre.place_report_remove_v2($1, $2, $3)", report, by, reason)
    return found


async def place_report_restore(connection: Connection, report: UUID, by: str, reason: str | None) -> bool:
    """Count a report again that was taken out; whether there was one."""
    found: bool = await connection.fetchval("select jatre.place_report_restore_v2($1, $2, $3)", report, by, reason)
    return found


async def places_reported(connection: Connection, limit: int) -> str:
    """The places of which somebody has reported in the last day, each with its reports."""
    return await _text(connection, "select jatre.places_reported_v1($1)", limit)


async def charts(connection: Connection, days: int) -> str:
    """Figures of the last days: what was found, how it was judged, how fresh the sources are."""
    return await _text(connection, "select jatre.moderation_charts_v1($1)", days)


async def recent(connection: Connection, before: int, limit: int) -> str:
    """The latest decisions before a version."""
    return await _text(connection, "select jatre.decisions_recent_v1($1, $2)", before, limit)


async def decide_many(connection: Connection, kind: str, events: str, by: str, reason: str | None, more: str) -> str:
    """One decision on many events; JSON with `decision`, `decided`, `conflicts` and `missing`, or `refused`."""
    return await _text(
        connection, "select jatre.decision_write_many_v1($1, $2, $3, $4, $5)", kind, events, by, reason, more
    )


async def consequences(connection: Connection, options: str, by: str) -> int | None:
    """Ask what a decision would change; the request's id, None when too many wait."""
    found: int | None = await connection.fetchval("select jatre.request_consequences_v1($1, $2)", options, by)
    return found


async def fetch(connection: Connection, slug: str, by: str) -> int | None:
    """Ask for a source to be read; the request's id, None when there is no such source or too many wait."""
    found: int | None = await connection.fetchval("select jatre.request_write_v1('fetch', $1, $2)", slug, by)
    return found


async def request(connection: Connection, request_id: int) -> str | None:
    """How a request stands; None when there is none."""
    found: str | None = await connection.fetchval("select jatre.request_get_v1($1)", request_id)
    return found


async def sources(connection: Connection, slug: str | None) -> str:
    """Every source with its health, or one."""
    return await _text(connection, "select jatre.sources_board_v1($1)", slug)


async def preview(connection: Connection, address: str, by: str) -> int | None:
    """Ask what an address would bring; the request's id, None when it is none of the web or too many wait."""
    found: int | None = await connection.fetchval("select jatre.address_preview_v1($1, $2)", address, by)
    return found


async def add_source(connection: Connection, asked: int, name: str, official: bool, by: str) -> int | None:
    """Ask for what a preview found to be added; the request's id, None when it found nothing or too many wait."""
    found: int | None = await connection.fetchval(
        "select jatre.source_add_v1($1, $2, $3, $4)", asked, name, official, by
    )
    return found


async def pause(connection: Connection, slug: str, by: str, reason: str | None) -> str:
    """JSON with `paused`, `missing` or `refused`."""
    return await _text(connection, "select jatre.source_pause_v1($1, $2, $3)", slug, by, reason)


async def resume(connection: Connection, slug: str, by: str) -> str:
    """JSON with `resumed`, `missing` or `refused`."""
    return await _text(connection, "select jatre.source_resume_v1($1, $2)", slug, by)


async def confirm_removals(connection: Connection, slug: str, count: int, by: str, reason: str | None) -> str:
    """JSON with `decision`, `held`, `missing` or `refused`."""
    return await _text(connection, "select jatre.removals_confirm_v1($1, $2, $3, $4)", slug, count, by, reason)


async def tokens(connection: Connection) -> str:
    """All tokens."""
    return await _text(connection, "select jatre.tokens_list_v1()")


async def write_token(
    connection: Connection, digest: bytes, name: str, scope: str, about: str | None, seconds: int, by: str
) -> str:
    """Keep a new token, `about` its one source or place; JSON with `id` and `expiresAt`, or `refused`."""
    return await _text(
        connection, "select jatre.token_write_v1($1, $2, $3, $4, $5, $6)", digest, name, scope, about, seconds, by
    )


async def log(connection: Connection, limit: int) -> str:
    """What was done lately to tokens and sources."""
    return await _text(connection, "select jatre.access_log_v1($1)", limit)


async def _text(connection: Connection, statement: str, *values: object) -> str:
    found: str = await connection.fetchval(statement, *values)
    return found
