"""Keep on each event whether searches find it among the next dates, later or over: what is over is not read then."""

from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table jatre.discovered_events add column search_tier smallint")
    op.execute(
        "create table jatre.search_tiers ("
        " is_only boolean primary key default true check (is_only),"
        " over_before timestamptz not null,"
        " next_until timestamptz not null,"
        " next_events bigint not null,"
        " coming_events bigint not null)"
    )
    for name, condition in (("coming", "> 0"), ("next", "= 2")):
        op.execute(
            f"create index discovered_events_search_{name}_idx on jatre.discovered_events using gin (search)"
            f" where is_public and search_tier {condition}"
        )


def downgrade() -> None:
    op.execute("drop index jatre.discovered_events_search_next_idx")
    op.execute("drop index jatre.discovered_events_search_coming_idx")
    op.execute("drop table jatre.search_tiers")
    op.execute("alter table jatre.discovered_events drop column search_tier")
