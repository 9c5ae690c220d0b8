"""The site from which the tests of the fetch read."""

from __future__ import annotations

from tests.sources.conftest import site

__all__ = ["site"]
