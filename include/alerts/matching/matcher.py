"""Follows the feed of changes, and writes who is to be told what.

A step reads changes and finds what they mean to alerts; then it holds the cursor, and if that stands where the step
began, writes what was found and what the events are like now, and moves it. So a process that is killed at any point
has done all of a step or nothing, and of several processes one works at a time. What was found for many alerts is one
row. From it the rows of the outbox are made afterwards, one for each channel, some at a time: they take several times
as long as all else, so in a rush they come later and the changes are read in time. What was read already is known by
the versions of events, and what was told by the outbox's own key: neither can come twice.

With a thread to write, a step is found while the one before is written.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor, Future
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, text

from include.alerts.matching.batch import FeedBatch, Matches, ShownEvent, guarded, states_as_parameter
from include.alerts.matching.findings import Finding, as_parameter, in_parts
from include.alerts.matching.index import AlertIndex, StoredAlert
from include.alerts.matching.match import EventChange, match
from include.alerts.matching.states import State, state_of
from include.db import query

_FIRST = UUID(int=0)
_MAX_READ_BYTES = 16_000_000
_TOLD_AT_ONCE = {"findings": 25, "alerts": 5_000}
"""What is told at most before the next changes are read, while whoever erases a channel waits: mostly some 500 rows,
which take about ten milliseconds."""


class FeedMatcher:
    """Reads at most `changes` of the feed in one step. `zone` is the area's, in which "tonight" is.

    `writer` has one thread; without it a step ends when it is written.
    """

    def __init__(self, engine: Engine, zone: ZoneInfo, changes: int = 500, writer: Executor | None = None) -> None:
        self._engine = engine
        self._zone = zone
        self._changes = changes
        self._writer = writer
        self._index = AlertIndex()
        self._since = "0"
        self._after: int | None = None
        """Where the next step begins; None where only the cursor knows."""
        self._writes: tuple[FeedBatch, Future[bool]] | None = None

    def step(self) -> int | None:
        """Go on from where the cursor stands. The number of changes read, or, where there are none, of findings told.

        None while another process reads. What an earlier step was to write is written when this ends, or it raises why
        not.
        """
        self._number_changes()
        if not self._index:
            # all of them take a while, in which nobody is to wait for the cursor
            with self._engine.begin() as connection:
                self._read_alerts(connection)
            if self._index:
                # they stay: to look through them for what could be thrown away takes a third of a second
                gc.collect()
                gc.freeze()
        if self._after is None:
            self._after = self._begin()
        batch = None if self._after is None else self._read(self._after)
        if not self._is_written() or self._after is None:
            self._after = None
            return None
        if batch is None:
            return self._tell_found()
        self._after = batch.last
        if self._writer is None:
            self._after = batch.last if self._write_and_tell(batch) else None
            return None if self._after is None else len(batch.rows)
        self._writes = batch, self._writer.submit(self._write_and_tell, batch)
        if batch.matches is None or batch.removed():
            # what follows depends on what it does to alerts and to what is known of events
            return len(batch.rows) if self._is_written() else None
        return len(batch.rows)

    def find_soon(self) -> None:
        """Tell who follows an event that it begins within an hour.

        The cursor is held, as in a step: the channels that are told stay until it is written. And what is told gets its
        numbers in the order in which it becomes visible, so that a page which remembers the last one passes over none.
        """
        self._is_written()
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

    def _begin(self) -> int | None:
        """Where the cursor stands, None while another process holds it. What is there at first is news to nobody."""
        with self._engine.begin() as connection:
            held = connection.execute(query("alert_cursor_hold")).one_or_none()
            if held is None or held.filled:
                return None if held is None else int(held.seq)
            head = connection.execute(text("select head from jatre.feed_position_v2()")).scalar_one()
            for events in self._missed(connection):
                states = []
                for one in events:
                    with guarded(one.id):
                        states.append((one, state_of(json.loads(one.document))))
                self._write_states(connection, states)
            connection.execute(query("alert_cursor_move"), {"seq": head, "filled": True})
            return int(head)

    def _read(self, after: int) -> FeedBatch | None:
        asked = {"after": after, "changes": self._changes, "bytes": _MAX_READ_BYTES}
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            rows = connection.execute(query("alert_feed_read"), asked).all()
            if not rows:
                return None
            # read after the changes: whoever has confirmed an alert before one of them is among these
            self._read_alerts(connection)
            batch = FeedBatch(after, rows)
            if not batch.is_whole:
                return batch
            known = {} if self._writes is None or self._writes[0].matches is None else self._writes[0].matches.states
            return FeedBatch(after, rows, self._find(connection, batch.shown(), known))

    def _write_and_tell(self, batch: FeedBatch) -> bool:
        """See `_write`; what was found is told as far as the next changes can wait."""
        done = self._write(batch)
        if done:
            self._tell_found()
        return done

    def _tell_found(self) -> int:
        """Tell some of what was found, the oldest first: how many findings; none while another process does."""
        with self._engine.begin() as connection:
            self._prepare(connection)
            if connection.execute(query("alert_cursor_hold")).one_or_none() is None:
                return 0
            return int(connection.execute(query("alert_findings_tell"), _TOLD_AT_ONCE).scalar_one())

    @staticmethod
    def _prepare(connection: Connection) -> None:
        # the outbox is lost in a crash only together with what says that it was written
        # what is joined is some thousand rows of large tables, by their keys: to read a table takes longer
        connection.execute(
            text(
                "set local synchronous_commit = off; set local idle_in_transaction_session_timeout = '30s';"
                " set local enable_hashjoin = off; set local enable_mergejoin = off; set local enable_seqscan = off"
            )
        )

    def _write(self, batch: FeedBatch) -> bool:
        """Write it; False where the cursor stands elsewhere, or another process holds it."""
        with self._engine.begin() as connection:
            self._prepare(connection)
            held = connection.execute(query("alert_cursor_hold")).one_or_none()
            if held is None or held.seq != batch.after:
                return False
            if batch.matches is not None:
                self._write_matches(connection, batch.matches)
            else:
                for events in self._missed(connection):
                    self._write_matches(connection, self._find(connection, events))
                self._write_matches(connection, self._find(connection, batch.shown()))
            self._remove(connection, batch.removed())
            connection.execute(query("alert_cursor_move"), {"seq": batch.last, "filled": True})
            return True

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
        connection: Connection,
        events: Sequence[ShownEvent],
        written_now: Mapping[UUID, tuple[ShownEvent, State]] | None = None,
    ) -> Matches:
        """What events mean to alerts; of some is known what is being written of them at this moment."""
        if not events:
            return Matches()
        asked = {"events": list({one.id for one in events}), "words": self._index.searches}
        known = {row.event_id: row for row in connection.execute(query("alert_events_read"), asked)}
        now: datetime = connection.execute(query("business_now")).scalar_one()
        found: list[Finding] = []
        states: dict[UUID, tuple[ShownEvent, State]] = {}
        for one in events:
            row = known[one.id]
            version, before = row.version, row.document
            for newer in (written_now or {}, states):
                if one.id in newer and (version is None or newer[one.id][0].version > version):
                    version, before = newer[one.id][0].version, newer[one.id][1]
            if version is not None and version >= one.version:
                continue
            with guarded(one.id):
                after = state_of(json.loads(one.document))
                # kept also where the rest fails: then the next change of it can be told again
                states[one.id] = (one, after)
                changed = EventChange(one.id, one.version, before, after, row.words, row.reworded)
                found.extend(match(changed, self._index, now, self._zone))
        return Matches(found, states)

    def _write_matches(self, connection: Connection, matches: Matches) -> None:
        for findings in in_parts(matches.findings):
            connection.execute(query("alert_findings_write"), {"findings": as_parameter(findings)})
        self._write_states(connection, list(matches.states.values()))

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
        after = _FIRST
        while rows := connection.execute(query("alert_events_missed"), {"after": after, "events": 500}).all():
            yield [ShownEvent(row.event_id, row.version, row.payload) for row in rows]
            after = rows[-1].event_id

    def _write_states(self, connection: Connection, states: Sequence[tuple[ShownEvent, State]]) -> None:
        if states:
            connection.execute(query("alert_events_write"), {"states": states_as_parameter(states)})

    def _read_alerts(self, connection: Connection) -> None:
        for row in connection.execute(query("alerts_changed"), {"since": self._since}):
            self._since = row.xmin
            if row.id is not None:
                self._index.put(row.id, StoredAlert(row.filter, tuple(row.word_keys), row.event_id, tuple(row.kinds)))
