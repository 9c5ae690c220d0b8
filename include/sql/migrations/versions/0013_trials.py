"""Why a source has not passed its first trial."""

from include.sql.migrations.files import run

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0013_trials.sql")


def downgrade() -> None:
    run("0013_trials_down.sql")
