"""The seeded scene, for every test of the pipeline."""

from __future__ import annotations

from tests.pipeline.scene import scene

__all__ = ["scene"]
