"""How every stage works through the ledger: claim a batch, compute, write it back as one set, in one transaction.

No row can stop the others:

- A record whose computation fails is set aside with its error.
- When a batch fails as a whole, it is halved until the row at fault stands alone and is set aside. Only what passes
  (a deadlock, a lost connection) is tried again.
- Each row counts its tries before the work, in a transaction of its own, and success resets the count. So the next run
  notices rows whose process died or hung: it takes them last and one by one, and sets aside a row that was alone in a
  process that died twice.
- When every row of a batch fails in the same way, and that is no way in which records fail, the program is at fault:
  the run stops and blames nobody.
- A batch and a stage have a budget of time, and so has each source in a run. What is not done then still waits.

Rows that another run holds are skipped: that run does the work on them.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Row, text
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from include.db import query
from include.errors import BrokenRecord, ProgramFault, TransientError
from include.pipeline.failures import blame_program, describe, is_ours, is_passing, is_timeout, reason_of
from include.pipeline.processor_time import processor_time
from include.pipeline.report import StageReport
from include.pipeline.source_seconds import SourceSeconds
from include.settings import settings
from include.untrusted.cleaning import clean

BATCH_ROWS = 200
MAX_BATCH_ATTEMPTS = 5
"""Of a batch that failed by what passes."""
MAX_ROW_TRIES = 3
"""Of a row whose process dies or runs out of time: once among others, twice alone. One that begins alone has two."""
BATCH_SECONDS = 120.0
"""After which a batch starts on no further row."""
BATCH_PROCESSOR_SECONDS = 60.0
"""What a batch may use in this process, set-wise work included."""
SOURCE_SECONDS = 120.0
"""For the records of one source in one run, with their share of set-wise work: thousands that each keep their own
budget cost the others no more."""
STATEMENT_SECONDS = 60
LOCK_SECONDS = 20
"""The longest wait for what another run holds. It ends before the statement's time does: waiting blames no row."""
STAGE_SECONDS = 600.0
"""After which a stage starts no further batch: a batch more must end within the task's time limit of 15 minutes."""

LedgerRow = Row[Any]
T = TypeVar("T")


@dataclass
class Batch:
    """What came of a batch: ids that went on, and what was set aside (reason and error per id)."""

    done: list[Any] = field(default_factory=list)
    aside: list[dict[str, Any]] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)
    ends_at: float = field(default_factory=lambda: time.monotonic() + BATCH_SECONDS)
    spent: SourceSeconds = field(default_factory=SourceSeconds)
    is_rehearsal: bool = False
    """Whether its transaction will be taken back: nobody sees what it writes, so it holds up no run that stays."""

    def set_aside(self, row: LedgerRow, error: Exception) -> None:
        """Keep a record out of the way, with its reason; the rest of the batch goes on."""
        self.aside.append({"id": str(row.id), "reason": reason_of(error), "error": describe(error)})
        self.errors.append(error)

    def read(self, rows: Sequence[LedgerRow], work: Callable[[LedgerRow], T]) -> list[T]:
        """What `work` makes of each row. A row that fails is set aside.

        When the time of the batch is up, the rest waits on; when that of a source is, its rows do.
        """
        found: list[T] = []
        for row in rows:
            if found and time.monotonic() > self.ends_at:
                break
            if row.source_id in self.spent.over(SOURCE_SECONDS):
                continue
            try:
                with self.spent.counted(row.source_id):
                    found.append(work(row))
            except Exception as error:  # one bad record never fails its batch
                self.set_aside(row, error)
        return found

    def untouched(self, rows: Sequence[LedgerRow]) -> list[Any]:
        """Ids of rows that were neither done nor set aside."""
        seen = {str(one) for one in self.done} | {str(one["id"]) for one in self.aside}
        return [row.id for row in rows if str(row.id) not in seen]


Work = Callable[[Connection, Sequence[LedgerRow], Batch], None]


def work_on(connection: Connection, stage: str, work: Work, ids: Sequence[Any], batch: Batch) -> Sequence[LedgerRow]:
    """Take those of the listings `ids` that wait for `stage` through `work`, in the caller's transaction.

    Returns them; what came of each is in `batch`.
    """
    rows = connection.execute(query("listings_claim"), {"ids": list(ids), "stage": stage}).all()
    fit = [row for row in rows if not _is_exhausted(row, batch)]
    if fit:
        with batch.spent.counted(*(row.source_id for row in fit)):
            work(connection, fit, batch)
    return rows


def write_aside(connection: Connection, batch: Batch) -> None:
    """Set aside what a batch could not take, each with its reason."""
    if batch.aside:
        connection.execute(query("listings_set_aside"), {"rows": as_json(batch.aside)})


def drain(engine: Engine, stage: str, work: Work, limit: int | None = None, size: int = BATCH_ROWS) -> StageReport:
    """Take every row that waits for `stage` (at most `limit`) through `work`, as far as the stage's time goes.

    Raises: ProgramFault, when everything else is done, if a whole batch failed in one way: its rows wait on.
    """
    run = _Run(engine, stage, work)
    while run.has_time and (limit is None or run.taken < limit):
        ids = run.begin(size if limit is None else min(size, limit - run.taken))
        if not ids:
            break
        run.take(ids)
    if run.fault:
        raise run.fault
    return run.report()


