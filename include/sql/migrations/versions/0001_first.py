"""The first schema: areas, places, sources, ledger, events, decisions, feed."""

from alembic import op

from include.sql.migrations.files import run

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("create schema jatre")
    run(
        "functions/now_v1",
        "tables/areas",
        "tables/places",
        "tables/sources",
        "tables/events",
        "tables/listings",
        "tables/preferences",
        "tables/weather",
        "tables/feed",
        "functions/area_codes_v1",
        "functions/event_rooms_v1",
        "functions/feed_ring_v1",
        "functions/feed_fingerprint_v1",
        "functions/feed_new_epoch_v1",
        "functions/feed_partition_v1",
        "functions/feed_cut_v1",
        "functions/feed_sequence_v1",
        "functions/feed_position_v1",
        "functions/feed_read_v1",
        "functions/feed_retain_v1",
        "views/event_public_v1",
        "functions/event_document_v1",
        "views/event_payload_v1",
        "functions/feed_tell_v1",
        "functions/event_json_v1",
        "functions/events_list_v1",
        "functions/event_get_v1",
        "functions/area_get_v1",
        "triggers/event_state_v1",
        "triggers/occurrence_place_v1",
        "triggers/event_children_v1",
        "triggers/event_changes_v1",
        "triggers/place_status_changes_v1",
        "triggers/weather_changes_v1",
        "tables/feed_start",
        "grants_v1",
    )


def downgrade() -> None:
    op.execute("drop schema jatre cascade")
