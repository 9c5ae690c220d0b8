"""Find the public events of a venue and of an organizer by index; an organizer's id is made of its name."""

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "create index discovered_events_public_place_idx on jatre.discovered_events (place_id, start_time) where is_public"
    )
    op.execute(
        "create index discovered_events_organizer_idx on jatre.discovered_events"
        " ((md5(lower(btrim(organizer_name)))::uuid)) where is_public"
    )


def downgrade() -> None:
    op.execute("drop index jatre.discovered_events_organizer_idx")
    op.execute("drop index jatre.discovered_events_public_place_idx")
