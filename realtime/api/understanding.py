"""`GET /api/understand`: what somebody means who types a search, as parameters of a list."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from include.filters.fields import MAX_SEARCH_CHARS
from include.understand.text.searches.read import understand
from include.understand.text.searches.times import IGNORED
from realtime import contract
from realtime.api.events import area_of
from realtime.api.query import refuse_unknown
from realtime.area import ServedArea
from realtime.errors import BadParameter
from realtime.limits.visits import client_of
from realtime.service import Service, service_of

UNDERSTAND_PARAMETERS = ("q", "area", "asWords")
FILTERS = (
    "when", "weekday", "timeOfDay", "maxPrice", "minPrice", "cost", "near", "venue", "area", "category", "online",
    "without", IGNORED,
)  # fmt: skip
"""What words may be understood as; what is `without` is no parameter, but in the words that are left, behind a `-`.
What is `ignored` is none either: it says what no filter can."""


async def understood(request: Request) -> Response:
    """The filters that the words of a search name, each with its words, and the words that are left."""
    service, params = service_of(request), request.query_params
    refuse_unknown(params, UNDERSTAND_PARAMETERS)
    kept = frozenset(name.strip() for text in params.getlist("asWords") for name in text.split(",")) - {""}
    for name in sorted(kept):
        if name not in FILTERS:
            raise BadParameter("asWords", f"Words are not understood as '{name[:80]}', but as {', '.join(FILTERS)}.")
    text = params.get("q", "").strip()
    if not text or len(text) > MAX_SEARCH_CHARS or "\0" in text:
        raise BadParameter("q", f"Send a text of 1 to {MAX_SEARCH_CHARS} characters.")
    area = await area_of(service, params)
    meaning = await meaning_of(service, text, area, kept, client_of(request))
    return JSONResponse(meaning, headers={"cache-control": "no-cache"})


async def meaning_of(
    service: Service, text: str, area: ServedArea, kept: frozenset[str], client: str
) -> dict[str, Any]:
    """The answer for a text: `{"understood": [{"filter", "value", "words", "parameters"}], "words", "synonyms"}`."""
    async with service.reading(client) as connection:
        now = await contract.now(connection, service.searches.seconds)
        found = understand(text, now.astimezone(area.zone).replace(tzinfo=None), area.vocabulary, kept)
        synonyms = json.loads(await contract.area_synonyms(connection, area.code, found.words)) if found.words else []
    filters = [
        {"filter": one.filter, "value": one.value, "words": one.words, "parameters": _zoned(one.parameters, area.zone)}
        for one in found.found
    ]
    return {"understood": filters, "words": found.words, "synonyms": synonyms}


def _zoned(parameters: Mapping[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    """The same with the offset of each date, which then means the same to everybody."""
    dates = {name: parameters[name] for name in ("startDate", "endDate") if name in parameters}
    return {**parameters, **{
        name: datetime.fromisoformat(text).replace(tzinfo=zone).isoformat() for name, text in dates.items()
    }}  # fmt: skip
