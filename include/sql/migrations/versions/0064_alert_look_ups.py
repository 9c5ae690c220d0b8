"""Indexes in which all stands that telling asks of an alert and its channel: their rows lie anywhere in wide tables."""

from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "create index alerts_telling_idx on jatre.alerts (id) include (channel_id, kinds)"
        " where confirmed_at is not null"
    )
    op.execute(
        "create index alert_channels_telling_idx on jatre.alert_channels (id) include (kind, quiet_from, digest_hour)"
        " where confirmed_at is not null and unsubscribed_at is null"
    )
    # a state is written anew with each change: with room beside it no index has to be
    op.execute("alter table jatre.alert_events set (fillfactor = 60)")


def downgrade() -> None:
    op.execute("alter table jatre.alert_events reset (fillfactor)")
    op.execute("drop index jatre.alert_channels_telling_idx")
    op.execute("drop index jatre.alerts_telling_idx")
