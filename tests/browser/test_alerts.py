"""Asking to be told from the list in view and from an event's page, and what happens where that cannot be."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import psycopg
import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from include.settings import settings
from tests.browser.test_axe import wrong_on
from tests.browser.test_page import open_live
from tests.conftest import Database
from tests.realtime.alerts.conftest import CONFIGURED
from tests.realtime.running import Running, running
from tests.realtime.scene import Scene

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def jatre(database: Database, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Running]:
    """The service where people can be told."""
    for name, value in CONFIGURED.items():
        monkeypatch.setenv(f"JATRE_{name}", value)
    settings.cache_clear()
    async with running(database.service_url, keepalive_seconds=0.5, as_of=scene.at(0, 12)) as service:
        yield service


async def test_who_asks_for_the_list_in_view_sees_what_is_new_and_erases_all(
    page: Page, scene: Scene, database: Database
) -> None:
    page.expected_complaints = ("401",)  # type: ignore[attr-defined]
    event = scene.open("Jazz night", scene.at(1, 20), category="music")
    scene.open("Flea market", scene.at(1, 11), category="market")
    await open_live(page, "/?category=music")
    tell = page.get_by_role("region", name="Tell me")
    await tell.get_by_role("button", name="Tell me").click()
    assert await wrong_on(page, "the form") == []
    await tell.get_by_label("Nothing from 22:00 until 7:00").check()
    await tell.locator("form").get_by_role("button", name="Tell me").click()
    await expect(tell.get_by_role("status")).to_have_text("You will be told.")

    with psycopg.connect(database.admin_url, autocommit=True) as admin:
        row = admin.execute(
            "select a.filter, c.quiet_from::text, c.id, a.id from jatre.alerts a join jatre.alert_channels c on c.id = a.channel_id"  # noqa: E501
        ).fetchone()
        assert row is not None
        assert (row[0]["category"], row[1]) == (["music"], "22:00:00")
        admin.execute(
            "insert into jatre.alert_outbox (channel_id, alert_id, event_id, kind, version, due_at)"
            " values (%s, %s, %s, 'new', 1, now())",
            [row[2], row[3], event],
        )
    await open_live(page)
    await expect(tell.get_by_role("link", name="New: Jazz night")).to_be_visible()
    await tell.get_by_role("button", name="Seen").click()
    await open_live(page)
    await expect(tell.locator("#told a")).to_have_count(0)

    suggested = page.get_by_role("region", name="For you")
    await expect(suggested.get_by_role("link", name="Jazz night")).to_be_visible()
    await expect(suggested.get_by_role("listitem")).to_contain_text("because you follow “What’s on · Music”")
    await expect(suggested.get_by_role("link", name="Flea market")).to_have_count(0)
    assert await wrong_on(page, "what is suggested") == []
    await suggested.get_by_role("checkbox").uncheck()
    await expect(suggested.get_by_role("link", name="Jazz night")).to_be_hidden()
    await open_live(page)
    await expect(suggested.get_by_role("checkbox")).not_to_be_checked()
    await expect(suggested.get_by_role("link", name="Jazz night")).to_be_hidden()

    await tell.get_by_role("link", name="What you are told").click()
    await expect(page.get_by_role("heading", name="What you are told")).to_be_visible()
    assert await wrong_on(page, "the page behind the link") == []
    await page.locator("summary").click()
    await page.get_by_role("button", name="Erase all that is kept of me").click()
    await expect(page.get_by_role("status")).to_have_text("All that was kept of you is erased.")
    with psycopg.connect(database.admin_url) as admin:
        assert admin.execute("select from jatre.alert_channels").fetchall() == []


async def test_an_event_is_followed_from_its_page_by_mail(page: Page, scene: Scene, database: Database) -> None:
    event = scene.open("Jazz night", scene.at(1, 20), category="music")
    await page.goto(f"/e/{event}")
    tell = page.get_by_role("region", name="Tell me")
    await tell.get_by_role("button", name="Tell me when this changes").click()
    await tell.get_by_label("by e-mail").check()
    await tell.get_by_label("Address").fill("asha@reader.example")
    await page.keyboard.press("Enter")
    await expect(tell.get_by_role("status")).to_contain_text("say yes by its link")
    with psycopg.connect(database.admin_url) as admin:
        rows = admin.execute("select event_id::text, confirmed_at from jatre.alerts").fetchall()
    assert rows == [(str(event), None)]


async def test_what_cannot_be_is_said_and_nothing_is_lost(page: Page, scene: Scene) -> None:
    page.expected_complaints = ("ERR_INTERNET_DISCONNECTED",)  # type: ignore[attr-defined]
    scene.open("Jazz night", scene.at(1, 20), category="music")
    await page.add_init_script("Notification.requestPermission = async () => 'denied'")
    await open_live(page)
    tell = page.get_by_role("region", name="Tell me")
    await tell.get_by_role("button", name="Tell me").click()
    await tell.get_by_label("by this browser").check()
    await tell.locator("form").get_by_role("button", name="Tell me").click()
    await expect(tell.get_by_role("status")).to_contain_text("may not show notifications")

    await tell.get_by_label("here, when I open this page").check()
    await page.context.set_offline(True)
    await tell.locator("form").get_by_role("button", name="Tell me").click()
    await expect(tell.get_by_role("status")).to_contain_text("no connection")
    await expect(tell.locator("form")).to_be_visible()
    await page.context.set_offline(False)
    await tell.locator("form").get_by_role("button", name="Tell me").click()
    await expect(tell.get_by_role("status")).to_have_text("You will be told.")
    kept = json.loads(await page.evaluate("localStorage.getItem('jatre alerts')"))
    assert set(kept) == {"page"}
