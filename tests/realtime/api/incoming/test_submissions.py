"""What readers send in: what is taken, what is refused and kept in the form, and that nothing is asked about them."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import httpx
import psycopg
import pytest

from include.operations.incoming.webhooks import take_deliveries
from include.settings import settings
from realtime.api.incoming import form_tokens
from realtime.api.incoming import submissions as module
from realtime.api.incoming.submissions import TRAP, SubmissionRefused, event_of
from realtime.limits import visits
from tests.conftest import Database
from tests.realtime.running import Running, running
from tests.realtime.scene import Scene

TODAY = date(2026, 3, 2)
FIELDS = {
    "title": "Open mic", "date": "2026-03-14", "start": "19:30", "end": "22:00", "venue": "Lamp Rooms",
    "address": "12, 100 Feet Road", "price": "₹200", "link": "https://lamps.example/mic",
    "description": "Sign up at the door.",
}  # fmt: skip


@pytest.fixture
async def service(database: Database, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Running]:
    monkeypatch.setattr(form_tokens, "MIN_SECONDS", 0)
    noon = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
    async with running(database.service_url, submissions_per_minute=10, as_of=noon) as made:
        yield made


def deliveries(database: Database) -> list[Any]:
    with psycopg.connect(database.admin_url) as admin:
        rows = admin.execute(
            "select i.body from jatre.webhook_inbox i join jatre.event_sources s on s.id = i.source_id"
            " where s.slug = 'submissions' order by i.id"
        )
        return [json.loads(row[0]) for row in rows]


async def token(service: Running) -> str:
    return str((await service.client.get("/api/submissions")).json()["token"])


async def send(service: Running, **changed: str) -> httpx.Response:
    fields = {"token": await token(service), **FIELDS, **changed}
    return await service.client.post("/api/submissions", json=fields)


async def post(service: Running, **changed: str) -> httpx.Response:
    """As a browser without scripts does: the form's own hidden fields, and what was typed."""
    page = (await service.client.get("/submit")).text
    hidden = re.search(r'name="token" value="([^"]+)"', page)
    assert hidden
    body = urlencode({"token": hidden[1], TRAP: "", **FIELDS, **changed})
    headers = {"content-type": "application/x-www-form-urlencoded", "origin": service.url}
    return await service.client.post("/submit", content=body, headers=headers)


async def test_an_event_is_stored_as_a_delivery(service: Running, database: Database) -> None:
    answer = await send(service)

    (event,) = deliveries(database)
    assert (answer.status_code, answer.json()["status"]) == (202, "stored")
    assert event == {
        "@type": "Event", "@id": f"submission:{answer.json()['submission']}", "name": "Open mic",
        "startDate": "2026-03-14T19:30", "endDate": "2026-03-14T22:00", "description": "Sign up at the door.",
        "location": {"@type": "Place", "name": "Lamp Rooms", "address": "12, 100 Feet Road"},
        "offers": {"price": "₹200"}, "url": "https://lamps.example/mic",
    }  # fmt: skip


async def test_the_form_works_without_scripts(service: Running, database: Database) -> None:
    answer = await post(service, description="Every poet & singer, “bring a friend”")

    thanks = await service.client.get(answer.headers["location"])
    assert (answer.status_code, answer.headers["location"]) == (303, "/submit?sent=1")
    assert "Thank you" in thanks.text
    assert [one["description"] for one in deliveries(database)] == ["Every poet & singer, “bring a friend”"]
    page = await service.client.get("/submit")
    assert "<script" not in page.text
    assert "style=" not in page.text
    assert page.headers["cache-control"] == "no-store"


