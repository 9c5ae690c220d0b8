"""`python -m include.operations.event_vectors`: what the sentence model makes of each event to come.

The DAG `event_vectors` does it. Which events are alike in meaning is worked out by the service from these vectors. Only
what has changed is read anew; without a model (`JATRE_USE_MODELS=false`, or its package absent) there are none. Prints
what came of it as JSON.
"""

from __future__ import annotations

import sys
from typing import Any

from sqlalchemy import Engine

from include.db import query
from include.pipeline.command import write_report
from include.pipeline.runs import Report, pipeline_engine
from include.settings import settings

BATCH_EVENTS = 200
MAX_RUN_EVENTS = 10_000
"""At six milliseconds each a minute; the next run goes on."""
SCALE = 127
"""A component of a vector of length 1 is kept as a whole number of one byte, of so many to 1."""


def make_event_vectors() -> Report:
    """Make the vectors that are missing or no longer what the event says; returns how many.

    Raises: ConfigurationError when the model is not what it should be.
    """
    # heavy, so imported where there is work
    from include.understand.category.embeddings import embedder  # noqa: PLC0415

    model = embedder() if settings().use_models else None
    if model is None:
        return {"made": 0, "left": "there is no sentence model"}
    with pipeline_engine() as engine:
        return {"made": _made(engine, model)}


def _made(engine: Engine, model: Any) -> int:
    made = 0
    while made < MAX_RUN_EVENTS:
        with engine.begin() as connection:
            rows = connection.execute(query("event_vectors_want"), {"model": model.name, "most": BATCH_EVENTS}).all()
        if not rows:
            break
        vectors = model.embed([row.text for row in rows])
        written = [
            {"event_id": row.id, "model": model.name, "text_hash": row.text_hash, "vector": packed(vector)}
            for row, vector in zip(rows, vectors, strict=True)
        ]
        with engine.begin() as connection:
            connection.execute(query("event_vectors_write"), written)
        made += len(rows)
    return made


def packed(vector: Any) -> bytes:
    """A vector of length 1 as signed bytes, one a component."""
    return bytes((vector * SCALE).round().astype("int8").tobytes())


def main() -> int:
    """Make them once; returns the exit code."""
    return write_report("event_vectors", make_event_vectors)


if __name__ == "__main__":
    sys.exit(main())
