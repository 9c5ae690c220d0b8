"""What a failure means: whether it passes, whether a row is to blame, and how it is described."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from include.errors import BrokenRecord, NotAnEvent, ProgramFault, TransientError
from include.untrusted.bounds import UNSTORABLE, explain

TEMPORARY_SQLSTATES = ("40001", "40P01", "55P03", "57P0", "08")
"""SQLSTATEs of what has nothing to do with the rows: serialization, deadlock, lock timeout, shutdown, connection."""
STATEMENT_TIMEOUT = "57014"
FAULT_OF_OURS = "42"
"""SQLSTATEs of a statement that does not fit the schema: no row is to blame for that."""
PROGRAM_ERRORS = (AttributeError, TypeError, NameError, ImportError, NotImplementedError)
MIN_ROWS_ALIKE, MIN_SOURCES_ALIKE = 5, 2
"""Rows, and sources of theirs, that must fail at one place before the program is to blame and not the rows."""
MAX_REASON_CHARS = 300
MAX_MESSAGE_CHARS = 1_000


class OutOfTime(BaseException):
    """A batch has used its processor time. No `except Exception` of a single record takes it for its own."""


def is_passing(error: BaseException) -> bool:
    """Whether the same rows may go through when they are tried again."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    state = sqlstate(error)
    return isinstance(error, TransientError) or (state is not None and state.startswith(TEMPORARY_SQLSTATES))


def is_timeout(error: BaseException) -> bool:
    """Whether time ran out. A busy machine may be the reason, so a row is blamed only when it happens to it alone."""
    return isinstance(error, OutOfTime) or sqlstate(error) == STATEMENT_TIMEOUT


@contextmanager
def waiting_for_others() -> Iterator[None]:
    """Around a statement that does nothing but wait for other runs: when its time is up, no row is to blame.

    Each wait is bounded by `lock_timeout`; that of a statement that waits for several is not. Raises: TransientError.
    """
    try:
        yield
    except DBAPIError as error:
        if sqlstate(error) != STATEMENT_TIMEOUT:
            raise
        raise TransientError("other runs hold what this one waits for") from error


def is_ours(error: BaseException) -> bool:
    """Whether the program is at fault, or does not fit the schema: every row would fail."""
    return isinstance(error, ProgramFault) or (sqlstate(error) or "").startswith(FAULT_OF_OURS)


def blame_program(errors: Sequence[Exception], sources: Iterable[Any]) -> None:
    """Raise when all rows of a batch, of several sources, fail at one place by what is no error of records.

    `errors` has one of each row, `sources` the rows' sources. Raises: ProgramFault.
    """
    if len(errors) < MIN_ROWS_ALIKE or len(set(sources)) < MIN_SOURCES_ALIKE:
        return
    if all(isinstance(error, PROGRAM_ERRORS) for error in errors) and len({_where(error) for error in errors}) == 1:
        raise ProgramFault(
            f"all {len(errors)} records fail in the same way, so none is to blame: {type(errors[0]).__name__}:"
            f" {str(errors[0])[:MAX_REASON_CHARS]} ({_where(errors[0])[1]})"
        ) from errors[0]


def sqlstate(error: BaseException) -> str | None:
    """The database's code for the error, when it has one."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return cause.sqlstate if isinstance(cause, psycopg.Error) else None


def reason_of(error: BaseException) -> str:
    """In a few words, for the list of what was set aside."""
    if isinstance(error, NotAnEvent):
        text = str(error) or "not an event"
    elif isinstance(error, ValidationError):
        text = f"broken: {explain(error)}"
    elif isinstance(error, BrokenRecord):
        text = f"broken: {error}"
    elif isinstance(error, DBAPIError):
        text = f"refused by the database: {_first_line(error.orig)}"
    else:
        text = f"failed: {type(error).__name__}"
    return UNSTORABLE.sub("", text)[:MAX_REASON_CHARS]


def describe(error: BaseException) -> dict[str, Any]:
    """The error as JSON: type, message and the innermost frames, those of another process included."""
    frames = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)[-3:]]
    message = str(error.orig if isinstance(error, DBAPIError) else error)
    return {
        "type": type(error).__name__,
        "message": UNSTORABLE.sub("", message)[:MAX_MESSAGE_CHARS],
        "at": frames + list(getattr(error, "__notes__", [])),
    }


def _where(error: BaseException) -> tuple[str, str]:
    """The kind of an error, and the innermost frame, of another process if it comes from there."""
    return type(error).__name__, (describe(error)["at"] or [""])[-1]


def _first_line(error: object) -> str:
    return (str(error).splitlines() or [""])[0]
