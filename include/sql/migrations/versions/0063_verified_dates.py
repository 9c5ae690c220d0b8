"""Let dates carry whether their event is verified, and the index of what is counted of events their titles.

Of what is counted beside a list the first was the last to be looked up; a map looked up ten thousand rows for the second.
"""

from alembic import op

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None

# the expression is that of the function sample_slice
SAMPLES = (
    "create index event_occurrences_sample_idx on jatre.event_occurrences"
    " (width_bucket(uuid_hash(event_id) & 4095, '{{1,2,4,8,16,32,64,128,256,512,1024,2048}}'::integer[]),"
    " starts_at, event_id) include (over_at, category, location, areas, cost_type, local_start{}) where is_public"
)
COUNTED = "create index discovered_events_counted_idx on jatre.discovered_events (id) include ({}) where is_public"


def upgrade() -> None:
    op.execute("alter table jatre.event_occurrences add column is_verified boolean")
    op.execute(
        "update jatre.event_occurrences as o set is_verified = e.verification_status in ('verified', 'official')"
        " from jatre.discovered_events as e where e.id = o.event_id"
    )
    op.execute("drop index jatre.event_occurrences_sample_idx")
    op.execute(SAMPLES.format(", is_verified"))
    op.execute("drop index jatre.discovered_events_counted_idx")
    op.execute(COUNTED.format("title, status, availability"))
    # the planner knows nothing of an expression before
    op.execute("analyze jatre.event_occurrences")


def downgrade() -> None:
    op.execute("drop index jatre.event_occurrences_sample_idx")
    op.execute(SAMPLES.format(""))
    op.execute("drop index jatre.discovered_events_counted_idx")
    op.execute(COUNTED.format("verification_status, status, availability"))
    op.execute("alter table jatre.event_occurrences drop column is_verified")
    op.execute("analyze jatre.event_occurrences")
