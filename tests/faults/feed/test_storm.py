"""Everything at once: writers of every kind, callers and clients, while processes are stopped, cut off and killed.

JATRE_FAULT_CHANGES sets how many changes are sent at least; `make faults` sets a million.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable

import pytest

from deploy.local.processes import processes
from tests.faults.feed.clients import WsClient
from tests.faults.feed.readers import until
from tests.faults.feed.replica import Replica, stop_for
from tests.faults.feed.scene import CHANGES, LONG, Scene

pytestmark = pytest.mark.faults

WRITERS = 6
ROOMS = ("events:all", "events:music", "events:area:indiranagar")
TRANSACTIONS = CHANGES * 3 // 2
"""Of ten some seven bring a change: the others are rolled back, killed, or change nothing that is visible."""
SEQUENCING = "query like '%feed_sequence_v%'"
Fault = Callable[[Scene, Replica], None]


def listener(scene: Scene, _: Replica) -> None:
    assert scene.terminate("application_name = 'jatre-feed'")


def readers(scene: Scene, _: Replica) -> None:
    scene.terminate("usename = 'jatre_service'")


def sequencer_in_the_middle(scene: Scene, _: Replica) -> None:
    for _ in range(200):
        if scene.terminate(f"{SEQUENCING} and state = 'active'"):
            return


def writers_in_a_transaction(scene: Scene, _: Replica) -> None:
    scene.terminate("usename = 'jatre_pipeline' and state <> 'idle' and random() < 0.5")


def fast_restart(scene: Scene, _: Replica) -> None:
    scene.cluster.stop()
    scene.cluster.start()


def immediate_restart(scene: Scene, _: Replica) -> None:
    pid = scene.cluster.pid()
    assert pid is not None
    processes.send(pid, signal.SIGQUIT)
    until(lambda: scene.cluster.pid() is None)
    scene.cluster.start()


def power_cut(scene: Scene, _: Replica) -> None:
    scene.cluster.kill()
    scene.cluster.start()


def stopped_service(_: Scene, replica: Replica) -> None:
    stop_for(replica.pid, 1.5)


def stopped_client(scene: Scene, _: Replica) -> None:
    for client in (scene.clients[0], scene.clients[-1]):
        client.paused.set()
    time.sleep(1)
    for client in scene.clients:
        client.paused.clear()


def stopped_backend(scene: Scene, _: Replica) -> None:
    """Of a writer, or of whoever numbers: the others wait for its locks, and go on when it does."""
    pid = scene.backend("state = 'active' and usename in ('jatre_pipeline', 'jatre_service')")
    if pid is not None:
        stop_for(pid, 1)


FAULTS: list[Fault] = [
    listener, readers, sequencer_in_the_middle, writers_in_a_transaction, stopped_client, stopped_service,
    stopped_backend, fast_restart, immediate_restart, power_cut, sequencer_in_the_middle,
]  # fmt: skip


def test_a_storm_loses_and_reorders_nothing(scene: Scene) -> None:
    with scene.service() as replica:
        scene.poll(4)
        scene.attach([replica.url], *ROOMS)
        scene.attach([replica.url], *ROOMS, over=WsClient)
        until(lambda: all(client.subscribed.is_set() for client in scene.clients))
        scene.write(WRITERS, TRANSACTIONS // WRITERS)
        while True:
            for fault in FAULTS:
                time.sleep(20 if LONG else 0.3)
                fault(scene, replica)
            if not LONG or not any(writer.thread.is_alive() for writer in scene.writers):
                break
        for writer in scene.writers:
            writer.thread.join(6 * 3600 if LONG else 60)
        verdict = scene.finish(600 if LONG else 60)

        sys.stdout.write(f"{verdict}\n")
        assert verdict.clean(), verdict
        assert verdict.changes >= (CHANGES if LONG else CHANGES / 2)
        for client in scene.clients:
            assert client.listed() == scene.public(client.reader.room), f"ghosts or holes: {client.reader.name}"
