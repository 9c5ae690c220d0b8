"""What a search costs does not grow with its length."""

from alembic import op

from include.sql.migrations.files import run

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("functions/events_list_v2", "grants_search_v1")


def downgrade() -> None:
    op.execute("drop function jatre.events_list_v2(jsonb, integer, integer)")