class _Run:
    """One run of a stage."""

    def __init__(self, engine: Engine, stage: str, work: Work) -> None:
        self.engine, self.stage, self.work = engine, stage, work
        self.began = time.monotonic()
        self.done = self.aside = self.begun = 0
        self.refused: dict[str, Exception] = {}
        self.spent = SourceSeconds()
        self.fault: ProgramFault | None = None
        self.skipped: list[Any] = []

    @property
    def taken(self) -> int:
        return self.done + self.aside

    @property
    def has_time(self) -> bool:
        return time.monotonic() - self.began < STAGE_SECONDS

    def report(self) -> StageReport:
        seconds = round(time.monotonic() - self.began, 3)
        stopped_early = not self.has_time or bool(self.spent.over(SOURCE_SECONDS))
        return StageReport(self.stage, self.taken, self.done, self.aside, seconds, stopped_early=stopped_early)

    def begin(self, size: int) -> list[Any]:
        """Count a try of rows that nobody has tried, or of one that was tried before, and return their ids."""
        wanted = {
            "stage": self.stage,
            "size": size,
            "replaying": settings().replaying,
            "over": list(self.spent.over(SOURCE_SECONDS)),
            "skipped": self.skipped,
        }
        with _transaction(self.engine) as connection:
            return list(connection.execute(query("listings_begin"), wanted).scalars())

    def take(self, ids: list[Any]) -> None:
        """Do the work on rows that were begun, in halves where it fails."""
        parts, self.begun, self.refused = [ids], len(ids), {}
        try:
            while parts and self.has_time:
                parts = self._after(parts.pop(), parts)
            self._refuse()
        except (Exception, KeyboardInterrupt, SystemExit):
            # the run is ended from outside: no row is to blame. A task's time limit is not one of these
            with suppress(SQLAlchemyError, TransientError):
                self._take_back_tries(ids)
            raise
        if parts:
            self._take_back_tries([one for part in parts for one in part])

    def _after(self, part: list[Any], parts: list[list[Any]]) -> list[list[Any]]:
        """What is still to do after one attempt on `part`."""
        try:
            self._attempt_again_while_passing(part)
        except TransientError:
            raise
        except ProgramFault as fault:
            # no row is to blame, and the rows of others must not wait for the program to be mended
            self.fault = self.fault or fault
            self.skipped += part
            self._take_back_tries(part)
        except BaseException as error:
            if is_timeout(error):
                # as if the process had died: the tries stay counted, and the rows are taken one by one
                self.engine.dispose()
                return parts
            if not isinstance(error, Exception) or is_ours(error):
                raise
            if len(part) > 1:
                half = len(part) // 2
                return [*parts, part[half:], part[:half]]
            self.refused[str(part[0])] = error
        return parts

    def _attempt_again_while_passing(self, part: list[Any]) -> None:
        for attempt in range(1, MAX_BATCH_ATTEMPTS + 1):
            try:
                self._attempt(part)
            except Exception as error:
                if not is_passing(error):
                    raise
                if attempt == MAX_BATCH_ATTEMPTS:
                    raise TransientError(f"{self.stage}: {error}") from error
                time.sleep(0.05 * attempt)
            else:
                return

    def _attempt(self, part: list[Any]) -> None:
        batch = Batch(spent=self.spent)
        with processor_time(BATCH_PROCESSOR_SECONDS), _transaction(self.engine) as connection:
            set_limits(connection, STATEMENT_SECONDS, LOCK_SECONDS)
            rows = work_on(connection, self.stage, self.work, part, batch)
            self._write_aside(connection, rows, batch)
            if untouched := batch.untouched(rows):
                connection.execute(query("listings_spare"), {"ids": untouched})
        self.done, self.aside = self.done + len(batch.done), self.aside + len(batch.aside)

    def _refuse(self) -> None:
        """Set rows that failed alone aside without reading them, unless another run holds them or has done them."""
        if not self.refused:
            return
        batch = Batch()
        with _transaction(self.engine) as connection:
            wanted = {"ids": list(self.refused), "stage": self.stage}
            rows = connection.execute(query("listings_hold"), wanted).all()
            for row in rows:
                batch.set_aside(row, self.refused[str(row.id)])
            self._write_aside(connection, rows, batch)
        self.aside += len(batch.aside)

    def _write_aside(self, connection: Connection, rows: Sequence[LedgerRow], batch: Batch) -> None:
        if len(batch.aside) == self.begun:
            blame_program(batch.errors, [row.source_id for row in rows])
        write_aside(connection, batch)

    def _take_back_tries(self, ids: list[Any]) -> None:
        with _transaction(self.engine) as connection:
            connection.execute(query("listings_spare"), {"ids": ids})


def set_limits(connection: Connection, statement_seconds: float, lock_seconds: float) -> None:
    """Bound each statement of the transaction, and each of its waits for what others hold, in seconds."""
    limits = {"statement": f"{statement_seconds * 1000:.0f}", "lock": f"{lock_seconds * 1000:.0f}"}
    change = "set_config('statement_timeout', :statement, true), set_config('lock_timeout', :lock, true)"
    connection.execute(text(f"select {change}"), limits)


@contextmanager
def _transaction(engine: Engine) -> Iterator[Connection]:
    try:
        connection = engine.connect()
    except OperationalError as error:
        raise TransientError(f"the database cannot be reached: {error.orig}") from error
    with connection, connection.begin():
        yield connection


def _is_exhausted(row: LedgerRow, batch: Batch) -> bool:
    """Whether a row has had its tries; it is then set aside."""
    if row.tries <= MAX_ROW_TRIES:
        return False
    batch.set_aside(
        row,
        BrokenRecord(
            f"{row.stage}: its process died or ran out of time with it alone, {MAX_ROW_TRIES - 1} times of at most"
            f" {MAX_ROW_TRIES - 1} (a batch has {BATCH_PROCESSOR_SECONDS:g} s of processor time)"
        ),
    )
    return True


def as_json(rows: Any) -> str:
    """JSON for a set-based statement, of cleaned values: PostgreSQL knows neither NUL nor half a surrogate pair."""
    return json.dumps(clean(rows), default=str, ensure_ascii=False)
