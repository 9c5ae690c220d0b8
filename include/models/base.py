"""What the tables have in common. The tables themselves are made by SQL (include/sql); tests hold that both agree.

What a table is, is its class's docstring, and what a column is, its `comment`: `include/sql/migrations/repeatable.py`
writes both into the database, where analysts and `schema.sql` show them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    MetaData,
    Text,
)
from sqlalchemy.dialects.postgresql import ARRAY, BYTEA, DATE, JSONB, TIMESTAMP
from sqlalchemy.orm import DeclarativeBase

Json = dict[str, Any]


class Base(DeclarativeBase):
    """Everything lives in the schema `jatre`."""

    metadata = MetaData(schema="jatre")
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        datetime: TIMESTAMP(timezone=True),
        date: DATE,
        bytes: BYTEA,
        Json: JSONB,
        list[Json]: JSONB,
        list[str]: ARRAY(Text),
        list[date]: ARRAY(DATE),
    }

    def __init_subclass__(cls, **options: Any) -> None:
        """Map the class; its docstring is the comment of its table."""
        super().__init_subclass__(**options)
        cls.metadata.tables[f"jatre.{cls.__tablename__}"].comment = " ".join((cls.__doc__ or "").split())
