"""Labelled listings: JSON lines `{"source", "title", "description", "keywords", "label"}`, a listing each.

`description` and `keywords` may be null or absent; `type`, what the source itself calls it in schema.org's words, may
stand beside them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from include.errors import JatreError
from include.listing import Category
from include.sources.fields.plain_text import one_line, plain_text
from include.sources.structured.event_node import claim_of
from include.sources.structured.extraction import types_of
from include.understand.category.category_text import CATEGORIES, CategoryText


class BadExample(JatreError):
    """A line of the input is no labelled listing; the message names the line and what is wrong with it."""


@dataclass(frozen=True)
class Example:
    """One listing as the stage reads it, its source, and the category that is right."""

    source: str
    text: CategoryText
    label: Category


def read_examples(path: Path) -> list[Example]:
    """The listings of a file. Raises: BadExample at the first line that is none."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [_read(line, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip()]
    if not found:
        raise BadExample(f"{path}: there is no labelled listing in it")
    return found


def _read(line: str, where: str) -> Example:
    try:
        written = json.loads(line)
    except ValueError as error:
        raise BadExample(f"{where}: not JSON: {error}") from error
    if not isinstance(written, Mapping):
        raise BadExample(f"{where}: not a JSON object")
    return read_example(written, where)


def read_example(written: Mapping[str, Any], where: str) -> Example:
    """One listing from its fields. Raises: BadExample, which names `where` and the field."""
    if written.get("label") not in CATEGORIES:
        raise BadExample(f"{where}: `label` is {written.get('label')!r}, and not one of {', '.join(CATEGORIES)}")
    return Example(_text(written, "source", where), _listing(written, where), cast("Category", written["label"]))


def _listing(written: Mapping[str, Any], where: str) -> CategoryText:
    """What categorising reads of one, cleaned as `extract` cleans it."""
    keywords = written.get("keywords") or []
    keywords = [keywords] if isinstance(keywords, str) else keywords
    if not isinstance(keywords, list) or not all(isinstance(word, str | None) for word in keywords):
        raise BadExample(f"{where}: `keywords` is no list of texts")
    description = written.get("description")
    if description is not None and not isinstance(description, str):
        raise BadExample(f"{where}: `description` is no text")
    title = one_line(_text(written, "title", where)) or "-"
    kept = (word for word in map(one_line, filter(None, keywords)) if word)
    return CategoryText(
        title, tuple(kept), plain_text(description) or "", claim_of(types_of({"type": written.get("type")}))
    )


def _text(written: Mapping[str, Any], field: str, where: str) -> str:
    value = written.get(field)
    if not isinstance(value, str) or not value.strip():
        raise BadExample(f"{where}: `{field}` is missing or no text")
    return value
