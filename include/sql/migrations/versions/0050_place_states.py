"""Number the states of each place: of two who change a place at once, the later has to know what the earlier wrote.

What is said of how full it is has its reason. A place's hours are kept day by day, for who cannot read rules.
"""

from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        create table jatre.place_states (
          place_id uuid primary key references jatre.places (id) on delete cascade,
          version bigint not null,
          changed_at timestamptz not null
        )
        """
    )
    op.execute("alter table jatre.place_live_status add column reason text")
    op.execute(
        """
        create table jatre.place_weeks (
          place_id uuid primary key references jatre.places (id) on delete cascade,
          key text not null,
          days jsonb not null
        )
        """
    )


def downgrade() -> None:
    op.execute("drop table jatre.place_weeks")
    op.execute("alter table jatre.place_live_status drop column reason")
    op.execute("drop table jatre.place_states")
