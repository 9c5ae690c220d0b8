"""The database's functions that the service calls, and no others; what one room alone calls is in its `contract.py`.

A new version of a function (`_v2` after `_v1`) is an edit here. Functions take a connection and translate no errors;
JSON comes back as text, as the database wrote it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

import asyncpg

from realtime.database import Connection


class FeedPosition(NamedTuple):
    """Where the feed stands, and the clock of the database at that time.

    `waiting` is whether something is committed that has no number yet, so that lists may be newer than the feed. What
    came after `floor` is kept: a reader that has seen that much can go on.
    """

    epoch: str
    head: int
    now: datetime
    waiting: bool = False
    floor: int = 0


class SequenceResult(NamedTuple):
    """How many changes were numbered, -1 when another process is numbering; and where the feed stands then."""

    moved: int
    head: int
    epoch: str


class Outbox(NamedTuple):
    """How many changes wait to be numbered, and for how many seconds the first of them."""

    waiting: int
    seconds: float


class EventsPage(NamedTuple):
    """A page of a list as JSON, and what its last event is found by, as JSON: None when nothing follows."""

    text: str
    after: str | None


class DaySalt(NamedTuple):
    """A day and its salt for the hashes of visitors."""

    day: date
    salt: bytes


async def now(connection: Connection, seconds: float) -> datetime:
    """The clock of the database; raises TimeoutError after `seconds`."""
    found: datetime = await connection.fetchval("select jatre.now_v1()", timeout=seconds)
    return found


async def feed_position(connection: Connection) -> FeedPosition:
    """The head of the feed."""
    return FeedPosition(
        *await _row(connection, "select epoch, head, jatre.now_v1(), waiting, floor from jatre.feed_position_v2()")
    )


async def feed_sequence(connection: Connection, max_changes: int) -> SequenceResult:
    """Number up to `max_changes` changes of the outbox."""
    return SequenceResult(
        *await _row(connection, "select moved, head, epoch from jatre.feed_sequence_v3($1)", max_changes)
    )


async def feed_read(connection: Connection, after: int, max_changes: int, max_bytes: int) -> Sequence[asyncpg.Record]:
    """Rows `(seq, kind, entity, version, rooms, payload, changed_at)` of the changes after a position, in order."""
    return await connection.fetch(
        "select seq, kind, entity, version, rooms, payload, changed_at from jatre.feed_read_v2($1, $2, $3)",
        after,
        max_changes,
        max_bytes,
    )


async def feed_outbox(connection: Connection, seconds: float) -> Outbox:
    """What waits to be numbered; raises TimeoutError after `seconds`."""
    return Outbox(*await _row(connection, "select waiting, seconds from jatre.feed_outbox_v1()", timeout=seconds))


async def events_list(
    connection: Connection, filter_json: str, limit: int, offset: int, seconds: float | None
) -> EventsPage:
    """A page of the events that pass a filter; raises TimeoutError after `seconds`."""
    return EventsPage(
        *await _row(
            connection,
            "select list, after::text from jatre.events_list_v3($1, $2, $3)",
            filter_json,
            limit,
            offset,
            timeout=seconds,
        )
    )


async def events_facets(connection: Connection, filter_json: str, facets: Sequence[str], seconds: float | None) -> str:
    """Counts of the values of facets as JSON; raises TimeoutError after `seconds`."""
    found: str = await connection.fetchval(
        "select jsonb_build_object('facets', jatre.events_facets_v1($1, $2))", filter_json, facets, timeout=seconds
    )
    return found


async def events_calendar(connection: Connection, filter_json: str, seconds: float | None) -> str:
    """Counts and foremost events by day as JSON; raises TimeoutError after `seconds`."""
    found: str = await connection.fetchval("select jatre.events_calendar_v1($1)", filter_json, timeout=seconds)
    return found


async def events_map(connection: Connection, filter_json: str, points: int, seconds: float | None) -> str:
    """The events of a filter as points or squares of a map, as JSON; raises TimeoutError after `seconds`."""
    found: str = await connection.fetchval("select jatre.events_map_v1($1, $2)", filter_json, points, timeout=seconds)
    return found


async def event_get(connection: Connection, event_id: UUID) -> str | None:
    """One event with its sources as JSON, or `{"movedTo"}` after a merge, or None."""
    found: str | None = await connection.fetchval("select jatre.event_get_v2($1)", event_id)
    return found


async def events_trending(connection: Connection, area: str | None, limit: int) -> str:
    """The most popular events as JSON, of one area when it is given."""
    found: str = await connection.fetchval("select jatre.events_trending_v1($1, $2)", area, limit)
    return found


async def event_count(connection: Connection, event_id: str, what: str, day: date, visitor: bytes) -> str:
    """Count a `view` or a `share`; returns `counted`, `again` or `unknown`."""
    outcome: str = await connection.fetchval(
        "select jatre.event_count_v1($1, $2, $3, $4)", event_id, what, day, visitor
    )
    return outcome


async def visit_salt(connection: Connection) -> DaySalt:
    """Today and its salt."""
    return DaySalt(*await _row(connection, "select day, salt from jatre.visit_salt_v1()"))


async def area_get(connection: Connection, code: str) -> str | None:
    """An area as JSON, or None."""
    found: str | None = await connection.fetchval("select jatre.area_get_v1($1)", code)
    return found


async def area_search(connection: Connection, code: str) -> str | None:
    """What searches of an area are understood with, as JSON, or None."""
    found: str | None = await connection.fetchval("select jatre.area_search_v1($1)", code)
    return found


async def area_synonyms(connection: Connection, code: str, words: str) -> str:
    """What else the words of a search are called in an area, as JSON: `[{"words", "meant": [phrase, ...]}, ...]`."""
    found: str = await connection.fetchval("select jatre.area_synonyms_v1($1, $2)", code, words)
    return found


async def image_get(connection: Connection, name: str) -> bytes | None:
    """The thumbnail of a name, or None."""
    found: bytes | None = await connection.fetchval("select jatre.image_get_v1($1)", name)
    return found


async def webhook_receive(connection: Connection, source: str, delivery: str, body: bytes, signed_at: datetime) -> str:
    """Store a delivery; returns its outcome: `stored`, `known`, `unknown`, `conflict` or `full`."""
    outcome: str = await connection.fetchval(
        "select jatre.webhook_receive_v2($1, $2, $3, $4)", source, delivery, body, signed_at
    )
    return outcome


async def submission_receive(connection: Connection, area: str, delivery: str, body: bytes, per_hour: int) -> str:
    """Store what a reader of an area sends in, `per_hour` at most; returns its outcome, as `webhook_receive`."""
    outcome: str = await connection.fetchval(
        "select jatre.submission_receive_v1($1, $2, $3, $4)", area, delivery, body, per_hour
    )
    return outcome


async def source_report(connection: Connection, slug: str) -> str | None:
    """What became of a source's listings, as JSON; None for one that the public is not shown."""
    found: str | None = await connection.fetchval("select jatre.source_report_v1($1)", slug)
    return found


