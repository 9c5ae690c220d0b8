"""Web addresses as text: checked, made absolute, and written in one way so that they can be compared."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from pydantic import AfterValidator, Field

from include.untrusted.cleaning import clean_text

MAX_URL_CHARS = 2_000
TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|mc_[ce]id|igshid|_ga|ref_src)$", re.IGNORECASE)


def check_web_address(url: str) -> str:
    """`url`, when it has a scheme of the web and a host. Raises: ValueError."""
    parts = urlsplit(url)
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise ValueError("write a web address: https://example.com/events")
    return url


WebAddress = Annotated[str, Field(max_length=MAX_URL_CHARS), AfterValidator(check_web_address)]
"""An address in a configuration."""


def canonical_url(url: object) -> str | None:
    """`url` without tracking parameters, in lower case where case means nothing, or None if it is no web address."""
    if not isinstance(url, str):
        return None
    try:
        parts = urlsplit(clean_text(url).strip())
        host = parts.netloc.lower()
        if parts.scheme.lower() not in ("http", "https") or not host:
            return None
        kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.match(pair[0])]
        return urlunsplit((parts.scheme.lower(), host, parts.path or "/", urlencode(kept), parts.fragment))
    except ValueError:
        return None


def absolute_url(base: str, url: object) -> str | None:
    """`url` as seen from the page `base`, or None when it is no address (`http://[event-url]/x`)."""
    try:
        return urljoin(base, url) if isinstance(url, str) and url else None
    except ValueError:
        return None
