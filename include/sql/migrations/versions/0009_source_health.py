"""What the health of a source is made of."""

from include.sql.migrations.files import run

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0009_source_health.sql")


def downgrade() -> None:
    run("0009_source_health_down.sql")
