"""Who is who by labels: what two records have in common, column by column and as a whole, and two forests over it.

Values stand in wrong columns in the dirty collections, so that each value is also looked for in the whole of the other
record; lengths (`3:34`) and dates are compared as such wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from importlib import import_module
from itertools import product
from typing import Any

from dateutil import parser
from rapidfuzz import fuzz

from benchmarks.pairs.figures import decided
from benchmarks.resolve.likeness import Weight, contained, overlap, plain, rarity
from benchmarks.resolve.record import Labelled, Record

TREES = 500
SAME = 0.5
"""Mean probability of both forests from which on two records are one."""
UNKNOWN = -1.0
"""What stands for a comparison that one of the two records does not allow; all others are 0 or more."""
_LENGTH = re.compile(r"\b(\d{1,2}):(\d\d)\b")
_DATE = re.compile(r"\b(?:\d{1,2}-[A-Z][a-z]{2}-\d{2}|[A-Z][a-z]+ \d{1,2} ?, \d{4})\b")


def learned_answers(train: Sequence[Labelled], asked: Sequence[Labelled]) -> list[bool]:
    """Whether each asked pair is one thing, as the labels of the others teach."""
    records = [record for a, b, _ in train for record in (a, b)]
    weight = rarity(plain(_whole(record)) for record in records)
    columns = list(dict.fromkeys(name for record in records for name in record))
    known = [list(_features(a, b, columns, weight)) for a, b, _ in train]
    labels = [same for *_, same in train]
    found = [list(_features(a, b, columns, weight)) for a, b, _ in asked]
    probabilities = [forest.fit(known, labels).predict_proba(found)[:, 1] for forest in _forests()]
    return [bool(sum(both) / len(both) >= SAME) for both in zip(*probabilities, strict=True)]


def labelled_pairs(labels: Sequence[bool], answers: Sequence[bool]) -> dict[str, float]:
    """How many pairs there were, and how well they were decided."""
    return {"pairs": len(labels), "same": sum(labels), **decided(labels, answers)}


def _forests() -> list[Any]:
    ensemble: Any = import_module("sklearn.ensemble")
    chosen = {"n_estimators": TREES, "random_state": 0, "class_weight": "balanced"}
    return [ensemble.RandomForestClassifier(**chosen), ensemble.ExtraTreesClassifier(**chosen)]


def _features(a: Record, b: Record, columns: Sequence[str], weight: Weight) -> Iterator[float]:
    wholes = plain(_whole(a)), plain(_whole(b))
    for name in columns:
        ours, theirs = plain(a.get(name, "")), plain(b.get(name, ""))
        yield from _likeness(ours, theirs, weight)
        for value, whole in ((ours, wholes[1]), (theirs, wholes[0])):
            yield _known(contained(value, whole, weight)) if value else UNKNOWN
    yield from _likeness(*wholes, weight)
    yield from _only_one_has(*wholes, weight)
    yield _nearest(_lengths(_whole(a)), _lengths(_whole(b)))
    yield _nearest(_days(_whole(a)), _days(_whole(b)))


def _likeness(a: str, b: str, weight: Weight) -> Iterator[float]:
    if not a or not b:
        yield from [UNKNOWN] * 6
        return
    yield fuzz.ratio(a, b) / 100
    yield fuzz.token_sort_ratio(a, b) / 100
    yield fuzz.token_set_ratio(a, b) / 100
    yield _known(overlap(a, b, weight))
    yield _known(contained(a, b, weight))
    yield _known(overlap(_numbers(a), _numbers(b), lambda _: 1.0))


def _only_one_has(a: str, b: str, weight: Weight) -> Iterator[float]:
    """The weights of the words that only one of the two has, and of those that both have."""
    ours, theirs = set(a.split()), set(b.split())
    left, right = sum(map(weight, ours - theirs)), sum(map(weight, theirs - ours))
    yield min(left, right)
    yield max(left, right)
    yield max(map(weight, ours - theirs), default=0.0)
    yield max(map(weight, theirs - ours), default=0.0)
    yield sum(map(weight, ours & theirs))


def _numbers(text: str) -> str:
    return " ".join(re.findall(r"\d+", text))


def _nearest(ours: Sequence[int], theirs: Sequence[int]) -> float:
    return float(min((abs(a - b) for a, b in product(ours, theirs)), default=UNKNOWN))


def _lengths(text: str) -> list[int]:
    """The lengths that a text states, in seconds."""
    return [60 * int(minutes) + int(seconds) for minutes, seconds in _LENGTH.findall(text)]


def _days(text: str) -> list[int]:
    """The dates that a text states, as ordinal numbers of days."""
    return [day.toordinal() for written in _DATE.findall(text) if (day := _date(written))]


def _date(written: str) -> date | None:
    with suppress(ValueError, OverflowError):
        return parser.parse(written.replace(" ,", ",")).date()
    return None


def _whole(record: Record) -> str:
    return " ".join(record.values())


def _known(value: float | None) -> float:
    return UNKNOWN if value is None else value
