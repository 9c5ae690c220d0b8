"""Tokens that can be taken back, sessions that end with them, and a log of what was done with them."""

from include.sql.migrations.files import run

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0029_access.sql")


def downgrade() -> None:
    run("0029_access_down.sql")
