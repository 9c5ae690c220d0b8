"""Who numbers may stop at any moment: the others go on, or at least nothing is lost."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from functools import partial

import psycopg
import pytest

from tests.db.world import add_event, change
from tests.faults.feed.readers import until
from tests.faults.feed.replica import stopped
from tests.faults.feed.scene import LONG, Scene
from tests.faults.world import ROOT

pytestmark = pytest.mark.faults

CALLER = """
import sys, psycopg
with psycopg.connect(sys.argv[1], autocommit=True) as connection:
    print('ready', flush=True)
    while True:
        connection.execute("select * from jatre.feed_sequence_v3(50)")
"""


def test_a_stopped_calling_process_holds_nothing(scene: Scene) -> None:
    command = [sys.executable, "-c", CALLER, scene.url("jatre_service")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as caller:
        try:
            assert caller.stdout is not None
            caller.stdout.readline()
            scene.write(4, 100)
            time.sleep(0.3)
            for _ in range(5):
                with stopped(caller.pid), scene.admin() as admin:
                    # the call under way comes to its end in the server, and whoever polls has the head for a moment
                    until(partial(_has_the_head, admin), what="a stopped process holds the head")
                time.sleep(0.05)
            scene.poll(1)
            assert (verdict := scene.finish()).clean(), verdict
        finally:
            caller.kill()


def _has_the_head(admin: psycopg.Connection) -> bool:
    (moved,) = admin.execute("select moved from jatre.feed_sequence_v3()").fetchone() or (-1,)
    return moved >= 0


def test_a_backend_stopped_at_the_head_delays_and_loses_nothing(scene: Scene) -> None:
    """PostgreSQL cannot take a lock from a stopped process: the others get -1 at once, read on, and go on
    numbering as soon as it is continued or killed."""
    holder = psycopg.connect(scene.url("jatre_owner"))
    pid = holder.info.backend_pid
    holder.execute("select from jatre.feed_head for update")
    with stopped(pid):
        scene.write(4, 30)
        scene.poll(3)
        for writer in scene.writers:
            writer.thread.join(30)
            assert not writer.thread.is_alive(), "a writer waited for the head"
        with scene.admin() as admin:
            # a caller that waited for the head would wait until this ends it
            admin.execute("set statement_timeout = '60s'")
            assert admin.execute("select moved from jatre.feed_sequence_v3()").fetchone() == (-1,)
        assert all(poller.reader.received == [] for poller in scene.pollers)
    holder.close()
    assert (verdict := scene.finish()).clean(), verdict
    assert verdict.changes > 50


def test_a_caller_that_sleeps_in_a_transaction_loses_the_head(scene: Scene) -> None:
    """The role's idle timeout; shortened here, so that the test is not."""
    timed_out = pytest.raises(psycopg.errors.IdleInTransactionSessionTimeout)
    with timed_out, psycopg.connect(scene.url("jatre_service")) as sleeper:
        sleeper.execute("set idle_in_transaction_session_timeout = '1s'")
        with scene.admin() as admin:
            add_event(admin)
        sleeper.execute("select jatre.feed_sequence_v3()")
        with scene.admin() as admin:
            add_event(admin, title="another")
            assert admin.execute("select moved from jatre.feed_sequence_v3()").fetchone() == (-1,)
            until(lambda: admin.execute("select moved from jatre.feed_sequence_v3()").fetchone() == (5,), 10)
        sleeper.execute("select")


def test_a_transaction_that_holds_the_bell_silences_it_but_not_the_feed(scene: Scene) -> None:
    with scene.service() as replica, psycopg.connect(scene.url("jatre_pipeline")) as holder:
        (client,) = scene.attach([replica.url], "events:all")
        until(lambda: len(client.reader.received) == 3)
        held = str(add_event(holder, title="held back"))  # rings, and does not commit
        ends = time.monotonic() + (60 if LONG else 2)
        while time.monotonic() < ends:
            count = len(client.reader.received)
            scene.pour(1)
            until(lambda count=count: len(client.reader.received) > count, 5, "polling carries on")  # type: ignore[misc]
        assert held not in client.present
        holder.rollback()
        assert (verdict := scene.finish()).clean(), verdict


def test_without_any_doorbell_everything_comes_within_the_poll(scene: Scene) -> None:
    with scene.admin() as admin:
        admin.execute(f"alter database {scene.name} set jatre.doorbell = off")  # type: ignore[arg-type]
    with scene.service() as replica, scene.admin() as admin:
        (client,) = scene.attach([replica.url], "events:all")
        until(lambda: client.reader.seen >= 3)
        waits = []
        for number in range(5):
            change(admin, scene.shared[0], title=f"silent {number}")
            began = time.monotonic()
            until(lambda number=number: len(client.reader.received) > 3 + number, 5)
            waits.append(time.monotonic() - began)
    assert max(waits) < 1.5, waits


def test_an_open_transaction_in_another_database_holds_nothing_up(scene: Scene) -> None:
    with psycopg.connect(scene.cluster.url()) as elsewhere, psycopg.connect(scene.url("jatre_pipeline")) as here:
        elsewhere.execute("select pg_current_xact_id()")
        add_event(here, title="not committed")
        scene.poll(2)
        scene.write(4, 30)
        for writer in scene.writers:
            writer.thread.join(30)
        until(lambda: all(poller.reader.seen >= scene.last("events:all") > 3 for poller in scene.pollers), 10)
        here.rollback()
    assert (verdict := scene.finish()).clean(), verdict


def test_two_phase_commits_are_delivered_when_they_commit(scene: Scene) -> None:
    scene.poll(2)
    threads = [threading.Thread(target=_two_phases, args=(scene, number)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert (verdict := scene.finish()).clean(), verdict
    assert verdict.changes == 3 + 4 * 6


def _two_phases(scene: Scene, number: int) -> None:
    for step in range(8):
        name = f"{scene.name}_{number}_{step}"
        with psycopg.connect(scene.url("jatre_pipeline")) as writer:
            writer.execute("set jatre.doorbell = off")
            writer.commit()
            event = add_event(writer, title=name)
            writer.execute(
                "insert into public.ledger (step, entity, version, rooms)"
                " select %s, id, version, rooms from jatre.discovered_events where id = %s",
                [name, event],
            )
            writer.execute(f"prepare transaction '{name}'")  # type: ignore[arg-type]
            writer.autocommit = True
            time.sleep(0.01)
            writer.execute(f"{'rollback' if step % 3 == 2 else 'commit'} prepared '{name}'")  # type: ignore[arg-type]
