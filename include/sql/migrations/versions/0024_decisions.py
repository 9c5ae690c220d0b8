"""Decisions of persons are made of rows that stand and fall together, and have an order by which conflicts are seen."""

from include.sql.migrations.files import run

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0024_decisions.sql")


def downgrade() -> None:
    run("0024_decisions_down.sql")
