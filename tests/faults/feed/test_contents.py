"""Large rows, large statements, TRUNCATE, DELETE, restores: what a change is made of does not matter."""

from __future__ import annotations

import os
import subprocess

import psycopg
import pytest

from deploy.local.system import placement
from tests.db.world import EVENING, add_event, change, feed
from tests.faults.feed.clients import RoomClient, SseClient, WsClient
from tests.faults.feed.model import FeedReader, Received, Times, judge
from tests.faults.feed.readers import until
from tests.faults.feed.replica import Replica
from tests.faults.feed.scene import LONG, Scene
from tests.faults.feed.writers import AWAY, OUTSKIRTS, point

pytestmark = pytest.mark.faults

LARGE = 100_000 if LONG else 5_000


@pytest.mark.parametrize(
    "size", [8_000, 1_000_000, *(pytest.param(one, marks=pytest.mark.long) for one in (7_999, 9_000))]
)
def test_rows_of_any_size_reach_a_client(scene: Scene, size: int) -> None:
    with scene.service() as replica, scene.admin() as admin:
        (client,) = scene.attach([replica.url], "events:all")
        event = str(add_event(admin, description="y" * size))
        until(lambda: event in client.present)
        assert client.present[event].size == size


def test_a_flood_is_one_bulk_and_small_rooms_hear_each_change(scene: Scene) -> None:
    with scene.service() as replica, scene.admin() as admin:
        flooded, quiet = scene.attach([replica.url], "events:all", "events:market")
        until(lambda: flooded.reader.seen >= 3)
        admin.execute(
            "insert into jatre.discovered_events (title, start_time, category, moderation_status, published_at)"
            " select 'Stall ' || n, %s, case when n <= 5 then 'market' else 'music' end, 'approved', now()"
            " from generate_series(1, %s::int) as n",
            [EVENING, LARGE],
        )
        until(lambda: "bulk" in flooded.others and len(quiet.reader.received) == 5)
        assert flooded.reader.seen == 3, "each change was received beside the bulk"
        admin.execute("update jatre.discovered_events set ticket_url = 'https://example.org/'")
        until(lambda: flooded.others.count("bulk") == 2 and len(quiet.reader.received) == 10)
        admin.execute("delete from jatre.discovered_events")
        until(lambda: flooded.others.count("bulk") == 3 and not quiet.present)
        assert [step.kind for step in quiet.reader.received[10:]] == ["event:removed"] * 5
        admin.execute("truncate jatre.discovered_events cascade")
        until(lambda: flooded.reader.resets == ["truncated"])
        add_event(admin, category="market", title="After it all")
        until(lambda: len(quiet.present) == 1)
        assert "bulk" not in quiet.others


@pytest.mark.parametrize("over", [SseClient, WsClient])
def test_who_leaves_an_area_appears_there_one_last_time(scene: Scene, over: type[RoomClient]) -> None:
    moved, gone = str(scene.shared[0]), str(scene.shared[1])
    with scene.service() as replica, scene.admin() as admin:
        (inside,) = scene.attach([replica.url], "events:area:indiranagar", over=over)
        (everywhere,) = scene.attach([replica.url], "events:all", over=over)
        until(lambda: len(inside.listed()) == 3)
        change(admin, scene.shared[0], location=point(OUTSKIRTS))
        change(admin, scene.shared[1], location=point(AWAY))
        change(admin, scene.shared[0], title="Nobody in Indiranagar gets this")
        change(admin, scene.shared[1], title="And nobody at all of this")
        change(admin, scene.shared[2], title="But of this")
        until(lambda: [client.present[str(scene.shared[2])].title for client in scene.clients] == ["But of this"] * 2)
    assert inside.listed() == {str(scene.shared[2])}
    assert inside.present[moved].area == "bengaluru"
    assert [step.kind for step in inside.reader.received if step.entity == moved] == [
        "event:new",
        "event:updated",
    ]
    assert [step.kind for step in inside.reader.received if step.entity == gone] == [
        "event:new",
        "event:removed",
    ]
    assert [step.kind for step in everywhere.reader.received if step.entity == moved][1:] == ["event:updated"] * 2


def _dumped(scene: Scene) -> Scene:
    """A copy of the scene by pg_dump and psql, as the restore runbook makes it."""
    programs = placement.binaries((scene.cluster.data / "PG_VERSION").read_text(encoding="ascii").strip())
    dump = subprocess.run([programs / "pg_dump", scene.url()], check=True, capture_output=True).stdout
    copy = Scene(scene.cluster, f"{scene.name}_copy", shared=scene.shared)
    with psycopg.connect(scene.cluster.url(), autocommit=True) as admin:
        admin.execute(f"create database {copy.name} owner jatre_owner")  # type: ignore[arg-type]
    command = [programs / "psql", "-q", "-v", "ON_ERROR_STOP=1", "-o", os.devnull, copy.url()]
    done = subprocess.run(command, input=dump, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-1500:]
    return copy


def test_after_a_restore_every_old_cursor_is_reset_and_the_feed_goes_on(scene: Scene) -> None:
    with scene.admin() as admin:
        feed(admin)
    copy = _dumped(scene)
    with scene.service() as replica:
        (client,) = scene.attach([replica.url], "events:all")
        until(lambda: client.reader.seen >= 3)
        replica.kill()
        restored = Replica(copy.url("jatre_service"), replica.port)
        restored.start()
        try:
            until(lambda: client.reader.resets == ["epoch"])
            with copy.admin() as admin:
                change(admin, scene.shared[0], title="after the restore")
            until(lambda: client.present[str(scene.shared[0])].title == "after the restore")
        finally:
            restored.kill()


def test_the_judge_sees_what_is_wrong(scene: Scene) -> None:
    """The model itself: a change withheld, repeated, swapped, made up or received too early does not go unnoticed."""
    scene.poll(1)
    scene.write(2, 40)
    for writer in scene.writers:
        writer.thread.join(30)
    assert scene.finish().clean()
    received = scene.pollers[0].reader.received

    def verdict(tampered: list[Received]):  # type: ignore[no-untyped-def]
        return judge(scene.url(), [FeedReader("tampered", received=tampered)], scene.times)

    swapped = [
        *received[:10],
        *reversed([Received(received[10].seq, *_rest(received[-1])), Received(received[-1].seq, *_rest(received[10]))]),
    ]
    assert verdict(received[1:]).lost == 1
    assert verdict([*received, Received(received[-1].seq + 1, "event:updated", "nobody", 1)]).invented == 1
    assert verdict([*received, received[3]]).repeats == 1
    assert verdict(list(reversed(received))).out_of_order >= 10
    assert verdict(swapped).out_of_order >= 1
    early = [
        Received(place.seq, *_rest(step))
        for place, step in zip(received, [*received[-5:], *received[:-5]], strict=True)
    ]
    assert verdict(early).out_of_order >= 1
    assert judge(scene.url(), [scene.pollers[0].reader], Times()).clean()


def _rest(step: Received) -> tuple[str, str, int]:
    return step.kind, step.entity, step.version
