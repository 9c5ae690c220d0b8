"""What has no known place yet is on the page of the area that its source is about."""

from alembic import op

from include.sql.migrations.files import run

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("triggers/event_state_v2")


def downgrade() -> None:
    op.execute(
        "create or replace trigger event_state before insert or update on jatre.discovered_events"
        " for each row execute function jatre.event_state_v1()"
    )
    op.execute("drop function jatre.event_state_v2()")
