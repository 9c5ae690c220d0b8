"""Know which e-mail addresses are one mailbox: `asha+1@...` and `asha+2@...` got a question each, again and again."""

from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table jatre.alert_channels add column mailbox bytea check (octet_length(mailbox) = 32)")
    op.execute("create index alert_channels_mailbox_idx on jatre.alert_channels (mailbox) where mailbox is not null")


def downgrade() -> None:
    op.execute("alter table jatre.alert_channels drop column mailbox")
