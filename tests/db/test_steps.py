"""What one step of the sequencer makes of several changes: one for each event, in the order in which they came."""

from __future__ import annotations

import psycopg

from tests.db.world import EVENING, add_date, add_event, change, feed, kinds


def test_an_event_that_is_completed_by_the_transaction_that_inserts_it_is_new(owner: psycopg.Connection) -> None:
    with owner.transaction():
        event = add_event(owner)
        add_date(owner, event, EVENING)
        change(owner, event, title="Baithak by the lake")
    (only,) = feed(owner)
    assert (only.kind, only.payload["title"], len(only.payload["occurrences"])) == (
        "event:new",
        "Baithak by the lake",
        1,
    )


def test_changes_of_a_step_come_in_the_order_in_which_they_were_made(owner: psycopg.Connection) -> None:
    first, second = add_event(owner, title="first"), add_event(owner, title="second")
    before = feed(owner)[-1].seq
    change(owner, first, is_active=False)
    with owner.transaction():  # of several steps, so that the changes of the step are merged
        add_date(owner, add_event(owner, title="third"), EVENING)
    change(owner, second, status="cancelled")
    assert kinds(owner, before) == ["event:removed", "event:new", "event:cancelled"]


def test_the_removal_of_a_deleted_event_is_newer_than_what_was_sent_of_it(owner: psycopg.Connection) -> None:
    event = add_event(owner)
    owner.execute("delete from jatre.discovered_events where id = %s", [event])
    new, removed = feed(owner)
    assert removed.version == removed.payload["version"] == new.version + 1
