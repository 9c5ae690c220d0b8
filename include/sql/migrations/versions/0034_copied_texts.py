"""Find by index the event that was published with a text before."""

from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "create index discovered_events_text_idx on jatre.discovered_events (md5(description))"
        " where length(description) >= 200 and merged_into is null"
    )


def downgrade() -> None:
    op.execute("drop index jatre.discovered_events_text_idx")
