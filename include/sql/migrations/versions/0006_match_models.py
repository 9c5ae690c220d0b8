"""What the matcher was trained to: its weights, what they were worth, and whether they are in use."""

from include.sql.migrations.files import run

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0006_match_models.sql")


def downgrade() -> None:
    run("0006_match_models_down.sql")
