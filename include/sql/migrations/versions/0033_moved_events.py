"""Note when the time or venue of a public event became another."""

from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table jatre.discovered_events add column moved_at timestamptz")


def downgrade() -> None:
    op.execute("alter table jatre.discovered_events drop column moved_at")
