"""When the sender of a delivery signed it."""

from include.sql.migrations.files import run

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0002_signed_at.sql")


def downgrade() -> None:
    run("0002_signed_at_down.sql")
