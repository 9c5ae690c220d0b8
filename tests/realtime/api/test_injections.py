"""What is written to be run somewhere, in each parameter of each call: it is text to us, or refused.

The calls are those of the OpenAPI document (parts of the address, queries, headers, members of bodies) and the pages.
Each place takes one text after the other: what SQL, HTML, HTTP, a file system, a template, JSON, a terminal or
JavaScript would take for theirs. Nothing fails, nothing comes back as it would be run, no header is added, and what was
stored by it is as harmless on the pages of the console.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any, NamedTuple
from urllib.parse import quote

import httpx
import pytest

from realtime.api.openapi.document import document
from tests.conftest import Database
from tests.realtime.holders import hold
from tests.realtime.matrix import CALLS, DELIVERED, EVENT, PARTS
from tests.realtime.running import Running, running
from tests.realtime.scene import Scene
from tests.realtime.signing import SECRETS, bearing

MARKUP = "<img src=x onerror=alert(1)>"
PAYLOADS = {
    "SQL": "x'; drop table jatre.discovered_events; -- ",
    "SQL in brackets": "1) or (1=1",
    "HTML": f"'\">{MARKUP}</script><script>alert(1)</script>",
    "header": "x\r\nx-injected: 1\r\n\r\n" + MARKUP,
    "path": "../../../../etc/passwd",
    "template": "{{ 7 * 7 }}${7*7}#{7*7}<%= 7*7 %>{% raw %}" + MARKUP,
    "JSON": '{"$ne": null, "__proto__": {"isAdmin": true}}',
    "nothing": "a\x00b",
    "turned": "\u202e" + MARKUP + "\u2066\ufeff",
    "long": MARKUP + "(" * 3_000,
    "prototype": "__proto__",
    "constructor": "constructor",
    "terminal": "\x1b]0;owned\x07\x1b[2J" + MARKUP,
    "address": "javascript:alert(1)//",
}
MANY = 10**6
AT_ONCE = f"x'; drop table jatre.images; -- \"> {MARKUP}</script><script>alert(1)</script> {{{{ 7 * 7 }}}} ${{7*7}}"
"""What every place takes: what SQL, HTML and templates would take for theirs, in one text."""
ROUNDS = 1
"""Texts that each place takes beside that; `make long` gives it all."""
HARMLESS = {"application/json", "application/problem+json", "application/geo+json", "text/calendar", "text/csv"}
"""Types that no browser reads as a page, sniffing being forbidden."""


class Place(NamedTuple):
    """Where a text may stand in a call."""

    method: str
    path: str
    kind: str
    name: str
    body: dict[str, Any] | None = None

    def request(self, client: httpx.AsyncClient, text: str, headers: dict[str, str]) -> httpx.Request:
        """The call with the text in this place."""
        path, query, body, form = self.path, {}, self.body, None
        if self.kind == "path":
            path = path.replace(f"{{{self.name}}}", quote(text, safe=""))
        elif self.kind == "query":
            query[self.name] = text
        elif self.kind == "name":
            query[text] = "1"
        elif self.kind == "header":
            headers = headers | {self.name: text.encode("utf-8", "replace").translate(None, bytes(range(32))).strip()}
        elif self.kind == "form":
            form, body = {self.name: text}, None
        elif self.kind == "member":
            body = (body or {}) | {self.name: text}
        elif self.kind == "within":
            body = (body or {}) | {self.name: {text: [text]}}
        for part, value in PARTS.items():
            path = path.replace(part, value)
        return client.build_request(self.method, path, params=query or None, headers=headers, json=body, data=form)


def _known(schema: dict[str, Any]) -> Any:
    """A value that fits a schema of a body's member."""
    if "anyOf" in schema:
        return _known(schema["anyOf"][0])
    if "prefixItems" in schema:
        return [_known(one) for one in schema["prefixItems"]]
    found = {
        "string": schema.get("enum", ["hall"])[0] if schema.get("format") != "uuid" else EVENT,
        "integer": 1, "number": 1, "boolean": False, "object": {},
    }  # fmt: skip
    return [_known(schema["items"])] if schema.get("type") == "array" else found.get(schema.get("type", ""))


def _of_call(method: str, path: str, call: dict[str, Any]) -> Iterator[Place]:
    content = call.get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema", {})
    members = schema.get("properties", {"@type": {}, "name": {}} if content else {})
    body = {name: _known(members[name]) for name in schema.get("required", [])} if content else None
    for one in call["parameters"]:
        yield Place(method, path, one["in"], one["name"], body)
    yield Place(method, path, "name", "", body)
    for name in members:
        yield Place(method, path, "member", name, body)
        yield Place(method, path, "within", name, body)


