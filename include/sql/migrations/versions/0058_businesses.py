"""Let a place speak for itself: tokens for one place, and what is said with them among the reports."""

from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table jatre.access_tokens drop constraint access_tokens_scope_check")
    op.execute(
        "alter table jatre.access_tokens"
        " add column place_id uuid references jatre.places (id) on delete cascade,"
        " add constraint access_tokens_scope_check check (scope in ('admin', 'moderator', 'source', 'place')),"
        " add constraint access_tokens_place_check check ((scope = 'place') = (place_id is not null))"
    )
    op.execute("create index access_tokens_place_idx on jatre.access_tokens (place_id) where place_id is not null")
    op.execute("alter table jatre.place_reports add column stated_by text")
    op.execute("drop index jatre.place_live_status_user_idx")
    op.execute(
        "create unique index place_live_status_said_idx on jatre.place_live_status (place_id, source)"
        " where source in ('user', 'business')"
    )


def downgrade() -> None:
    op.execute("delete from jatre.place_live_status where source = 'business'")
    op.execute("drop index jatre.place_live_status_said_idx")
    op.execute("create unique index place_live_status_user_idx on jatre.place_live_status (place_id) where source = 'user'")
    op.execute("delete from jatre.place_reports where stated_by is not null")
    op.execute("alter table jatre.place_reports drop column stated_by")
    op.execute("delete from jatre.access_tokens where scope = 'place'")
    op.execute("alter table jatre.access_tokens drop constraint access_tokens_scope_check, drop column place_id")
    op.execute(
        "alter table jatre.access_tokens"
        " add constraint access_tokens_scope_check check (scope in ('admin', 'moderator', 'source'))"
    )
