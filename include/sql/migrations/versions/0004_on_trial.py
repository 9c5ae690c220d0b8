"""Sources that wait for their first trial."""

from include.sql.migrations.files import run

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0004_on_trial.sql")


def downgrade() -> None:
    run("0004_on_trial_down.sql")
