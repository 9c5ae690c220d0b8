"""The page of what's on, in a real browser: what it shows, and how it keeps itself current."""

from __future__ import annotations

import re

import psycopg
import pytest
from playwright.async_api import Browser, Locator, Page, expect

from include.payloads.thumbnail import thumbnail_of
from realtime.fanout.connection import EndReason
from tests.browser.test_access import moved_by_a_day
from tests.conftest import Database
from tests.payloads.pictures import picture
from tests.realtime.running import Running, until
from tests.realtime.scene import AREA, Scene

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


def row(page: Page, event_id: str):  # type: ignore[no-untyped-def]
    return page.locator(f'.row[data-id="{event_id}"]')


async def open_live(page: Page, path: str = "/") -> None:
    await page.goto(path)
    await expect(page.locator("#pulse")).to_have_text("Live")


async def test_events_stand_on_their_day_at_their_hour(page: Page, scene: Scene) -> None:
    jazz = scene.open(
        "Jazz night", scene.at(1, 20, 30), venue_name="The Humming Tree", cost_type="free", category="music"
    )
    late = scene.open("Midnight screening", scene.at(2, 0, 15), None)
    series = scene.open("Pottery", [scene.at(3, 10), scene.at(10, 10), scene.at(17, 10)])
    dosa = scene.open("Dosa day", scene.at(4, 0), None, date_only=True)
    await open_live(page)
    assert await page.locator(".row").count() == 4
    days = await page.locator(".day").evaluate_all("each => each.map(day => [day.dataset.day, day.innerText])")
    assert [day for day, _ in days] == [f"{scene.at(n, 0):%Y-%m-%d}" for n in (1, 2, 3, 4)]
    assert f"Tomorrow, {scene.at(1, 0):%A}" in days[0][1]
    await expect(row(page, jazz).locator("time")).to_have_text("20:30")
    await expect(row(page, jazz).locator("small")).to_have_text("to 22:30")
    await expect(row(page, jazz)).to_contain_text("The Humming Tree")
    await expect(row(page, jazz).locator(".price")).to_have_text("Free")
    await expect(row(page, jazz).locator(".category")).to_have_text("Music")
    await expect(row(page, late).locator("time")).to_have_text("00:15")
    await expect(row(page, series).locator(".more")).to_have_text("+ 2 more dates")
    await expect(row(page, dosa).locator("time")).to_have_text("Time TBA")


async def test_a_new_event_slides_into_its_place_and_is_announced(page: Page, scene: Scene) -> None:
    scene.open("First", scene.at(1, 18))
    scene.open("Last", scene.at(1, 22))
    await open_live(page)
    event_id = scene.open("Between", scene.at(1, 20, 45))
    await expect(row(page, event_id).locator(".title")).to_contain_text("Between")
    await expect(row(page, event_id).locator("time")).to_have_text("20:45")
    await expect(row(page, event_id).locator(".mark")).to_have_text("New")
    await expect(page.locator("#spoken")).to_have_text("New: Between")
    titles = await page.locator(".row .title a").all_inner_texts()
    assert titles == ["First", "Between", "Last"]


async def test_a_new_day_gets_its_heading(page: Page, scene: Scene) -> None:
    scene.open("Tomorrow's", scene.at(1, 18))
    scene.open("Later", scene.at(5, 18))
    await open_live(page)
    scene.open("In between", scene.at(3, 18))
    await expect(page.locator(".day")).to_have_count(3)
    days = await page.locator(".day").evaluate_all("each => each.map(day => day.dataset.day)")
    assert days == sorted(days)


async def test_a_changed_title_changes_in_place(page: Page, scene: Scene) -> None:
    event_id = scene.open("Jazz nihgt", scene.at(1, 20))
    await open_live(page)
    await row(page, event_id).evaluate("row => { row.sameAsBefore = true }")
    await row(page, event_id).locator("a").focus()
    scene.change(event_id, title="Jazz night")
    await expect(row(page, event_id).locator(".title")).to_have_text("Jazz night")
    assert await row(page, event_id).evaluate("row => row.sameAsBefore")
    assert await page.evaluate("document.activeElement.textContent") == "Jazz night"
    await expect(page.locator("#spoken")).to_have_text("Changed: Jazz night")


