"""Keep what people report of places, for a few hours."""

from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        create table jatre.place_reports (
          id uuid primary key default gen_random_uuid(),
          place_id uuid not null references jatre.places (id) on delete cascade,
          reporter bytea not null,
          said text not null check (said in ('empty', 'quiet', 'moderate', 'busy', 'packed', 'wait', 'closed')),
          minutes smallint check (minutes between 0 and 240),
          reported_at timestamptz not null,
          removed_by text,
          check ((said = 'wait') = (minutes is not null))
        )
        """
    )
    op.execute(
        "create unique index place_reports_reporter_idx on jatre.place_reports"
        " (place_id, reporter, (case when said in ('wait', 'closed') then said else 'fullness' end))"
    )
    op.execute("create index place_reports_at_idx on jatre.place_reports (reported_at)")
    op.execute("create unique index place_live_status_user_idx on jatre.place_live_status (place_id) where source = 'user'")


def downgrade() -> None:
    op.execute("delete from jatre.place_live_status where source = 'user'")
    op.execute("drop index jatre.place_live_status_user_idx")
    op.execute("drop table jatre.place_reports")
