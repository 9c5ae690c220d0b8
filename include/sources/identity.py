"""External ids: how a listing is recognised again.

| source | external id |
|---|---|
| iCalendar | the UID: one listing per UID, recurrence and changed instances included |
| iCalendar, entries of one UID with different titles | `UID#<start as written>` |
| RSS, Atom | the entry's id (guid), else its canonical link |
| schema.org | `@id`, else `identifier`, else the canonical `url` |
| schema.org, several sessions that share one of these | `<that>#<start as written, to the minute>` |
| a post that announces several happenings | `<the post's>#part:<words of the part's name>` (`parts.py`) |
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

from include.sources.fields.moments import is_stamp
from include.untrusted.cleaning import clean_text

MAX_EXTERNAL_ID_CHARS = 500
MAX_COMPARED_CHARS = 10_000
"""Characters of a title or a place by which records are recognised; no listing has so many of either. Some letters
become eighteen, so a text of a million takes half a minute."""


def clip(external_id: str, length: int = MAX_EXTERNAL_ID_CHARS) -> str:
    """`external_id` within the length that the ledger's index likes."""
    text = " ".join(clean_text(external_id).split())
    if len(text) <= length:
        return text
    digest = hashlib.sha1(text.encode()).hexdigest()  # noqa: S324
    return f"{text[: length - 41]}#{digest}"


def derived(title: str, venue: str | None, start: object) -> str:
    """The id of a record that brings none; `start` is used as written, by its date."""
    day = re.sub(r"\D", "", str(start or ""))[:8]
    return clip(f"~{normalised(title)}|{normalised(venue or '')}|{day}")


def normalised(text: str) -> str:
    """Letters and digits only, lower case, in any script; of the first MAX_COMPARED_CHARS."""
    compared = clean_text(text[:MAX_COMPARED_CHARS])  # long stacks of marks take the square
    folded = unicodedata.normalize("NFKC", compared).casefold()
    return " ".join(re.findall(r"[^\W_]+", folded))


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
