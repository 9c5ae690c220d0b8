"""What the platforms' tests share: an API on loopback, and what it was asked."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.sources.conftest import Site

TOKEN = "a-token-of-tests"


def put(site: Site, path: str, document: Any, **about: Any) -> None:
    """Answer `path` with a document, whatever the query is, unless the path has one."""
    where = path if "?" in path else f"{path}?"
    site.put(where, json.dumps(document), media_type="application/json", **about)


def asked(site: Site) -> list[str]:
    """The paths of all requests, without their queries."""
    return [path.partition("?")[0] for path, _ in site.requests]


def query(site: Site, number: int = -1) -> dict[str, str]:
    """The query of one request."""
    return {name: values[0] for name, values in parse_qs(urlsplit(site.requests[number][0]).query).items()}