def places() -> list[Place]:
    """All of the document and, beside them, of the pages."""
    found = [
        one
        for path, calls in document()["paths"].items()
        for method, call in calls.items()
        if path != "/ws"
        for one in _of_call(method.upper(), path, call)
    ]
    lists = [one["name"] for one in document()["paths"]["/api/events/discovered"]["get"]["parameters"]]
    found += [Place("GET", "/", "query", name) for name in [*lists, "lang", "nosuch"]]
    found += [Place("GET", "/admin/items/{id}", "query", name) for name in ("other", "part")]
    found += [Place("GET", "/admin/decisions", "query", "before"), Place("GET", "/submit", "query", "sent")]
    found += [Place("GET", one.route, "path", "id") for one in CALLS if "{id}" in one.route and one.access == "page"]
    found += [Place("GET", path, "path", name) for path, name in PAGE_PARTS.items()]
    found += [Place("POST", "/submit", "form", name) for name in (*SUBMITTED, "token", "website", "__proto__")]
    found += [Place("POST", "/signin", "form", "token")]
    common = ("User-Agent", "Referer", "Accept-Language", "X-Forwarded-For", "X-Request-Id", "Cookie", "Accept")
    return found + [Place("GET", path, "header", name) for path in ("/", "/admin", "/submit") for name in common]


PAGE_PARTS = {
    "/e/{id}": "id", "/places/{id}": "id", "/sources/{slug}": "slug", "/static/{version}/{file:path}": "file:path",
}  # fmt: skip
SUBMITTED = document()["paths"]["/api/submissions"]["post"]["requestBody"]["content"]["application/json"]["schema"][
    "properties"
]


@pytest.fixture
async def fair(database: Database, scene: Scene) -> AsyncIterator[Running]:
    """The service with an event that waits and a source, and with no limits that a tester would meet."""
    scene.run("insert into event_sources (slug, name, kind, type) values ('hall', 'Hall', 'rss', 'rss')")
    scene.open("Jazz", scene.at(1, 20), id=EVENT, moderation_status="pending")
    limits = ("searches_per_minute", "counts_per_minute", "failed_sign_ins_per_minute", "submissions_per_minute")
    async with running(
        database.service_url, live_token_secrets=SECRETS, webhook_secrets={"hall": "s" * 32},
        **dict.fromkeys((*limits, "submissions_per_hour"), MANY),
    ) as service:  # fmt: skip
        yield service


def wrong(answer: httpx.Response) -> str | None:
    """What is wrong with an answer, if anything."""
    if answer.status_code >= 500:
        return f"answered {answer.status_code}"
    if "x-injected" in answer.headers or any(MARKUP in value for value in answer.headers.values()):
        return "in a header"
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if answer.headers["x-content-type-options"] != "nosniff":
        return "its type may be guessed"
    if kind not in HARMLESS and (MARKUP in answer.text or "<script>alert" in answer.text):
        return f"written as it is into {kind}"
    if "\x1b" in answer.text or "\u202e" in answer.text or "\x00" in answer.text:
        return "with characters that nobody sees"
    return "run as a template" if "49" in answer.text.split() else None


@pytest.mark.parametrize("rounds", [ROUNDS, pytest.param(len(PAYLOADS), marks=pytest.mark.long)])
async def test_what_would_be_run_elsewhere_is_text_or_refused(fair: Running, database: Database, rounds: int) -> None:
    texts = itertools.cycle(PAYLOADS.items())
    bearer = bearing(hold(database, "admin"))
    faults, statuses = list[str](), set[int]()
    for place in places():
        for what, text in [("all at once", AT_ONCE), *itertools.islice(texts, rounds)]:
            headers = DELIVERED if "webhooks" in place.path else bearer if "/admin" in place.path else {}
            request = place.request(fair.client, text, headers)
            fair.client.cookies.clear()
            answer = await fair.client.send(request, stream=True)
            statuses.add(answer.status_code)
            if not answer.headers.get("content-type", "").startswith("text/event-stream"):
                await answer.aread()
                if fault := wrong(answer):
                    faults.append(f"{what} in {place[:4]}: {fault}")
            await answer.aclose()
    assert not faults, "\n".join(faults)
    assert {200, 400, 404, 422} <= statuses

    for one in CALLS:
        if one.access == "page":
            answer = await fair.client.get(one.path, headers=bearer)
            assert (answer.status_code, wrong(answer)) == (200, None), one.path


def test_each_member_of_each_body_is_a_place() -> None:
    """So that nothing is left out because the document's form was not understood."""
    found = {(one.method, one.path, one.name) for one in places() if one.kind == "member"}
    assert {("POST", "/api/admin/tokens", "name"), ("POST", "/api/submissions", "title")} <= found
    assert {("POST", "/api/admin/events/{id}/decisions", "patch"), ("POST", "/api/webhooks/{source}", "name")} <= found
    assert len(json.dumps(sorted(found))) > 1_000
