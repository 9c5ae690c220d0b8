"""When the credentials of a source end."""

from include.sql.migrations.files import run

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0014_credentials.sql")


def downgrade() -> None:
    run("0014_credentials_down.sql")
