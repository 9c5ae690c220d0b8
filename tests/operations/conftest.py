"""The pipeline's seeded scene, for the operations that run on it."""

from __future__ import annotations

from tests.pipeline.scene import scene

__all__ = ["scene"]
