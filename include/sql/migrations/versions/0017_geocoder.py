"""Answers of an external geocoder, and how exactly an event's place is known."""

from include.sql.migrations.files import run

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0017_geocoder.sql")


def downgrade() -> None:
    run("0017_geocoder_down.sql")
