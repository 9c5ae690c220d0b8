"""Who wants to be told of what, what they are told, and how far the matcher has read."""

from include.sql.migrations.files import run

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0046_alerts.sql")


def downgrade() -> None:
    run("0046_alerts_down.sql")
