"""What of a record cannot be taken beside what can: one odd value costs itself, and its reason stays with the listing.

A field that cannot be read, or an element of a list, is left out; `left_out` is the listing's own list of the reasons.
What a listing cannot be without refuses the record as a whole: its title, and its dates where none of them is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from include.errors import BrokenRecord, ConfigurationError, NotAnEvent, ProgramFault, TransientError
from include.untrusted.bounds import reason_of
from include.untrusted.budget import OverBudget
from include.untrusted.cleaning import clean_text

V = TypeVar("V")
T = TypeVar("T")
MAX_LEFT_OUT, MAX_LEFT_OUT_CHARS = 20, 200
"""Reasons that are kept of one listing, and characters of each."""
OF_THE_RECORD = (NotAnEvent, OverBudget, ConfigurationError, TransientError, ProgramFault, MemoryError)
"""What no single value is to blame for."""


def leave_out(left_out: list[str], field: str, error: Exception) -> None:
    """Note why a value of `field` is not taken; of many reasons the first MAX_LEFT_OUT.

    Raises: `error`, where it is one OF_THE_RECORD.
    """
    if isinstance(error, OF_THE_RECORD):
        raise error
    reason = reason_of(error)
    if len(left_out) < MAX_LEFT_OUT:
        named = reason if reason.startswith(field) else f"{field}: {reason}"
        left_out.append(clean_text(named)[:MAX_LEFT_OUT_CHARS])


@contextmanager
def optional(left_out: list[str], field: str) -> Iterator[None]:
    """Leave `field` as it is, where the block cannot read it."""
    try:
        yield
    except Exception as error:  # whatever foreign input can raise
        leave_out(left_out, field, error)


def each(left_out: list[str], field: str, values: Iterable[V], read: Callable[[V], T]) -> Iterator[T]:
    """What `read` makes of each value, without those that it cannot read."""
    for value in values:
        try:
            found = read(value)
        except Exception as error:  # whatever foreign input can raise
            leave_out(left_out, field, error)
        else:
            yield found


def some(left_out: list[str], field: str, values: Iterable[V], read: Callable[[V], T]) -> list[T]:
    """The same of a list of which something must be left. Raises: what `read` raised first, where nothing is."""
    found: list[T] = []
    first: Exception | None = None
    for value in values:
        try:
            found.append(read(value))
        except Exception as error:  # whatever foreign input can raise
            leave_out(left_out, field, error)
            first = first or error
    if first and not found:
        raise first
    return found


def distinct(left_out: list[str], field: str, values: Iterable[T], bound: int) -> list[T]:
    """Each value once, in order, and no more than `bound` of them."""
    found = list(dict.fromkeys(values))
    if len(found) > bound:
        leave_out(left_out, field, BrokenRecord(f"{len(found):,} {field}, at most {bound:,}"))
    return found[:bound]
