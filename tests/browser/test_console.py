"""The moderators' console in a real browser: keys, decisions, undo, and that nothing of what sites wrote is run."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, Literal

import pytest
from PIL import Image
from playwright.async_api import Browser, Page, Route, expect
from psycopg.types.json import Jsonb

from deploy.local.commands import screenshots
from tests.browser.test_access import CONTRAST, STRUCTURE
from tests.conftest import Database
from tests.realtime.holders import hold
from tests.realtime.running import Running
from tests.realtime.scene import Scene

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

HOSTILE = (
    '<img src=x onerror="window.hacked=1">',
    "</script><script>window.hacked=2</script>",
    '"><svg onload=window.hacked=3>',
    "{{ 7 * 7 }} ${7*7} javascript:window.hacked=4",
)
DECIDED = "select kind, decided_by, reason from event_decisions where revoked_at is null order by version"


@pytest.fixture
def waiting(scene: Scene) -> dict[str, str]:
    """Four events that wait, as hostile as can be, a pair that may be one, and a place of which two report.

    The first is seen by most.
    """
    scene.run(
        "insert into event_sources (slug, name, kind, type, config, area_code)"
        " values ('guide', '<b onclick=window.hacked=5>Guide</b>', 'rss', 'rss', '{}', 'indiranagar'),"
        " ('tickets', 'Tickets', 'rss', 'rss', '{}', 'indiranagar')"
    )
    events = {}
    for number, text in enumerate(HOSTILE):
        event = scene.open(
            text, scene.at(2, 20), moderation_status="pending", moderation_reasons=[text], venue_name=text,
            description=text, organizer_name=text, external_url="https://example.org/x", quality_score=0.5,
        )  # fmt: skip
        scene.run("insert into event_counters (event_id, view_count) values (%s, %s)", event, 90 - number)
        listing(scene, "guide", event, text, url="javascript:window.hacked=6")
        events[text] = event
    for slug, title in (("guide", "Monsoon Jazz Quartet"), ("tickets", "Monsoon Jazz")):
        events[title] = scene.open(title, scene.at(3, 20), venue_name="The Humming Tree")
        listing(scene, slug, events[title], title)
    scene.run(
        "insert into event_duplicates (primary_event_id, duplicate_event_id, similarity_score, match_fields)"
        " select %s, id, 0.8, %s from events_staging where event_id = %s",
        events["Monsoon Jazz Quartet"],
        Jsonb({
            "decided": "for review", "probability": 0.55, "title": 0.8, "time": 1.0, "location": 0.4,
            "log_odds": {"prior": -3.0, "title": 3.1, "time": 2.0, "location": -1.9},
        }),
        events["Monsoon Jazz"],
    )  # fmt: skip
    place = scene.place(HOSTILE[0])
    scene.run(
        "insert into place_reports (place_id, reporter, said, reported_at)"
        " values (%s, 'a', 'packed', %s), (%s, 'b', 'quiet', %s)",
        place, scene.at(0, 11, 59), place, scene.at(0, 11, 58),
    )  # fmt: skip
    return events


def listing(scene: Scene, slug: str, event: str, title: str, url: str | None = None) -> None:
    scene.run(
        "insert into events_staging (source_id, external_id, content_hash, raw_data, processed_data, status, stage,"
        " event_id, local_dates) select id, %s, sha256(convert_to(%s, 'UTF8')), '{}', %s, 'approved', 'done', %s,"
        " array[current_date + 3] from event_sources where slug = %s",
        title, title, Jsonb({"title": title, "url": url}), event, slug,
    )  # fmt: skip


def rows(scene: Scene, statement: str) -> list[Any]:
    return scene._connection.execute(statement).fetchall()


CLOSED_AND_ASKED = """() => {
  const [dialog, field] = [document.getElementById("dialog"), document.activeElement];
  dialog.close();
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "?", bubbles: true }));
  return dialog.open;
}"""

PREVIEW = {
    "source": {"slug": "hall", "name": "Hall", "kind": "rss"}, "read_by": None, "attempts": [], "listings": 2,
    "events": [{"event": {"title": HOSTILE[1], "startTime": "2026-12-05T14:30:00Z"}, "hidden": None}], "left_out": 0,
    "skipped": [{"listing": HOSTILE[0], "reason": "it names no date"}], "more_skipped": 0, "warnings": [HOSTILE[2]],
}  # fmt: skip


async def answer(scene: Scene, kind: str, document: dict[str, Any]) -> None:
    """What the pipeline does with a request, once the page has written it."""
    done = (
        "update pipeline_requests set state = 'done', answer = %s, started_at = asked_at, finished_at = asked_at"
        " where kind = %s and state = 'waiting' returning id"
    )
    for _ in range(200):
        if scene._connection.execute(done, (Jsonb(document), kind)).fetchall():
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"nobody asked for {kind}")


async def sign_in(page: Page, database: Database, scope: str = "moderator", name: str = "meena") -> None:
    await page.goto("/admin")
    await expect(page).to_have_url(f"{page.url.partition('/signin')[0]}/signin")
    await page.get_by_label("Token").fill(hold(database, scope, name))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("navigation", name="Console")).to_be_visible()


async def test_a_moderator_decides_by_keys_and_nothing_of_what_was_written_runs(
    page: Page, jatre: Running, database: Database, scene: Scene, waiting: dict[str, str]
) -> None:
    await sign_in(page, database)
    await expect(page.locator("#live-text")).to_have_text("live")  # its script runs: the service renders the rest
    title = page.locator("#chosen h2")
    await expect(page.locator("#total")).to_have_text("5")
    await expect(title).to_have_text(HOSTILE[0])
    await page.keyboard.press("a")
    await expect(title).to_have_text(HOSTILE[1])
    await page.keyboard.press("r")
    await page.locator('[data-go="next"]').click()
    await expect(title).to_have_text(HOSTILE[2])
    await page.keyboard.press("3")  # a reason to reject what is no longer shown: nothing is decided
    await page.keyboard.press("k")
    await expect(title).to_have_text(HOSTILE[1])
    await page.keyboard.press("r")
    await page.keyboard.press("3")
    await expect(title).to_have_text(HOSTILE[2])
    await page.keyboard.press("s")
    await page.keyboard.press("1")
    await expect(title).to_have_text(HOSTILE[3])
    await page.keyboard.press("f")
    await page.keyboard.press("0")
    await expect(title).to_have_text("Monsoon Jazz Quartet")
    await expect(page.locator(".waterfall")).to_contain_text("+0.2 in all: 55% that they are one event.")
    await page.keyboard.press("m")
    await page.keyboard.press("1")
    await expect(page.locator("#chosen")).to_contain_text("Nothing waits")
    assert rows(scene, DECIDED) == [
        ("approve", "meena", None), ("reject", "meena", "a hoax"), ("snooze", "meena", None), ("flag", "meena", None),
        ("merge", "meena", "the same happening"),
    ]  # fmt: skip
    assert await page.evaluate("window.hacked") is None
    for path in ("/admin/decisions", "/admin/sources", f"/admin/items/{waiting[HOSTILE[1]]}"):
        await page.goto(path)
        await expect(page.locator("main")).to_contain_text("onclick" if "sources" in path else HOSTILE[1])
        assert await page.evaluate("window.hacked") is None
    assert await page.locator('a[href^="javascript"]').count() == 0

    # no pipeline runs here, and nobody has to wait for one to take a decision back
    await page.goto("/admin/decisions")
    await page.locator("[data-undo]").first.click()
    await expect(page.locator("#dialog")).to_contain_text("has not begun", timeout=20_000)
    await page.get_by_role("button", name="Do it").click()
    await expect(page.locator("tr.undone")).to_have_count(1)


async def test_many_are_decided_at_once_by_a_rule_and_every_action_is_in_the_palette(
    page: Page, jatre: Running, database: Database, scene: Scene, waiting: dict[str, str]
) -> None:
    await sign_in(page, database)
    await expect(page.locator("#live-text")).to_have_text("live")
    await page.keyboard.press("b")
    dialog = page.locator("#dialog")
    await expect(dialog.locator(".caught li")).to_have_count(0)
    await dialog.get_by_label("Source").select_option("<b onclick=window.hacked=5>Guide</b>")
    await expect(dialog.locator(".caught li")).to_have_count(4)
    await expect(dialog.locator(".meta")).to_contain_text("4 of 4 events")
    assert await page.evaluate(STRUCTURE) == []
    is_wide = "(all) => all.some((one) => one.offsetWidth > one.parentElement.clientWidth)"
    assert not await dialog.locator("select").evaluate_all(is_wide), "a long reason makes no field wider than its place"
    await dialog.get_by_label("Title or venue has").press("Enter")
    await dialog.locator(".caught input").first.press("Enter")
    await expect(dialog, "who ends a search, or presses Enter at an event, decides nothing by that").to_be_visible()
    await dialog.locator(".caught input").nth(1).uncheck()
    scene.run("select decision_write_v1('flag', %s, 'ravi', null, null, '{}')", waiting[HOSTILE[3]])
    await dialog.get_by_label("Why").select_option("a hoax")
    await dialog.get_by_role("button", name="reject 3").click()
    await expect(page.locator("#toast")).to_contain_text(
        "Rejected: 2 events. 1 left out: ravi decided on them meanwhile."
    )
    await expect(page.locator("#chosen h2")).to_have_text(HOSTILE[1])
    assert sorted(rows(scene, DECIDED)) == [("flag", "ravi", None), *[("reject", "meena", "a hoax")] * 2]

    await page.keyboard.press("Control+k")
    await expect(dialog.get_by_role("option", name="Reject: a hoax R 3")).to_be_visible()
    assert await page.evaluate(STRUCTURE) == []
    await page.keyboard.type("put snooze 3")
    await expect(dialog.get_by_role("option")).to_have_count(0)
    await page.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()
    await page.keyboard.press("?")
    await expect(dialog.get_by_role("combobox")).to_be_focused()
    assert await page.evaluate(CLOSED_AND_ASKED), "the field of a dialog that was just closed takes no key"
    await expect(dialog.get_by_role("option", name="Back K")).to_be_visible()
    await page.keyboard.type("indecent")
    await page.keyboard.press("Enter")
    await expect(page.locator("#toast")).to_contain_text(f"Rejected: {HOSTILE[1]}")
    assert rows(scene, DECIDED)[-1] == ("reject", "meena", "indecent")
    assert await page.evaluate("window.hacked") is None


async def test_a_moderator_takes_a_report_out_by_keys_and_counts_it_again(
    page: Page, jatre: Running, database: Database, waiting: dict[str, str]
) -> None:
    await sign_in(page, database)
    await page.get_by_role("link", name="Reports").click()
    state, quiet = page.locator(".reported .state"), page.locator("tr", has_text="quiet")
    await expect(state).to_contain_text("Nothing of it is shown")
    await expect(page.locator("#reports h2")).to_have_text(HOSTILE[0])
    await expect(page.locator("tbody tr").first).to_have_attribute("aria-current", "true")
    await page.keyboard.press("j")
    for held in ("ctrlKey", "metaKey", "altKey"):  # with these it is the browser's own, such as to read the page anew
        init = {"key": "r", held: True, "bubbles": True, "cancelable": True}
        left = await page.evaluate("(init) => document.dispatchEvent(new KeyboardEvent('keydown', init))", init)
        assert left, held
    await page.keyboard.press("r")
    await page.get_by_label("Why (it may stay empty)").fill("nobody was there")
    await page.keyboard.press("Enter")
    await expect(state).to_contain_text("Shown: packed; one person says so, 50% sure")
    await expect(quiet).to_contain_text("taken out by meena")
    await expect(quiet).to_contain_text(": nobody was there")
    await expect(quiet).to_have_attribute("aria-current", "true")
    await expect(page.locator("#toast")).to_contain_text("Taken out: quiet")
    await page.keyboard.press("u")
    await expect(quiet).to_contain_text("counted again by meena")
    await expect(state).to_contain_text("Nothing of it is shown")
    await page.keyboard.press("r")
    await page.keyboard.press("Enter")
    await quiet.get_by_role("button", name="Count again").click()
    await page.get_by_label("Why (it may stay empty)").fill(HOSTILE[2])
    await page.locator("#dialog").get_by_role("button", name="Count again").click()
    await expect(quiet).to_contain_text(f": {HOSTILE[2]}")
    await expect(state).to_contain_text("Nothing of it is shown")
    await page.keyboard.press("?")
    await expect(page.locator("#dialog").get_by_role("option", name="Take out R")).to_be_visible()
    assert await page.evaluate("window.hacked") is None


async def test_others_decisions_are_seen_and_cannot_be_overwritten(
    page: Page, jatre: Running, database: Database, scene: Scene, waiting: dict[str, str]
) -> None:
    page.expected_complaints = ("409",)  # type: ignore[attr-defined]
    await sign_in(page, database)
    await expect(page.locator("#live-text")).to_have_text("live")
    second, first = waiting[HOSTILE[1]], waiting[HOSTILE[0]]
    scene.run("select decision_write_v1('reject', %s, 'ravi', 'a hoax', null, '{}')", second)
    await expect(page.locator(f'#items [data-event="{second}"]')).to_have_count(0)
    third = waiting[HOSTILE[2]]
    await page.evaluate("document.getElementById('total').textContent = 99")  # of which others' decisions are not told
    scene.run(
        "with decided as materialized (select decision_write_v1('reject', %s, 'ravi', 'a hoax', null, '{}'))"
        " select pg_notify('jatre_control', jsonb_build_object('kind', 'decided', 'event', n, 'by', 'ravi')::text)"
        " from decided, generate_series(1, 150) as n",
        third,
    )
    await expect(page.locator(f'#items [data-event="{third}"]'), "of many at once some are not told").to_have_count(0)
    await expect(page.locator("#total")).to_have_text("3")
    await expect(page).to_have_title("3 waiting · Jatre")
    scene.run("select decision_write_v1('flag', %s, 'ravi', null, null, '{}')", first)
    await page.keyboard.press("a")
    await expect(page.locator("#toast")).to_contain_text("ravi has decided: flag.")
    await expect(page.locator("#chosen .history")).to_contain_text("flag by ravi")
    assert [row[:2] for row in rows(scene, DECIDED)] == [("reject", "ravi"), ("reject", "ravi"), ("flag", "ravi")]


async def test_what_others_decided_meanwhile_is_not_come_back_to(
    page: Page, jatre: Running, database: Database, scene: Scene, waiting: dict[str, str]
) -> None:
    """Not after a conflict, nor where it was told while a decision of one's own was under way."""
    page.expected_complaints = ("409",)  # type: ignore[attr-defined]
    await sign_in(page, database)
    await expect(page.locator("#live-text")).to_have_text("live")
    first, third = waiting[HOSTILE[0]], waiting[HOSTILE[2]]
    told = asyncio.Event()

    async def slowly(route: Route) -> None:
        scene.run("select decision_write_v1('flag', %s, 'ravi', null, null, '{}')", first)
        scene.run("select decision_write_v1('reject', %s, 'ravi', 'a hoax', null, '{}')", third)
        await told.wait()
        await route.continue_()

    await page.route("**/decisions", slowly, times=1)
    await page.keyboard.press("a")
    await expect(page.locator(f'#items [data-event="{third}"]')).to_have_count(0)
    told.set()
    await expect(page.locator("#toast")).to_contain_text("ravi has decided: flag.")
    await page.keyboard.press("j")
    await expect(page.locator("#chosen h2")).to_have_text(HOSTILE[1])
    await expect(page.locator(f'#items [data-event="{first}"]')).to_have_count(0)
    await page.keyboard.press("a")
    await expect(page.locator("#chosen h2")).to_have_text(HOSTILE[3])
    assert rows(scene, DECIDED) == [
        ("flag", "ravi", None), ("reject", "ravi", "a hoax"), ("approve", "meena", None),
    ]  # fmt: skip


