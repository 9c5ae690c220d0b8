"""Ask of no row of the outbox whether its message is there: that locked the message, and was half of taking the row.

What is taken names a message that the same statement makes. A row that names one which is no longer kept was told, as
one that names an alert which is gone.
"""

from alembic import op

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table jatre.alert_outbox drop constraint alert_outbox_message_id_fkey")


def downgrade() -> None:
    op.execute(
        "update jatre.alert_outbox as o set message_id = null"
        " where message_id is not null and not exists (select from jatre.alert_messages as m where m.id = o.message_id)"
    )
    op.execute(
        "alter table jatre.alert_outbox add constraint alert_outbox_message_id_fkey"
        " foreign key (message_id) references jatre.alert_messages (id) on delete set null"
    )
