"""${message}"""

from include.sql.migrations.files import run

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades if upgrades else 'run("functions/name_v1")'}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
