"""Between the replicas and their clients: silent wires, rolling restarts, every cursor there is."""

from __future__ import annotations

import itertools
import json
from urllib.request import Request, urlopen

import pytest

from tests.db.world import INDIRANAGAR, add_date, add_event, change, feed
from tests.faults.feed.clients import RoomClient, SseClient, WsClient
from tests.faults.feed.proxy import Proxy
from tests.faults.feed.readers import until
from tests.faults.feed.replica import Replica
from tests.faults.feed.scene import Scene

pytestmark = pytest.mark.faults


def first_words(replica: Replica, cursor: str) -> list[tuple[str, dict[str, object]]]:
    """What a client with this cursor receives up to `subscribed`, and one message more where it follows at once."""
    messages: list[tuple[str, dict[str, object]]] = []
    request = Request(f"{replica.url}/api/events/live", headers={"Last-Event-ID": cursor})
    with urlopen(request, timeout=5) as response:
        name = ""
        while not messages or messages[-1][0] in ("hello", "reset"):
            line = response.readline().decode()
            if line.startswith("event:"):
                name = line[6:].strip()
            elif line.startswith("data:"):
                messages.append((name, json.loads(line[5:])))
    return messages


def test_every_cursor_is_answered_with_the_truth(scene: Scene) -> None:
    """floor-1, floor, the middle, head, head+1, garbage, another epoch: recovered, or a reset with its reason."""
    with scene.admin() as admin:
        feed(admin)
        admin.execute("update jatre.feed_head set head = 99998")  # the next partition is near
        admin.execute("delete from jatre.feed_changes")
        for number in range(6):
            change(admin, scene.shared[0], title=f"version {number}")
        feed(admin, 99998)
        admin.execute("update jatre.feed_changes set sequenced_at = sequenced_at - interval '1 day'")
        with scene.service() as replica:
            before = first_words(replica, "")
            assert admin.execute("select jatre.feed_retain('1 hour')").fetchone() == (1,)
            position = "select epoch, head, floor from jatre.feed_position_v2()"
            epoch, head, floor = admin.execute(position).fetchone() or ("", 0, 0)
            assert (head, floor) == (100_004, 100_000)
            answers = {
                cursor: _answer(first_words(replica, cursor))
                for cursor in (
                    f"{epoch}.{floor - 1}", f"{epoch}.{floor}", f"{epoch}.{floor + 2}", f"{epoch}.{head}",
                    f"{epoch}.{head + 1}", "garbage", "elsewhere.7",
                )
            }  # fmt: skip
    assert _answer(before) == (False, "")
    assert list(answers.values()) == [
        (False, "expired"), (True, ""), (True, ""), (True, ""),
        (False, "ahead"), (False, "malformed"), (False, "epoch"),
    ]  # fmt: skip


def _answer(words: list[tuple[str, dict[str, object]]]) -> tuple[bool, str]:
    messages = dict(words)
    return bool(messages["subscribed"]["recovered"]), str(messages.get("reset", {}).get("reason", ""))


def test_a_partition_dropped_during_a_replay_is_a_reset_never_a_hole(scene: Scene) -> None:
    with scene.admin() as admin:
        feed(admin)
        admin.execute("update jatre.feed_head set head = 99000")
        for number in range(0, 2_000, 500):
            for _ in range(2):
                admin.execute(
                    "insert into jatre.discovered_events"
                    " (title, description, start_time, moderation_status, published_at)"
                    " select 'Show', repeat('z', 20000), now(), 'approved', now() from generate_series(1, 250)"
                )
            feed(admin, 99_000 + number)
        admin.execute("update jatre.feed_changes set sequenced_at = sequenced_at - interval '1 day'")
        with scene.service() as replica:
            client = _at(scene, replica, 99_000)
            until(lambda: client.reader.seen > 99_000)
            client.paused.set()
            assert admin.execute("select jatre.feed_retain('1 hour')").fetchone() == (1,)
            client.paused.clear()
            until(lambda: client.reader.seen >= 101_000 or client.reader.resets, 30)
            numbers = [step.seq for step in client.reader.received]
            gaps = [after for before, after in itertools.pairwise(numbers) if after != before + 1]
            assert gaps == [] or client.reader.resets, "a silent gap"


def _at(scene: Scene, replica: Replica, position: int) -> RoomClient:
    return scene.join(SseClient([replica.url], "events:all", scene.stop, f"{scene.epoch()}.{position}"))


def test_a_wire_that_falls_silent_is_noticed_on_both_ends_and_nothing_is_lost(scene: Scene) -> None:
    with scene.service() as replica:
        client_side, database_side = Proxy(replica.port), Proxy(scene.cluster.port)
        through = scene.url("jatre_service").replace(f":{scene.cluster.port}/", f":{database_side.port}/")
        with scene.service(through) as far:
            scene.poll(1)
            scene.attach([f"http://127.0.0.1:{client_side.port}"], "events:all")
            scene.attach([f"http://127.0.0.1:{client_side.port}"], "events:all", over=WsClient)
            scene.attach([far.url], "events:all")
            until(lambda: all(client.subscribed.is_set() for client in scene.clients))
            scene.write(4, 200)
            until(lambda: all(client.reader.seen > 30 for client in scene.clients))
            for proxy in (client_side, database_side):
                proxy.silent.set()
            until(lambda: all(client.reader.resumes for client in scene.clients[:2]), 20, "the silent wire is given up")
            for proxy in (client_side, database_side):
                proxy.silent.clear()
            for writer in scene.writers:
                writer.thread.join(60)
            verdict = scene.finish()
        client_side.close()
        database_side.close()
    assert verdict.clean(), verdict


def test_a_rolling_restart_of_three_replicas_loses_nothing(scene: Scene) -> None:
    with scene.service() as one, scene.service() as two, scene.service() as three:
        addresses = [one.url, two.url, three.url]
        for turn in range(3):
            scene.attach(addresses[turn:] + addresses[:turn], "events:all")
            scene.attach(addresses[turn:] + addresses[:turn], "events:music", over=WsClient)
        until(lambda: all(client.subscribed.is_set() for client in scene.clients))
        scene.write(4, 150)
        for replica in (one, two, three):
            replica.restart()
        for writer in scene.writers:
            writer.thread.join(60)
        verdict = scene.finish()
    assert verdict.clean(), verdict
    assert sum(client.reader.resumes for client in scene.clients) >= 6


def test_what_changes_between_the_list_and_the_subscription_is_delivered(scene: Scene) -> None:
    with scene.admin() as admin, scene.service() as replica:
        for number in range(5):
            with urlopen(f"{replica.url}/api/events/discovered", timeout=5) as response:
                cursor = response.headers["jatre-cursor"]
            event = add_event(admin, title=f"in between {number}", at=INDIRANAGAR)
            add_date(admin, event, admin.execute("select now()").fetchone()[0])  # type: ignore[index]
            client = scene.join(SseClient([replica.url], "events:all", scene.stop, cursor))
            until(lambda client=client, event=event: str(event) in client.present, 10)
            assert client.reader.resets == []