async def test_an_administrator_makes_a_token_and_pauses_a_source(
    page: Page, jatre: Running, database: Database, scene: Scene, waiting: dict[str, str]
) -> None:
    await sign_in(page, database, "admin")
    await page.goto("/admin/tokens")
    await page.get_by_label("For").fill("ravi")
    await page.get_by_role("button", name="Make a token").click()
    await expect(page.locator("#issued code")).to_contain_text("jatre_")
    await page.reload()
    row = page.get_by_role("row", name="ravi")
    for answer_given in ("Cancel", "Take it back"):
        await expect(row.locator(".tag")).to_have_text("valid")
        await row.get_by_role("button", name="Take back").click()
        await expect(page.get_by_role("dialog")).to_have_accessible_name("Take the token of ravi back?")
        await page.get_by_role("button", name=answer_given).click()
    await expect(row.locator(".tag")).not_to_have_text("valid")
    await page.goto("/admin/sources")
    await page.locator('[data-source="tickets"]').get_by_role("button", name="Pause").click()
    await page.get_by_label("Why").fill("it moves")
    await page.get_by_role("dialog").get_by_role("button", name="Pause").click()
    await expect(page.locator('[data-source="tickets"]')).to_contain_text("paused by meena: it moves")
    await page.locator('[data-source="guide"]').get_by_role("button", name="Read now").click()
    await expect(page.locator("#toast")).to_contain_text("guide will be read in a moment")
    assert rows(scene, "select kind, target, asked_by from pipeline_requests") == [("fetch", "guide", "meena")]

    await page.get_by_label("A page, feed or calendar").fill("https://hall.example/feed")
    await page.get_by_role("button", name="Look what it brings").click()
    await expect(page.locator("#looked")).to_contain_text("Looking")
    assert await page.evaluate("'busy' in document.body.dataset") is False, "meanwhile other things are done"
    await answer(scene, "preview_address", PREVIEW)
    await expect(page.locator("#looked h2").first).to_have_text("Hall: 1 event of 2 listings, read as rss")
    await expect(page.locator("#looked")).to_contain_text(f"{HOSTILE[0]} it names no date")
    await page.get_by_label("The venue's or organizer's own").check()
    await page.get_by_role("button", name="Add and read it").click()
    await answer(scene, "add_source", {"source": "hall"})
    await expect(page.locator("#looked")).to_have_text("hall is added, and read.")
    assert await page.evaluate("window.hacked") is None


