"""What Safe Browsing has answered about links, for as long as it says that this holds."""

from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "create table jatre.link_answers ("
        " version text not null check (version in ('v4', 'v5')),"
        " asked bytea not null,"
        " threats jsonb not null,"
        " expires_at timestamptz not null,"
        " primary key (version, asked))"
    )
    op.execute("create index link_answers_expires_idx on jatre.link_answers (expires_at)")


def downgrade() -> None:
    op.execute("drop table jatre.link_answers")
