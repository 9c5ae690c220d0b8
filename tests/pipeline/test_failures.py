"""What a failure means: whether it passes by itself, whether a row is to blame, and how it is put into words."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from psycopg import errors
from sqlalchemy.exc import DBAPIError

from include.errors import BrokenRecord, NotAnEvent, ProgramFault, TransientError
from include.pipeline.failures import OutOfTime, blame_program, is_ours, is_passing, is_timeout, reason_of
from include.pipeline.fetching.absence import _alert


def refused(error: psycopg.Error) -> DBAPIError:
    """The error as SQLAlchemy passes it on."""
    return DBAPIError("select", None, error)


@pytest.mark.parametrize(
    ("kind", "passing", "ours", "timeout"),
    [
        (errors.DeadlockDetected, True, False, False),
        (errors.SerializationFailure, True, False, False),
        (errors.LockNotAvailable, True, False, False),
        (errors.AdminShutdown, True, False, False),
        (errors.ConnectionFailure, True, False, False),
        (errors.QueryCanceled, False, False, True),
        (errors.UndefinedColumn, False, True, False),
        (errors.UniqueViolation, False, False, False),
        (errors.NumericValueOutOfRange, False, False, False),
    ],
)
def test_what_the_database_answers(kind: Any, passing: bool, ours: bool, timeout: bool) -> None:
    error = refused(kind("no"))
    assert (is_passing(error), is_ours(error), is_timeout(error)) == (passing, ours, timeout)


def test_what_has_nothing_to_do_with_the_database() -> None:
    assert is_passing(TransientError("away"))
    assert not is_passing(ValueError("x"))
    assert is_ours(ProgramFault("x"))
    assert is_timeout(OutOfTime("x"))


def fail(error: Exception, *, elsewhere: bool = False) -> Exception:
    """The error, raised at one of two places."""
    try:
        if elsewhere:
            raise error
        raise error
    except Exception as raised:
        return raised


def test_the_program_is_to_blame_where_all_rows_of_several_sources_fail_at_one_place() -> None:
    alike = [fail(TypeError("x")) for _ in range(5)]
    with pytest.raises(ProgramFault, match="all 5 records fail in the same way"):
        blame_program(alike, ["a", "a", "a", "a", "b"])


@pytest.mark.parametrize(
    ("failures", "sources"),
    [
        ([fail(TypeError("x")) for _ in range(4)], "aabb"),
        ([fail(TypeError("x")) for _ in range(5)], "aaaaa"),
        ([fail(BrokenRecord("x")) for _ in range(5)], "aaabb"),
        ([*(fail(TypeError("x")) for _ in range(4)), fail(TypeError("x"), elsewhere=True)], "aaabb"),
        ([*(fail(TypeError("x")) for _ in range(4)), fail(NameError("x"))], "aaabb"),
        ([*(fail(TypeError("x")) for _ in range(4)), fail(ValueError("x"))], "aaabb"),
    ],
    ids=["few", "one source", "broken records", "two places", "two kinds", "a record's own error"],
)
def test_else_the_records_are(failures: list[Exception], sources: str) -> None:
    blame_program(failures, sources)


def test_the_reason_is_short_and_can_be_stored() -> None:
    assert reason_of(NotAnEvent("it names no date")) == "it names no date"
    assert reason_of(NotAnEvent("")) == "not an event"
    assert reason_of(BrokenRecord("title: none")) == "broken: title: none"
    assert reason_of(refused(errors.UniqueViolation("one\ntwo"))) == "refused by the database: one"
    assert reason_of(KeyError("secret")) == "failed: KeyError"
    assert len(reason_of(BrokenRecord("x" * 1_000))) == 300
    assert reason_of(BrokenRecord("a\x00b")) == "broken: ab"


@pytest.mark.parametrize(
    ("upcoming", "due", "lately", "held"),
    [
        (10, 2, 0, False),
        (10, 3, 0, True),
        (15, 3, 0, False),
        (15, 4, 0, True),
        (15, 2, 2, True),
        (4, 2, 0, False),
        (2, 2, 0, True),
        (1, 1, 0, True),
        (3, 1, 2, True),
    ],
)
def test_more_than_a_fifth_and_at_least_three_or_all_are_held(upcoming: int, due: int, lately: int, held: bool) -> None:
    alert = _alert(upcoming, due, lately)
    assert (alert is not None) == held
    if alert:
        assert alert.startswith(f"{due + lately} of {upcoming} upcoming listings")
