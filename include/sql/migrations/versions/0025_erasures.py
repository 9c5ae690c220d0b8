"""What was erased by a legal demand: by whom and why, without the content, and hashes by which it does not come back."""

from include.sql.migrations.files import run

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0024_erasures.sql")


def downgrade() -> None:
    run("0024_erasures_down.sql")
