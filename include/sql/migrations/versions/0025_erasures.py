"""What was erased by a legal demand: by whom and why, without the content, and hashes by which it does not come back."""

from include.sql.migrations.files import run

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0025_erasures.sql")


def downgrade() -> None:
    run("0025_erasures_down.sql")
