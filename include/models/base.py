"""What the tables have in common. The tables themselves are made by SQL (include/sql); tests hold that both agree."""

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
