"""Why a source has not passed its first trial."""

from include.sql.migrations.files import run

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0015_trials.sql")


def downgrade() -> None:
    run("0015_trials_down.sql")
