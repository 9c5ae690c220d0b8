"""A local site to fetch from."""

from __future__ import annotations

from tests.sources.conftest import site

__all__ = ["site"]