async def test_a_moved_event_moves_to_its_new_day(page: Page, scene: Scene) -> None:
    event_id = scene.open("Jazz night", scene.at(1, 20))
    scene.open("Stays", scene.at(1, 21))
    await open_live(page)
    scene.run(
        "update event_occurrences set starts_at = %s, ends_at = null where event_id = %s", scene.at(3, 19), event_id
    )
    day = page.locator(f'.day[data-day="{scene.at(3, 0):%Y-%m-%d}"]')
    await expect(day.locator("time")).to_have_text("19:00")
    assert await page.locator(".row").count() == 2


async def test_a_cancelled_event_is_struck_and_shows_it(page: Page, scene: Scene) -> None:
    event_id = scene.open("Jazz night", scene.at(1, 20))
    await open_live(page)
    scene.change(event_id, status="cancelled")
    await expect(row(page, event_id).locator("s")).to_have_text("Jazz night")
    await expect(row(page, event_id).locator(".status")).to_have_text("Cancelled")
    await page.reload()
    await expect(row(page, event_id).locator(".status")).to_have_text("Cancelled")


async def test_what_is_out_of_the_ordinary_is_in_words_in_list_event_and_map(page: Page, scene: Scene) -> None:
    moved, off = moved_by_a_day(scene, "Jazz night"), scene.open("Pottery", scene.at(1, 11), status="cancelled")
    online = scene.open("Stream", scene.at(1, 12), at=None, venue_name="Online", named_area=AREA)
    await page.set_viewport_size({"width": 390, "height": 800})
    await open_live(page)
    await expect(row(page, moved).locator(".status")).to_contain_text("Moved")
    await expect(row(page, off).locator(".status")).to_have_text("Cancelled")
    await expect(row(page, online).locator(".where")).to_have_text("Online")
    await page.get_by_role("link", name="Map", exact=True).click()
    await page.get_by_role("button", name="Venue to be announced: 2 events").click()
    await expect(page.locator(".pick").nth(0)).to_contain_text("Cancelled")
    await expect(page.locator(".pick").nth(1)).to_contain_text("Moved")
    await expect(page.locator("#unplaced")).to_be_hidden()
    await open_live(page, f"/e/{moved}")
    await expect(page.locator("article .status")).to_contain_text("Moved")
    scene.change(moved, status="cancelled")
    await expect(page.locator("article .status")).to_have_text("Cancelled")


async def test_a_removed_event_goes(page: Page, scene: Scene) -> None:
    event_id, kept = scene.open("Jazz night", scene.at(1, 20)), scene.open("Stays", scene.at(1, 21))
    await open_live(page)
    scene.take_down(event_id)
    await expect(row(page, event_id)).to_have_count(0)
    await expect(row(page, kept)).to_be_visible()
    scene.take_down(kept)
    await expect(page.locator("#nothing")).to_be_visible()
    await expect(page.locator(".day")).to_have_count(0)


async def test_what_is_being_read_never_moves(page: Page, scene: Scene) -> None:
    events = [scene.open(f"Concert {number}", scene.at(2 + number, 20)) for number in range(25)]
    await open_live(page)
    reading = row(page, events[12])
    await reading.scroll_into_view_if_needed()
    before = await reading.evaluate("row => row.getBoundingClientRect().top")
    news = scene.open("Earlier than all", scene.at(1, 9), description="x")
    await expect(page.locator("#news")).to_have_text("1 new")
    assert await reading.evaluate("row => row.getBoundingClientRect().top") == pytest.approx(before, abs=1)
    scene.take_down(events[0])
    await expect(row(page, events[0])).to_have_count(0)
    assert await reading.evaluate("row => row.getBoundingClientRect().top") == pytest.approx(before, abs=1)
    await page.locator("#news").click()
    await expect(row(page, news)).to_be_in_viewport()
    await expect(page.locator("#news")).to_be_hidden()


