"""What a source lists now is found without reading what it has ever listed."""

from include.sql.migrations.files import run

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0018_last_dates.sql")


def downgrade() -> None:
    run("0018_last_dates_down.sql")
