"""Mutated bodies of our own samples through every connector and stage. `python -m benchmarks.hostile` does many more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from benchmarks.hostile.corpus import corpus
from benchmarks.hostile.hunt import Ground, Hunt
from benchmarks.hostile.mutants import mutant
from deploy.local.postgres import Cluster
from include.sources.registry import KINDS

pytestmark = pytest.mark.faults

SEED = 9
TRIAL = 100
TRIALS = 3


@pytest.fixture(scope="module")
def hunt(cluster: Cluster, template: str) -> Iterator[Hunt]:
    made = Hunt(Ground(cluster.root, template, SEED, data=None))
    yield made
    made.close()


@pytest.mark.parametrize("first", range(0, TRIAL * TRIALS, TRIAL))
def test_a_mutated_body_is_read_or_refused_and_its_neighbours_are_as_undisturbed(hunt: Hunt, first: int) -> None:
    hunt.take(range(first, first + TRIAL))

    assert not hunt.found


def test_mutants_come_as_far_as_the_last_stage_and_are_refused_too(hunt: Hunt) -> None:
    if not hunt.counts:
        hunt.take(range(TRIAL))

    assert hunt.counts["publish: done"] > TRIAL // 2
    assert hunt.counts["fetch: UnreadablePayload"]
    assert hunt.counts["extract: set aside"]


def test_every_connector_has_its_turn() -> None:
    assert {mutant(SEED, number, corpus(None)).kind for number in range(len(KINDS))} == set(KINDS)


def test_a_number_stands_for_the_same_body_each_time() -> None:
    first, again = (mutant(SEED, 123, corpus(None)) for _ in range(2))

    assert first == again
    assert first.body != mutant(SEED + 1, 123, corpus(None)).body
