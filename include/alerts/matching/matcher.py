"""Follows the feed of changes, and writes who is to be told what.

A step is one transaction: it holds the cursor, reads changes, writes what they mean to alerts and what the events are
like now, and moves the cursor. So a process that is killed at any point has done all of a step or nothing, and of
several processes one works at a time. What was read already is known by the versions of events, and what was told by
the outbox's own key: neither can come twice.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, text

from include import metrics
from include.alerts.matching.findings import Finding, as_parameter
from include.alerts.matching.index import AlertIndex, StoredAlert
from include.alerts.matching.match import EventChange, match
from include.alerts.matching.states import State, state_of
from include.db import query

SHOWN = frozenset({"event:new", "event:updated", "event:cancelled"})
REMOVED = "event:removed"
AGAIN = frozenset({"bulk", "reset"})
"""Changes that say to look at all events again."""
_FIRST = UUID(int=0)
_log = logging.getLogger(__name__)
_MAX_READ_BYTES = 16_000_000


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """An event as the feed or the table shows it; `document` is its JSON."""

    id: UUID
    version: int
    document: str


class FeedMatcher:
    """Reads at most `changes` of the feed in one step. `zone` is the area's, in which "tonight" is."""

    def __init__(self, engine: Engine, zone: ZoneInfo, changes: int = 500) -> None:
        self._engine = engine
        self._zone = zone
        self._changes = changes
        self._index = AlertIndex()
        self._since = "0"

    def step(self) -> int | None:
        """Go on from where the cursor stands. The number of changes read; None while another process reads."""
        self._number_changes()
        if not self._index:
            # all of them take a while, in which nobody is to wait for the cursor
            with self._engine.begin() as connection:
                self._read_alerts(connection)
        with self._engine.begin() as connection:
            # the outbox is lost in a crash only together with the cursor that says that it was written
            # what is joined is some thousand rows of large tables, by their keys: to read a table takes longer
            connection.execute(
                text(
                    "set local synchronous_commit = off; set local idle_in_transaction_session_timeout = '30s';"
                    " set local enable_hashjoin = off; set local enable_mergejoin = off"
                )
            )
            held = connection.execute(query("alert_cursor_hold")).one_or_none()
            if held is None:
                return None
            if not held.filled:
                self._fill(connection)
                return 0
            return self._follow(connection, held.seq)

    def find_soon(self) -> None:
        """Tell who follows an event that it begins within an hour.

        The cursor is held, as in a step: the channels that are told stay until it is written. And what is told gets its
        numbers in the order in which it becomes visible, so that a page which remembers the last one passes over none.
        """
        with self._engine.begin() as connection:
            connection.execute(text("select from jatre.alert_cursor for update"))
            connection.execute(query("alert_soon"))

    def forget_removed(self) -> None:
        """Make room in memory when many alerts are gone: what they find tells nobody anything."""
        with self._engine.begin() as connection:
            kept = set(connection.execute(query("alert_ids")).scalars())
        for alert in [alert for alert in self._index if alert not in kept]:
            self._index.drop(alert)

    def _number_changes(self) -> None:
        """As the service does, so that alerts need none that runs."""
        with self._engine.begin() as connection:
            connection.execute(text("select from jatre.feed_sequence_v3(:changes)"), {"changes": self._changes})

    def _fill(self, connection: Connection) -> None:
        """Begin: what is there now is known, and news to nobody."""
        head = connection.execute(text("select head from jatre.feed_position_v2()")).scalar_one()
        for events in self._missed(connection):
            states = []
            for one in events:
                with _guarded(one.id):
                    states.append((one, state_of(json.loads(one.document))))
            self._write_states(connection, states)
        connection.execute(query("alert_cursor_move"), {"seq": head, "filled": True})

    def _follow(self, connection: Connection, after: int) -> int:
        asked = {"after": after, "changes": self._changes, "bytes": _MAX_READ_BYTES}
        rows = connection.execute(query("alert_feed_read"), asked).all()
        if not rows:
            return 0
        # read after the changes: whoever has confirmed an alert before one of them is among these
        self._read_alerts(connection)
        # numbers are dense: a hole means that the feed has not kept what was between
        if rows[0].seq != after + 1 or any(row.kind in AGAIN for row in rows):
            for events in self._missed(connection):
                self._tell(connection, events)
        self._tell(connection, _shown(rows))
        self._remove(connection, [row for row in {row.entity: row for row in rows}.values() if row.kind == REMOVED])
        connection.execute(query("alert_cursor_move"), {"seq": rows[-1].seq, "filled": True})
        return len(rows)

    def _tell(self, connection: Connection, events: Sequence[ShownEvent]) -> None:
        if not events:
            return
        asked = {"events": list({one.id for one in events}), "words": self._index.searches}
        known = {row.event_id: row for row in connection.execute(query("alert_events_read"), asked)}
        now: datetime = connection.execute(query("business_now")).scalar_one()
        found: list[Finding] = []
        states: dict[UUID, tuple[ShownEvent, State]] = {}
        for one in events:
            row = known[one.id]
            version, before = row.version, row.document
            if one.id in states:
                version, before = states[one.id][0].version, states[one.id][1]
            if version is not None and version >= one.version:
                continue
            with _guarded(one.id):
                after = state_of(json.loads(one.document))
                # kept also where the rest fails: then the next change of it can be told again
                states[one.id] = (one, after)
                changed = EventChange(one.id, one.version, before, after, row.words)
                found.extend(match(changed, self._index, now, self._zone))
        if found:
            connection.execute(query("alert_outbox_write"), {"findings": as_parameter(found)})
        self._write_states(connection, list(states.values()))

    def _remove(self, connection: Connection, rows: Sequence[Any]) -> None:
        if not rows:
            return
        connection.execute(query("alert_events_forget"), {"events": [UUID(row.entity) for row in rows]})
        merged = {UUID(row.entity): into for row in rows if (into := json.loads(row.payload)["mergedInto"])}
        if merged:
            parameters = {"events": list(merged), "into_events": [UUID(into) for into in merged.values()]}
            connection.execute(query("alert_follow_merged"), parameters)

    def _missed(self, connection: Connection) -> Iterable[list[ShownEvent]]:
        """Public events that are not known as they are, some at a time."""
        after = _FIRST
        while rows := connection.execute(query("alert_events_missed"), {"after": after, "events": 500}).all():
            yield [ShownEvent(row.event_id, row.version, row.payload) for row in rows]
            after = rows[-1].event_id

    def _write_states(self, connection: Connection, states: Sequence[tuple[ShownEvent, State]]) -> None:
        if states:
            rows = [{"id": str(one.id), "version": one.version, "document": state} for one, state in states]
            connection.execute(query("alert_events_write"), {"states": json.dumps(rows, ensure_ascii=False)})

    def _read_alerts(self, connection: Connection) -> None:
        for row in connection.execute(query("alerts_changed"), {"since": self._since}):
            self._since = row.xmin
            if row.id is not None:
                self._index.put(row.id, StoredAlert(row.filter, tuple(row.word_keys), row.event_id, tuple(row.kinds)))


@contextmanager
def _guarded(event: UUID | str) -> Iterator[None]:
    """Whatever is wrong with one event, the others are told of."""
    try:
        yield
    except Exception:
        metrics.count("alerts.faults.event")
        _log.exception("nobody could be told of a change of the event %s", event)


def _shown(rows: Iterable[Any]) -> list[ShownEvent]:
    """The changes that show an event, in their order."""
    shown = []
    for row in rows:
        if row.kind in SHOWN:
            with _guarded(row.entity):
                shown.append(ShownEvent(UUID(row.entity), row.version, row.payload))
    return shown
