"""The seeded scene, for the tests of understanding that need the pipeline."""

from __future__ import annotations

from tests.pipeline.scene import database, scene, seeded

__all__ = ["database", "scene", "seeded"]
