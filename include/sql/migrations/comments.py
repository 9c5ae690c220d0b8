"""What tables and columns are, written into the database from where they are declared: `include/models`."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import MetaData
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import ExecutableDDLElement, SetColumnComment, SetTableComment

_DIALECT = postgresql.dialect(paramstyle="named")  # type: ignore[no-untyped-call]
"""Whose statements go to the server as they are: with the default one a `%` would be doubled."""


def statements(metadata: MetaData) -> str:
    """A `comment on` for every table and column that is explained, in the order of their names."""
    return "".join(f"{one.compile(dialect=_DIALECT)};\n" for one in _comments(metadata))


def _comments(metadata: MetaData) -> Iterator[ExecutableDDLElement]:
    for _, table in sorted(metadata.tables.items()):
        if table.comment is not None:
            yield SetTableComment(table)
        yield from (SetColumnComment(column) for column in table.columns if column.comment is not None)
