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
    # whoever finds or tells anything holds it, and so does whoever removes channels: this is the last of them
    op.execute("select from jatre.alert_cursor for update")
    # the function that says when somebody is told is not there while tables change
    op.execute(
        """
        insert into jatre.alert_outbox (channel_id, alert_id, event_id, kind, version, detail, created_at, due_at, waits)
        select
          a.channel_id, a.id, f.event_id, f.kind, f.version, f.detail, f.found_at, q.due at time zone c.zone,
          c.kind <> 'page'
        from jatre.alert_findings as f
        cross join unnest(f.alerts) as m (alert)
        inner join jatre.alerts as a on m.alert = a.id and f.kind = any(a.kinds) and a.confirmed_at is not null
        inner join jatre.alert_channels as c
          on a.channel_id = c.id and c.confirmed_at is not null and c.unsubscribed_at is null
        cross join lateral (select clock_timestamp() at time zone c.zone as wall) as n
        cross join lateral (
          select case
            when c.digest_hour is null or f.kind not in ('new', 'price', 'sold_out') then n.wall
            else date_trunc('day', n.wall - make_interval(hours => c.digest_hour))
              + make_interval(days => 1, hours => c.digest_hour)
          end as wall
        ) as d
        cross join lateral (
          select case
            when c.quiet_from < c.quiet_until and d.wall::time >= c.quiet_from and d.wall::time < c.quiet_until
              or c.quiet_from > c.quiet_until and (d.wall::time >= c.quiet_from or d.wall::time < c.quiet_until)
              then d.wall::date + c.quiet_until
                + case when d.wall::time < c.quiet_until then interval '0' else interval '1 day' end
            else d.wall
          end as due
        ) as q
        order by f.id
        on conflict do nothing
        """
    )
    op.execute("drop table jatre.alert_findings")
