"""The map beside the list: the two in step, in the address, by keyboard, on small screens; and distances."""

from __future__ import annotations

import re
from typing import Any

import psycopg
import pytest
from playwright.async_api import Browser, Locator, Page, Route, expect

from tests.conftest import Database
from tests.realtime.running import Running
from tests.realtime.scene import Scene

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TOIT = (12.979426, 77.640617)
CLUB = (12.972053, 77.6439)
DOMLUR = (12.964376, 77.637187)
PHONE = {"width": 390, "height": 844}


def row(page: Page, event_id: str) -> Locator:
    return page.locator(f'.row[data-id="{event_id}"]')


def pin(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name)


async def open_live(page: Page, path: str = "/") -> None:
    await page.goto(path)
    await expect(page.locator("#pulse")).to_have_text("Live")


async def on_the_map(page: Page) -> int:
    counts: list[int] = await page.locator(".pin").evaluate_all("pins => pins.map(pin => Number(pin.dataset.count))")
    return sum(counts)


@pytest.fixture
def evening(scene: Scene, database: Database) -> dict[str, str]:
    """Two at one venue, one at another, and one whose place no source names."""
    with psycopg.connect(database.pipeline_url) as pipeline:
        board = pipeline.execute(
            "insert into jatre.event_sources (slug, name, kind, type, official)"
            " values ('board', 'Board', 'rss', 'rss', true) returning id"
        ).fetchone()
    assert board
    return {
        "quiz": scene.open("Pub quiz", scene.at(1, 20), at=TOIT, venue_name="Toit", category="meetup"),
        "tap": scene.open("Tap takeover", scene.at(2, 18), at=TOIT, venue_name="Toit", category="food_festival"),
        "tennis": scene.open("Tennis", scene.at(1, 7), at=CLUB, venue_name="The Indiranagar Club", category="sports"),
        "secret": scene.open("Secret gig", scene.at(1, 22), at=None, category="music", source_id=board[0]),
    }


async def test_what_has_a_place_is_on_the_map_and_what_has_none_is_in_the_list(
    page: Page, evening: dict[str, str]
) -> None:
    await open_live(page)
    await expect(page.locator(".pin")).to_have_count(2)
    assert await on_the_map(page) == 3
    await expect(pin(page, "Toit: 2 events")).to_have_text(re.compile("^2"))
    await expect(page.locator(".row")).to_have_count(4)
    await expect(row(page, evening["secret"]).locator(".where")).to_have_text("Place not known yet")
    await expect(page.locator("#unplaced")).to_be_hidden()
    await expect(page.get_by_role("complementary", name="Map of the listed events")).to_be_visible()
    await expect(page.locator(".leaflet-control-attribution")).to_contain_text("© OpenStreetMap contributors")
    for kind in ("outline", "main", "street", "park", "metro"):
        assert await page.locator(f"path.base.{kind}").count() > 0
    await expect(page.locator(".name.station span", has_text="Indiranagar")).to_be_visible()


async def test_a_row_marks_its_point_and_a_point_its_rows(page: Page, evening: dict[str, str]) -> None:
    await open_live(page)
    toit, club = pin(page, "Toit: 2 events"), pin(page, "Tennis, The Indiranagar Club")
    await expect(page.locator(".pin")).to_have_count(2)
    await row(page, evening["tap"]).hover()
    await expect(toit).to_have_class(re.compile("lit"))
    await row(page, evening["tennis"]).locator("a").focus()
    await expect(club).to_have_class(re.compile("lit"))
    await expect(toit).not_to_have_class(re.compile("lit"))
    await toit.hover()
    await expect(row(page, evening["quiz"])).to_have_class(re.compile("lit"))
    await expect(row(page, evening["tap"])).to_have_class(re.compile("lit"))
    await expect(row(page, evening["tennis"])).not_to_have_class(re.compile("lit"))


