"""Keep the opening hours of places, each by where it comes from, and what a place is like by them."""

from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

SOURCES = "'google', 'user', 'prediction', 'business'"


def upgrade() -> None:
    op.execute(
        """
        create table jatre.place_hours (
          place_id uuid not null references jatre.places (id) on delete cascade,
          origin text not null check (origin in ('moderator', 'venue_page', 'google', 'osm')),
          stated text check (length(stated) <= 2000),
          week text check (length(week) <= 2000),
          special jsonb not null default '[]',
          left_out text,
          decided_by text,
          reason text,
          stated_at timestamptz not null,
          valid_until timestamptz,
          primary key (place_id, origin)
        )
        """
    )
    op.execute("alter table jatre.place_live_status add column changes_at timestamptz")
    op.execute("alter table jatre.place_live_status drop constraint place_live_status_source_check")
    op.execute(
        "alter table jatre.place_live_status add constraint place_live_status_source_check"
        f" check (source in ({SOURCES}, 'hours'))"
    )
    op.execute("create unique index place_live_status_hours_idx on jatre.place_live_status (place_id) where source = 'hours'")


def downgrade() -> None:
    op.execute("delete from jatre.place_live_status where source = 'hours'")
    op.execute("drop index jatre.place_live_status_hours_idx")
    op.execute("alter table jatre.place_live_status drop constraint place_live_status_source_check")
    op.execute(
        "alter table jatre.place_live_status add constraint place_live_status_source_check"
        f" check (source in ({SOURCES}))"
    )
    op.execute("alter table jatre.place_live_status drop column changes_at")
    op.execute("drop table jatre.place_hours")
