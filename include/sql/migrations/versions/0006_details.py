"""What is shown of an event's dates and images is kept on its row, and what a write changed is found out once."""

from alembic import op

from include.sql.migrations.files import run

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# the first versions of the functions stay, for the way back
_NEW, _OLD = "new table as new_rows", "old table as old_rows"
_FIRST = {
    "event_inserted": (f"after insert on jatre.discovered_events referencing {_NEW}", "event_inserted_v1"),
    "event_updated": (f"after update on jatre.discovered_events referencing {_OLD} {_NEW}", "event_updated_v1"),
    "event_dates_added": (f"after insert on jatre.event_occurrences referencing {_NEW}", "event_children_added_v1"),
    "event_dates_changed": (
        f"after update on jatre.event_occurrences referencing {_OLD} {_NEW}",
        "event_dates_changed_v1",
    ),
    "event_dates_removed": (
        f"after delete on jatre.event_occurrences referencing {_OLD}",
        "event_children_removed_v1",
    ),
    "event_images_added": (f"after insert on jatre.event_images referencing {_NEW}", "event_children_added_v1"),
    "event_images_changed": (
        f"after update on jatre.event_images referencing {_OLD} {_NEW}",
        "event_children_changed_v1",
    ),
    "event_images_removed": (f"after delete on jatre.event_images referencing {_OLD}", "event_children_removed_v1"),
}
_ADDED = (
    "event_told_v1()",
    "event_added_state_v1()",
    "event_changed_state_v1()",
    "event_is_public_v1(text, boolean, timestamptz, uuid, geography, text)",
    "event_areas_v1(geography, uuid)",
    "event_rooms_v2(text, text[])",
    "event_children_added_v2()",
    "event_children_removed_v2()",
    "event_children_changed_v2()",
    "event_dates_changed_v2()",
    "event_children_touch_v2(uuid[])",
    "event_occurrences_json_v1(uuid)",
    "event_images_json_v1(uuid)",
    "feed_ring_v2()",
    "feed_sequence_v2(integer, integer)",
)


def upgrade() -> None:
    run(
        "functions/event_details_v1",
        "tables/event_details",
        "tables/event_details_fill",
        "functions/event_rooms_v2",
        "functions/feed_ring_v2",
        "functions/feed_sequence_v2",
        "tables/feed_outbox_room",
        "triggers/event_state_v3",
        "triggers/event_children_v2",
        "triggers/event_changes_v2",
        "grants_details_v1",
    )


def downgrade() -> None:
    for trigger, (when, function) in _FIRST.items():
        op.execute(f"create or replace trigger {trigger} {when} for each statement execute function jatre.{function}()")
    op.execute("drop trigger event_added_state on jatre.discovered_events")
    op.execute("drop trigger event_changed_state on jatre.discovered_events")
    op.execute(
        "create trigger event_state before insert or update on jatre.discovered_events"
        " for each row execute function jatre.event_state_v2()"
    )
    for function in _ADDED:
        op.execute(f"drop function jatre.{function}")
    op.execute("alter table jatre.feed_outbox reset (vacuum_truncate)")
    op.execute(
        "alter table jatre.discovered_events drop column occurrences, drop column images, drop column change_kind,"
        " drop column change_rooms, drop column change_moved, drop column change_moderated,"
        " add column visible_hash text not null default '', add column children_hash text not null default ''"
    )
    op.execute("alter table jatre.discovered_events disable trigger user")
    op.execute("update jatre.discovered_events set children_hash = jatre.event_children_hash_v1(id)")
    op.execute("alter table jatre.discovered_events enable trigger user")
