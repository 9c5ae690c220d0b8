"""Keep who took a report of a place out or counted it again, when, and why, as of decisions on events."""

from alembic import op

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "create table jatre.place_report_decisions ("
        " id bigint generated always as identity primary key,"
        " report_id uuid not null references jatre.place_reports (id) on delete cascade,"
        " kind text not null check (kind in ('remove', 'restore')),"
        " decided_by text not null,"
        " decided_at timestamptz default clock_timestamp(),"
        " reason text)"
    )
    op.execute("create index place_report_decisions_report_idx on jatre.place_report_decisions (report_id)")
    op.execute(
        # of those from before, nobody has noted when
        "insert into jatre.place_report_decisions (report_id, kind, decided_by, decided_at)"
        " select id, 'remove', removed_by, null from jatre.place_reports where removed_by is not null"
    )


def downgrade() -> None:
    op.execute("drop table jatre.place_report_decisions")
