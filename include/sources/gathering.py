"""Each record is read on its own, from its bytes to its identity: one that cannot be read costs its neighbours nothing.

Every connector gathers its records here. What fails is set aside with the reason; when its external id is not known,
the fetch is not complete, because an absence might be that record.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from include.errors import BrokenRecord, ConfigurationError, TransientError
from include.sources.base import FetchResult, RawRecord, Unreadable
from include.sources.identity import clip
from include.untrusted.bounds import at_most, reason_of
from include.untrusted.cleaning import clean

T = TypeVar("T")
R = TypeVar("R")
MAX_RECORDS = 10_000
"""Records of one fetch."""
MAX_RECORD_CHARS = 1_000_000
"""Characters of one record, as JSON."""
MAX_FETCH_CHARS = 40_000_000
"""Characters of all records of one fetch: twice the largest body."""
MAX_REMEMBERED = 5_000
"""External ids that a connector remembers from fetch to fetch."""
EXCERPT_CHARS = 300


class Gathering:
    """The records of one fetch by external id, and what could not be taken."""

    def __init__(self) -> None:
        self.records: dict[str, RawRecord] = {}
        self.unreadable: list[Unreadable] = []
        self.still_listed: set[str] = set()
        """Ids of records that were recognised and could not be taken."""
        self.whole = True
        """False when a record was lost whose id is not known."""
        self.chars = 0

    def each(self, items: Iterable[T], read: Callable[[T], R]) -> Iterator[R]:
        """What `read` makes of each item, without those that it cannot read."""
        for item in items:
            try:
                found = read(item)
            except Exception as error:  # whatever foreign input can raise
                self.set_aside(error, item)
            else:
                yield found

    def within(self, items: Sequence[T]) -> Sequence[T]:
        """At most as many items as one fetch may bring; what is beyond is left out with a reason."""
        try:
            at_most(MAX_RECORDS, len(items), "records in one fetch")
        except BrokenRecord as error:
            self.set_aside(error, items[MAX_RECORDS])
        return items[:MAX_RECORDS]

    def take_over(self, other: Gathering) -> None:
        """What was gathered elsewhere; of two records with one id the first stays."""
        self.unreadable += other.unreadable
        self.whole &= other.whole
        self.still_listed |= other.still_listed
        for key, record in other.records.items():
            if key not in self.records:
                self.keep(key, record)

    def add(self, external_id: str, data: Mapping[str, Any] | Callable[[], Mapping[str, Any]]) -> None:
        """Take the record `external_id` (as `identity.clip` gives it), in place of one that was taken before.

        `data` is the record, or makes it.
        """
        try:
            record = RawRecord(external_id, dict(data() if callable(data) else data))
        except Exception as error:  # whatever foreign input can raise
            self.set_aside(error, external_id if callable(data) else data, external_id)
        else:
            self.keep(external_id, record)

    def keep(self, external_id: str, record: RawRecord) -> None:
        """Take a record that is there, under `external_id`: it is clean, and need not be cleaned again."""
        try:
            if not external_id:
                raise BrokenRecord("the record has no id")
            chars = chars_of(record)
            at_most(MAX_FETCH_CHARS, self.chars + chars, "characters in all records of one fetch")
        except Exception as error:  # whatever foreign input can raise
            self.set_aside(error, record.data, external_id)
        else:
            self.chars += chars
            known = record.external_id == external_id
            self.records[external_id] = record if known else RawRecord(external_id, record.data)

    def set_aside(self, error: Exception, item: Any, external_id: str | None = None) -> None:
        """Keep an item out of the way with its reason. Raises `error` when it is no fault of the item's."""
        if isinstance(error, TransientError | ConfigurationError):
            raise error
        if external_id:
            self.still_listed.add(external_id)
        else:
            self.whole = False
        self.unreadable.append(Unreadable(reason_of(error), excerpt_of(item)))

    def result(self, *, complete: bool, kept: Iterable[str] = (), **about: Any) -> FetchResult:
        """The fetch as a whole; `complete` as far as the connector can know."""
        listed = frozenset({*kept, *self.still_listed} - self.records.keys())
        return FetchResult(
            list(self.records.values()), complete=complete and self.whole, unreadable=self.unreadable, kept=listed,
            **about,
        )  # fmt: skip


def checked(fetched: FetchResult) -> FetchResult:
    """A fetch whose every record the ledger can hold, whoever gathered it."""
    gathering = Gathering()
    gathering.unreadable += fetched.unreadable
    for one in gathering.within(fetched.records):
        gathering.keep(clip(str(one.external_id)), one)
    return replace(
        fetched, records=list(gathering.records.values()), complete=fetched.complete and gathering.whole,
        unreadable=gathering.unreadable, kept=(fetched.kept | gathering.still_listed) - gathering.records.keys(),
    )  # fmt: skip


def chars_of(record: RawRecord) -> int:
    """The length of a record's data as JSON that the ledger can hold. Raises: BrokenRecord, TypeError."""
    chars = len(json.dumps(record.data, ensure_ascii=False, allow_nan=False))
    at_most(MAX_RECORD_CHARS, chars, "characters in one record")
    return chars


def remembered(now: Iterable[str], before: Any) -> list[str]:
    """Ids to keep in the state: those of this fetch, then those from before, in a bounded number."""
    old = [one for one in before if isinstance(one, str)] if isinstance(before, list) else []
    return sorted(list(dict.fromkeys([*sorted(now), *old]))[:MAX_REMEMBERED])


def excerpt_of(item: Any) -> str:
    """The beginning of an item, whatever it is."""
    try:
        return str(clean(str(item)[:EXCERPT_CHARS]))
    except Exception:  # a structure too deep to be written out
        return type(item).__name__
