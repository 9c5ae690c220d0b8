"""Indexes for what is asked of tables that grow."""

from include.sql.migrations.files import run

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0003_what_grows.sql")


def downgrade() -> None:
    run("0003_what_grows_down.sql")
