"""Events that are put off for a while, and requests that show what a decision would change."""

from include.sql.migrations.files import run

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0030_moderation.sql")


def downgrade() -> None:
    run("0030_moderation_down.sql")
