"""The trained head: its weights are those that its training gives, and it is only asked of its own model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.categories.train import train
from include.areas.area import load_area
from include.errors import ConfigurationError
from include.settings import settings
from include.understand.category.categories import categorise
from include.understand.category.category_text import CATEGORIES, CategoryText
from include.understand.category.embeddings import Embedder, embedder
from include.understand.category.head import SHIPPED, SIGNALS, Head, head_for, load_head, signals_of
from include.understand.category.vocabulary import read_words

AREA = load_area("indiranagar")
TEXT = CategoryText("An evening at the lake", (), "With friends and lanterns.")


class OtherModel:
    """Two numbers a text."""

    name = "another model"

    def embed(self, texts: Sequence[str], batch: int = 32) -> Any:
        return np.tile(np.array([[0.6, 0.8]]), (len(texts), 1))


def bundled() -> Embedder:
    model = embedder()
    assert model is not None
    return model


@pytest.fixture
def own_head(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Weights for `OtherModel` that are sure of sports, named in the settings."""
    bias = np.array([20.0 * (c == "sports") for c in CATEGORIES])
    head = Head(OtherModel.name, np.zeros((2, len(CATEGORIES))), bias, np.zeros(len(SIGNALS)), 1.0)
    head.save(tmp_path / "own.npz")
    monkeypatch.setenv("JATRE_CATEGORY_HEAD", str(tmp_path / "own.npz"))
    settings.cache_clear()
    yield tmp_path / "own.npz"
    settings.cache_clear()


@pytest.mark.slow
def test_the_shipped_weights_are_what_the_training_gives() -> None:
    """To what half precision and another processor's arithmetic leave of them."""
    trained, right = train(bundled(), "indiranagar")
    shipped = load_head(SHIPPED)
    assert right > 0.97
    assert (trained.model, trained.temperature) == (shipped.model, shipped.temperature)
    for name in ("embedding", "bias", "signals"):
        np.testing.assert_allclose(getattr(shipped, name), getattr(trained, name), atol=0.1)


def test_probabilities_sum_to_one_and_a_temperature_makes_them_softer() -> None:
    head = load_head(SHIPPED)
    vectors = bundled().embed([TEXT.sentence])
    signals = signals_of([TEXT], [read_words(TEXT, AREA)], np.zeros((1, len(CATEGORIES))))
    sharp, soft = (replace(head, temperature=one).probabilities(vectors, signals)[0] for one in (1.0, 3.0))
    assert sharp.sum() == pytest.approx(1, abs=1e-5)
    assert sharp.max() > soft.max()
    assert sharp.argmax() == soft.argmax()


def test_other_categories_are_weights_beside_the_first() -> None:
    found = categorise([TEXT], AREA, bundled())[0]
    assert found.by_model
    assert found.weights[found.category] == found.confidence == max(found.weights.values())
    assert 0.8 < sum(found.weights.values()) < 1.02


def test_without_a_head_of_its_own_a_model_finds_the_nearest_examples() -> None:
    assert head_for(OtherModel(), None) is None
    assert not categorise([TEXT], AREA, OtherModel())[0].weights


def test_a_head_of_ones_own_decides_for_its_model(own_head: Path) -> None:
    assert categorise([TEXT], AREA, OtherModel())[0].category == "sports"


def test_a_head_of_another_model_is_refused(own_head: Path) -> None:
    with pytest.raises(ConfigurationError, match="was trained on another model, and the model is all-MiniLM"):
        categorise([TEXT], AREA, bundled())


def test_a_file_that_holds_no_head_is_refused(tmp_path: Path) -> None:
    (tmp_path / "none.npz").write_bytes(b"no weights")
    np.savez(tmp_path / "other.npz", model=np.array("a"))
    for name in ("none.npz", "other.npz", "absent.npz"):
        with pytest.raises(ConfigurationError, match=name):
            load_head(tmp_path / name)
