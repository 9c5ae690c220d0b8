"""Rows count their tries, and a picture's address may be as long as a signed one is."""

from alembic import op

from include.sql.migrations.files import run

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run("tables/listing_tries")


def downgrade() -> None:
    op.execute("alter table jatre.events_staging drop column tries")
    op.execute("drop index jatre.event_images_url_idx")
    op.execute("alter table jatre.event_images add unique (event_id, url)")
