"""Keep what a place was like before, for who asks how often it is open or full."""

from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        create table jatre.place_status_changes (
          place_id uuid not null references jatre.places (id) on delete cascade,
          version bigint not null,
          source text not null,
          status jsonb not null,
          changed_at timestamptz not null,
          primary key (place_id, version)
        )
        """
    )
    op.execute("create index place_status_changes_at_idx on jatre.place_status_changes (changed_at)")


def downgrade() -> None:
    op.execute("drop table jatre.place_status_changes")
