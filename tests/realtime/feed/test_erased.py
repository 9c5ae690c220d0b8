"""What was erased comes out of no process's memory again: no kept list, no kept change, whichever replica is asked."""

from __future__ import annotations

import asyncio

import psycopg

from tests.conftest import Database
from tests.realtime.running import Running, running, until
from tests.realtime.scene import Scene

TITLE = "Zaphrodite sings"
LIST = "/api/events/discovered"


async def _says(replica: Running, event: str, cursor: str) -> dict[str, str]:
    """What a process answers, by the address."""
    paths = (LIST, f"{LIST}.csv", f"/api/events/{event}", "/api/facets", f"/api/changes?cursor={cursor}")
    return {path: (await replica.client.get(path)).text for path in paths}


async def test_an_erased_event_is_in_no_answer_of_any_replica(database: Database, scene: Scene) -> None:
    async with running(database.service_url) as first, running(database.service_url) as second:
        before = (await first.get("/api/changes")).json()["cursor"]
        event = scene.open(TITLE, scene.at(1, 20), category="music")
        scene.open("Jazz night", scene.at(1, 21), category="music")
        for replica in (first, second):
            await until(lambda replica=replica: len(replica.service.ring.after(replica.service.ring.floor, 9)) == 2)
            told = await _says(replica, event, before)
            assert sum(TITLE in text for text in told.values()) == 4, "all but the counts"

        with psycopg.connect(database.owner_url) as owner:
            owner.execute("delete from jatre.discovered_events where id = %s", [event])
            owner.execute("select jatre.feed_erase(array[%s]::uuid[])", [event])

        for replica in (first, second):
            assert TITLE not in (await replica.get(LIST)).text
            await until(lambda replica=replica: str(replica.service.ring.cursor).partition(".")[0] not in before)
            told = await _says(replica, event, before)
            assert [path for path, text in told.items() if TITLE in text] == []
            assert "Jazz night" in told[LIST]
            assert (await replica.get("/api/changes", cursor=before)).json()["reset"] == "epoch"


async def test_an_erasure_waits_for_who_numbers_changes_before_it_touches_them(
    database: Database, scene: Scene
) -> None:
    """In the other order each would wait for the other, and the database would end one of the two."""
    event = scene.open(TITLE, scene.at(1, 20))

    def erase() -> None:
        with psycopg.connect(database.owner_url, application_name="erasing") as owner:
            owner.execute("select jatre.feed_erase(array[%s]::uuid[])", [event])

    with psycopg.connect(database.owner_url, autocommit=True) as watching:
        blocked = "select from pg_stat_activity where application_name = 'erasing' and wait_event_type = 'Lock'"
        with psycopg.connect(database.owner_url) as numbering:
            numbering.execute("select from jatre.feed_head for update")
            erasing = asyncio.create_task(asyncio.to_thread(erase))
            await until(lambda: watching.execute(blocked).fetchone() is not None)
            assert numbering.execute("delete from jatre.feed_outbox").rowcount
        await erasing
