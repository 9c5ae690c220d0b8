"""Pages by `page` cannot lose an event: it is listed, or the feed tells of it from the cursor of the first page."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import random
from typing import Any

import psycopg
import pytest

from tests.conftest import Database
from tests.db.world import walk_shortly
from tests.realtime.running import Running
from tests.realtime.scene import Scene

LIST = "/api/events/discovered"
LAST = "That is all"
MOST_EVENTS = 300


async def _pages(jatre: Running, **params: Any) -> list[dict[str, Any]]:
    """All pages of a list, one behind the other, each with its `cursor`."""
    pages: list[dict[str, Any]] = []
    following: dict[str, Any] = {}
    while not pages or following["page"]:
        answer = await jatre.get(LIST, **params, **following)
        assert answer.status_code == 200, answer.text
        pages.append(answer.json() | {"cursor": answer.headers["jatre-cursor"]})
        following = {"page": pages[-1]["nextPage"]}
    return pages


def _titles(pages: list[dict[str, Any]]) -> list[str]:
    return [event["title"] for page in pages for event in page["events"]]


def _stage(scene: Scene) -> None:
    """All that an order has to decide: ties of start and title, no hours, series, and what has run for days."""
    for number in range(4):
        scene.open("Same time, same name", scene.at(1, 19))
        scene.open(f"Same time {number}", scene.at(1, 19))
    scene.open("All day", scene.at(1, 0), None, date_only=True)
    scene.open("Weekly", [scene.at(2, 10), scene.at(9, 10)])
    for days in (-9, -3):
        scene.open(f"For {-days} days", scene.at(days, 10), hours=24 * 20)


@pytest.mark.parametrize("limit", [1, 3, 5])
@pytest.mark.parametrize("when", ["all", "week", None])
async def test_pages_are_the_list_in_parts(jatre: Running, scene: Scene, limit: int, when: str | None) -> None:
    _stage(scene)
    asked = {"when": when} if when else {}
    whole = (await jatre.get(LIST, limit=100, **asked)).json()
    pages = await _pages(jatre, limit=limit, **asked)
    ids = [event["id"] for page in pages for event in page["events"]]
    assert ids == [event["id"] for event in whole["events"]]
    assert {page["total"] for page in pages} == {whole["total"]}
    assert [page["hasMore"] for page in pages] == [True] * (len(pages) - 1) + [False]
    if when:
        assert len({json.dumps(page["window"]["from"]) for page in pages}) == 1


async def test_the_page_and_files_pass_over_pages_without_events(
    jatre: Running, scene: Scene, database: Database
) -> None:
    """Such as a list has where few of many dates pass."""
    with psycopg.connect(database.admin_url) as connection:
        walk_shortly(connection)
    for number in range(50):
        scene.open(f"Dear {number}", scene.at(1 + number // 10, 8 + number % 10), cost_type="paid")
    scene.open(LAST, scene.at(7, 19), cost_type="free")

    first = (await jatre.get(LIST, cost="free", when="all")).json()
    assert (first["events"], first["hasMore"]) == ([], True)
    assert f"{LAST}</a>" in (await jatre.get("/", q="free")).text
    assert LAST in (await jatre.get(f"{LIST}.csv", cost="free")).text


async def test_further_pages_keep_the_position_of_the_first(jatre: Running, scene: Scene) -> None:
    _stage(scene)
    await jatre.numbered()
    first = await jatre.get(LIST, limit=2)
    scene.open("In between", scene.at(1, 12))
    await jatre.numbered()
    second = await jatre.get(LIST, limit=2, page=first.json()["nextPage"])
    later = await jatre.get(LIST, limit=2)
    assert second.headers["jatre-cursor"] == first.headers["jatre-cursor"] != later.headers["jatre-cursor"]


async def test_the_next_page_is_linked(jatre: Running, scene: Scene) -> None:
    _stage(scene)
    first = await jatre.get(LIST, limit=8, when="all", offset=1)
    address, _, relation = first.headers["link"].partition("; ")
    second = await jatre.client.get(address.strip("<>"))
    assert relation == 'rel="next"'
    assert len(second.json()["events"]) == 3
    assert "link" not in second.headers


@pytest.mark.parametrize("letter", ["x", "ಜ", "🎪", '"', "\\"])
async def test_a_page_begins_behind_any_title(jatre: Running, scene: Scene, letter: str) -> None:
    for _ in range(3):
        scene.open(letter * 255, scene.at(1, 19))
    pages = await _pages(jatre, limit=1)
    assert len(_titles(pages)) == 3


async def _token(jatre: Running, **params: Any) -> str:
    return str((await jatre.get(LIST, limit=1, **params)).json()["nextPage"])


def _changed(token: str, **fields: Any) -> str:
    feed, filters, after = json.loads(base64.urlsafe_b64decode(token + "=="))
    return base64.urlsafe_b64encode(json.dumps([feed, filters, after | fields]).encode()).decode().rstrip("=")


async def test_a_page_of_another_list_is_refused(jatre: Running, scene: Scene) -> None:
    _stage(scene)
    token = await _token(jatre, when="week")
    for params in ({}, {"when": "all"}, {"when": "week", "cost": "free"}, {"when": "week", "offset": 1}):
        answer = await jatre.get(LIST, page=token, **params)
        assert answer.status_code == 400
        assert answer.json()["error"]["field"] in {"page", "offset"}
    assert (await jatre.get(LIST, page=token, when="week", limit=7)).status_code == 200


async def test_a_page_that_was_tampered_with_is_refused(jatre: Running, scene: Scene) -> None:
    _stage(scene)
    for fields in [
        {"title": "a\0"},
        {"title": "\ud800"},
        {"title": 7},
        {"title": "x" * 1_000},
        {"id": "7"},
        {"id": None},
        {"startsAt": "now"},
        {"startsAt": "2026-03-14"},
        {"startsAt": 7},
        {"from": None},
        {"until": []},
        {"from": "9999-12-31T23:59:59-12:00"},
        {"dateOnly": [[]], "id": {}},
    ]:
        answer = await jatre.get(LIST, limit=1, page=_changed(await _token(jatre), **fields))
        assert (answer.status_code, answer.json()["error"]["field"]) == (400, "page"), fields


async def test_what_is_no_page_is_refused(jatre: Running) -> None:
    for page in ["", "x", "é", "W10", "bnVsbA", "[" * 1_900, "A" * 3_000]:
        assert (await jatre.get(LIST, page=page)).status_code == 400, page


async def test_a_page_of_an_earlier_feed_begins_anew(jatre: Running, scene: Scene, database: Database) -> None:
    _stage(scene)
    token = await _token(jatre)
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("select jatre.feed_new_epoch_v1()")
    answer = await jatre.get(LIST, limit=1, page=token)
    assert (answer.status_code, answer.json()["error"]["field"]) == (400, "page")


async def test_a_page_ahead_of_the_feed_is_refused(jatre: Running, scene: Scene) -> None:
    _stage(scene)
    feed, *others = json.loads(base64.urlsafe_b64decode(await _token(jatre) + "=="))
    epoch, _, _ = feed.partition(".")
    forged = base64.urlsafe_b64encode(json.dumps([f"{epoch}.999999", *others]).encode()).decode().rstrip("=")
    answer = await jatre.get(LIST, limit=1, page=forged)
    assert (answer.status_code, answer.json()["error"]["field"]) == (400, "page")


async def test_a_page_of_which_the_feed_keeps_too_little_begins_anew(
    jatre: Running, scene: Scene, database: Database
) -> None:
    """Who followed the feed from its first page would miss what has changed since."""
    _stage(scene)
    token = await _token(jatre)
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("update jatre.feed_head set head = head + 9, floor = head + 8")
    answer = await jatre.get(LIST, limit=1, page=token)
    assert (answer.status_code, answer.json()["error"]["field"]) == (400, "page")
    assert "begin the list again" in answer.text


async def _followed(jatre: Running, limit: int, begin: asyncio.Event, began: asyncio.Event) -> dict[str, int]:
    """What a client knows, by version, that pages through all and then follows the feed from the first cursor.

    One that is told that it is behind goes on from where it was.
    """
    await begin.wait()
    pages = []
    page: str | None = ""
    while page is not None:
        answer = await jatre.get(LIST, limit=limit, **({"page": page} if page else {}))
        assert answer.status_code == 200, answer.text
        pages.append(answer.json())
        page = pages[-1]["nextPage"]
        began.set()
        await asyncio.sleep(0.02)  # so that much changes between the pages
    seen = {event["id"]: event["version"] for each in pages for event in each["events"]}
    gone: dict[str, int] = {}
    cursor = pages[0]["cursor"]
    while True:
        async with jatre.live(cursor=cursor) as stream:
            while (change := await stream.next(*_TOLD)).name != "behind":
                assert change.name.startswith("event:"), change  # the client would list again
                event, version = change.data["id"], change.data["version"]
                if version >= max(seen.get(event, 0), gone.get(event, 0)):
                    seen.pop(event, None)
                    (gone if change.name == "event:removed" else seen)[event] = version
                if change.data.get("title") == LAST:
                    return seen
            cursor = stream.last_id


_TOLD = ("event:new", "event:updated", "event:cancelled", "event:removed", "reset", "behind", "bulk")


def _shuffle(scene: Scene, chance: random.Random, events: list[str], number: int) -> None:
    """One of the changes that sources, moderators and time bring about."""
    event = chance.choice(events)
    match chance.randrange(5):
        case 0:
            if len(events) < MOST_EVENTS:
                events.append(scene.open(f"New {number}", scene.at(chance.randrange(1, 30), 19)))
        case 1:
            scene.take_down(event)
        case 2:
            scene.change(event, moderation_status="approved")
        case 3:
            scene.change(event, title=f"Renamed {number}")
        case 4:
            starts = scene.at(chance.randrange(1, 30), chance.randrange(24))
            scene.run("delete from event_occurrences where event_id = %s", event)
            scene.run("insert into event_occurrences (event_id, starts_at) values (%s, %s)", event, starts)


@pytest.mark.parametrize(
    ("changes", "clients"), [(150, 4), pytest.param(100_000, 20, marks=pytest.mark.long)], ids=["short", "long"]
)
async def test_who_pages_and_then_follows_knows_all(
    jatre: Running, scene: Scene, database: Database, changes: int, clients: int
) -> None:
    chance = random.Random(13)
    events = [scene.open(f"Event {number}", scene.at(1 + number % 20, 18)) for number in range(60)]
    begins = [asyncio.Event() for _ in range(clients)]
    began = [asyncio.Event() for _ in range(clients)]
    following = [
        asyncio.create_task(_followed(jatre, limit, begin, first_page))
        for begin, first_page, limit in zip(begins, began, itertools.cycle((1, 4, 7, 20)), strict=False)
    ]
    for number in range(changes):
        if number % (changes // clients) == 0:  # from the first change on, one after the other
            begins[min(number * clients // changes, clients - 1)].set()
        await asyncio.to_thread(_shuffle, scene, chance, events, number)
    await asyncio.gather(*(each.wait() for each in began))
    scene.open(LAST, scene.at(40, 19))

    known = await asyncio.gather(*following)

    with psycopg.connect(database.owner_url) as owner:
        public = owner.execute(
            "select id::text, version from jatre.discovered_events e where is_public"
            " and exists (select from jatre.event_occurrences o where o.event_id = e.id)"
        ).fetchall()
    for one in known:
        assert set(one.items()) ^ set(public) == set()
