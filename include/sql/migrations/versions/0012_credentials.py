"""When the credentials of a source end."""

from include.sql.migrations.files import run

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0012_credentials.sql")


def downgrade() -> None:
    run("0012_credentials_down.sql")
