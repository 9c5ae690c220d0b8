"""Follows the feed of changes, and writes whom each concerns.

A step reads changes and finds what they mean to alerts; then one statement holds the cursor and, if that stands where
the step began and nothing was erased meanwhile, writes what was found and what the events are like now, and moves it.
So a process that is killed at any point has done all of a step or nothing, and of several processes one works at a
time. What was found for many alerts is one row; the rows of the outbox are made of it afterwards (`outbox`). What was
read already is known by the versions of events, and what was told by the outbox's own key: neither can come twice.

With a thread to write, a step is found while the one before is written.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor, Future
from datetime import datetime
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from msgspec import json
from sqlalchemy import Connection, Engine, text

from include.alerts.matching.batch import FeedBatch, Matches, ShownEvent, guarded, states_as_parameter
from include.alerts.matching.connection import KeptConnection
from include.alerts.matching.findings import Finding, as_parameter, in_parts
from include.alerts.matching.index import AlertIndex, StoredAlert
from include.alerts.matching.match import EventChange, match
from include.alerts.matching.outbox import FEW_AT_ONCE, OutboxWriter
from include.alerts.matching.states import State, state_of
from include.db import query

_FIRST = UUID(int=0)
_MAX_READ_BYTES = 16_000_000
CHECKED_AT_ONCE = 1_000
"""Alerts of which it is asked whether they are there; some milliseconds, in which no change is read."""
_PATIENCE = "set local idle_in_transaction_session_timeout = '25s'"
"""With a process that hangs while it holds the cursor."""


class FeedMatcher:
    """Reads at most `changes` of the feed in one step. `zone` is the area's, in which "tonight" is.

    `writer` has one thread, and most of what was found is told by who runs it; without it a step ends when all of it is
    written and some of it is told.
    """

    def __init__(self, engine: Engine, zone: ZoneInfo, changes: int = 500, writer: Executor | None = None) -> None:
        self._engine = engine
        self._reading, self._writing = KeptConnection(engine), KeptConnection(engine)
        self._outbox = OutboxWriter(engine) if writer is None else OutboxWriter(engine, FEW_AT_ONCE, reads=True)
        self._zone = zone
        self._changes = changes
        self._writer = writer
        self._index = AlertIndex()
        self._unchecked: list[UUID] = []
        """Alerts of which it was not asked yet, in this round, whether they are there."""
        self._since = "0"
        self._after: int | None = None
        """Where the next step begins; None where only the cursor knows."""
        self._writes: tuple[FeedBatch, Future[bool]] | None = None

    def step(self) -> int | None:
        """Go on from where the cursor stands. The number of changes read, or, where there are none, of findings told.

        None while another process reads. What an earlier step was to write is written when this ends, or it raises why
        not.
        """
        with self._reading.use() as connection:
            # as the service does, so that alerts need none that runs; committed by itself, since who numbers has the
            # head of the feed until it has taken the answer
            connection.execute(text("select from jatre.feed_sequence_v3(:changes)"), {"changes": self._changes})
            if not self._index:
                # all of them take a while, in which nobody is to wait for the cursor
                self._read_alerts(connection)
            if self._after is None:
                self._after = self._begin()
            batch = None if self._after is None else self._read(connection, self._after)
        if not self._is_written() or self._after is None:
            self._after = None
            return None
        if batch is None:
            return self._outbox.step(yields=self._writer is not None)
        self._after = batch.last
        if self._writer is None:
            self._after = batch.last if self._write(batch) else None
            self._outbox.step()
            return None if self._after is None else len(batch.rows)
        self._writes = batch, self._writer.submit(self._write, batch)
        if batch.matches is None or batch.removed():
            # what follows depends on what it does to alerts and to what is known of events
            return len(batch.rows) if self._is_written() else None
        return len(batch.rows)

    def stand_by(self) -> None:
        """Know the alerts as they are, to go on at once when the process that reads is gone."""
        self._after = None
        with self._reading.use() as connection:
            self._read_alerts(connection)

    def forget_removed(self) -> int:
        """Make room in memory for alerts that are gone, among the next 1,000; how many are.

        What they find tells nobody anything.
        """
        self._unchecked = self._unchecked or list(self._index)
        asked = [self._unchecked.pop() for _ in range(min(len(self._unchecked), CHECKED_AT_ONCE))]
        with self._reading.use() as connection:
            gone = connection.execute(query("alerts_gone"), {"alerts": asked}).scalars().all()
        for alert in gone:
            self._index.drop(alert)
        return len(gone)

    def _begin(self) -> int | None:
        """Where the cursor stands, None while another process holds it. What is there at first is news to nobody."""
        with self._engine.begin() as connection:
            connection.execute(text(_PATIENCE))
            held = connection.execute(query("alert_cursor_hold")).one_or_none()
            if held is None or held.filled:
                return None if held is None else int(held.seq)
            head = int(connection.execute(text("select head from jatre.feed_position_v2()")).scalar_one())
            for events in self._missed(connection):
                states = {}
                for one in events:
                    with guarded(one.id):
                        states[one.id] = one, state_of(json.decode(one.document))
                self._write_matches(connection, held.erasures, held.seq, held.seq, Matches(states=states))
            self._write_matches(connection, held.erasures, held.seq, head, Matches())
            return head

    def _read(self, connection: Connection, after: int) -> FeedBatch | None:
        searches = self._index.searches
        asked = {"after": after, "changes": self._changes, "bytes": _MAX_READ_BYTES, "words": searches}
        rows = connection.execute(query("alert_changes_read"), asked | {"since": self._since}).all()
        if not rows:
            return None
        if rows[0].has_new_alerts:
            self._read_alerts(connection)
            if self._index.searches and not searches:
                return self._read(connection, after)
        batch = FeedBatch(after, rows)
        if not batch.is_whole:
            # found once the cursor is held, by what was known of the events when this was read: the step before that is
            # being written has to be known too
            return self._read(connection, after) if self._writes and self._is_written() else batch
        known = {} if self._writes is None or self._writes[0].matches is None else self._writes[0].matches.states
        return FeedBatch(after, rows, self._find(batch.shown(), rows[0].now, known))

    def _write(self, batch: FeedBatch) -> bool:
        """Write it; False where the cursor stands elsewhere, something was erased since it was read, or it is held."""
        removed = batch.removed()
        if batch.matches is not None and not removed and len(list(in_parts(batch.matches.findings))) < 2:
            with self._writing.use() as connection:
                return self._write_matches(connection, batch.erasures, batch.after, batch.last, batch.matches)
        with self._engine.begin() as connection:
            connection.execute(text(_PATIENCE))
            held = connection.execute(query("alert_cursor_hold")).one_or_none()
            if held is None or (held.seq, held.erasures) != (batch.after, batch.erasures):
                return False
            write = partial(self._write_matches, connection, batch.erasures, batch.after)
            if batch.matches is not None:
                write(batch.after, batch.matches)
            else:
                shown = batch.shown()
                now, known = batch.rows[0].now, dict.fromkeys(one.id for one in shown)
                for events in self._missed(connection):
                    missed = self._find(events, now)
                    write(batch.after, missed)
                    known |= {event: missed.states[event] for event in known.keys() & missed.states.keys()}
                write(batch.after, self._find(shown, now, {event: one for event, one in known.items() if one}))
            self._remove(connection, removed)
            return write(batch.last, Matches())

    def _is_written(self) -> bool:
        """Wait for the step before: whether it is written. Raises what it raised."""
        if self._writes is None:
            return True
        (_, future), self._writes = self._writes, None
        done = False
        try:
            done = future.result()
        finally:
            if not done:
                self._after = None
        return done

    def _find(
        self,
        events: Iterable[ShownEvent],
        now: datetime,
        written_since: Mapping[UUID, tuple[ShownEvent, State]] | None = None,
    ) -> Matches:
        """What events mean to alerts; some are written since it was read what is known of them, or at this moment."""
        found: list[Finding] = []
        states: dict[UUID, tuple[ShownEvent, State]] = {}
        for one in events:
            version, before = one.known_version, one.known
            for newer in (written_since or {}, states):
                if one.id in newer and (version is None or newer[one.id][0].version > version):
                    version, before = newer[one.id][0].version, newer[one.id][1]
            if version is not None and version >= one.version:
                continue
            with guarded(one.id):
                after = state_of(json.decode(one.document))
                # kept also where the rest fails: then the next change of it can be told again
                states[one.id] = (one, after)
                changed = EventChange(one.id, one.version, before, after, one.words, one.reworded)
                found.extend(match(changed, self._index, now, self._zone))
        return Matches(found, states)

    @staticmethod
    def _write_matches(connection: Connection, erasures: int, after: int, last: int, matches: Matches) -> bool:
        """Write these and move the cursor from `after` to `last`; False as `_write`."""
        *parts, rest = list(in_parts(matches.findings)) or [[]]
        asked = {"erasures": erasures, "after": after, "last": after, "states": "[]"}
        for part in parts:
            connection.execute(query("alert_step_write"), asked | {"findings": as_parameter(part)})
        states = states_as_parameter(matches.states.values())
        asked |= {"last": last, "states": states, "findings": as_parameter(rest)}
        return bool(connection.execute(query("alert_step_write"), asked).scalar_one())

    def _remove(self, connection: Connection, removed: Mapping[UUID, UUID | None]) -> None:
        if not removed:
            return
        connection.execute(query("alert_events_forget"), {"events": list(removed)})
        merged = {event: into for event, into in removed.items() if into}
        if merged:
            parameters = {"events": list(merged), "into_events": list(merged.values())}
            connection.execute(query("alert_follow_merged"), parameters)

    def _missed(self, connection: Connection) -> Iterable[list[ShownEvent]]:
        """Public events that are not known as they are, some at a time."""
        asked = {"after": _FIRST, "events": 500, "words": self._index.searches}
        while rows := connection.execute(query("alert_events_missed"), asked).all():
            yield [ShownEvent.of(row) for row in rows]
            asked["after"] = rows[-1].entity

    def _read_alerts(self, connection: Connection) -> None:
        knew_none = not self._index
        for row in connection.execute(query("alerts_changed"), {"since": self._since}):
            self._since = row.xmin
            if row.id is not None:
                self._index.put(row.id, StoredAlert(row.filter, tuple(row.word_keys), row.event_id, tuple(row.kinds)))
        if knew_none and self._index:
            # they stay: to look through them for what could be thrown away takes a third of a second
            gc.collect()
            gc.freeze()
