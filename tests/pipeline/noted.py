"""A connection without a database: it keeps every statement by its name with what it was given, and answers by name."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest


class Scalars(list[Any]):
    """The first column of each row."""

    def first(self) -> Any:
        return self[0] if self else None


class Result:
    """What a statement answers."""

    def __init__(self, rows: Any) -> None:
        self.rows = rows if isinstance(rows, list) else []
        self.value = rows
        self.rowcount = rows if isinstance(rows, int) else len(self.rows)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def __enter__(self) -> Result:
        return self

    def __exit__(self, *_: object) -> None:
        """Its rows are read."""

    def all(self) -> list[Any]:
        return self.rows

    def scalars(self) -> Scalars:
        return Scalars(self.rows)

    def one(self) -> Any:
        (found,) = self.rows
        return found

    def scalar_one(self) -> Any:
        return self.value


class NotedConnection:
    """`answers` has rows, a count or a value by the name of a statement; a statement without one finds nothing."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *modules: ModuleType, **answers: Any) -> None:
        self.answers: Mapping[str, Any] = answers
        self.written: list[tuple[str, dict[str, Any]]] = []
        for module in modules:
            monkeypatch.setattr(module, "query", lambda name: name)

    def execute(self, name: str, about: Mapping[str, Any] | None = None, **options: Any) -> Result:
        self.written.append((name, {key: _plain(value) for key, value in (about or {}).items()}))
        answer = self.answers.get(name, [])
        if isinstance(answer, Exception):
            raise answer
        return Result(answer(about) if callable(answer) else answer)

    @contextmanager
    def begin_nested(self) -> Iterator[None]:
        yield


def row(**columns: Any) -> Any:
    return SimpleNamespace(**columns)


def _plain(value: Any) -> Any:
    """A parameter; one that is JSON as what it holds."""
    try:
        return json.loads(value) if isinstance(value, str) and value[:1] in "[{" else value
    except ValueError:
        return value