async def test_a_chosen_point_brings_its_row(page: Page, scene: Scene) -> None:
    for day in range(1, 20):
        scene.open(f"Class {day}", scene.at(day, 10), at=TOIT, venue_name="Toit")
    far = scene.open("Far down", scene.at(25, 10), at=DOMLUR, venue_name="Domlur Club")
    await open_live(page)
    await expect(row(page, far)).not_to_be_in_viewport()
    await pin(page, "Far down, Domlur Club").click()
    await expect(row(page, far)).to_be_in_viewport()
    await expect(row(page, far)).to_have_class(re.compile("picked"))
    assert await page.evaluate("document.activeElement.textContent") == "Far down"


PAINTED = """() => {
  const canvas = document.querySelector(".leaflet-overlay-pane canvas");
  if (!canvas?.width) return null;
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
  const [sums, box] = [[0, 0, 0], canvas.getBoundingClientRect()];
  for (let i = 3; i < data.length; i += 4) {
    if (!data[i]) continue;
    const at = (i - 3) / 4;
    [at % canvas.width, Math.floor(at / canvas.width), 1].forEach((each, n) => (sums[n] += each));
  }
  const scale = box.width / canvas.width;
  return sums[2] ? [box.left + (sums[0] / sums[2]) * scale, box.top + (sums[1] / sums[2]) * scale] : null;
}"""
"""The middle of what is drawn on the map's canvas, in pixels of the page."""


async def test_what_the_list_does_not_hold_yet_is_on_the_map(page: Page, scene: Scene) -> None:
    scene.open("Class", scene.at(1, 10), at=DOMLUR, venue_name="Domlur Club")
    for number in range(59):
        scene.open(f"Class {number}", scene.at(1, 10), at=TOIT, venue_name="Toit")
    far = scene.open("Behind the list", scene.at(25, 10), at=CLUB, venue_name="The Indiranagar Club", category="music")
    await open_live(page)
    await expect(page.locator(".row")).to_have_count(60)
    dot = await (await page.wait_for_function(PAINTED)).json_value()
    await page.mouse.click(*dot)
    await expect(page.locator("#card a")).to_have_text("Behind the list")
    await expect(page.locator("#card a")).to_have_attribute("href", f"/e/{far}")
    await page.locator("#rest").click()
    await expect(pin(page, "Behind the list, The Indiranagar Club")).to_be_visible()
    assert await page.evaluate(PAINTED) is None


async def test_dots_follow_what_the_feed_tells(page: Page, scene: Scene) -> None:
    page.expected_complaints = ("ERR_FAILED",)  # type: ignore[attr-defined]
    first = scene.open("Class", scene.at(1, 9), at=TOIT, venue_name="Toit")
    for number in range(59):
        scene.open(f"Class {number}", scene.at(1, 10), at=TOIT, venue_name="Toit")
    far = scene.open("Behind the list", scene.at(25, 10), at=CLUB, venue_name="The Indiranagar Club")
    page.set_default_timeout(15_000)
    await page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    await open_live(page, "/?view=map")
    dot = await (await page.wait_for_function(PAINTED)).json_value()
    scene.change(far, title="Further east", location=f"SRID=4326;POINT({CLUB[1] + 0.004} {CLUB[0]})")
    await page.wait_for_function(f"x => ({PAINTED})()?.[0] > x + 5", arg=dot[0])
    await page.mouse.click(*await page.evaluate(PAINTED))
    await expect(page.locator("#card a")).to_have_text("Further east")
    scene.take_down(far)
    await expect(page.locator("#card a")).to_have_count(0)
    await page.wait_for_function(f"() => !({PAINTED})()")
    # what was missed by a map that was hidden is asked for when it is seen
    await page.get_by_role("link", name="List", exact=True).click()
    scene.open("Another one", scene.at(26, 10), at=DOMLUR, venue_name="Domlur Club")
    scene.change(first, title="Class, the first")
    await expect(row(page, first)).to_contain_text("Class, the first")
    await page.get_by_role("link", name="Map", exact=True).click()
    await page.wait_for_function(PAINTED)
    # what could not be asked for is asked when there is a network again
    await page.route("**/api/map?*", lambda route: route.abort())
    async with page.expect_event("requestfailed", lambda one: "/api/map" in one.url):
        scene.open("A third", scene.at(27, 10), at=CLUB, venue_name="The Indiranagar Club")
    middle = await (await page.wait_for_function(PAINTED)).json_value()
    await page.unroute("**/api/map?*")
    await page.evaluate("dispatchEvent(new Event('online'))")
    await page.wait_for_function(f"y => ({PAINTED})()?.[1] < y - 5", arg=middle[1])


