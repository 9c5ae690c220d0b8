"""Which fetches are backfills, and of which dates."""

from include.sql.migrations.files import run

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0013_backfills.sql")


def downgrade() -> None:
    run("0013_backfills_down.sql")
