"""Where OGC API Features is found."""

from __future__ import annotations

from starlette.routing import Route

from realtime.api.ogc import endpoints
from realtime.api.ogc.descriptions import COLLECTION, PATH

_HERE = f"{PATH}/collections/{COLLECTION}"

ROUTES = [
    Route(PATH, endpoints.landing),
    Route(f"{PATH}/conformance", endpoints.conformance),
    Route(f"{PATH}/collections", endpoints.collections),
    Route(_HERE, endpoints.collection),
    Route(f"{_HERE}/items", endpoints.items),
    Route(f"{_HERE}/items/{{id}}", endpoints.feature),
]
