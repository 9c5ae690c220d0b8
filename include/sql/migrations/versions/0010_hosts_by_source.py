"""Whose requests a host failed."""

from include.sql.migrations.files import run

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0010_hosts_by_source.sql")


def downgrade() -> None:
    run("0010_hosts_by_source_down.sql")
