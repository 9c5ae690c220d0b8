"""Find what samples count of an event in an index: its row is a page of its own in a store of any size."""

from alembic import op

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "create index discovered_events_counted_idx on jatre.discovered_events (id)"
        " include (verification_status, status, availability) where is_public"
    )


def downgrade() -> None:
    op.execute("drop index jatre.discovered_events_counted_idx")
