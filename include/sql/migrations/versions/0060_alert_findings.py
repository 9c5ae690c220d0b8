"""Write what was found for all alerts at once in one row: a row for each of them, in four indexes, took too long."""

from alembic import op

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        create table jatre.alert_findings (
          id bigint generated always as identity primary key,
          event_id uuid not null,
          kind text not null check (kind in ('new', 'moved', 'cancelled', 'postponed', 'price', 'sold_out')),
          version bigint not null,
          detail jsonb,
          alerts uuid[] not null check (alerts <> '{}'),
          found_at timestamptz not null default clock_timestamp()
        )
        """
    )


def downgrade() -> None:
    op.execute(
        """
        insert into jatre.alert_outbox (channel_id, alert_id, event_id, kind, version, detail, created_at, due_at, waits)
        select
          a.channel_id, a.id, f.event_id, f.kind, f.version, f.detail, f.found_at, clock_timestamp(), c.kind <> 'page'
        from jatre.alert_findings as f
        cross join unnest(f.alerts) as m (alert)
        inner join jatre.alerts as a on m.alert = a.id and f.kind = any(a.kinds) and a.confirmed_at is not null
        inner join jatre.alert_channels as c
          on a.channel_id = c.id and c.confirmed_at is not null and c.unsubscribed_at is null
        order by f.id
        on conflict do nothing
        """
    )
    op.execute("drop table jatre.alert_findings")
