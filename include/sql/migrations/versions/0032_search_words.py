"""Searches compare words by keys, and slips with the words that events have."""

from include.sql.migrations.files import run

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0032_search_words.sql")


def downgrade() -> None:
    run("0032_search_words_down.sql")
