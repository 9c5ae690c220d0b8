"""The seeded scene, for every test of the pipeline."""

from __future__ import annotations

from tests.pipeline.scene import database, scene, seeded

__all__ = ["database", "scene", "seeded"]
