"""What a language model has answered, and what it has cost."""

from include.sql.migrations.files import run

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("0023_model_answers.sql")


def downgrade() -> None:
    run("0023_model_answers_down.sql")
