"""Events as GeoJSON (RFC 7946): a feature each, with a point, or without a geometry where none is known."""

from __future__ import annotations

import json
from typing import Any

from realtime.api.files.contents import Contents
from realtime.api.files.rows import Row, rows
from realtime.limits.renderings import Rendering

_OF_THE_GEOMETRY = frozenset({"id", "latitude", "longitude"})


def render(contents: Contents) -> Rendering:
    """The collection, with its title.

    Its `total` counts what is left out, too, and is about right where there are many, as the list's.
    """
    return collection(contents, {"title": contents.title, "total": contents.total, "truncated": contents.has_more})


def collection(contents: Contents, members: dict[str, Any]) -> Rendering:
    """A feature per event, and these members beside them; written feature by feature, so that nobody waits."""
    head = _json({"type": "FeatureCollection", **members})
    features = ",".join(_json(_feature(row)) for row in rows(contents))
    text = f'{head[:-1]},"features":[{features}]}}'
    return Rendering(text.encode(), contents.total, contents.has_more)


def single(contents: Contents, members: dict[str, Any]) -> Rendering:
    """The only event as a feature, and these members beside what it has."""
    (row,) = rows(contents)
    return Rendering(_json(_feature(row) | members).encode(), contents.total, contents.has_more)


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _feature(row: Row) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": point if row["latitude"] is not None else None,
        "properties": {name: value for name, value in row.items() if name not in _OF_THE_GEOMETRY},
    }
