"""A site that answers with something else than its list has not declared its events gone, whatever reads it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from include.errors import UnreadablePayload
from include.sources import registry
from include.sources.base import Delivery
from tests.sources.conftest import NOW, Connect, Site
from tests.sources.test_poisoned_fields import KINDS

ANSWERS = {
    "null": None,
    "true": True,
    "a number": 7,
    "a text": "sold out",
    "an object": {},
    "an error": {"error": {"code": 429, "message": "too many requests"}},
    "null for the list": {"data": None},
    "a number for the list": {"data": 0},
    "a text for the list": {"data": "none"},
    "objects by id": {"data": {"1": {"id": 1}}},
    "null in the list": [None],
    "numbers in the list": [1, 2],
    "lists in the list": [[], [1]],
}
EMPTY = {"a list": [], "a list in it": {"data": []}}


def fetched(kind: str, answer: Any, site: Site, connect: Connect, **config: Any) -> tuple[int, bool, bool]:
    """Records, whether the fetch is complete, and whether a reason is given."""
    about, body = KINDS[kind], json.dumps(answer).encode()
    site.put(f"/list{about.path}", body, media_type="application/json")
    source = connect(kind, {**about.config, **({} if about.pushed else {"url": f"{site.base}/list"}), **config}).source
    source.deliveries = [Delivery(1, "first", body, NOW)] if about.pushed else ()
    try:
        result = source.fetch(NOW)
    except UnreadablePayload:
        return 0, False, True
    return len(result.records), result.complete, bool(result.unreadable)


@pytest.mark.parametrize("answer", list(ANSWERS.values()), ids=list(ANSWERS))
@pytest.mark.parametrize("kind", sorted(kind for kind in registry.KINDS if not KINDS[kind].crawls))
def test_it_is_reported_and_claims_nothing(kind: str, answer: Any, site: Site, connect: Connect) -> None:
    assert fetched(kind, answer, site, connect) == (0, False, True)


@pytest.mark.parametrize("answer", list(ANSWERS.values()), ids=list(ANSWERS))
def test_the_same_where_an_api_has_its_list_inside(answer: Any, site: Site, connect: Connect) -> None:
    expected = (0, True, False) if answer == {"data": None} else (0, False, True)

    assert fetched("json_api", answer, site, connect, items="data") == expected


@pytest.mark.parametrize("answer", list(EMPTY.values()), ids=list(EMPTY))
def test_an_empty_list_is_one(answer: Any, site: Site, connect: Connect) -> None:
    items = "data" if isinstance(answer, dict) else ""

    assert fetched("schema_org", answer, site, connect) == (0, True, False)
    assert fetched("json_api", answer, site, connect, items=items) == (0, True, False)
