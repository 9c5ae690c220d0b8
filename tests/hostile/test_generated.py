"""Mutated bodies of our own samples through every connector and stage (`python -m benchmarks.hostile` does more)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from benchmarks.hostile.corpus import corpus
from benchmarks.hostile.hunt import Ground, Hunt
from benchmarks.hostile.mutants import mutant
from deploy.local.database.postgres import Cluster
from include.sources.registry import KINDS
from tests.conftest import empty_database

pytestmark = pytest.mark.faults

SEED = 9
TRIAL = 100
TRIALS = 3
SHORT = 25
"""Mutants that CI tries; `make long` tries TRIALS times TRIAL."""


@pytest.fixture(scope="module")
def hunt(cluster: Cluster, template: str) -> Iterator[Hunt]:
    made = Hunt(Ground(cluster.root, template, SEED, data=None))
    yield made
    made.close()


@pytest.mark.parametrize(
    "numbers",
    [
        range(SHORT),
        *(pytest.param(range(TRIAL * n, TRIAL * (n + 1)), marks=pytest.mark.long) for n in range(TRIALS)),
    ],
    ids=str,
)
def test_a_mutated_body_is_read_or_refused_and_its_neighbours_are_as_undisturbed(hunt: Hunt, numbers: range) -> None:
    hunt.take(numbers)

    assert not hunt.found


def test_mutants_come_as_far_as_the_last_stage_and_are_refused_too(hunt: Hunt) -> None:
    if not hunt.counts:
        hunt.take(range(SHORT))

    assert hunt.counts["publish: done"] > SHORT // 2
    assert hunt.counts["fetch: UnreadablePayload"]
    assert hunt.counts["extract: set aside"]


def test_the_one_mutant_that_changes_a_neighbour_is_found_out(cluster: Cluster, template: str) -> None:
    with planted(cluster, template) as name:
        hunt = Hunt(Ground(cluster.root, name, SEED, data=None))
        hunt.take(range(4, 6))
        hunt.close()

    assert {numbers for numbers, _ in hunt.found} == {(5,)}
    assert {finding.what for _, finding in hunt.found} == {"witness"}


@contextmanager
def planted(cluster: Cluster, template: str) -> Iterator[str]:
    """A database in which a neighbour's title is another one when the fifth mutant is there."""
    with empty_database(cluster, template) as database:
        with psycopg.connect(database.admin_url) as connection:
            connection.execute(PLANT)
        yield database.name


PLANT = """
create function jatre.planted() returns trigger language plpgsql security definer as $$
begin
  if new.title ~ '^Quokka' and exists (select from jatre.event_sources where slug ~ '_5$') then
    new.title := 'Changed by a stranger';
  end if;
  return new;
end $$;
create trigger planted before insert or update on jatre.discovered_events for each row execute function jatre.planted();
"""


def test_every_connector_has_its_turn() -> None:
    assert {mutant(SEED, number, corpus(None)).kind for number in range(len(KINDS))} == set(KINDS)


def test_a_number_stands_for_the_same_body_each_time() -> None:
    first, again = (mutant(SEED, 123, corpus(None)) for _ in range(2))

    assert first == again
    assert first.body != mutant(SEED + 1, 123, corpus(None)).body