async def test_choices_are_in_the_address_and_go_back(page: Page, scene: Scene) -> None:
    tomorrow = scene.open("Jazz night", scene.at(1, 20), category="music")
    later = scene.open("Flea market", scene.at(9, 11), category="market")
    await open_live(page)
    await page.get_by_role("link", name="Tomorrow", exact=True).click()
    await expect(page).to_have_url(re.compile(r"/\?when=tomorrow$"))
    await expect(row(page, later)).to_have_count(0)
    await expect(row(page, tomorrow)).to_be_visible()
    await expect(page.locator("h1")).to_have_text("Tomorrow")
    await page.go_back()
    await expect(row(page, later)).to_be_visible()
    await page.get_by_role("link", name="Market", exact=True).click()
    await expect(page).to_have_url(re.compile(r"/\?category=market$"))
    await expect(row(page, tomorrow)).to_have_count(0)
    await page.reload()
    await expect(page.locator(".row")).to_have_count(1)
    scene.open("Not for this list", scene.at(2, 20), category="music")
    fits = scene.open("Second market", scene.at(2, 11), category="market")
    await expect(row(page, fits)).to_be_visible()
    assert await page.locator(".row").count() == 2


async def test_the_list_in_view_is_what_one_subscribes_to(page: Page, scene: Scene, jatre: Running) -> None:
    scene.open("Jazz night", scene.at(1, 20), category="music")
    await page.goto("/?when=tomorrow")
    link = page.get_by_role("link", name="RSS feed")
    written = await link.get_attribute("href")
    await page.get_by_role("link", name="Music", exact=True).click()
    await expect(link).to_have_attribute("href", f"{written}&category=music")
    assert "Jazz night" in (await jatre.get(f"{written}&category=music")).text
    calendar = await page.get_by_role("link", name="Calendar", exact=True).get_attribute("href")
    assert calendar == f"{jatre.url}{written}&category=music".replace("http:", "webcal:").replace(".rss", ".ics")


async def test_an_empty_choice_shows_what_comes_next_and_fills_itself(page: Page, scene: Scene) -> None:
    tomorrow = scene.open("Jazz night", scene.at(1, 20))
    await open_live(page, "/?when=tonight")
    await expect(page.locator("#notice")).to_have_text("Nothing tonight yet; here is tomorrow.")
    await expect(row(page, tomorrow)).to_be_visible()
    tonight = scene.open("Late jam", scene.at(0, 23, 59), 1)
    await expect(row(page, tonight)).to_be_visible()
    await expect(page.locator("#notice")).to_be_hidden()
    await expect(row(page, tomorrow)).to_have_count(0)


async def test_what_an_address_asks_in_vain_is_shown_until_another_is_followed(page: Page, scene: Scene) -> None:
    scene.open("Jazz night", scene.at(1, 20))
    await open_live(page, "/?colour=red")
    await expect(page.locator("#notice")).to_contain_text("asks for something there is not (colour)")
    event_id = scene.open("Late jam", scene.at(1, 22))
    await expect(row(page, event_id)).to_be_visible()
    await expect(page.locator("#notice")).to_be_visible()
    await page.get_by_role("link", name="Tomorrow", exact=True).click()
    await expect(page.locator("#notice")).to_be_hidden()


async def test_a_search_in_vain_shows_it_and_leads_back(page: Page, scene: Scene) -> None:
    event_id = scene.open("Jazz night", scene.at(1, 20), category="music")
    await open_live(page, "/?q=zebra")
    await expect(page.locator("#nothing")).to_contain_text("Nothing to come matches “zebra”.")
    await page.get_by_role("link", name="Market", exact=True).click()
    await page.get_by_role("searchbox").fill("")
    await expect(page.locator("#nothing")).to_contain_text("Nothing under Market is announced yet.")
    await page.get_by_role("link", name="See everything").click()
    await expect(row(page, event_id)).to_be_visible()
    await expect(page).to_have_url(re.compile("/$"))


async def test_a_page_of_nothing_fills_by_itself(page: Page, scene: Scene) -> None:
    await open_live(page)
    await expect(page.locator("#nothing")).to_be_visible()
    event_id = scene.open("The very first", scene.at(1, 20))
    await expect(row(page, event_id)).to_be_visible()
    await expect(page.locator("#nothing")).to_be_hidden()


