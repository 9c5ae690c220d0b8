"""Migrations are made of the SQL files beside them."""

from __future__ import annotations

from pathlib import Path

from alembic import op

VERSIONS = Path(__file__).resolve().parent / "versions"


def run(name: str) -> None:
    """Run the file `name` of `versions/`, in the migration's transaction.

    It goes to the driver as it is: without parameters, `%` and `:` mean themselves and statements may follow one
    another. No function, view or trigger is there while it runs: see `repeatable`.
    """
    connection = op.get_bind().connection.driver_connection
    assert connection is not None
    connection.execute((VERSIONS / name).read_text(encoding="utf-8"))
