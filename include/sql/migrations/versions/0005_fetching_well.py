"""Limits of requests and failures of hosts that all workers share."""

from include.sql.migrations.files import run

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0005_fetching_well.sql")


def downgrade() -> None:
    run("0005_fetching_well_down.sql")
