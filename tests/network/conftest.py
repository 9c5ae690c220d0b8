"""A local site to fetch from."""

from __future__ import annotations

from tests.sources.conftest import http, site

__all__ = ["http", "site"]