async def test_what_is_wrong_is_named_and_what_was_written_stays(service: Running, database: Database) -> None:
    for changed, field in [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"description": "x" * 5_001}, "description"),
        ({"date": "2026-03-01"}, "date"),
        ({"date": "2027-06-01"}, "date"),
        ({"date": "14.3."}, "date"),
        ({"date": "", "description": ""}, "date"),
        ({"start": "7 pm"}, "start"),
        ({"end": "25:00"}, "end"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "http://["}, "link"),
        ({"link": "http://127.0.0.1/"}, "link"),
        ({"link": "https://meena:secret@club.example/"}, "link"),
        ({"description": "bit.ly/x t.co/y evil.example/z"}, "description"),
        ({"description": "http://a.example http://b.example www.c.example"}, "description"),
        ({"title": "www.a.example www.b.example http://c.example"}, "description"),
    ]:
        refused, page = await send(service, **changed), await post(service, venue="The <b>Lamp</b> & Rooms", **changed)

        assert (refused.status_code, refused.json()["error"]["field"]) == (422, field), (changed, field)
        assert page.status_code == 422, (changed, field)
        assert 'role="alert"' in page.text, (changed, field)
        assert "The &lt;b&gt;Lamp&lt;/b&gt; &amp; Rooms" in page.text, (changed, field)
        assert deliveries(database) == [], (changed, field)


async def test_the_source_is_moderated_and_may_be_paused(service: Running, database: Database) -> None:
    await send(service)
    with psycopg.connect(database.admin_url, autocommit=True) as admin:
        made = admin.execute(
            "select kind, type, config, area_code, official, priority from jatre.event_sources"
            " where slug = 'submissions'"
        ).fetchone()
        admin.execute("update jatre.event_sources set is_active = false where slug = 'submissions'")

    assert made == ("webhook", "webhook", {"moderated": True}, "indiranagar", False, 10)
    assert (await send(service)).status_code == 503
    assert len(deliveries(database)) == 1


async def test_what_is_sent_in_comes_to_a_moderator(service: Running, database: Database, monkeypatch: Any) -> None:
    """Through all stages, with the day and the hour that the text names."""
    text = "Poets and singers. 14 March 2026, 7 pm. Call 98450 12345."
    await send(service, date="", start="", end="", description=text)
    monkeypatch.setenv("JATRE_PIPELINE_URL", database.pipeline_url)
    monkeypatch.setenv("JATRE_AS_OF", "2026-03-02T12:00:00+05:30")
    monkeypatch.setenv("JATRE_USE_MODELS", "false")
    settings.cache_clear()
    try:
        took = await asyncio.to_thread(take_deliveries, "a run")
    finally:
        settings.cache_clear()

    with psycopg.connect(database.admin_url) as admin:
        found = admin.execute(
            "select title, description, start_time at time zone 'Asia/Kolkata', moderation_status, is_public"
            " from jatre.discovered_events"
        ).fetchone()
    assert took == {"found": 1}
    assert found is not None
    title, description, starts, status, is_public = found
    assert (title, starts, status, is_public) == ("Open mic", datetime(2026, 3, 14, 19, 0), "pending", False)  # noqa: DTZ001
    assert "98450" not in description


