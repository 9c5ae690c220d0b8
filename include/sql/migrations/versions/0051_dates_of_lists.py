"""Let dates carry what lists ask most: the areas of their event, what it costs, and the hour that clocks show there.

A list looked its event up for each date that it reached or counted. An index of samples alone answers now.
"""

from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

# the expression is that of the function sample_slice, which is not there yet
SAMPLES = (
    "create index event_occurrences_sample_idx on jatre.event_occurrences"
    " (width_bucket(uuid_hash(event_id) & 4095, '{{1,2,4,8,16,32,64,128,256,512,1024,2048}}'::integer[]),"
    " starts_at, event_id) include ({}) where is_public"
)
# likewise of event_area_codes
AREAS = (
    "string_to_array(replace(coalesce(substring(array_to_string(e.rooms, ' ') from 'events:area:.*$'), ''),"
    " 'events:area:', ''), ' ')"
)


def upgrade() -> None:
    op.execute("drop index jatre.event_occurrences_sample_idx")
    op.execute(
        "alter table jatre.event_occurrences"
        " add column areas text[], add column cost_type text, add column local_start timestamp"
    )
    op.execute(
        f"update jatre.event_occurrences as o set areas = {AREAS}, cost_type = e.cost_type,"
        " local_start = o.starts_at at time zone e.timezone"
        " from jatre.discovered_events as e where e.id = o.event_id"
    )
    op.execute(SAMPLES.format("over_at, category, location, areas, cost_type, local_start"))
    # the planner knows nothing of an expression before
    op.execute("analyze jatre.event_occurrences")


def downgrade() -> None:
    op.execute("drop index jatre.event_occurrences_sample_idx")
    op.execute("alter table jatre.event_occurrences drop column areas, drop column cost_type, drop column local_start")
    op.execute(SAMPLES.format("over_at, category, location"))
    op.execute("analyze jatre.event_occurrences")
