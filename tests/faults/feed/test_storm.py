"""Everything at once: writers of every kind, callers and clients, while processes are stopped, cut off and killed.

JATRE_FAULT_CHANGES sets how many transactions are written; `make faults` sets a million.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable

import pytest

from deploy.local import processes
from tests.faults.feed.readers import until
from tests.faults.feed.town import FeedTown, Replica

pytestmark = pytest.mark.faults

CHANGES = int(os.environ.get("JATRE_FAULT_CHANGES", "1500"))
LONG = CHANGES > 10_000
WRITERS = 6
ROOMS = ("events:all", "events:music", "events:area:indiranagar")
SEQUENCING = "query like '%feed_sequence_v1%'"
Fault = Callable[[FeedTown, Replica], None]


def listener(town: FeedTown, _: Replica) -> None:
    assert town.terminate("application_name = 'jatre-feed'")


def readers(town: FeedTown, _: Replica) -> None:
    town.terminate("usename = 'jatre_service'")


def sequencer_in_the_middle(town: FeedTown, _: Replica) -> None:
    for _ in range(200):
        if town.terminate(f"{SEQUENCING} and state = 'active'"):
            return


def writers_in_a_transaction(town: FeedTown, _: Replica) -> None:
    town.terminate("usename = 'jatre_pipeline' and state <> 'idle' and random() < 0.5")


def fast_restart(town: FeedTown, _: Replica) -> None:
    town.cluster.stop()
    town.cluster.start()


def immediate_restart(town: FeedTown, _: Replica) -> None:
    pid = town.cluster.pid()
    assert pid is not None
    processes.send(pid, signal.SIGQUIT)
    until(lambda: town.cluster.pid() is None)
    town.cluster.start()


def power_cut(town: FeedTown, _: Replica) -> None:
    town.cluster.kill()
    town.cluster.start()


def stopped_service(_: FeedTown, replica: Replica) -> None:
    os.kill(replica.pid, signal.SIGSTOP)
    time.sleep(1.5)
    os.kill(replica.pid, signal.SIGCONT)


def stopped_client(town: FeedTown, _: Replica) -> None:
    town.clients[0].paused.set()
    time.sleep(1)
    town.clients[0].paused.clear()


def stopped_backend(town: FeedTown, _: Replica) -> None:
    """Of a writer, or of whoever numbers: the others wait for its locks, and go on when it does."""
    pid = town.backend("state = 'active' and usename in ('jatre_pipeline', 'jatre_service')")
    if pid is not None:
        os.kill(pid, signal.SIGSTOP)
        time.sleep(1)
        os.kill(pid, signal.SIGCONT)


FAULTS: list[Fault] = [
    listener, readers, sequencer_in_the_middle, writers_in_a_transaction, stopped_client, stopped_service,
    stopped_backend, fast_restart, immediate_restart, power_cut, sequencer_in_the_middle,
]  # fmt: skip


def test_a_storm_loses_and_reorders_nothing(town: FeedTown) -> None:
    with town.service() as replica:
        town.poll(4)
        town.attach([replica.url], *ROOMS)
        until(lambda: all(client.subscribed.is_set() for client in town.clients))
        town.write(WRITERS, CHANGES // WRITERS)
        while True:
            for fault in FAULTS:
                time.sleep(20 if LONG else 0.3)
                fault(town, replica)
            if not LONG or not any(writer.thread.is_alive() for writer in town.writers):
                break
        for writer in town.writers:
            writer.thread.join(6 * 3600 if LONG else 60)
        verdict = town.finish(600 if LONG else 60)

        sys.stdout.write(f"{verdict}\n")
        assert verdict.clean(), verdict
        assert verdict.changes > CHANGES / 3
        for client, shown in zip(town.clients, ("events:all", "events:music"), strict=False):
            assert _present(client.present, shown) == town.public(shown), f"ghosts or holes in {shown}"


def _present(present: dict[str, dict[str, object]], room: str) -> set[str]:
    """What a client that lists a room shows: it leaves out what has gone to another category."""
    return {entity for entity, data in present.items() if room == "events:all" or f"events:{data['category']}" == room}