async def test_where_there_are_too_many_squares_lead_closer_also_by_keyboard(page: Page, scene: Scene) -> None:
    for number in range(61):
        scene.open(f"Class {number}", scene.at(1, 10), at=TOIT, venue_name="Toit")
    squares = [{"count": count, "latitude": lat, "longitude": lng} for count, (lat, lng) in ((1, CLUB), (90, DOMLUR))]
    names = ("id", "title", "category", "startsAt", "dateOnly", "cancelled", "latitude", "longitude")
    answer = {"total": 91, "totalExact": True, "points": {name: [] for name in names}, "squares": squares}
    boxes: list[str] = []

    async def answered(route: Route) -> None:
        boxes.append(route.request.url)
        await route.fulfill(json=answer)

    await page.route("**/api/map?*", answered)
    await page.emulate_media(reduced_motion="reduce")
    await open_live(page)
    await expect(page.get_by_role("button", name="1 event here: look closer", exact=True)).to_have_text("1")
    before = boxes[-1]
    async with page.expect_request(lambda asked: "/api/map" in asked.url and asked.url != before):
        await page.get_by_role("button", name="90 events here: look closer").press("Enter")
    assert await page.evaluate("document.activeElement.id") == "ground"


async def test_the_keyboard_reaches_the_map_and_comes_back_with_a_row(page: Page, evening: dict[str, str]) -> None:
    await open_live(page)
    await expect(page.locator(".pin")).to_have_count(2)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.textContent") == "Skip to the map"
    await page.keyboard.press("Enter")
    assert await page.evaluate("document.activeElement.ariaLabel") == "Tennis, The Indiranagar Club"
    await expect(row(page, evening["tennis"])).to_have_class(re.compile("lit"))
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.ariaLabel") == "Toit: 2 events"
    await page.keyboard.press("Enter")
    assert await page.evaluate("document.activeElement.textContent") == "Pub quiz"
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()


async def test_the_map_lives_as_the_list_does(page: Page, evening: dict[str, str], scene: Scene) -> None:
    await open_live(page)
    await expect(page.locator(".pin")).to_have_count(2)
    added = scene.open("Chess", scene.at(1, 17), at=DOMLUR, venue_name="Domlur Club", category="meetup")
    await expect(pin(page, "Chess, Domlur Club")).to_have_class(re.compile("fresh"))
    scene.change(added, title="Chess, blindfold")
    await expect(pin(page, "Chess, blindfold, Domlur Club")).to_be_visible()
    scene.take_down(added)
    await expect(page.locator(".pin")).to_have_count(2)
    scene.take_down(evening["quiz"])
    await expect(pin(page, "Tap takeover, Toit")).to_have_attribute("data-count", "1")
    scene.open("Darts", scene.at(3, 17), at=TOIT, venue_name="Toit")
    await expect(pin(page, "Toit: 2 events")).to_have_class(re.compile("fresh"))


async def test_the_map_follows_the_filters(page: Page, evening: dict[str, str]) -> None:
    await open_live(page)
    await page.get_by_role("link", name="Sports", exact=True).click()
    await expect(page.locator(".pin")).to_have_count(1)
    await expect(pin(page, "Tennis, The Indiranagar Club")).to_be_visible()


