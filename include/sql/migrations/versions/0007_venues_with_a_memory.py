"""What sources state and persons decide of where venues are, and which listings name which venue."""

from include.sql.migrations.files import run

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0007_venues_with_a_memory.sql")


def downgrade() -> None:
    run("0007_venues_with_a_memory_down.sql")
