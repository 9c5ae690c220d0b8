"""What has an address in the area but no point yet is in the area."""

from alembic import op

from include.sql.migrations.files import run

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("tables/event_named_area", "functions/event_areas_v2", "triggers/event_state_v4", "grants_named_area_v1")


def downgrade() -> None:
    op.execute("update jatre.discovered_events set named_area = null where named_area is not null and location is null")
    for trigger, when in (("event_added_state", "insert"), ("event_changed_state", "update")):
        op.execute(
            f"create or replace trigger {trigger} before {when} on jatre.discovered_events"
            f" for each row execute function jatre.{trigger}_v1()"
        )
        op.execute(f"drop function jatre.{trigger}_v2()")
    op.execute("drop function jatre.event_areas_v2(geography, text, uuid)")
    op.execute("alter table jatre.discovered_events drop column named_area")
