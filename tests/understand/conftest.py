"""The seeded scene, for the tests of understanding that need the pipeline."""

from __future__ import annotations

from tests.pipeline.scene import scene

__all__ = ["scene"]
