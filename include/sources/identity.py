"""External ids: how a listing is recognised again.

| source | external id |
|---|---|
| iCalendar | the UID: one listing per UID, recurrence and changed instances included |
| iCalendar, entries of one UID with different titles | `UID#<start as written>` |
| RSS, Atom | the entry's id (guid), else its canonical link |
| schema.org | `@id`, else `identifier`, else the canonical `url` |
| schema.org, several sessions that share one of these | `<that>#<start as written, to the minute>` |
| none of these | derived: `~<normalised title>|<normalised venue>|<local date as the source writes it>` |

Ids longer than 500 characters are cut and end with a digest of the whole.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from include.cleaning import clean_text
from include.sources.text.times import is_stamp

LONGEST = 500
TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|mc_[ce]id|igshid|_ga|ref_src)$", re.IGNORECASE)


def clip(external_id: str) -> str:
    """`external_id` within the length that the ledger's index likes."""
    text = " ".join(clean_text(external_id).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 41]}#{hashlib.sha1(text.encode()).hexdigest()}"  # noqa: S324


def derived(title: str, venue: str | None, start: object) -> str:
    """The id of a record that brings none; `start` is used as written, by its date."""
    day = re.sub(r"\D", "", str(start or ""))[:8]
    return clip(f"~{normalised(title)}|{normalised(venue or '')}|{day}")


def normalised(text: str) -> str:
    """Letters and digits only, lower case, in any script."""
    folded = unicodedata.normalize("NFKC", clean_text(text)).casefold()  # long stacks of marks take the square
    return " ".join(re.findall(r"[^\W_]+", folded))


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


def content_hash(data: Mapping[str, Any], volatile: frozenset[str]) -> bytes:
    """SHA-256 of the record as canonical JSON, without volatile keys and without programs' time stamps.

    Raises: TypeError, ValueError, RecursionError for what is no JSON of a bounded depth.
    """
    canonical = json.dumps(_steady(data, volatile), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).digest()


def _steady(value: Any, volatile: frozenset[str]) -> Any:
    if isinstance(value, Mapping):
        return {key: _steady(one, volatile) for key, one in value.items() if key not in volatile}
    if isinstance(value, list):
        return [_steady(one, volatile) for one in value]
    return "" if is_stamp(value) else value
