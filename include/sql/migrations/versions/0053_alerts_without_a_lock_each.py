"""Ask of no row of the outbox whether its channel is there: that locked the channel, and wrote that down.

What is written names channels that are there, and the rows of one that goes away go with it
(`alert_channels_removed`), under the same lock as they are written.
"""

from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table jatre.alert_outbox drop constraint alert_outbox_channel_id_fkey")


def downgrade() -> None:
    op.execute("delete from jatre.alert_outbox where channel_id not in (select id from jatre.alert_channels)")
    op.execute(
        "alter table jatre.alert_outbox add constraint alert_outbox_channel_id_fkey"
        " foreign key (channel_id) references jatre.alert_channels (id) on delete cascade"
    )