async def test_many_changes_at_once_list_again_without_flicker(page: Page, scene: Scene) -> None:
    kept = scene.open("Stays", scene.at(1, 20))
    await open_live(page)
    await row(page, kept).evaluate("row => { row.sameAsBefore = true }")
    scene.run(
        "do $$ begin"
        " insert into discovered_events (title, start_time, moderation_status, published_at, location)"
        " select 'Stall ' || i, now() + interval '2 days', 'approved', now(), 'POINT(77.64 12.97)'"
        " from generate_series(1, 1100) i;"
        " insert into event_occurrences (event_id, starts_at)"
        " select id, start_time from discovered_events where title like 'Stall %';"
        " end $$"
    )
    await expect(page.locator(".row")).to_have_count(60)
    assert await row(page, kept).evaluate("row => row.sameAsBefore")
    await page.locator("#rest").click()
    await expect(page.locator(".row")).to_have_count(120)


async def test_a_reset_lists_again(page: Page, scene: Scene, database: Database) -> None:
    kept = scene.open("Stays", scene.at(1, 20))
    await open_live(page)
    await row(page, kept).evaluate("row => { row.sameAsBefore = true }")
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("select jatre.feed_new_epoch_v1()")
    async with page.expect_response("**/api/events/discovered**"):
        pass
    assert await row(page, kept).evaluate("row => row.sameAsBefore")
    event_id = scene.open("After the restore", scene.at(1, 21))
    await expect(row(page, event_id)).to_be_visible()


async def test_it_shows_when_it_is_offline_and_catches_up(page: Page, scene: Scene, jatre: Running) -> None:
    page.expected_complaints = ("ERR_INTERNET_DISCONNECTED",)  # type: ignore[attr-defined]
    scene.open("Before", scene.at(1, 18))
    await open_live(page)
    await page.context.set_offline(True)
    await expect(page.locator("#pulse")).to_have_text(re.compile(r"as of \d\d:\d\d, offline"))
    for connection in list(jatre.service.hub.connections):
        connection.end(EndReason.BEHIND_LAG)
    event_id = scene.open("Meanwhile", scene.at(1, 20))
    await page.context.set_offline(False)
    await expect(page.locator("#pulse")).to_have_text("Live")
    await expect(row(page, event_id)).to_be_visible()
    assert await page.evaluate("performance.getEntriesByType('navigation').length") == 1


async def test_a_map_that_found_no_network_comes_when_that_is_back(page: Page, scene: Scene) -> None:
    page.expected_complaints = ("ERR_FAILED",)  # type: ignore[attr-defined]
    scene.open("Before", scene.at(1, 18))
    await page.route("**/map.js", lambda route: route.abort())
    async with page.expect_console_message(lambda message: "the map could not be loaded" in message.text):
        await open_live(page)
    await page.unroute("**/map.js")
    await page.evaluate("dispatchEvent(new Event('online'))")
    await expect(page.locator(".pin")).to_be_visible()


async def test_it_shows_when_the_line_is_dead_and_goes_on(page: Page, scene: Scene, jatre: Running) -> None:
    page.expected_complaints = ("503", "ERR_")  # type: ignore[attr-defined]
    scene.open("Before", scene.at(1, 18))
    await open_live(page)
    await page.route("**/api/events/live**", lambda route: route.fulfill(status=503))
    for connection in list(jatre.service.hub.connections):
        connection.end(EndReason.BEHIND_LAG)
    await expect(page.locator("#pulse")).to_have_text(re.compile(r"as of \d\d:\d\d, reconnecting"))
    event_id = scene.open("Meanwhile", scene.at(1, 20))
    await page.unroute("**/api/events/live**")
    await expect(page.locator("#pulse")).to_have_text("Live", timeout=15_000)
    await expect(row(page, event_id)).to_be_visible()


async def test_a_list_that_fails_is_tried_again(page: Page, scene: Scene) -> None:
    page.expected_complaints = ("503",)  # type: ignore[attr-defined]
    event_id = scene.open("Jazz night", scene.at(1, 20))
    await open_live(page)
    await page.route("**/api/events/discovered**", lambda route: route.fulfill(status=503))
    await page.get_by_role("link", name="Tomorrow", exact=True).click()
    await expect(page.locator("#notice")).to_contain_text("cannot be loaded right now")
    await page.unroute("**/api/events/discovered**")
    await page.get_by_role("button", name="Try again").click()
    await expect(row(page, event_id)).to_be_visible()
    await expect(page.locator("#notice")).to_be_hidden()


