"""Which fetches are backfills, and of which dates."""

from include.sql.migrations.files import run

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0011_backfills.sql")


def downgrade() -> None:
    run("0011_backfills_down.sql")
