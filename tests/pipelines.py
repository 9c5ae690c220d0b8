"""Pipelines as processes, each a fork of one that has imported all stages: that takes as long as most of their runs."""

from __future__ import annotations

from include.pipeline.runs import STAGES
from include.sources.registry import KINDS
from tests.forking import Forking

MODULES = (
    "include.places.gazetteer",
    "include.pipeline.progress",
    "include.sources.instances.seed_file",
    *(f"include.pipeline.stages.{name}" for name in ("fetch", *STAGES)),
    *(path.partition(":")[0] for path, _ in KINDS.values()),
)


def forking_pipelines() -> Forking:
    """Starts the programs of the pipeline."""
    return Forking(*MODULES)
