"""How many people go to what a source lists, beside the ledger."""

from include.sql.migrations.files import run

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0008_attending.sql")


def downgrade() -> None:
    run("0008_attending_down.sql")
