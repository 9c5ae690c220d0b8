"""Keep the place of a date in the index of samples, so that a list near a point is counted by the index alone."""

from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

INDEX = (
    "create index event_occurrences_sample_idx on jatre.event_occurrences"
    " (width_bucket(uuid_hash(event_id) & 4095, '{1,2,4,8,16,32,64,128,256,512,1024,2048}'::integer[]),"
    " starts_at, event_id) include (over_at, category%s) where is_public"
)


def upgrade() -> None:
    op.execute("drop index jatre.event_occurrences_sample_idx")
    op.execute(INDEX % ", location")
    # the planner knows nothing of an expression before
    op.execute("analyze jatre.event_occurrences")


def downgrade() -> None:
    op.execute("drop index jatre.event_occurrences_sample_idx")
    op.execute(INDEX % "")
    op.execute("analyze jatre.event_occurrences")
