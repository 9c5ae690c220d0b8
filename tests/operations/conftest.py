"""The pipeline's seeded scene, and a site of one's own, for the operations that run on them."""

from __future__ import annotations

from tests.pipeline.scene import database, scene, seeded
from tests.sources.conftest import site

__all__ = ["database", "scene", "seeded", "site"]
