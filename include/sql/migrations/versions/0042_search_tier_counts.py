"""Count what is next and to come for searches by an index: the whole table was read for it every quarter of an hour."""

from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "create index discovered_events_search_tier_idx on jatre.discovered_events (search_tier)"
        " where is_public and search_tier > 0"
    )


def downgrade() -> None:
    op.execute("drop index jatre.discovered_events_search_tier_idx")