# the dark one has the structure of the light one, and in CI axe looks at its colours
@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.long)])
async def test_every_page_is_for_everybody(
    page: Page, jatre: Running, database: Database, waiting: dict[str, str], scheme: Literal["light", "dark"]
) -> None:
    await page.emulate_media(color_scheme=scheme)
    await sign_in(page, database, "admin")
    pair = f"items/{waiting['Monsoon Jazz Quartet']}?other={waiting['Monsoon Jazz']}"
    for path in ("", f"items/{waiting[HOSTILE[0]]}", pair, "decisions", "reports", "sources", "figures", "tokens"):
        for width in (1280, 360):
            await page.set_viewport_size({"width": width, "height": 800})
            await page.goto(f"/admin/{path}".rstrip("/"))
            assert await page.evaluate(STRUCTURE) == [], path
            assert await page.evaluate(CONTRAST) == [], path
            assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path


async def test_the_console_is_for_its_holders(page: Page, jatre: Running, database: Database) -> None:
    page.expected_complaints = ("403",)  # type: ignore[attr-defined]
    await sign_in(page, database)
    await page.goto("/admin/tokens")
    await expect(page.get_by_role("heading")).to_have_text("This is not for you")


async def test_pictures_are_taken_of_every_kind_of_page(
    browser: Browser, jatre: Running, scene: Scene, database: Database, waiting: dict[str, str], tmp_path: Path
) -> None:
    taken = await screenshots.take(browser, jatre.url, hold(database, "moderator", "camera"), tmp_path, ["phone"])

    assert {path.stem for path in taken} == {
        f"{what}-phone-{scheme}"
        for what in ("page", "map", "event", "calendar", "kannada", "console", "figures")
        for scheme in ("light", "dark")
    }
    for path in taken:
        with Image.open(path) as picture:
            assert picture.size == screenshots.SIZES["phone"]
            assert len(picture.convert("RGB").getcolors(2**24) or []) > 8, f"{path.stem} is blank"


async def test_a_stream_that_was_refused_is_asked_for_again(page: Page, database: Database) -> None:
    page.expected_complaints = ("503",)  # type: ignore[attr-defined]
    refusals: list[str] = []

    async def refuse(route: Route) -> None:
        refusals.append(route.request.url)
        await route.fulfill(status=503)

    await page.route("**/api/admin/live", refuse, times=1)
    await sign_in(page, database, "admin")
    await expect(page.locator("#live-text")).to_have_text("live")
    assert len(refusals) == 1
