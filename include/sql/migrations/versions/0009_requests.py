"""The service asks the pipeline for a run by a row."""

from alembic import op

from include.sql.migrations.files import run

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("tables/requests", "functions/request_write_v1", "functions/request_get_v1", "grants_requests_v1")


def downgrade() -> None:
    op.execute("drop function jatre.request_write_v1(text, text, text), jatre.request_get_v1(bigint)")
    op.execute("drop table jatre.pipeline_requests")
