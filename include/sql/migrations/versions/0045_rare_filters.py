"""Find the events of filters that few pass by indexes of theirs: their dates were all read, in the order of time."""

from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

# as the conditions of lists are written (`events_list_conditions`); where nearly all events are alike, of the others
INDEXES = {
    "tags": "using gin (tags) where is_public",
    "links": "using gin (links jsonb_path_ops) where is_public",
    "venue": "(lower(venue_name)) where is_public",
    "status": "(status) where is_public and status <> 'scheduled'",
    "availability": "(availability) where is_public and availability is not null",
    "verified": "(over_at) where is_public and verification_status in ('verified', 'official')",
    "online": "(over_at) where is_public and venue_name is not distinct from 'Online'"
    " and coalesce(venue_address, '') = '' and location is null",
}


def upgrade() -> None:
    for name, definition in INDEXES.items():
        op.execute(f"create index discovered_events_{name}_idx on jatre.discovered_events {definition}")
    # the planner knows nothing of an expression before
    op.execute("analyze jatre.discovered_events")


def downgrade() -> None:
    for name in INDEXES:
        op.execute(f"drop index jatre.discovered_events_{name}_idx")
