"""The feed is numbered and read in bounded pieces, however large a transaction was."""

from alembic import op

from include.sql.migrations.files import run

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run(
        "tables/feed_large",
        "functions/feed_count_large_v1",
        "functions/feed_sequence_v3",
        "functions/feed_read_v2",
        "grants_pieces_v1",
    )


def downgrade() -> None:
    op.execute("drop function jatre.feed_sequence_v2(integer, integer)")
    run("functions/feed_cut_v1", "functions/feed_sequence_v1", "functions/feed_sequence_v2")
    numbering = "jatre.feed_sequence_v1(integer, integer), jatre.feed_sequence_v2(integer, integer)"
    op.execute(f"revoke execute on function {numbering}, jatre.feed_cut_v1(integer, integer) from public")
    op.execute(f"grant execute on function {numbering} to jatre_service")
    op.execute("drop function jatre.feed_sequence_v3(integer, integer)")
    op.execute("drop function jatre.feed_count_large_v1(xid8[], integer, integer)")
    op.execute("drop function jatre.feed_read_v2(bigint, integer, bigint)")
    op.execute("drop table jatre.feed_large, jatre.feed_large_rooms")
    op.execute("drop index jatre.feed_outbox_xid_id_idx")
    op.execute("create index feed_outbox_xid_idx on jatre.feed_outbox (xid)")
