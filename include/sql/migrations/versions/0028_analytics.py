"""Analysts get a schema of their own; its views are repeatable, as all views are."""

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("create schema analytics")


def downgrade() -> None:
    op.execute("drop schema analytics")
