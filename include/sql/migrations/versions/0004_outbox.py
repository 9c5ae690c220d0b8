"""How much waits to be numbered, for the service's metrics."""

from alembic import op

from include.sql.migrations.files import run

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("functions/feed_outbox_v1", "grants_outbox_v1")


def downgrade() -> None:
    op.execute("drop function jatre.feed_outbox_v1()")