async def test_the_weather_is_said_quietly_and_rain_beside_what_is_outdoors(page: Page, scene: Scene) -> None:
    walk = scene.open("Heritage walk", scene.at(1, 19), is_outdoors=True)
    jazz = scene.open("Jazz night", scene.at(1, 19), is_outdoors=False)
    scene.weather(27.4, wet=[scene.at(1, 19)])
    await open_live(page, f"/e/{walk}")
    await expect(page.locator("article .rain")).to_have_text("rain likely at 19:00")
    await open_live(page)
    line = page.locator("#weather")
    await expect(line).to_contain_text("27°, cloudyas of 10 min ago")
    await expect(line.get_by_role("link", name="CC BY 4.0")).to_be_visible()
    await expect(row(page, walk).locator(".rain")).to_have_text("rain likely at 19:00")
    await expect(row(page, jazz).locator(".rain")).to_have_count(0)
    version = await row(page, walk).get_attribute("data-version")
    scene.weather(22.0, wet=[scene.at(1, 20)])
    await expect(line).to_contain_text("22°")
    await expect(row(page, walk).locator(".rain")).to_have_text("rain likely at 20:00")
    assert await row(page, walk).get_attribute("data-version") == version
    scene.weather(22.0, expired=True)
    await expect(line).to_be_hidden()
    await expect(row(page, walk).locator(".rain")).to_have_count(0)


FIRST_VIEW_BYTES = 80 * 1024
WEIGHT = """() => performance.getEntries().filter(({ name, entryType }) =>
    ["navigation", "resource"].includes(entryType) && !/leaflet|map\\.|base\\.js|geojson|\\/api\\//.test(name))
    .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)"""


async def test_the_first_view_is_light(page: Page, scene: Scene) -> None:
    """Sixty events, the styles and all scripts as they are sent; the map comes when it is looked at."""
    for number in range(60):
        scene.open(
            f"Evening {number} of songs by the lake", scene.at(1 + number % 7, 18), venue_name="The Humming Tree"
        )
    await open_live(page)
    weight = await page.evaluate(WEIGHT)
    assert 20_000 < weight < FIRST_VIEW_BYTES, weight


async def test_it_is_complete_without_scripts(browser: Browser, jatre: Running, scene: Scene) -> None:
    event_id = scene.open("Jazz night", scene.at(1, 20), description="Bring a chair.")
    context = await browser.new_context(base_url=jatre.url, java_script_enabled=False)
    page = await context.new_page()
    await page.goto("/?when=tomorrow")
    await row(page, event_id).locator("a").click()
    await expect(page.locator("h1")).to_have_text("Jazz night")
    await expect(page.locator("article")).to_contain_text("Bring a chair.")
    await context.close()


async def test_strangers_texts_stay_texts(page: Page, scene: Scene) -> None:
    event_id = scene.open(
        "<img src=x onerror=document.title='owned'>",
        scene.at(1, 20),
        venue_name="<b>Café</b>",
        description="</script><script>document.title='owned'</script>",
        ticket_url="javascript:document.title='owned'",
        links=[{"source": "evil", "url": "javascript:document.title='owned'"}],
    )
    await open_live(page)
    scene.change(event_id, organizer_name="<script>document.title='owned'</script>")
    await expect(row(page, event_id)).to_have_attribute("data-version", re.compile(r"[3-9]"))
    await row(page, event_id).locator("a").click()
    await expect(page.locator("dialog")).to_contain_text("<script>")
    for path in (f"/e/{event_id}", "/"):
        await page.goto(path)
        assert await page.locator("a[href^='javascript']").count() == 0
        assert await page.locator("main img, main b, main script").count() == 0
        assert "owned" not in (await page.title()).replace("document.title='owned'", "")


MARKED = 'Bring a <b>chair</b>, <a href="https://a.example/x">a map</a>\nand <i>time</i>.'
OWNED = "document.title='owned'"
HOSTILE = f"<img src=x onerror={OWNED}><script>{OWNED}</script><u>so</u><a href='javascript:x'> it is</a>"


