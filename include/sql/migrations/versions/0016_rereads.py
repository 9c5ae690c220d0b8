"""Which fetches were read again out of the archive, and how old what a listing holds is then."""

from include.sql.migrations.files import run

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0016_rereads.sql")


def downgrade() -> None:
    run("0016_rereads_down.sql")
