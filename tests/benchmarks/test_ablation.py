"""The ablation: what it measures, and that the parts which are always there earn their place."""

from __future__ import annotations

import pytest

from benchmarks.ablation.__main__ import Figure, of_embeddings, of_matcher, of_spacy
from include.areas.area import load_area
from include.understand.category.embeddings import embedder

AREA = load_area("indiranagar")


@pytest.mark.parametrize(
    ("whole", "without", "higher", "earned"),
    [
        (0.9, 0.8, True, True),
        (0.8, 0.8, True, False),
        (0.1, 0.2, False, True),
        (0.2, 0.1, False, False),
        (None, 0.1, True, False),
    ],
)
def test_a_part_earns_its_place_where_the_figure_is_worse_without_it(
    whole: float | None, without: float, higher: bool, earned: bool
) -> None:
    assert Figure("part", "figure", whole, without, higher).earns_its_place is earned


def test_the_trained_matcher_states_better_probabilities_than_the_score() -> None:
    assert [one.earns_its_place for one in of_matcher()] == [True, True]


def test_the_embeddings_find_more_categories_than_words() -> None:
    if embedder() is None:
        pytest.skip("the bundled model is not installed")
    (figure,) = of_embeddings(AREA)

    assert figure.earns_its_place
    assert figure.whole is not None
    assert figure.whole >= 0.9


def test_without_spacy_configured_nothing_is_stated_of_it() -> None:
    assert [(one.whole, one.earns_its_place) for one in of_spacy(AREA)] == [(None, False)] * 3
