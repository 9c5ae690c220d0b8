"""How a connector is configured for a body that it has never seen: by the names of its keys, and at a guess."""

from __future__ import annotations

import re
from random import Random
from typing import Any

from include.errors import UnreadablePayload
from include.payloads.lenient_json import read_json
from include.sources.json.mapping import FieldPaths

NAMES = {
    "title": "title|name|summary|caption|full_name", "start": "start|date|begin|taken_at|when",
    "end": "end|until", "id": "id$|slug",
    "venue": "venue|place|where|location.*name", "address": "address|street|vicinity", "latitude": "lat",
    "longitude": "l(o)?ng",
    "description": "desc|body|text|content|excerpt", "url": "url|link|href", "image": "image|photo|picture|img",
    "price": "price|cost|amount",
    "currency": "currency", "organizer": "organi|host|author|owner", "keywords": "tags|categ|keyword|types",
    "status": "status|state|cancel",
    "free": "free", "ticket_url": "ticket", "capacity": "capacity|seats",
}  # fmt: skip
MAX_PATHS = 300
TOKEN = {"$secret": "HOSTILE_TOKEN"}
PLATFORMS: dict[str, dict[str, Any]] = {
    "eventbrite": {"token": TOKEN, "organizers": ["7"]},
    "facebook": {"token": TOKEN},
    "instagram": {"token": TOKEN, "account": "17", "handles": ["lamprooms"]},
    "google_places": {"token": TOKEN, "near": {"latitude": 12.97, "longitude": 77.64}},
}
"""What the kinds take that read lists of a platform."""
BOARD = {
    "container": "article, li, tr, .notice, [itemscope]", "title": "h1, h2, h3, a",
    "date": "time, .date, [itemprop=startDate]",
    "location": ".where, .venue, address", "price": ".tickets, .price", "description": "p, .about",
    "image": "img", "end": "time + time",
}  # fmt: skip
DETAIL = {name: css for name, css in BOARD.items() if name != "container"} | {
    "title": "h1, h2, title",
    "address": "address",
}


def mapping(text: str, rng: Random) -> dict[str, Any]:
    """`items` and `fields` of a JSON API that would answer with `text`."""
    try:
        document = read_json(text)
    except UnreadablePayload:
        document = None
    items, one = max(_lists(document, ""), key=lambda found: found[2], default=("", {}, 0))[:2]
    paths = _paths(one, "")[:MAX_PATHS] or ["name"]
    fields = {name: _path(name, paths, rng) for name in FieldPaths.model_fields}
    required = {"title": fields["title"] or "name", "start": fields["start"] or paths[0]}
    return {"items": items, "fields": {**{name: path for name, path in fields.items() if path}, **required}}


def _lists(value: Any, path: str) -> list[tuple[str, dict[str, Any], int]]:
    """Path, first object and size of every list of objects that a dotted path leads to."""
    if isinstance(value, list):
        return [(path, value[0], len(str(value)))] if value and isinstance(value[0], dict) else []
    if not isinstance(value, dict):
        return []
    return [found for key, one in value.items() for found in _lists(one, f"{path}.{key}" if path else key)]


def _paths(value: Any, path: str) -> list[str]:
    """Dotted paths to everything in a record."""
    if isinstance(value, dict):
        return [found for key, one in value.items() for found in _paths(one, f"{path}.{key}" if path else key)]
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [path, *_paths(value[0], f"{path}.*")]
    return [path]


def _path(name: str, paths: list[str], rng: Random) -> Any:
    fitting = [path for path in paths if re.search(NAMES.get(name, name), path, re.IGNORECASE)]
    if fitting and rng.random() < 0.9:
        return rng.choice(fitting[:3]) if rng.random() < 0.9 else fitting[:2]
    return rng.choice(paths) if rng.random() < 0.2 else None
