"""What is popular: RSVPs, ratings, counted visits, and the view of what is trending."""

from alembic import op

from include.sql.migrations.files import run

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run(
        "tables/popularity",
        "triggers/event_rsvps_v1",
        "functions/visit_salt_v1",
        "functions/event_count_v1",
        "views/trending_events_v1",
        "functions/trending_refresh_v1",
        "functions/events_trending_v1",
        "grants_popularity_v1",
    )


def downgrade() -> None:
    op.execute("drop function jatre.events_trending_v1(text, integer)")
    op.execute("drop function jatre.trending_refresh_v1()")
    op.execute("drop materialized view jatre.trending_events_v1")
    op.execute("drop function jatre.event_count_v1(uuid, text, date, bytea)")
    op.execute("drop function jatre.visit_salt_v1()")
    op.execute("drop table jatre.visit_salts, jatre.event_visits, jatre.event_ratings, jatre.event_rsvps")
    op.execute("drop function jatre.event_rsvps_added_v1()")
    op.execute("drop function jatre.event_rsvps_changed_v1()")
    op.execute("drop function jatre.event_rsvps_removed_v1()")
    op.execute("drop function jatre.event_rsvps_counted_v1(uuid[], integer[])")
