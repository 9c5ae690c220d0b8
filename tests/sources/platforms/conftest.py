"""A source of any kind, for the tests that fetch it."""

from __future__ import annotations

from tests.sources.every_kind import source

__all__ = ["source"]
