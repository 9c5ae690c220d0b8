"""Keep one estimate a place of how full it is, written with its hours: so the history has several rows of a version."""

from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("delete from jatre.place_live_status where source = 'prediction'")
    op.execute("drop index jatre.place_live_status_hours_idx")
    op.execute(
        "create unique index place_live_status_run_idx on jatre.place_live_status (place_id, source)"
        " where source in ('hours', 'prediction')"
    )
    op.execute("alter table jatre.place_status_changes drop constraint place_status_changes_pkey")
    op.execute("alter table jatre.place_status_changes add primary key (place_id, version, source)")


def downgrade() -> None:
    op.execute("delete from jatre.place_live_status where source = 'prediction'")
    op.execute("delete from jatre.place_status_changes where source = 'prediction'")
    op.execute("alter table jatre.place_status_changes drop constraint place_status_changes_pkey")
    op.execute("alter table jatre.place_status_changes add primary key (place_id, version)")
    op.execute("drop index jatre.place_live_status_run_idx")
    op.execute("create unique index place_live_status_hours_idx on jatre.place_live_status (place_id) where source = 'hours'")
