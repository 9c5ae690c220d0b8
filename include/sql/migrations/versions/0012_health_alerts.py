"""Which state of a source was reported last, and its newest listings."""

from include.sql.migrations.files import run

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0012_health_alerts.sql")


def downgrade() -> None:
    run("0012_health_alerts_down.sql")
