"""Which model gives the embeddings: the bundled one, or one of sentence-transformers where it is configured."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from include.errors import ConfigurationError
from include.settings import settings
from include.understand.category import embeddings
from include.understand.category.embeddings import MiniLmEmbedder, SentenceEmbedder, embedder


class SentenceTransformer:
    """The library's class, as far as it is used."""

    def __init__(self, name: str, *, device: str, local_files_only: bool) -> None:
        if name != "many-languages" or not local_files_only:
            raise OSError(f"no such model: {name}")

    def encode(self, texts: list[str], **options: Any) -> Any:
        assert options["normalize_embeddings"]
        return np.tile(np.array([[0.6, 0.8]]), (len(texts), 1))


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("sentence_transformers")
    module.__spec__ = ModuleSpec("sentence_transformers", None)
    module.SentenceTransformer = SentenceTransformer  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sentence_transformers", module)


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    yield
    embedder.cache_clear()
    settings.cache_clear()


def configure(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("JATRE_EMBEDDING_MODEL", name)
    embedder.cache_clear()
    settings.cache_clear()


@pytest.mark.usefixtures("library")
def test_the_configured_model_is_used_where_the_library_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, "many-languages")
    model = embedder()
    assert isinstance(model, SentenceEmbedder)
    assert model.name == "many-languages"
    assert model.embed(["ಜಾತ್ರೆ", "fair"]).shape == (2, 2)


@pytest.mark.usefixtures("library")
def test_a_model_that_is_not_on_the_machine_is_an_error_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, "elsewhere")
    with pytest.raises(ConfigurationError, match="JATRE_EMBEDDING_MODEL=elsewhere"):
        embedder()


def test_without_the_library_the_bundled_model_is_used_and_that_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("include.understand.category.embeddings.find_spec", _without_the_library)
    configure(monkeypatch, "many-languages")
    assert isinstance(embedder(), MiniLmEmbedder)
    assert "many-languages" in caplog.text


@pytest.mark.slow
def test_vectors_are_the_same_whatever_the_number_of_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    texts = [f"{word} night at the {place} hall" for word in ("Jazz", "Quiz", "Poetry") for place in ("old", "new")]
    vectors = []
    for most in (1, 2):
        monkeypatch.setattr(embeddings, "MAX_THREADS", most)
        embedder.cache_clear()
        model = embedder()
        assert model is not None
        vectors.append(model.embed(texts))
    assert (vectors[0] == vectors[1]).all()


def _without_the_library(name: str) -> Any:
    from importlib.util import find_spec  # noqa: PLC0415

    return None if name == "sentence_transformers" else find_spec(name)
