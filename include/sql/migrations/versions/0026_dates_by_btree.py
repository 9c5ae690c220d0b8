"""No list looks up the dates of its events by a GiST index of times: such an index can lose live dates for good.

When the root page of a small one is split while a statement scans it again and again, as the look-up of an event's
other dates does, PostgreSQL (15.18) marks entries of a new page dead by the numbers that dead ones had on the old page.
B-trees have the times. The index of places is not partial, so that nothing but a list around a place is read by it.
"""

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("create index event_occurrences_place_idx on jatre.event_occurrences using gist (location)")
    op.execute("drop index jatre.event_occurrences_list_idx")


def downgrade() -> None:
    op.execute(
        "create index event_occurrences_list_idx on jatre.event_occurrences"
        " using gist (category, starts_at, over_at, location) where is_public"
    )
    op.execute("drop index jatre.event_occurrences_place_idx")