async def test_a_description_is_shown_with_the_markup_that_is_kept_and_no_other(page: Page, scene: Scene) -> None:
    page.expected_complaints = ("Executing inline event handler violates",)  # type: ignore[attr-defined]
    event_id = scene.open("Jazz night", scene.at(1, 20), description="Bring", description_html=MARKED + HOSTILE)

    async def is_shown(text: Locator) -> None:
        await expect(text).to_contain_text(re.compile(r"Bring a chair, a map\s+and time\..*it is"))
        tags = await text.evaluate("(shown) => [...shown.querySelectorAll('*')].map((one) => one.localName)")
        assert [tag for tag in tags if tag != "a"] == ["b", "i"]
        link = text.locator("a[href]")
        assert await link.evaluate("(one) => [one.href, one.rel]") == ["https://a.example/x", "nofollow noopener ugc"]

    await open_live(page, f"/e/{event_id}")
    await is_shown(page.locator("article .text"))
    scene.change(event_id, title="Jazz night, moved")
    await expect(page.locator("h1")).to_have_text("Jazz night, moved")
    await is_shown(page.locator("article .text"))
    assert await page.title() == "Jazz night, moved · Jatre"


async def test_pictures_come_from_the_service_alone_once_it_has_thumbnails(page: Page, scene: Scene) -> None:
    made = thumbnail_of(picture("JPEG", 900, 600))
    event_id = scene.open("Jazz night", scene.at(1, 20), images=["https://a.example/1.jpg"])
    scene.run(
        "insert into image_thumbnails (url_hash, url, name, body)"
        " values (sha256('https://a.example/1.jpg'), 'https://a.example/1.jpg', %s, %s)",
        made.name, made.body,
    )  # fmt: skip
    scene.run("update event_images set thumbnail_url = %s, alt_text = 'A lamp'", f"/images/{made.name}")
    small = "(image) => [image.naturalWidth, image.getAttribute('width'), image.getAttribute('height'), image.loading]"
    await open_live(page)
    listed = row(page, event_id).locator("img")
    await expect(listed).to_have_js_property("complete", True)
    assert await listed.evaluate(small) == [640, "88", "88", "lazy"]
    await open_live(page, f"/e/{event_id}")
    banner = page.get_by_role("img", name="A lamp")
    for title in ("Jazz night", "Jazz night, moved"):  # as the server writes it, and as it is drawn anew
        scene.change(event_id, title=title)
        await expect(page.locator("h1")).to_have_text(title)
        await expect(banner).to_have_js_property("complete", True)
        assert await banner.evaluate(small) == [640, "640", "427", "lazy"]


async def test_one_event_opens_over_the_list_and_stays_current(page: Page, scene: Scene) -> None:
    event_id = scene.open(
        "Jazz night", [scene.at(1, 20), scene.at(8, 20)], description="Doors at seven.", cost_type="free"
    )
    await open_live(page)
    await row(page, event_id).locator("a").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_role("heading")).to_have_text("Jazz night")
    await expect(dialog.locator(".dates li")).to_have_count(2)
    await expect(page).to_have_url(re.compile(f"/e/{event_id}$"))
    scene.change(event_id, title="Jazz night, moved upstairs")
    await expect(dialog.get_by_role("heading")).to_have_text("Jazz night, moved upstairs")
    await page.go_back()
    await expect(dialog).to_have_count(0)
    await expect(page).to_have_url(re.compile("/$"))


async def test_the_page_of_one_event_stays_current(page: Page, scene: Scene) -> None:
    event_id = scene.open("Jazz night", scene.at(1, 20))
    await open_live(page, f"/e/{event_id}")
    scene.change(event_id, title="Jazz night, moved upstairs")
    await expect(page.locator("h1")).to_have_text("Jazz night, moved upstairs")
    scene.take_down(event_id)
    await expect(page.locator(".notice")).to_have_text("This event has been taken down.")


async def test_leaving_the_page_ends_the_subscription(page: Page, scene: Scene, jatre: Running) -> None:
    await open_live(page)
    await page.goto("about:blank")
    await until(lambda: not jatre.service.hub.connections)