async def test_only_what_the_map_shows_is_in_the_address(page: Page, evening: dict[str, str]) -> None:
    await page.emulate_media(reduced_motion="reduce")
    await open_live(page)
    only = page.get_by_label("Only what the map shows")
    await expect(only).not_to_be_checked()
    await only.check()
    await expect(page).to_have_url(re.compile(r"/\?within=77\.\d+,12\.\d+,77\.\d+,12\.\d+$"))
    await expect(page.locator("#within")).to_contain_text("3 of 4")
    await expect(row(page, evening["secret"])).to_have_count(0)
    await page.goto("/?within=77.6400,12.9790,77.6412,12.9800")
    await expect(page.locator(".row")).to_have_count(2)
    await expect(row(page, evening["tennis"])).to_have_count(0)
    await expect(only).to_be_checked()
    for _ in range(4):
        await page.get_by_role("button", name="Zoom out").click()
    await expect(row(page, evening["tennis"])).to_be_visible()
    await page.get_by_role("button", name="Show everything").click()
    await expect(page).to_have_url(re.compile(r"/$"))
    await expect(row(page, evening["secret"])).to_be_visible()


async def test_what_has_only_an_address_shows_it_before_and_after_the_page_is_live(page: Page, scene: Scene) -> None:
    address = "3275, 1st Floor, 12th Main Rd, HAL 2nd Stage, Indiranagar, Bengaluru"
    event = scene.open(
        "Quiet sketching", scene.at(1, 20), at=None, venue_name=None, venue_address=address, named_area="indiranagar"
    )
    street = "3275, 1st Floor, 12th Main Rd, HAL 2nd Stage"
    answer = await page.request.get("/")
    assert f'<p class="where">{street}</p>' in await answer.text()
    await open_live(page)
    await expect(row(page, event).locator(".where")).to_have_text(street)
    await row(page, event).get_by_role("link").click()
    await expect(page.get_by_role("dialog").locator(".address")).to_have_text(address)


async def test_a_phone_shows_the_list_or_the_map(page: Page, evening: dict[str, str], scene: Scene) -> None:
    await page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    await open_live(page)
    await expect(page.locator("#map")).to_be_hidden()
    assert await page.evaluate("window.L") is None  # nor is it loaded
    await page.get_by_role("link", name="Map", exact=True).click()
    await expect(page).to_have_url(re.compile(r"/\?view=map$"))
    await expect(page.locator("#days")).to_be_hidden()
    await expect(page.locator("#unplaced")).to_have_text("1 more is not on the map yet; the list has it.")
    await expect(page.locator(".pin")).to_have_count(2)
    await pin(page, "Toit: 2 events").click()
    await expect(page.locator(".pick")).to_have_count(2)
    await expect(page.locator(".pick").first).to_contain_text("20:00 · Toit")
    scene.take_down(evening["tap"])
    await expect(page.locator(".pick")).to_have_count(1)
    await page.locator(".pick a").click()
    await expect(page.get_by_role("dialog").get_by_role("heading")).to_have_text("Pub quiz")
    await page.go_back()
    await expect(page).to_have_url(re.compile(r"/\?view=map$"))
    await page.reload()
    await expect(page.locator(".pin")).to_have_count(2)
    await page.get_by_role("link", name="List", exact=True).click()
    await expect(page.locator(".row")).to_have_count(3)
    await expect(page.locator("#map")).to_be_hidden()
    await page.go_back()
    await expect(page.locator("#map")).to_be_visible()


async def test_without_scripts_there_is_no_map(browser: Browser, jatre: Running, evening: dict[str, str]) -> None:
    context = await browser.new_context(base_url=jatre.url, java_script_enabled=False, viewport=PHONE)  # type: ignore[arg-type]
    page = await context.new_page()
    await page.goto("/?view=map&within=1,2,3,4")
    await expect(page.locator(".row")).to_have_count(4)
    for hidden in ("#map", ".views", ".reach", "#notice"):
        await expect(page.locator(hidden)).to_be_hidden()
    await page.get_by_role("searchbox").fill("quiz")
    await page.get_by_role("searchbox").press("Enter")
    await expect(page.locator(".row")).to_have_count(1)
    await context.close()


