"""Count erasures beside the cursor of alerts: what a step has read before one is not written after it."""

from alembic import op

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table jatre.alert_cursor add column erasures bigint not null default 0")


def downgrade() -> None:
    op.execute("alter table jatre.alert_cursor drop column erasures")
