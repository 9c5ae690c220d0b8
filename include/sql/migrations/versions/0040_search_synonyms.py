"""Keep the synonyms of an area beside it, as searches ask for them."""

from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table jatre.areas add column search_synonyms jsonb not null default '{}'")


def downgrade() -> None:
    op.execute("alter table jatre.areas drop column search_synonyms")
