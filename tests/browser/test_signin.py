"""Signing in with a real browser: what it sends, keeps and hides is its own doing."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.conftest import Database
from tests.realtime.running import Running, running
from tests.realtime.scene import Scene
from tests.realtime.signing import SECRETS, token

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

# resolves once both are subscribed; `received` will be what each of them gets first
FOLLOW = """async () => {
  const once = (target, name, of = (event) => event) =>
    new Promise((resolve) => target.addEventListener(name, (event) => of(event) && resolve(of(event))));
  const word = (type) => (event) => ((message) => message.type === type && message)(JSON.parse(event.data));
  const stream = new EventSource("/api/events/live?rooms=moderation");
  const socket = new WebSocket(`ws://${location.host}/ws`);
  socket.onopen = () => socket.send(JSON.stringify({ type: "subscribe", rooms: ["moderation"] }));
  window.received = Promise.all([
    once(stream, "moderation").then((event) => JSON.parse(event.data).reasons),
    once(socket, "message", word("event")).then((message) => message.data.reasons),
  ]);
  await Promise.all([once(stream, "subscribed"), once(socket, "message", word("subscribed"))]);
}"""
STATUS = "async () => (await fetch('/api/events/live?rooms=moderation', { method: 'HEAD' })).status"


@pytest_asyncio.fixture(loop_scope="session")
async def jatre(database: Database, scene: Scene) -> AsyncIterator[Running]:
    async with running(database.service_url, keepalive_seconds=0.5, live_token_secrets=SECRETS) as service:
        yield service


async def test_a_moderator_signs_in_follows_and_signs_out(page: Page, scene: Scene) -> None:
    page.expected_complaints = ("401", "403")
    await page.goto("/signin")
    await page.get_by_label("Token").fill("spice")
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("alert")).to_contain_text("not one of ours")
    await page.get_by_label("Token").fill(token())
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading")).to_have_text("Signed in as ops")
    assert await page.evaluate("document.cookie") == ""

    await page.evaluate(FOLLOW)
    scene.change(scene.open("Jazz night", scene.at(1, 20)), moderation_reasons=["no venue"])
    assert await page.evaluate("received") == [["no venue"], ["no venue"]]

    await page.get_by_role("button", name="Sign out").click()
    await expect(page.get_by_role("heading")).to_have_text("Sign in")
    assert await page.evaluate(STATUS) == 403
