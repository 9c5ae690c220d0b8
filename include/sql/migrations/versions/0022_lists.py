"""Lists are read in the order of an index, whatever else is stored."""

from include.sql.migrations.files import run

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0022_lists.sql")


def downgrade() -> None:
    run("0022_lists_down.sql")
