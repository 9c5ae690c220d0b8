"""Lists that are kept: nobody is given an older one than what is committed, or than what they have been told."""

from __future__ import annotations

import gzip
import json
import pickle
import sys
from typing import Any

import brotli
import httpx
import psycopg
import pytest

from realtime import contract
from realtime.contract import EventsPage
from tests.conftest import Database
from tests.realtime.running import Running, running, until
from tests.realtime.scene import AREA, Scene

LIST = "/api/events/discovered"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The filters of the lists that are read from the database."""
    found, events_list = list[str](), contract.events_list

    async def counted(connection: Any, asked: str, *rest: Any) -> EventsPage:
        found.append(asked)
        return await events_list(connection, asked, *rest)

    monkeypatch.setattr(contract, "events_list", counted)
    return found


def _titles(answer: httpx.Response) -> list[str]:
    return [event["title"] for event in answer.json()["events"]]


async def _told(jatre: Running) -> None:
    """Until the service knows all changes that are committed."""
    async with jatre.service.database.connection() as connection:
        while (position := await contract.feed_position(connection)).waiting:
            await jatre.service.hub.changed(0.01)
    await until(lambda: jatre.service.ring.head >= position.head)


async def test_a_list_is_read_once_while_nothing_changes(jatre: Running, scene: Scene, reads: list[str]) -> None:
    scene.open("Jazz night", scene.at(1, 20))
    await _told(jatre)
    answers = [
        await jatre.get(LIST, **params) for params in ({}, {}, {"limit": "20"}, {"when": "week"}, {"when": "week"})
    ]
    assert [_titles(answer) for answer in answers] == [["Jazz night"]] * 5
    assert len(reads) == 2
    assert len({answer.content for answer in answers}) == 2
    assert jatre.metric("jatre_answer_cache_total", outcome="hit") == 3
    assert jatre.metric("jatre_answer_cache_total", outcome="miss") == 2


async def test_a_list_that_differs_in_anything_is_another_one(jatre: Running, scene: Scene, reads: list[str]) -> None:
    for number in range(2):
        scene.open(f"Jazz night {number}", scene.at(1, 12 + number), category="music")
    await _told(jatre)
    others = [
        {}, {"limit": "1"}, {"offset": "1"}, {"fields": "title"}, {"category": "music"}, {"category": "market,music"},
        {"area": AREA}, {"when": "week"}, {"q": "jazz"}, {"cost": "free"},
        {"limit": "1", "page": (await jatre.get(LIST, limit="1")).json()["nextPage"]},
    ]  # fmt: skip
    del reads[:]
    answers = [await jatre.get(LIST, **params) for params in others * 2]
    assert len(reads) == len(others) - 1, "the shorter one was read for its next page"
    assert [one.content for one in answers[: len(others)]] == [one.content for one in answers[len(others) :]]
    same = [await jatre.get(LIST, category=text) for text in ("music,market", "market, music", "music,market,music")]
    assert len(reads) == len(others) - 1
    assert len({one.content for one in same}) == 1


async def test_what_is_committed_is_in_the_next_list(jatre: Running, scene: Scene) -> None:
    shown = list[str]()
    for number in range(5):
        scene.open(f"Jazz night {number}", scene.at(1, 12 + number))
        shown.append(f"Jazz night {number}")
        assert _titles(await jatre.get(LIST)) == shown
        await _told(jatre)
        assert _titles(await jatre.get(LIST)) == shown


async def test_who_was_told_of_a_change_is_given_no_older_list(database: Database, scene: Scene) -> None:
    """Told by one process, asking another, whose reader of the feed is late."""
    async with running(database.service_url) as early, running(database.service_url) as late:
        assert _titles(await late.get(LIST)) == []
        async with early.live() as stream:
            await stream.next("subscribed")
            for number in range(5):
                late.service.follower.listener.wake = lambda _: None  # type: ignore[method-assign]
                scene.open(f"Jazz night {number}", scene.at(1, 12 + number))
                await stream.next("event:new")
                listed = await late.get(LIST)
                assert len(_titles(listed)) == number + 1
                told = (await early.get("/api/changes")).json()["cursor"]
                assert int(listed.headers["jatre-cursor"].rpartition(".")[2]) >= int(told.rpartition(".")[2])


async def test_a_change_ends_the_lists_that_it_concerns_and_no_others(
    jatre: Running, scene: Scene, reads: list[str]
) -> None:
    music = {"category": "music"}
    market = {"category": "market"}
    here = {"area": AREA, "category": "market"}
    scene.open("Jazz night", scene.at(1, 20), category="music")
    await _told(jatre)
    for params in (music, market, here):
        await jatre.get(LIST, **params)
    cursors = []
    for title in ("Blues night", "Rock night"):
        scene.open(title, scene.at(1, 21), category="music")
        await _told(jatre)
        del reads[:]
        answers = [await jatre.get(LIST, **params) for params in (music, market, here)]
        assert [len(_titles(answer)) for answer in answers][1:] == [0, 0]
        assert title in _titles(answers[0])
        assert len(reads) == 1
        cursors.append({answer.headers["jatre-cursor"] for answer in answers})
    assert all(len(found) == 1 for found in cursors), "an unchanged list is as of now, too"
    assert jatre.metric("jatre_answer_cache_total", outcome="invalidated") == 2


async def test_an_event_that_moves_ends_the_lists_of_where_it_was(jatre: Running, scene: Scene) -> None:
    event = scene.open("Jazz night", scene.at(1, 20), category="music")
    await _told(jatre)
    assert _titles(await jatre.get(LIST, category="music")) == ["Jazz night"]
    scene.change(event, category="workshop")
    await _told(jatre)
    assert _titles(await jatre.get(LIST, category="music")) == []
    assert _titles(await jatre.get(LIST, category="workshop")) == ["Jazz night"]


async def test_an_emptied_table_ends_every_list(jatre: Running, scene: Scene, database: Database) -> None:
    scene.open("Jazz night", scene.at(1, 20), category="music")
    await _told(jatre)
    assert _titles(await jatre.get(LIST, category="music")) == ["Jazz night"]
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute("truncate jatre.discovered_events cascade")
    await _told(jatre)
    assert _titles(await jatre.get(LIST, category="music")) == []


async def test_a_feed_that_begins_anew_ends_every_list(jatre: Running, scene: Scene, reads: list[str]) -> None:
    scene.open("Jazz night", scene.at(1, 20))
    await _told(jatre)
    ring = jatre.service.ring
    await jatre.get(LIST)
    jatre.service.hub.restart(ring.epoch, ring.head, "gap")
    await jatre.get(LIST)
    assert len(reads) == 2


async def test_a_list_is_kept_for_a_while_only(database: Database, scene: Scene, reads: list[str]) -> None:
    async with running(database.service_url, answer_seconds=0) as jatre:
        for _ in range(2):
            await jatre.get(LIST)
    assert len(reads) == 2


async def test_what_a_client_writes_takes_no_memory_and_what_it_is_given_is_counted(
    jatre: Running, scene: Scene
) -> None:
    scene.open("ಜಾಝ್ 🎷 " * 30, scene.at(1, 20))
    kept = jatre.service.kept_lists._kept
    assert (await jatre.get(LIST, tags="x" * 100)).json()["events"] == []
    assert len(pickle.dumps([*kept._kept])) < 200, "the key is no longer than any other"
    before = kept.bytes
    (one,) = (await jatre.get(LIST)).json()["events"]
    text = json.dumps(one, ensure_ascii=False)
    assert kept.bytes - before > 2 * sys.getsizeof(text) + len(text.encode())


async def test_a_kept_list_is_sent_as_the_reader_takes_it(jatre: Running, scene: Scene) -> None:
    for number in range(5):
        scene.open(f"Jazz night {number}", scene.at(1, 12 + number))
    await _told(jatre)
    plain = await jatre.client.get(LIST, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    for encoding, unpack in (("gzip", gzip.decompress), ("br", brotli.decompress)):
        async with jatre.client.stream("GET", LIST, headers={"accept-encoding": encoding}) as packed:
            raw = b"".join([part async for part in packed.aiter_raw()])
        assert packed.headers["content-encoding"] == encoding
        assert unpack(raw) == plain.content
        assert all("Accept-Encoding" in answer.headers["vary"] for answer in (plain, packed))
        assert plain.headers["etag"] == packed.headers["etag"]
    known = await jatre.client.get(LIST, headers={"if-none-match": plain.headers["etag"]})
    assert (known.status_code, "Accept-Encoding" in known.headers["vary"]) == (304, True)


TAKEN: dict[str, str | None] = {
    "gzip;q=0": None, "br;q=0, gzip ; q=0.000": None, "gzip;Q=0, *;q=0": None, "identity": None, "brx, x-gzip": None,
    "gzip;q=much": None, "br;q=0.": None, "gzip": "gzip", "gzip;q=0.5": "gzip", "br;q=0, gzip;q=0.01": "gzip",
    "br;q=0.1, gzip;q=0.2": "gzip", "gzip, deflate, br, zstd": "br", "BR": "br", "gzip;q=0, br": "br",
    "br;level=1;q=1, gzip": "br",
}  # fmt: skip
"""By what a reader takes: as what it is sent."""


async def test_an_answer_is_compressed_as_the_reader_would_rather_have_it_and_never_as_it_refuses(
    jatre: Running, scene: Scene
) -> None:
    for number in range(5):
        scene.open(f"Jazz night {number}", scene.at(1, 12 + number))
    await _told(jatre)
    for path in (LIST, "/api/openapi.json", "/"):
        for takes, encoding in TAKEN.items():
            answer = await jatre.client.get(path, headers={"accept-encoding": takes})
            assert (answer.status_code, answer.headers.get("content-encoding")) == (200, encoding), (path, takes)
            assert "Accept-Encoding" in answer.headers["vary"]
