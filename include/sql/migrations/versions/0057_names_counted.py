"""Let the planner know how many events a venue or an organizer has: of partial indexes it takes no statistics.

It expected as few of one that all events have as of one that nobody knows, and began with all of them.
"""

from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None

# as the conditions of lists are written (`events_list_conditions`, where organizer_id is this expression)
NAMES = {
    "venue": "(lower(venue_name))",
    "organizer": "(lower(organizer_name))",
    "organizer_id": "((md5(lower(btrim(organizer_name))))::uuid)",
}


def upgrade() -> None:
    for name, expression in NAMES.items():
        op.execute(f"create statistics jatre.discovered_events_{name}_stats on {expression} from jatre.discovered_events")
    op.execute("analyze jatre.discovered_events")


def downgrade() -> None:
    for name in NAMES:
        op.execute(f"drop statistics jatre.discovered_events_{name}_stats")
