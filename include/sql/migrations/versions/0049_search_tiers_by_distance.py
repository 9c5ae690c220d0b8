"""Tell what is soon from what is later: a search among a million read hundreds of events from years ahead.

Each event that is shown is in one index of words, the one of its tier.
"""

from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

TIERS = {
    "over": "coalesce(search_tier, 0) = 0",
    "later": "search_tier = 1",
    "soon": "search_tier = 2",
    "next": "search_tier = 3",
}
OLD_TIERS = {"coming": "search_tier > 0", "next": "search_tier = 2"}


def upgrade() -> None:
    op.execute("drop index jatre.discovered_events_search_idx")
    _drop_tiers(OLD_TIERS)
    _set_aside()
    op.execute(
        "create table jatre.search_tiers ("
        " tier smallint primary key,"
        " ends timestamptz not null,"
        " events bigint not null)"
    )
    # until the borders are moved the next time, nothing is soon
    op.execute(
        "insert into jatre.search_tiers (tier, ends, events)"
        " select n.tier, n.ends, n.events from jatre.old_search_tiers as t,"
        " lateral (values (0, over_before, 0), (1, 'infinity', coming_events - next_events), (2, next_until, 0),"
        " (3, next_until, next_events)) as n (tier, ends, events)"
    )
    op.execute("drop table jatre.old_search_tiers")
    _renumber(was=2, to=3)
    for name, condition in TIERS.items():
        _index(name, condition)
    op.execute(
        "create index discovered_events_search_tier_idx on jatre.discovered_events (over_at) include (search_tier)"
        " where is_public and search_tier > 0"
    )


def downgrade() -> None:
    _drop_tiers(TIERS)
    _set_aside()
    op.execute(
        "create table jatre.search_tiers ("
        " is_only boolean primary key default true check (is_only),"
        " over_before timestamptz not null,"
        " next_until timestamptz not null,"
        " next_events bigint not null,"
        " coming_events bigint not null)"
    )
    op.execute(
        "insert into jatre.search_tiers (over_before, next_until, next_events, coming_events)"
        " select min(ends) filter (where tier = 0), min(ends) filter (where tier = 3),"
        " min(events) filter (where tier = 3), sum(events) filter (where tier > 0)"
        " from jatre.old_search_tiers having count(*) > 0"
    )
    op.execute("drop table jatre.old_search_tiers")
    _renumber(was=2, to=1)
    _renumber(was=3, to=2)
    op.execute("create index discovered_events_search_idx on jatre.discovered_events using gin (search) where is_public")
    for name, condition in OLD_TIERS.items():
        _index(name, condition)
    op.execute(
        "create index discovered_events_search_tier_idx on jatre.discovered_events (search_tier)"
        " where is_public and search_tier > 0"
    )


def _set_aside() -> None:
    op.execute("alter table jatre.search_tiers rename to old_search_tiers")
    op.execute("alter table jatre.old_search_tiers rename constraint search_tiers_pkey to old_search_tiers_pkey")


def _index(name: str, condition: str) -> None:
    op.execute(
        f"create index discovered_events_search_{name}_idx on jatre.discovered_events using gin (search)"
        f" where is_public and {condition}"
    )


def _drop_tiers(tiers: dict[str, str]) -> None:
    for name in ("tier", *tiers):
        op.execute(f"drop index jatre.discovered_events_search_{name}_idx")


def _renumber(was: int, to: int) -> None:
    """Without the triggers: what the public sees does not change."""
    op.execute("alter table jatre.discovered_events disable trigger user")
    op.execute(f"update jatre.discovered_events set search_tier = {to} where search_tier = {was}")
    op.execute("alter table jatre.discovered_events enable trigger user")
