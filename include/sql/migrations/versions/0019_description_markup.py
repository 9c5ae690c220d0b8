"""Descriptions with their markup beside the plain text."""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table jatre.discovered_events add column description_html text")


def downgrade() -> None:
    op.execute("alter table jatre.discovered_events drop column description_html")
