"""Whether an event is outdoors, so that the forecast is shown beside it. Events of before learn it when they are enriched
again; until then it is null, and they are shown without."""

from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table jatre.discovered_events add column is_outdoors boolean")


def downgrade() -> None:
    op.execute("alter table jatre.discovered_events drop column is_outdoors")
