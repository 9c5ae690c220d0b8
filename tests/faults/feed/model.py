"""What was committed against what was received.

Writers put down every change in a ledger of the same database, in the same transaction: what is committed is what the
ledger holds, also where a crash left the writer without an answer.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import dataclass, field

import psycopg

LEDGER = """
create table public.ledger (
  id bigint generated always as identity primary key,
  step text not null, entity text not null, version bigint not null, rooms text[] not null
);
grant select, insert on public.ledger to jatre_pipeline;
"""
INFINITY = float("inf")


@dataclass(frozen=True, slots=True)
class Received:
    """A change as a reader got it."""

    seq: int
    kind: str
    entity: str
    version: int


@dataclass
class FeedReader:
    """What one reader of some room received, in its order."""

    name: str
    room: str = "events:all"
    received: list[Received] = field(default_factory=list)
    resets: list[str] = field(default_factory=list)
    resumes: int = 0

    @property
    def seen(self) -> int:
        return self.received[-1].seq if self.received else 0


@dataclass
class Times:
    """When each step of a writer began and when its commit was acknowledged (infinity: it never was)."""

    began: dict[str, float] = field(default_factory=dict)
    committed: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """Counts; all but `changes` and `repeats` have to be 0."""

    changes: int
    lost: int
    invented: int
    out_of_order: int
    disagreements: int
    repeats: int

    def __str__(self) -> str:
        return ", ".join(f"{name} {value}" for name, value in vars(self).items())

    def clean(self) -> bool:
        return not (self.lost or self.invented or self.out_of_order or self.disagreements)


def judge(admin_url: str, readers: list[FeedReader], times: Times) -> Verdict:
    """Hold every reader against the ledger."""
    expected: dict[str, set[tuple[str, int]]] = defaultdict(set)
    steps: dict[tuple[str, int], str] = {}
    changes = 0
    with psycopg.connect(admin_url) as connection, connection.cursor("ledger") as rows:
        rows.execute("select step, entity, version, rooms from public.ledger")
        for step, entity, version, rooms in rows:
            change = sys.intern(entity), version
            steps[change] = step
            changes += 1
            for room in rooms:
                expected[room].add(change)
    lost = invented = disorder = disagreements = repeats = 0
    order: dict[int, Received] = {}
    for reader in readers:
        got = {(step.entity, step.version) for step in reader.received}
        lost += len(expected[reader.room] - got)
        invented += len(got - expected[reader.room])
        repeats += len(reader.received) - len({step.seq for step in reader.received})
        disorder += _disorder(reader) + _early(reader, steps, times)
        for step in reader.received:
            disagreements += order.setdefault(step.seq, step) != step
    return Verdict(changes, lost, invented, disorder, disagreements, repeats)


def _disorder(reader: FeedReader) -> int:
    """Numbers that go back without a resume, and versions of an entity that do."""
    wrong, newest, last = 0, defaultdict[str, int](int), 0
    for step in reader.received:
        if step.seq <= last:
            wrong += reader.resumes == 0
            continue  # a repeat after a resume
        wrong += step.version <= newest[step.entity]
        newest[step.entity], last = step.version, step.seq
    return wrong


def _early(reader: FeedReader, steps: dict[tuple[str, int], str], times: Times) -> int:
    """Changes that come before one which was committed before they began."""
    place: dict[str, list[int]] = defaultdict(list)
    for step in reader.received:
        place[steps.get((step.entity, step.version), "")].append(step.seq)
    known = [step for step in place if step in times.began]
    ended = sorted((times.committed.get(step, INFINITY), max(place[step])) for step in known)
    wrong = index = highest = 0
    for step in sorted(known, key=times.began.__getitem__):
        while index < len(ended) and ended[index][0] < times.began[step]:
            highest = max(highest, ended[index][1])
            index += 1
        wrong += min(place[step]) < highest
    return wrong
