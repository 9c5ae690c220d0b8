"""Matching waits for rows that only the pipeline can hold, as many as it needs."""

from alembic import op

from include.sql.migrations.files import run

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("tables/match_locks", "grants_matching_v1")


def downgrade() -> None:
    op.execute("drop table jatre.match_locks")
