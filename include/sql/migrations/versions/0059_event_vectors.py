"""Keep what a sentence model makes of each event to come: which are alike in meaning."""

from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "create table jatre.event_vectors ("
        " event_id uuid primary key references jatre.discovered_events (id) on delete cascade,"
        " model text not null,"
        " text_hash bytea not null,"
        " vector bytea not null,"
        " made_at timestamptz not null default clock_timestamp())"
    )
    op.execute("create index event_vectors_made_idx on jatre.event_vectors (made_at)")


def downgrade() -> None:
    op.execute("drop table jatre.event_vectors")
