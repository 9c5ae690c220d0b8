"""Keep what is left of an event's tickets, as its sources say it."""

from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "alter table jatre.discovered_events add column availability text"
        " constraint discovered_events_availability_check check (availability in ('available', 'limited', 'sold_out'))"
    )


def downgrade() -> None:
    op.execute("alter table jatre.discovered_events drop column availability")
