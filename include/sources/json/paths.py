"""Values inside JSON by dotted paths: `venue.name`, `images.0.url`, `tags.*.label`; an empty path is the whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def look_up(value: Any, path: str) -> Any:
    """What stands at `path`; None when nothing does. A `*` gives a list, of what the rest of the path finds."""
    if not path:
        return value
    part, _, rest = path.partition(".")
    if part == "*" and isinstance(value, list):
        found = [look_up(one, rest) for one in value]
        return [one for one in found if one is not None] or None
    if isinstance(value, Mapping):
        return look_up(value.get(part), rest)
    if isinstance(value, list) and part.isdigit() and int(part) < len(value):
        return look_up(value[int(part)], rest)
    return None


def joined(value: Any, paths: str | list[str]) -> Any:
    """What stands at one path; of several, their texts with a space between (a date here and a time there)."""
    if isinstance(paths, str):
        return look_up(value, paths)
    texts = [str(found) for path in paths if (found := look_up(value, path)) is not None]
    return " ".join(texts) or None
