"""Values inside JSON by dotted paths: `venue.name`, `images.0.url`, `tags.*.label`; an empty path is the whole.

A `*` stands for all members of a list, or of an object whose keys are ids. Of paths with a `|` between, the first is
taken at which something stands: `name|topic.title`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def look_up(value: Any, path: str) -> Any:
    """What stands at `path`; None when nothing does. A `*` gives a list, of what the rest of the path finds."""
    if not path:
        return value
    part, _, rest = path.partition(".")
    if part == "*" and isinstance(value, list | Mapping):
        found = [look_up(one, rest) for one in _members(value)]
        return [one for one in found if one is not None] or None
    if isinstance(value, Mapping):
        return look_up(value.get(part), rest)
    if isinstance(value, list) and part.isdigit() and int(part) < len(value):
        return look_up(value[int(part)], rest)
    return None


def list_at(value: Any, path: str) -> list[Any] | None:
    """The list at `path`, None when there is none. Where a list is expected, null is an empty one."""
    part, _, rest = path.partition(".")
    if not path:
        return value if isinstance(value, list) else None
    if part == "*" and isinstance(value, list | Mapping):
        return look_up(value, path) if value else []
    if isinstance(value, Mapping) and part in value:
        return [] if not rest and value[part] is None else list_at(value[part], rest)
    if isinstance(value, list) and part.isdigit() and int(part) < len(value):
        return list_at(value[int(part)], rest)
    return None


def _members(value: list[Any] | Mapping[str, Any]) -> list[Any]:
    return list(value.values()) if isinstance(value, Mapping) else value


def joined(value: Any, paths: str | list[str]) -> Any:
    """What stands at one path; of several, their texts with a space between (a date here and a time there)."""
    if isinstance(paths, str):
        return _first(value, paths)
    texts = [str(found) for path in paths if (found := _first(value, path)) is not None]
    return " ".join(texts) or None


def _first(value: Any, paths: str) -> Any:
    found = (look_up(value, path) for path in paths.split("|"))
    return next((one for one in found if one not in (None, "", [])), None)


def with_value(document: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A copy of `document` with `value` at `path`; objects that are missing on the way are made."""
    part, _, rest = path.partition(".")
    inner = document.get(part)
    below = with_value(inner if isinstance(inner, Mapping) else {}, rest, value) if rest else value
    return {**document, part: below}


def without(document: Mapping[str, Any], path: str) -> dict[str, Any]:
    """A copy of `document` without what stands at `path`."""
    part, _, rest = path.partition(".")
    if part not in document:
        return dict(document)
    inner = document[part]
    if rest:
        return {**document, part: without(inner, rest)} if isinstance(inner, Mapping) else dict(document)
    return {key: value for key, value in document.items() if key != part}
