"""The page for everybody: keyboard, screen reader, contrast, small screens; and the same from server and script."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.realtime.running import Running
from tests.realtime.scene import AREA, Scene

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

CONTRAST = """() => {
  const parse = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const channel = (c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const behind = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const [r, g, b, a = 1] = parse(getComputedStyle(each).backgroundColor);
      if (a === 1 && r !== undefined) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !element.checkVisibility() || element.closest(".skip, script, .spoken")) continue;
    const style = getComputedStyle(element);
    const [a, b] = [light(parse(style.color)), light(behind(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) poor.push(`${element.className} ${element.textContent.slice(0, 30)} ${ratio.toFixed(2)}`);
  }
  return poor;
}"""

STRUCTURE = """() => {
  const wrong = [];
  const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
  if (new Set(ids).size !== ids.length) wrong.push("an id twice");
  if (!document.documentElement.lang || !document.title) wrong.push("no language or title");
  if (document.querySelectorAll("h1").length !== 1) wrong.push("not one h1");
  if (document.querySelectorAll("main").length !== 1) wrong.push("not one main");
  let before = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3")) {
    const rank = Number(heading.tagName[1]);
    if (rank > before + 1) wrong.push(`h${rank} after h${before}`);
    before = rank;
  }
  for (const each of document.querySelectorAll("a, button"))
    if (each.checkVisibility() && !(each.innerText.trim() || each.ariaLabel)) wrong.push("a control without a name");
  for (const each of document.querySelectorAll("nav")) if (!each.ariaLabel) wrong.push("a nav without a name");
  for (const each of document.images) if (!each.hasAttribute("alt")) wrong.push("an image without alt");
  for (const each of document.querySelectorAll("[aria-labelledby]"))
    if (!document.getElementById(each.getAttribute("aria-labelledby"))) wrong.push("a label that is not there");
  return wrong;
}"""

# Rows and articles as the scripts build them, beside those the server rendered.
BOTH = """async (path) => {
  const page = new DOMParser().parseFromString(await (await fetch(path)).text(), "text/html");
  const data = JSON.parse(page.getElementById("data").textContent);
  const base = document.querySelector("script[type=module]").src.replace(/[^/]+$/, "");
  const load = (name) => import(`${base}${name}.js`);
  const [dom, format, { Model }] = await Promise.all(["dom", "format", "model"].map(load));
  format.setZone(data.area.timezone);
  format.setClock(() => new Date(data.now));
  const plain = (element) => element.outerHTML.replace(/>\\s+/g, ">").replace(/\\s+</g, "<").replace(/\\s+/g, " ");
  if (data.event) {
    const now = new Date(data.now);
    return [[plain(page.getElementById("event")), plain(dom.detail(data.event, data.labels, now, "h1"))]];
  }
  const model = new Model();
  model.load(data.list, data.shownWindow, { area: data.area.code, category: "" }, new Map());
  const made = [...model.days().values()].flat().map((entry) => plain(dom.row(entry, data.labels)));
  const given = [...page.querySelectorAll(".row")].map(plain);
  return given.map((each, index) => [each, made[index]]);
}"""


def moved_by_a_day(scene: Scene, title: str) -> str:
    """An event of the day after tomorrow that was announced for tomorrow."""
    event_id = scene.open(title, scene.at(1, 17))
    scene.change(event_id, start_time=scene.at(2, 17), end_time=scene.at(2, 19))
    scene.run(
        "update event_occurrences set starts_at = %s, ends_at = %s where event_id = %s",
        scene.at(2, 17), scene.at(2, 19), event_id,
    )  # fmt: skip
    return event_id


@pytest.fixture
def fair(scene: Scene) -> list[str]:
    """One of each kind of thing that a list or an event can hold."""
    money: dict[str, Any] = {"minimum": 499, "maximum": 1499, "currency": "INR"}
    return [
        scene.open("Exhibition", scene.at(-2, 10), 24 * 7, category="cultural_event", cost_type="free"),
        scene.open("Jazz & <more>", scene.at(1, 20), category="music", venue_name="The Humming Tree", cost_type="paid",
                  price_range=money, organizer_name="Jazz Goa", venue_address="12th Main", description="One.\n\nTwo.",
                  ticket_url="https://example.org/t", links=[{"source": "a_site", "name": "A site", "url": "https://example.org/a"}]),
        scene.open("Pottery", [scene.at(d, 10) for d in range(2, 14)], category="workshop", cost_type="donation"),
        scene.open("Off", scene.at(2, 19), category="meetup", status="cancelled"),
        scene.open("Later", scene.at(3, 19), category="sports", status="postponed", cost_type="paid"),
        scene.open("Day", scene.at(4, 0), None, date_only=True, category="food_festival"),
        scene.open("Fair", scene.at(5, 0), 72, date_only=True, category="market", cost_type="variable",
                  price_range={"minimum": 20.5, "currency": "EUR"}),
        scene.open("No end", scene.at(6, 7), None),
        scene.open("Stream", scene.at(7, 7), at=None, venue_name="Online", named_area=AREA),
        moved_by_a_day(scene, "Shifted"),
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "kn"])
async def test_server_and_script_render_the_same(page: Page, fair: list[str], language: str) -> None:
    await page.goto(f"/?lang={language}")
    for path in ("/", *(f"/e/{event_id}" for event_id in fair)):
        pairs = await page.evaluate(BOTH, path)
        assert pairs
        for given, made in pairs:
            assert made == given


@pytest.mark.long  # in CI axe looks at the same pages in both schemes; this one knows no text that it leaves undecided
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_texts_stand_out_in_both_schemes(page: Page, fair: list[str], scheme: Any) -> None:
    await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    for path in (
        "/",
        "/?view=map",
        "/?when=tonight",
        "/?when=tonight&category=market",
        f"/e/{fair[1]}",
        f"/e/{fair[3]}",
    ):
        await page.goto(path)
        await expect(page.locator("#pulse")).to_have_text("Live")
        assert await page.evaluate(CONTRAST) == []


async def test_the_structure_is_sound(page: Page, fair: list[str]) -> None:
    for path in ("/", "/?when=weekend", f"/e/{fair[1]}"):
        await page.goto(path)
        await expect(page.locator("#pulse")).to_have_text("Live")
        assert await page.evaluate(STRUCTURE) == []
    await page.goto("/")
    await page.locator(f'.row[data-id="{fair[1]}"] a').click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    assert await page.evaluate(STRUCTURE) == []


async def test_the_keyboard_reaches_everything(page: Page, fair: list[str]) -> None:
    await page.goto("/")
    await expect(page.locator("#pulse")).to_have_text("Live")
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.className") == "skip"
    await page.keyboard.press("Enter")
    assert await page.evaluate("document.activeElement.id") == "main"
    for control in ("Near me", "From the metro"):
        await page.keyboard.press("Tab")
        assert await page.evaluate("document.activeElement.textContent") == control
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.textContent") == "Exhibition"
    outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()
    assert await page.evaluate("document.activeElement.closest('dialog') !== null")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    assert await page.evaluate("document.activeElement.textContent") == "Exhibition"
    await expect(page).to_have_url(f"{await page.evaluate('location.origin')}/")


async def test_nothing_is_wider_than_the_screen(page: Page, fair: list[str], scene: Scene) -> None:
    scene.open("Donaudampfschifffahrtsgesellschaft" * 5, scene.at(1, 12), venue_name="W" * 80, cost_type="free")
    for path in ("/", f"/e/{fair[1]}", "/?lang=kn"):
        for width in (320, 360, 768, 1280):
            await page.set_viewport_size({"width": width, "height": 700})
            await page.goto(path)
            assert await page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)


async def test_motion_is_left_out_for_those_who_ask(browser: Browser, jatre: Running, scene: Scene) -> None:
    scene.open("First", scene.at(1, 18))
    context = await browser.new_context(base_url=jatre.url, reduced_motion="reduce")
    page = await context.new_page()
    await page.goto("/")
    await expect(page.locator("#pulse")).to_have_text("Live")
    await page.evaluate("() => { Element.prototype.animate = () => { document.body.dataset.moved = 'yes' } }")
    event_id = scene.open("Second", scene.at(1, 20))
    await expect(page.locator(f'.row[data-id="{event_id}"]')).to_be_visible()
    scene.take_down(event_id)
    await expect(page.locator(f'.row[data-id="{event_id}"]')).to_have_count(0)
    assert await page.evaluate("document.body.dataset.moved") is None
    await context.close()
