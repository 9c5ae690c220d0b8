"""What erasures are to remove from the archive, so that it is not forgotten when the archive is away."""

from include.sql.migrations.files import run

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0027_archive_removals.sql")


def downgrade() -> None:
    run("0027_archive_removals_down.sql")
