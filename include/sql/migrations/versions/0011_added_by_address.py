"""Sources that were added by their address, and the requests that lead to it."""

from include.sql.migrations.files import run

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0011_added_by_address.sql")


def downgrade() -> None:
    run("0011_added_by_address_down.sql")