async def test_search_is_in_the_address(page: Page, evening: dict[str, str]) -> None:
    await open_live(page)
    await page.get_by_role("searchbox", name="Search events").fill("quiz")
    await expect(page).to_have_url(re.compile(r"/\?q=quiz$"))
    await expect(page.locator(".row")).to_have_count(1)
    await expect(page.locator(".pin")).to_have_count(1)
    await expect(page.locator("h1")).to_contain_text("“quiz”")
    await page.go_back()
    await expect(page.locator(".row")).to_have_count(4)
    await expect(page.get_by_role("searchbox")).to_have_value("")


async def test_distance_from_the_metro_is_in_the_address(page: Page, evening: dict[str, str]) -> None:
    await open_live(page)
    await expect(page.locator(".distance")).to_have_count(0)
    await page.get_by_role("button", name="From the metro").click()
    await expect(page).to_have_url(re.compile(r"/\?from=metro$"))
    # Toit is 247 m from the station Indiranagar
    await expect(row(page, evening["quiz"]).locator(".distance")).to_have_text("250 m")
    await expect(row(page, evening["secret"]).locator(".distance")).to_have_count(0)
    await page.reload()
    await expect(page.locator(".distance")).to_have_count(3)
    await page.get_by_role("button", name="From the metro").click()
    await expect(page.locator(".distance")).to_have_count(0)


async def test_where_the_reader_is_stays_with_the_reader(page: Page, evening: dict[str, str]) -> None:
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(f"{asked.url} {asked.post_data}"))
    await page.context.grant_permissions(["geolocation"])
    await page.context.set_geolocation({"latitude": CLUB[0], "longitude": CLUB[1] + 0.004})
    await open_live(page)
    near = page.get_by_role("button", name="Near me")
    await near.click()
    await expect(row(page, evening["tennis"]).locator(".distance")).to_have_text("450 m")
    await expect(near).to_have_attribute("aria-pressed", "true")
    await expect(page.locator("path.me")).to_be_attached()
    await expect(page).to_have_url(re.compile(r"/$"))
    assert not [each for each in sent if "77.6479" in each or "77.648" in each or "lat=" in each]
    await near.click()
    await expect(page.locator(".distance")).to_have_count(0)
    await expect(page.locator("path.me")).to_have_count(0)

    # from the metro, from the reader, and back: the buttons say from where
    metro = page.get_by_role("button", name="From the metro")
    await metro.click()
    await expect(metro).to_have_attribute("aria-pressed", "true")
    await near.click()
    await expect(row(page, evening["tennis"]).locator(".distance")).to_have_text("450 m")
    await page.go_back()
    await expect(metro).to_have_attribute("aria-pressed", "true")
    await expect(near).to_have_attribute("aria-pressed", "false")
    await expect(page.locator("path.me")).to_have_count(0)


async def test_a_refused_position_is_reported(page: Page, evening: dict[str, str]) -> None:
    await open_live(page)
    await page.get_by_role("button", name="Near me").click()
    await expect(page.get_by_text("Your browser gave no position")).to_be_visible()


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 800}])
async def test_the_offline_message_stands_with_the_map(
    page: Page, evening: dict[str, str], viewport: dict[str, Any]
) -> None:
    page.expected_complaints = ("ERR_INTERNET_DISCONNECTED",)  # type: ignore[attr-defined]
    await page.set_viewport_size(viewport)  # type: ignore[arg-type]
    await open_live(page, "/?view=map")
    await expect(page.locator(".pin")).to_have_count(2)
    await page.context.set_offline(True)
    await expect(page.locator("#pulse")).to_have_text(re.compile(r"as of \d\d:\d\d, offline"))
    await expect(page.locator("#pulse")).to_be_in_viewport()
    await expect(page.locator(".pin")).to_have_count(2)
    await page.context.set_offline(False)
    await expect(page.locator("#pulse")).to_have_text("Live")
