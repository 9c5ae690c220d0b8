"""An event is found by its founder, and what a source lists by its last day, without reading what is past."""

from include.sql.migrations.files import run

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0020_founders.sql")


def downgrade() -> None:
    run("0020_founders_down.sql")
