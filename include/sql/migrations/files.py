"""Migrations are made of the SQL files beside them."""

from __future__ import annotations

from pathlib import Path

from alembic import op

SQL = Path(__file__).resolve().parent.parent


def run(*names: str) -> None:
    """Run `include/sql/<name>.sql` for each name, in the migration's transaction.

    The file goes to the driver as it is: without parameters, `%` and `:` mean themselves and statements may follow one
    another.
    """
    connection = op.get_bind().connection.driver_connection
    assert connection is not None
    for name in names:
        connection.execute((SQL / f"{name}.sql").read_text(encoding="utf-8"))
