"""JSON lines as the benchmarks take them: a line that is not what it should be is named by its number."""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn, TypeVar

URL_KEYS = frozenset({"url", "sameAs", "@id", "identifier", "mainEntityOfPage", "urlTemplate"})
"""The keys of schema.org under which links stand."""
T = TypeVar("T")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


class BadLine(ValueError):
    """A line that cannot be used, with its number and the reason."""


def read_lines(path: Path, read: Callable[[dict[str, Any]], T]) -> list[T]:
    """What `read` makes of each line that is not blank; a `.gz` file is unpacked.

    Raises: BadLine when a line is no JSON object, or `read` raises a LookupError, TypeError or ValueError.
    """
    return list(_read(path, read))


def _read(path: Path, read: Callable[[dict[str, Any]], T]) -> Iterator[T]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as opened:
        for number, line in enumerate(opened, 1):
            if not line.strip():
                continue
            try:
                written = json.loads(line)
                if not isinstance(written, dict):
                    raise ValueError("no JSON object")
                yield read(written)
            except (LookupError, TypeError, ValueError) as error:
                reason = f"{error} is missing" if isinstance(error, KeyError) else error
                raise BadLine(f"{path}, line {number}: {reason}") from error


def event_of(written: Any, name: str) -> tuple[str, dict[str, Any]]:
    """The source and the schema.org event of `{"source", "event"}`. Raises: ValueError."""
    if not isinstance(written, dict):
        raise ValueError(f'{name}: expected {{"source", "event"}}')
    source, event = written.get("source"), written.get("event")
    if not isinstance(source, str) or not source.strip():
        raise ValueError(f"{name}.source: expected the name of a site")
    if not isinstance(event, dict):
        raise ValueError(f"{name}.event: expected a schema.org event as an object")
    return source, event


def without_urls(value: Any) -> Any:
    """A document without its links: neither those under their keys nor those in running text."""
    if isinstance(value, dict):
        return {key: without_urls(one) for key, one in value.items() if key not in URL_KEYS}
    if isinstance(value, list):
        return [without_urls(one) for one in value]
    return _URL.sub(" ", value) if isinstance(value, str) else value


def write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """One JSON line a row."""
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")


def fail(program: str, error: Exception) -> NoReturn:
    """End with 2 and the reason on standard error."""
    sys.stderr.write(f"{program}: {error}\n")
    sys.exit(2)
