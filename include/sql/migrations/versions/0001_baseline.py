"""The tables as they were when the schema was first written down."""

from include.sql.migrations.files import run

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0001_baseline.sql")


def downgrade() -> None:
    run("0001_baseline_down.sql")
