"""Find the dates of a sample of events by index, so that totals and facets are estimated by it."""

from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # the expression is that of the function sample_slice, which is not there yet
    op.execute(
        "create index event_occurrences_sample_idx on jatre.event_occurrences"
        " (width_bucket(uuid_hash(event_id) & 4095, '{1,2,4,8,16,32,64,128,256,512,1024,2048}'::integer[]),"
        " starts_at, event_id) include (over_at, category) where is_public"
    )
    # the planner knows nothing of an expression before
    op.execute("analyze jatre.event_occurrences")


def downgrade() -> None:
    op.execute("drop index jatre.event_occurrences_sample_idx")
