"""Keep on each event when its last date is over, so that indexes have those to come, of a venue,
of an organizer and of the queue of moderation; and the words of titles, by which events are alike."""

from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

_REPLACED = ("discovered_events_public_place_idx", "discovered_events_organizer_idx")


def upgrade() -> None:
    op.execute("alter table jatre.discovered_events add column over_at timestamptz")
    # no trigger: nothing that anybody sees changes
    op.execute("alter table jatre.discovered_events disable trigger user")
    op.execute(
        "update jatre.discovered_events e set over_at = o.over_at"
        " from (select event_id, max(over_at) as over_at from jatre.event_occurrences group by event_id) as o"
        " where o.event_id = e.id"
    )
    op.execute("alter table jatre.discovered_events enable trigger user")
    for name in _REPLACED:
        op.execute(f"drop index jatre.{name}")
    op.execute(
        "create index discovered_events_public_place_idx on jatre.discovered_events (place_id, over_at) where is_public"
    )
    op.execute(
        "create index discovered_events_organizer_idx on jatre.discovered_events"
        " ((md5(lower(btrim(organizer_name)))::uuid), over_at) where is_public"
    )
    # all that a list of organizers counts by, so that it reads no rows
    op.execute(
        "create index discovered_events_organizers_idx on jatre.discovered_events (organizer_name, over_at)"
        " include (organizer_type, rooms) where is_public and organizer_name is not null"
    )
    op.execute("drop index jatre.discovered_events_waiting_idx")
    op.execute(
        "create index discovered_events_queue_idx on jatre.discovered_events (over_at)"
        " include (id, start_time, moderation_status, quality_score)"
        " where moderation_status in ('pending', 'flagged') and merged_into is null and is_active"
    )
    op.execute(
        "create index discovered_events_title_idx on jatre.discovered_events"
        " using gin (to_tsvector('english', title)) where is_public"
    )


def downgrade() -> None:
    op.execute("drop index jatre.discovered_events_title_idx")
    op.execute("drop index jatre.discovered_events_queue_idx")
    op.execute(
        "create index discovered_events_waiting_idx on jatre.discovered_events (start_time)"
        " where moderation_status in ('pending', 'flagged') and merged_into is null"
    )
    op.execute("drop index jatre.discovered_events_organizers_idx")
    for name in _REPLACED:
        op.execute(f"drop index jatre.{name}")
    op.execute(
        "create index discovered_events_public_place_idx on jatre.discovered_events (place_id, start_time) where is_public"
    )
    op.execute(
        "create index discovered_events_organizer_idx on jatre.discovered_events"
        " ((md5(lower(btrim(organizer_name)))::uuid)) where is_public"
    )
    op.execute("alter table jatre.discovered_events drop column over_at")