class TestSpam:
    async def test_the_trap_takes_what_fills_it_in(self, service: Running, database: Database) -> None:
        assert (await post(service, **{TRAP: "https://spam.example"})).status_code == 303
        assert (await send(service, **{TRAP: "x"})).status_code == 202
        assert deliveries(database) == []

    async def test_a_form_is_sent_once(self, service: Running, database: Database) -> None:
        one = await token(service)

        first, again, other = [
            await service.client.post("/api/submissions", json={**FIELDS, "token": one, "title": title})
            for title in ("Open mic", "Open mic", "Another")
        ]

        assert [first.status_code, again.status_code, other.status_code] == [202, 202, 422]
        assert len(deliveries(database)) == 1

    async def test_a_token_that_is_not_ours(self, service: Running, database: Database) -> None:
        for wrong in ["", "x", "1.x.y", "{0}x", "9{0}"]:
            answer = await send(service, token=wrong.format(await token(service)))

            assert (answer.status_code, answer.json()["error"]["field"]) == (409, "token"), wrong
            assert deliveries(database) == [], wrong

    def test_a_token_has_an_age(self) -> None:
        salt, made = b"s" * 32, form_tokens.issue(b"s" * 32, 1_000, "203.0.113.7")

        assert form_tokens.check(made, salt, 1_003, "203.0.113.7").startswith("1000-")
        for salt_then, now in ((salt, 1_002), (salt, 1_000 + 7_201), (b"t" * 32, 1_010)):
            with pytest.raises(form_tokens.TokenRefused):
                form_tokens.check(made, salt_then, now, "203.0.113.7")

    def test_a_token_is_for_the_network_that_asked_for_it(self) -> None:
        made = form_tokens.issue(b"s" * 32, 1_000, "203.0.113.7")

        with pytest.raises(form_tokens.TokenRefused):
            form_tokens.check(made, b"s" * 32, 1_010, "203.0.113.8")

    @pytest.mark.parametrize("strange", ["\ud800", "é", "ಜ", "\x00"])
    def test_what_no_token_holds_is_refused_wherever_it_stands(self, strange: str) -> None:
        made = form_tokens.issue(b"s" * 32, 1_000, "203.0.113.7")

        for wrong in (made + strange, strange + made, made.replace(".", f".{strange}", 1), f"1.x.{strange}"):
            with pytest.raises(form_tokens.TokenRefused):
                form_tokens.check(wrong, b"s" * 32, 1_010, "203.0.113.7")

    async def test_one_address_may_send_in_only_so_much(
        self, service: Running, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for names in (module, visits):
            monkeypatch.setattr(names, "address_of", lambda _: "203.0.113.7")

        statuses = [(await send(service)).status_code for _ in range(11)]

        assert statuses == [202] * 10 + [429]

    async def test_readers_behind_a_proxy_of_this_machine_are_not_one_address(self, service: Running) -> None:
        statuses = {(await send(service)).status_code for _ in range(11)}

        assert statuses == {202}

    async def test_all_together_may_send_in_only_so_much_within_an_hour(
        self, database: Database, scene: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(form_tokens, "MIN_SECONDS", 0)
        noon = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
        async with running(database.service_url, submissions_per_hour=2, as_of=noon) as service:
            one = await token(service)
            body = {**FIELDS, "token": one}
            statuses = [(await service.client.post("/api/submissions", json=body)).status_code]
            statuses += [(await send(service)).status_code for _ in range(2)]
            statuses.append((await service.client.post("/api/submissions", json=body)).status_code)
            with psycopg.connect(database.admin_url, autocommit=True) as admin:
                admin.execute("update jatre.webhook_inbox set received_at = received_at - interval '61 minutes'")
            statuses.append((await send(service)).status_code)

        # the fourth is the first once more, which is stored already
        assert statuses == [202, 202, 503, 202, 202]
        assert len(deliveries(database)) == 3

    async def test_a_page_of_another_site_may_not(self, service: Running, database: Database) -> None:
        answer = await service.client.post("/submit", content=b"title=x", headers={"origin": "https://evil.example"})

        assert answer.status_code == 403
        assert deliveries(database) == []

    async def test_nor_by_the_interface(self, service: Running, database: Database) -> None:
        for headers, status in [
            ({"origin": "https://evil.example", "content-type": "application/json"}, 403),
            ({"sec-fetch-site": "cross-site", "content-type": "application/json"}, 403),
            ({"content-type": "text/plain"}, 415),
            ({"content-type": "application/x-www-form-urlencoded"}, 415),
            ({}, 415),
            ({"content-type": "Application/JSON; charset=utf-8"}, 202),
        ]:
            body = json.dumps({**FIELDS, "token": await token(service)}).encode()

            answer = await service.client.post("/api/submissions", content=body, headers=headers)

            assert answer.status_code == status, (headers, status)
            assert len(deliveries(database)) == (status == 202), (headers, status)

    @pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
    async def test_pages_of_other_sites_have_no_leave_to_read_a_token(self, service: Running, method: str) -> None:
        headers = {"origin": "https://evil.example", "access-control-request-method": "GET"}

        answer = await service.client.request(method, "/api/submissions", headers=headers)
        other = await service.client.get("/api/events/discovered", headers=headers)

        assert [name for name in answer.headers if name.startswith("access-control")] == []
        assert other.headers["access-control-allow-origin"] == "*"

    async def test_a_body_that_is_none(self, service: Running) -> None:
        for body in [b"[]", b"{", b'{"title": 7}', b"[" * 100_000, b'{"title": "' + b"x" * 70_000]:
            headers = {"content-type": "application/json"}

            answer = await service.client.post("/api/submissions", content=body, headers=headers)

            assert (answer.status_code, answer.json()["error"]["field"]) == (422, "body"), body

    async def test_when_too_many_wait_it_is_said_and_kept(
        self, service: Running, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def full(*_: object) -> str:
            return "full"

        monkeypatch.setattr(module.contract, "submission_receive", full)

        page = await post(service, title="Kept")

        assert page.status_code == 503
        assert 'value="Kept"' in page.text


def test_the_day_may_be_in_the_description_alone() -> None:
    event = event_of({"title": "Open mic", "description": "Join us on 14 March at 7 pm"}, "n", TODAY)

    assert event == {"@type": "Event", "@id": "n", "name": "Open mic", "description": "Join us on 14 March at 7 pm"}


@pytest.mark.parametrize("field", ["start", "end"])
def test_an_hour_without_its_day_is_asked_for_and_not_dropped(field: str) -> None:
    with pytest.raises(SubmissionRefused) as refused:
        event_of({"title": "Open mic", "description": "Join us on 14 March", field: "19:30"}, "n", TODAY)
    assert refused.value.field == "date"


def test_bounds_of_the_day() -> None:
    for days, good in ((0, True), (400, True), (401, False), (-1, False)):
        fields = {"title": "Open mic", "date": (TODAY + timedelta(days=days)).isoformat()}
        if good:
            assert event_of(fields, "n", TODAY)["startDate"] == fields["date"]
        else:
            with pytest.raises(SubmissionRefused):
                event_of(fields, "n", TODAY)


@pytest.mark.parametrize(
    "link",
    [
        "http://localhost/", "http://LOCALHOST:8080/x", "http://printer/", "http://nas.local/", "http://10.0.0.8/",
        "http://192.168.1.1/", "http://169.254.169.254/", "http://[::1]/", "http://[::ffff:127.0.0.1]/",
        "http://[fd00::1]/", "http://127.1/", "http://2130706433/", "http://0x7f.0x1/", "http://meena@club.example/",
        "http://:secret@club.example/", "http://@club.example/", "https://club.example:99999/",
    ],
)  # fmt: skip
def test_a_link_that_is_not_for_everybody(link: str) -> None:
    with pytest.raises(SubmissionRefused) as refused:
        event_of({"title": "Open mic", "date": "2026-03-14", "link": link}, "n", TODAY)

    assert refused.value.field == "link"


@pytest.mark.parametrize(
    "link",
    ["https://club.example/", "http://club.example:8080/@meena", "https://münchen.example/", "http://93.184.215.14/"],
)
def test_a_link_that_is(link: str) -> None:
    assert event_of({"title": "Open mic", "date": "2026-03-14", "link": link}, "n", TODAY)["url"] == link


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("https://a.example/x www.b.example", 2),
        ("bit.ly/x", 1),
        ("See Bit.ly/x, or shop.club.example?from=here (a.example:8080)", 3),
        ("http://a.example/b.example/c", 1),
        ("and/or 7.30/8.30 pm, Rs. 200/-, meena@club.example/x, Dr. Rao", 0),
    ],
)
def test_what_counts_as_a_link(text: str, links: int) -> None:
    assert len(module._LINK.findall(text)) == links
