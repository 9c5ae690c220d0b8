"""Number the states of places of which something was known before states had numbers: who comes is sent them at once."""

from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        insert into jatre.place_states (place_id, version, changed_at)
        select distinct place_id, (extract(epoch from clock_timestamp()) * 1000000)::bigint, now()
        from jatre.place_live_status
        on conflict (place_id) do nothing
        """
    )


def downgrade() -> None:
    pass