async def decisions_get(connection: Connection, event: UUID) -> str | None:
    """What persons decided on an event, and the version of that, as JSON; None when there is no such event."""
    found: str | None = await connection.fetchval("select jatre.decisions_get_v1($1)", event)
    return found


async def decision_write(
    connection: Connection, kind: str, event: UUID, by: str, reason: str | None, expected: int, details: str
) -> str:
    """Decide on an event of which the version `expected` was seen; JSON with `decision`, `conflict` or `refused`."""
    answer: str = await connection.fetchval(
        "select jatre.decision_write_v1($1, $2, $3, $4, $5, $6)", kind, event, by, reason, expected, details
    )
    return answer


async def decision_revoke(connection: Connection, decision: UUID, by: str, reason: str | None) -> str:
    """Take a decision back; JSON with `decision`, `conflict`, `missing` or `refused`."""
    answer: str = await connection.fetchval("select jatre.decision_revoke_v1($1, $2, $3)", decision, by, reason)
    return answer


async def token_find(connection: Connection, digest: bytes) -> str | None:
    """What a token permits, and whether it still does, as JSON; None for an unknown one."""
    found: str | None = await connection.fetchval("select jatre.token_find_v1($1)", digest)
    return found


async def session_begin(connection: Connection, token: UUID, digest: bytes, seconds: int) -> str | None:
    """Begin a session with a token; its id and end as JSON, None when the token holds no longer."""
    begun: str | None = await connection.fetchval("select jatre.session_begin_v1($1, $2, $3)", token, digest, seconds)
    return begun


async def token_revoke(connection: Connection, token: UUID, by: str) -> str:
    """Take a token or session back; JSON with `revoked`, `missing` or `refused`."""
    answer: str = await connection.fetchval("select jatre.token_revoke_v1($1, $2)", token, by)
    return answer


async def tokens_ended(connection: Connection, tokens: Sequence[UUID]) -> set[UUID]:
    """Which of these tokens and sessions hold no longer."""
    return set(await connection.fetchval("select jatre.tokens_ended_v1($1)", tokens))


async def control_publish(connection: Connection, message: str) -> None:
    """Send a message to all processes of the service."""
    await connection.execute("select jatre.control_publish_v1($1)", message)


async def _row(
    connection: Connection,
    statement: str,
    *values: object,
    timeout: float | None = None,  # noqa: ASYNC109
) -> asyncpg.Record:
    row = await connection.fetchrow(statement, *values, timeout=timeout)
    assert row is not None
    return row


async def event_vectors(connection: Connection, since: datetime, limit: int) -> list[Any]:
    """Vectors that were made since: `event_id`, `vector` (signed bytes), `made_at` and `model`; one model's alone."""
    found: list[Any] = await connection.fetch("select * from jatre.event_vectors_v1($1, $2)", since, limit)
    return found
