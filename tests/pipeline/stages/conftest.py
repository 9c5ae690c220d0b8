"""The site from which the tests of the fetch read, and a source of any kind on it."""

from __future__ import annotations

from tests.sources.conftest import site
from tests.sources.every_kind import source

__all__ = ["site", "source"]
