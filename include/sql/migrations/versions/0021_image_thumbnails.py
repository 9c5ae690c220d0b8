"""Thumbnails of the pictures that events show."""

from include.sql.migrations.files import run

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0021_image_thumbnails.sql")


def downgrade() -> None:
    run("0021_image_thumbnails_down.sql")
