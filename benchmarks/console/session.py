"""A moderator at the console: keys in a real browser, and how long the next item takes to be there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Page
from playwright.async_api import TimeoutError as PlaywrightTimeout

WATCH = """() => {
  const took = (window.took = []);
  let pressed = 0;
  document.addEventListener("keydown", () => { pressed = performance.now(); }, true);
  new MutationObserver(() => {
    const since = pressed; // drawn by the next frame but one
    if (since) requestAnimationFrame(() => requestAnimationFrame(() => took.push(performance.now() - since)));
    pressed = 0;
  }).observe(document.getElementById("chosen"), { childList: true });
}"""
SHOWN = """() => {
  const item = document.querySelector("#chosen .item"), { event, other, version, otherVersion } = item?.dataset ?? {};
  return item ? [`${event} ${other}`, `${version} ${otherVersion}`] : ["", ""];
}"""
BARE = """async () => {
  const began = performance.now();
  await (await fetch("/health/live", { cache: "no-store" })).text();
  return performance.now() - began;
}"""
MOVED = f"(shown) => JSON.stringify(({SHOWN})()) !== JSON.stringify(shown)"
_PATIENCE_MS = 20_000
_END_MS = 5_000


@dataclass
class Session:
    """What became of it: milliseconds until the next item is drawn, and those of a bare request, in turn."""

    keys: list[int] = field(default_factory=list)
    next_ms: list[float] = field(default_factory=list)
    bare_ms: list[float] = field(default_factory=list)
    conflicts: int = 0


async def sign_in(page: Page, token: str) -> None:
    """Open the queue as the holder of a token."""
    await page.goto("/signin")
    await page.get_by_label("Token").fill(token)
    await page.keyboard.press("Enter")
    await page.locator("#live-text", has_text="live").wait_for(timeout=_PATIENCE_MS)


async def decide(page: Page, labels: Mapping[str, bool], count: int, pictures: Path | None = None) -> Session:
    """Decide on `count` pairs as they are labelled, as far as so many wait; `pictures` takes some on the way."""
    session = Session()
    await page.evaluate(WATCH)
    for number in range(count):
        shown = await page.evaluate(SHOWN)
        if shown[0] not in labels:
            break
        keys = ("m", "1") if labels[shown[0]] else ("d", "1")
        await page.keyboard.press(keys[0])
        if pictures and number == count // 2:
            await page.screenshot(path=pictures / "console-pair.png")
        await page.keyboard.press(keys[1])
        await page.wait_for_function(MOVED, arg=shown, timeout=_PATIENCE_MS)
        session.keys.append(len(keys))
        session.bare_ms.append(await page.evaluate(BARE))
        if (await page.evaluate(SHOWN))[0] == shown[0]:  # somebody else was first, and is named
            session.conflicts += 1
            again = await page.evaluate(SHOWN)
            await page.keyboard.press("j")
            try:
                await page.wait_for_function(MOVED, arg=again, timeout=_END_MS)
            except PlaywrightTimeout:  # it is the last
                break
    session.next_ms = await page.evaluate("window.took")
    if pictures:
        await page.goto("/admin/decisions")
        await page.screenshot(path=pictures / "console-decisions.png")
    return session
