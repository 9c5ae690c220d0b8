"""What sites push to us: an inbox, and the function by which the service stores into it."""

from alembic import op

from include.sql.migrations.files import run

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("tables/webhook_inbox", "functions/webhook_receive_v1", "grants_webhooks_v1")


def downgrade() -> None:
    op.execute("drop function jatre.webhook_receive_v1(text, text, bytea)")
    op.execute("drop table jatre.webhook_inbox")
