"""The page's modules by themselves, in a blank page: the model of the list, the live feed, and how things read.

What the service writes into the page and what the browser makes of a change must read alike: both are asked the same.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Route

from realtime.api.files import dates
from realtime.api.understanding import FILTERS
from realtime.pages import formatting, links, searching, view_model
from realtime.pages.weather import rain_note, weather_line

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

STATIC = Path(view_model.__file__).parent / "static"
ZONE = ZoneInfo("Asia/Kolkata")
TODAY = date(2026, 3, 6)


async def _serve(route: Route) -> None:
    name = route.request.url.partition("//modules.example/")[2]
    if name:
        kind = "application/json" if name.endswith(".json") else "text/javascript"
        await route.fulfill(path=STATIC / name, content_type=kind)
    else:
        await route.fulfill(body="<!doctype html><title>modules</title>", content_type="text/html")


@pytest_asyncio.fixture(loop_scope="session")
async def blank(browser: Browser) -> AsyncIterator[Page]:
    """A page without content, from whose site the modules can be imported, in a browser of another zone."""
    context = await browser.new_context(timezone_id="America/New_York")
    page = await context.new_page()
    await page.route("http://modules.example/**", _serve)
    await page.goto("http://modules.example/")
    yield page
    await context.close()


def at(day: int, hour: int, length: float | None = 2, **more: Any) -> dict[str, Any]:
    """A date of March 2026 at an hour of the area."""
    starts = datetime(2026, 3, day, hour, tzinfo=ZONE).astimezone(UTC)
    ends = None if length is None else datetime.fromtimestamp(starts.timestamp() + 3600 * length, UTC)
    return {"startsAt": _text(starts), "endsAt": ends and _text(ends), "dateOnly": False, "cancelled": False} | more


def _text(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


HOURS = [
    at(6, 20), at(6, 20, None), at(6, 20, 0), at(6, 22, 4), at(6, 10, 14), at(6, 10, 24), at(6, 10, 17.5),
    at(6, 10, 18), at(5, 10, 38), at(5, 10, 34), at(3, 10, 72), at(3, 10, 24 * 8), at(5, 23, None),
    at(6, 0, None, dateOnly=True), at(6, 0, 24, dateOnly=True), at(6, 0, 48, dateOnly=True),
]  # fmt: skip
PRICES = [
    {"type": kind, "minimum": low, "maximum": high, "currency": currency}
    for kind in ("free", "paid", "donation", "variable", None)
    for low, high in ((None, None), (300, 300), (300, 1500), (12.5, 12.5), (None, 1500), (300, None))
    for currency in ("INR", None, "EUR", "AED")
]
DISTANCES = [None, 0, 0.02, 0.32, 0.974, 0.976, 1, 12.34]
ADDRESSES = [None, "", "12, 3rd Cross", "12, 3rd Cross, Domlur, Bengaluru 560071, Karnataka, India", "x" * 70]
LINKS = ["https://a.example", "HTTP://a.example", "javascript:alert(1)", "//a.example", "", None]


async def test_what_browser_and_service_say_of_one_thing_is_the_same(blank: Page) -> None:
    asked = {
        "zone": ZONE.key,
        "hours": HOURS,
        "prices": PRICES,
        "distances": DISTANCES,
        "addresses": ADDRESSES,
        "links": LINKS,
    }
    of_browser = await blank.evaluate(
        """async (asked) => {
            const f = await import("/format.js");
            f.setZone(asked.zone);
            return {
                hours: asked.hours.map((one) => f.hours(one, "2026-03-06")),
                ends: asked.hours.map((one) => f.endOf(one).toISOString()),
                prices: asked.prices.map(f.price),
                distances: asked.distances.map(f.distance),
                addresses: asked.addresses.map(f.street),
                links: asked.links.map(f.webLink),
                days: ["2026-03-05", "2026-03-06", "2026-03-07", "2026-03-08", "2027-01-02"]
                    .map((day) => f.heading(day, "2026-03-06")),
                more: [0, 1, 2].map(f.moreDates),
            };
        }""",
        asked,
    )
    assert of_browser["hours"] == [list(formatting.hours(one, ZONE, TODAY)) for one in HOURS]
    assert [datetime.fromisoformat(one) for one in of_browser["ends"]] == [dates.ends(one) for one in HOURS]
    assert of_browser["prices"] == [formatting.price(one) for one in PRICES]
    assert of_browser["distances"] == [formatting.distance(one) for one in DISTANCES]
    assert of_browser["addresses"] == [view_model.street(one) or "" for one in ADDRESSES]
    assert of_browser["links"] == [view_model.web_link(one) for one in LINKS]
    days = [date(2026, 3, 5), TODAY, date(2026, 3, 7), date(2026, 3, 8), date(2027, 1, 2)]
    assert of_browser["days"] == [formatting.heading(day, TODAY) for day in days]
    assert of_browser["more"] == [formatting.more_dates(count) for count in (0, 1, 2)]


async def test_browser_and_service_lead_to_the_same_places(blank: Page) -> None:
    at = {"latitude": 12.9784, "longitude": 77.6408, "name": "Toit", "address": "100 Feet Road"}
    nowhere = {"latitude": None, "longitude": None, "name": "Toit", "address": "Toit"}
    events = [
        {"id": "e1", "title": "Jazz & more", "status": status, "timezone": ZONE.key, "venue": venue,
         "occurrences": [{**one, "cancelled": cancelled}]}
        for one in HOURS for status, venue, cancelled in (
            ("scheduled", at, False), ("scheduled", nowhere, True), ("cancelled", nowhere, False),
        )
    ]  # fmt: skip
    searches = [[], [["q", "all"]], [["when", "weekend"], ["category", "music"], ["q", "a&b c"]]]
    now = datetime(2026, 3, 5, tzinfo=UTC)
    of_browser = await blank.evaluate(
        """async ({ zone, events, searches, now }) => {
            const { setZone } = await import("/format.js");
            const { calendarLinks, directionLinks } = await import("/links.js");
            const { subscription } = await import("/address.js");
            setZone(zone);
            const forms = ["calendar", "google", "rss", "csv", "geojson"];
            const lists = searches.map((asked) => forms.map((form) => [form, subscription(asked, "old-town", form)]));
            return {
                calendars: events.map((one) => calendarLinks(one, new Date(now))),
                directions: events.map((one) => directionLinks(one.venue)),
                lists: lists.map(Object.fromEntries),
            };
        }""",
        {"zone": ZONE.key, "events": events, "searches": searches, "now": now.isoformat()},
    )
    origin = "http://modules.example"
    assert of_browser["calendars"] == [links.calendar_links(one, origin, now) for one in events]
    assert of_browser["directions"] == [links.direction_links(one["venue"]) for one in events]
    assert of_browser["lists"] == [
        links.subscriptions([(name, value) for name, value in asked], "old-town", origin) for asked in searches
    ]


def understood(name: str, words: str, **parameters: Any) -> dict[str, Any]:
    return {"filter": name, "value": "Toit", "words": words, "parameters": parameters}


MEANINGS = [
    {"understood": [], "words": "jazz night"},
    {"understood": [], "words": ""},
    {"understood": [], "words": "w " * 40},
    {"understood": [understood("when", "This Weekend", when="weekend"), understood("cost", "free", cost="free")],
     "words": "jazz"},
    {"understood": [understood("when", "on 2 may", startDate="2026-05-02T00:00:00+05:30")], "words": ""},
    {"understood": [understood("near", "near toit", lat=12.979, lng=77.0, radius=1.0),
                    understood("category", "concerts", category=["music"]),
                    understood("area", "indiranagar", area="indiranagar")], "words": ""},
    {"understood": [understood("venue", "@toit", venue=["toit", "toit brewpub"]),
                    understood("maxPrice", "under 500", maxPrice=500)], "words": "quiz"},
    {"understood": [understood("online", "online", online=True), understood("without", "not trivia"),
                    understood("ignored", "not next weekend")],
     "words": "quiz -trivia"},
]  # fmt: skip


async def test_browser_and_service_list_the_same_for_a_search(blank: Page) -> None:
    asked = [{"q": "x"}, {"q": "x", "when": "all"}, {"q": "x", "when": "tonight"}, {"q": "x", "category": "market"}]
    pairs = [[one, meaning] for one in asked for meaning in MEANINGS]
    of_browser = await blank.evaluate(
        """async (pairs) => {
            const { searchOf, chipText, without } = await import("/search.js");
            const { FILTERS } = await import("/address.js");
            return {
                searches: pairs.map(([asked, meaning]) => searchOf(asked, meaning)),
                texts: pairs.map(([, { understood }]) =>
                    understood.map(({ filter, value, words }) => chipText(filter, value, words))),
                without: [["", "when"], ["when", "cost"], ["cost,when", "cost"]].map((one) => without(...one)),
                filters: FILTERS,
            };
        }""",
        pairs,
    )
    for (one, meaning), found in zip(pairs, of_browser["searches"], strict=True):
        search = searching.search_of(one, meaning)
        assert found["parameters"] == [[*pair] for pair in search.parameters]
        assert (found["words"], found["isRanked"], found["isVague"]) == (
            search.words,
            search.is_ranked,
            search.is_vague,
        )
        assert found["understood"] == search.understood
    assert of_browser["texts"] == [[searching.chip_text(each) for each in one["understood"]] for _, one in pairs]
    assert of_browser["without"] == ["when", "cost,when", "cost,when"]
    assert of_browser["without"] == [
        searching.without(*one) for one in (("", "when"), ("when", "cost"), ("cost,when", "cost"))
    ]
    assert sorted(of_browser["filters"]) == sorted(FILTERS)


async def test_what_was_taken_away_stays_away_while_one_text_is_typed_on(blank: Page) -> None:
    found = await blank.evaluate(
        """async () => {
            const { keptFor } = await import("/search.js");
            const asked = { q: "free jazz", asWords: "cost" };
            return ["free jazz night", "free", "free jazz", "rock", ""].map((q) => keptFor(q, asked));
        }"""
    )
    assert found == ["cost", "cost", "cost", "", ""]


async def test_a_list_in_the_order_of_relevance_has_no_days(blank: Page) -> None:
    best, second = event("best", at(9, 20)), event("second", at(6, 20))
    changed = event("second", at(6, 23), version=2)
    found = await model(blank, best, second, steps=[["put", changed]], filter={"isRanked": True})
    assert found["days"] == [["", ["best", "second"]]]


def event(name: str, *dates: dict[str, Any], version: int = 1, **more: Any) -> dict[str, Any]:
    return {"id": name, "version": version, "title": name, "area": "here", "category": "music",
            "occurrences": list(dates), "next": dates[0], "moreDates": len(dates) - 1} | more  # fmt: skip


MODEL = """async ({ zone, events, steps, versions, hasMore, until, filter }) => {
    const { setZone } = await import("/format.js");
    const { Model } = await import("/model.js");
    setZone(zone);
    const model = new Model();
    const known = new Map(Object.entries(versions ?? {}));
    const window = { from: "2026-03-06T14:30:00.000Z", until: until ?? null };
    const load = (events, append) =>
        model.load({ events, total: 9, hasMore: hasMore ?? false }, window, { area: "here", ...filter }, known, append);
    load(events);
    const answers = (steps ?? []).map(([what, value]) => {
        if (what === "put") return model.put(value)?.next.startsAt ?? null;
        if (what === "advance") return model.advance(new Date(value));
        if (what === "remove") return model.remove(value);
        load(value, what === "append");
        return null;
    });
    const days = [...model.days()].map(([day, entries]) => [day, entries.map((one) => one.event.id)]);
    const entries = Object.fromEntries([...model.entries].map(([id, one]) => [id, [one.next.startsAt, one.more]]));
    return { days, entries, answers };
}"""
NOW = "2026-03-06T14:30:00Z"
"""Eight in the evening of the area."""


async def model(page: Page, *events: dict[str, Any], **more: Any) -> dict[str, Any]:
    return await page.evaluate(MODEL, {"zone": ZONE.key, "events": events, **more})  # type: ignore[no-any-return]


async def test_a_list_is_kept_by_days_in_the_order_of_starts(blank: Page) -> None:
    late, early, tomorrow = event("late", at(6, 22)), event("early", at(6, 21)), event("tomorrow", at(7, 1))
    found = await model(blank, late, tomorrow, early)
    assert found["days"] == [["2026-03-06", ["early", "late"]], ["2026-03-07", ["tomorrow"]]]


async def test_what_has_been_on_for_more_than_a_day_comes_last_of_the_first_day_the_newest_first(blank: Page) -> None:
    old, new, show = event("old", at(1, 10, 500)), event("new", at(4, 10, 500)), event("show", at(6, 22))
    found = await model(blank, old, new, show)
    assert found["days"] == [["2026-03-06", ["show", "new", "old"]]]


async def test_of_one_hour_whole_days_come_first_then_the_alphabet(blank: Page) -> None:
    day = event("z", at(7, 0, None, dateOnly=True))
    assert (await model(blank, event("b", at(7, 0)), day, event("a", at(7, 0))))["days"] == [
        ["2026-03-07", ["z", "a", "b"]]
    ]


async def test_a_list_in_a_version_that_is_known_is_shown_and_an_older_one_is_not(blank: Page) -> None:
    listed = event("a", at(6, 21), version=3)
    assert (await model(blank, listed, versions={"a": 3}))["entries"] != {}
    assert (await model(blank, listed, versions={"a": 4}))["entries"] == {}
    newer = event("a", at(6, 23), version=4)
    again = await model(blank, listed, steps=[["put", newer], ["load", [newer]]])
    assert again["entries"] == {"a": [newer["occurrences"][0]["startsAt"], 0]}


async def test_a_change_is_placed_by_the_rules_of_the_list(blank: Page) -> None:
    until = _text(datetime(2026, 3, 8, tzinfo=ZONE).astimezone(UTC))
    changes = {
        "on now": event("a", at(6, 19)),
        "over": event("b", at(6, 17)),
        "without an end": event("c", at(6, 18, None)),
        "over for want of an end": event("d", at(6, 16, None)),
        "all day": event("e", at(6, 0, None, dateOnly=True)),
        "after the window": event("f", at(8, 10)),
        "elsewhere": event("g", at(6, 21), area="there"),
        "another kind": event("h", at(6, 21), category="market"),
    }
    steps = [["put", one] for one in changes.values()]
    found = await model(blank, steps=steps, until=until, filter={"category": "music"})
    shown = [why for why, answer in zip(changes, found["answers"], strict=True) if answer]
    assert shown == ["on now", "without an end", "all day"]


async def test_a_series_is_listed_by_its_first_date_that_is_not_cancelled(blank: Page) -> None:
    off, on, later = at(6, 21, cancelled=True), at(13, 21), at(20, 21)
    found = await model(blank, steps=[["put", event("a", off, later, on)]])
    assert found["entries"] == {"a": [on["startsAt"], 2]}
    only = await model(blank, steps=[["put", event("a", off)]])
    assert only["entries"] == {"a": [off["startsAt"], 0]}


async def test_a_change_that_does_not_fit_takes_the_event_off(blank: Page) -> None:
    found = await model(blank, event("a", at(6, 21)), steps=[["put", event("a", at(6, 21), area="there", version=2)]])
    assert (found["answers"], found["entries"]) == ([None], {})


async def test_what_comes_after_the_end_of_a_part_of_a_list_waits_for_the_rest(blank: Page) -> None:
    last = event("last", at(6, 22))
    after, before = event("after", at(7, 20)), event("before", at(6, 21))
    partly = await model(blank, last, steps=[["put", after], ["put", before]], hasMore=True)
    assert [bool(one) for one in partly["answers"]] == [False, True]
    whole = await model(blank, last, steps=[["put", after]])
    assert "after" in whole["entries"]
    moved = await model(blank, last, steps=[["put", event("last", at(9, 20), version=2)]], hasMore=True)
    assert "last" in moved["entries"]


async def test_time_goes_on_and_a_series_moves_to_its_next_date(blank: Page) -> None:
    single, series = event("single", at(6, 19)), event("series", at(6, 19), at(13, 19))
    later = _text(datetime(2026, 3, 6, 21, tzinfo=ZONE).astimezone(UTC))
    found = await model(blank, single, series, steps=[["advance", NOW], ["advance", later], ["advance", later]])
    assert found["answers"] == [False, True, False]
    assert found["entries"] == {"series": [at(13, 19)["startsAt"], 0]}


async def test_a_list_begins_with_its_first_page_that_has_events(blank: Page) -> None:
    found = await blank.evaluate(
        """async () => {
            const { fetchList } = await import("/lists.js");
            const following = { first: "second", second: "third" };
            window.fetch = async (address) => {
                const page = new URL(address, location).searchParams.get("page") ?? "first";
                const events = page === "third" ? [{ id: "last" }] : [];
                return Response.json({ events, nextPage: following[page] ?? null, window: {} });
            };
            return (await fetchList("here", { parameters: [] }, null)).events;
        }"""
    )
    assert found == [{"id": "last"}]


async def test_the_rest_of_a_list_is_added_to_it(blank: Page) -> None:
    found = await model(blank, event("a", at(6, 21)), steps=[["append", [event("b", at(6, 22))]], ["remove", "a"]])
    assert list(found["entries"]) == ["b"]
    anew = await model(blank, event("a", at(6, 21)), steps=[["load", [event("b", at(6, 22))]]])
    assert list(anew["entries"]) == ["b"]


FEED = """async (steps) => {
    const calls = [], waits = [];
    window.setTimeout = (_, wait) => waits.push(Math.round(wait));
    window.clearTimeout = () => {};
    Math.random = () => 0.5;
    window.EventSource = class {
        static CLOSED = 2;
        readyState = 0;
        constructor(url) { this.url = url; this.on = {}; calls.push(["open", url.split("last_event_id=")[1] ?? ""]); }
        addEventListener(name, handle) { this.on[name] = handle; }
        close() { calls.push(["close"]); }
    };
    const { LiveFeed } = await import("/live.js");
    const feed = new LiveFeed({
        rooms: ["events:all"], cursor: "e.1",
        onChange: ({ kind, entity, version }) => calls.push([kind, entity, version]),
        onReset: ({ reason }) => calls.push(["reset", reason]),
        onState: (state) => calls.push([state]),
    });
    feed.start();
    for (const [name, data, id] of steps) {
        if (name === "seen") calls.push(["seen", feed.seen(...data)]);
        else if (name === "error") feed.source.onerror();
        else if (name === "start") feed.start();
        else feed.source.on[name]({ type: name, data: JSON.stringify(data ?? {}), lastEventId: id ?? "" });
    }
    return { calls, waits, cursor: feed.cursor };
}"""


async def test_the_feed_reports_each_version_once_however_it_came(blank: Page) -> None:
    new = {"id": "a", "version": 2}
    found = await blank.evaluate(
        FEED,
        [["subscribed", {}, "e.5"], ["event:new", new, "e.6"], ["event:updated", new, "e.7"], ["seen", ["a", 3]],
         ["event:updated", {"id": "a", "version": 3}], ["event:updated", {"id": "a", "version": 4}],
         ["seen", ["a", 4]], ["place:status", {"placeId": "p", "version": 1}]],
    )  # fmt: skip
    assert found["calls"] == [
        ["open", "e.1"], ["live"], ["event:new", "a", 2], ["seen", True], ["event:updated", "a", 4], ["seen", False],
        ["place:status", "p", 1],
    ]  # fmt: skip
    assert found["cursor"] == "e.7"


async def test_after_a_reset_versions_may_be_smaller(blank: Page) -> None:
    new, smaller = {"id": "a", "version": 7}, {"id": "a", "version": 1}
    steps = [["event:new", new], ["reset", {"reason": "epoch"}, "f.1"], ["event:updated", smaller], ["bulk"]]
    found = await blank.evaluate(FEED, steps)
    assert found["calls"][1:] == [
        ["event:new", "a", 7],
        ["reset", "epoch"],
        ["event:updated", "a", 1],
        ["reset", "bulk"],
    ]


async def test_it_comes_back_later_each_time_and_soon_again_once_it_was_live(blank: Page) -> None:
    away = [["error"], ["start"]]
    found = await blank.evaluate(FEED, [*away * 8, ["subscribed"], ["error"]])
    retries = [wait for wait in found["waits"] if wait != 45_000]
    assert retries == [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 500]
    assert [one for one in found["calls"] if one[0] in ("live", "reconnecting")] == [
        ["reconnecting"], ["live"], ["reconnecting"],
    ]  # fmt: skip


async def test_the_service_may_say_when_to_come_back(blank: Page) -> None:
    found = await blank.evaluate(FEED, [["closing", {"retryMs": 7_000}]])
    assert found["waits"][-1] == 7_000


async def test_every_sign_of_life_puts_off_the_end_of_patience(blank: Page) -> None:
    found = await blank.evaluate(FEED, [["hello", {"keepaliveSeconds": 20}], ["position", {}, "e.9"], ["position"]])
    assert found["waits"] == [45_000, 45_000, 52_000, 52_000]
    assert found["cursor"] == "e.9"


WAKING = """async (steps) => {
    const opened = [];
    let clock = 1_000_000, hidden = false;
    Date.now = () => clock;
    const RealDate = Date;
    window.Date = class extends RealDate { constructor() { super(clock); } };
    Object.defineProperty(document, "hidden", { get: () => hidden });
    window.EventSource = class {
        constructor(url) { opened.push(url.split("last_event_id=")[1]); this.on = {}; }
        addEventListener(name, handle) { this.on[name] = handle; }
        close() {}
    };
    const { LiveFeed } = await import("/live.js");
    const feed = new LiveFeed({ rooms: ["events:all"], cursor: "e.1" });
    feed.start();
    const counts = [];
    for (const [name, seconds] of steps) {
        clock += seconds * 1000;
        if (name === "alive") feed.source.on.position({ type: "position", data: "{}", lastEventId: `e.${clock}` });
        else (name === "online" ? window : document).dispatchEvent(new Event(name));
        counts.push(opened.length);
    }
    return counts;
}"""


@pytest.mark.parametrize(
    ("steps", "opened"),
    [
        ([["visibilitychange", 10]], [1]),  # it was alive a moment ago
        ([["visibilitychange", 20]], [2]),  # the service is never silent for so long
        ([["alive", 20], ["visibilitychange", 5]], [1, 1]),
        ([["resume", 5]], [2]),  # frozen pages and other networks lose connections without a word
        ([["online", 5]], [2]),
        ([["resume", 5], ["visibilitychange", 0], ["online", 0.5]], [2, 2, 2]),  # three signs of one waking
    ],
)
async def test_on_waking_it_makes_its_stream_anew_where_that_may_be_dead(
    blank: Page, steps: list[Any], opened: list[int]
) -> None:
    assert await blank.evaluate(WAKING, steps) == opened


WET = [at(6, 20, 1), at(7, 9, 1)]
OUTDOORS = [(True, each) for each in HOURS] + [(False, at(6, 20)), (None, at(6, 20)), (True, at(6, 20, cancelled=True))]
RAIN = """async ({ dates, hours }) => {
    const format = await import("/format.js");
    const rain = await import("/rain.js");
    format.setZone("Asia/Kolkata");
    rain.setForecast(hours);
    return dates.map(([outdoors, occurrence]) => rain.rainNote({ outdoors }, occurrence));
}"""


async def test_rain_beside_an_event_reads_as_on_the_server(blank: Page) -> None:
    hours = [{"startsAt": one["startsAt"], "rainLikely": True} for one in WET] + [
        {"startsAt": at(6, 22)["startsAt"], "rainLikely": False}
    ]
    told = await blank.evaluate(RAIN, {"dates": OUTDOORS, "hours": hours})
    assert told == [rain_note({"outdoors": out}, one, {"hours": hours}, ZONE) for out, one in OUTDOORS]
    assert {"", "rain likely at 20:00"} <= set(told)


LINE = """async ({ states, now }) => {
    const { Weather } = await import("/weather.js");
    return states.map((state) => {
        const element = document.createElement("p");
        new Weather(element, state, () => new Date(now), () => {});
        return element.hidden ? null : [...element.childNodes].slice(0, 2).map((each) => each.textContent);
    });
}"""


async def test_the_weather_reads_as_on_the_server_and_goes_when_it_has_expired(blank: Page) -> None:
    now = datetime(2026, 3, 6, 14, 30, tzinfo=UTC)
    present = {
        "observedAt": "2026-03-06T14:20:00Z",
        "validUntil": "2026-03-06T15:50:00Z",
        "temperature": 26.5,
        "condition": "rain",
    }
    shown = [
        present,
        present | {"temperature": -1.5, "condition": "unknown"},
        present | {"temperature": None},
        present | {"observedAt": "2026-03-06T12:20:00Z"},
        present | {"validUntil": "2026-03-06T14:30:00Z"},
        None,
    ]
    states = [{"present": one, "hours": [], "hoursUntil": None, "attribution": None} for one in shown]
    told = await blank.evaluate(LINE, {"states": [*states, None], "now": now.isoformat()})
    lines = [weather_line(state, now) for state in [*states, None]]
    assert told == [line and [line["words"], line["age"]] for line in lines]
    assert told[0] == ["27°, rain", "as of 10 min ago"]
    assert told[-3:] == [None, None, None]
