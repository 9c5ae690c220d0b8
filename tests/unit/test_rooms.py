"""The tree stays one that a newcomer finds their way in: rooms of few modules, modules of few lines."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import ROOT

PARTS = ("include", "realtime", "plugins", "deploy")
MAX_MODULES = 15
"""In one folder, beside `__init__.py`; from there on it is divided into rooms."""
MAX_LINES = 300
WITHOUT_LIMIT = {
    "include/sql/migrations/versions": "a migration each, in the order in which they are applied: none is looked for",
}
"""Folders of more modules, each with its reason."""
LONG: dict[str, str] = {}
"""Modules of more lines that are data and no code, each with its reason."""


def modules(part: str) -> list[Path]:
    found = [path.relative_to(ROOT) for path in (ROOT / part).rglob("*.py")]
    return [path for path in found if path.parent.as_posix() not in WITHOUT_LIMIT]


@pytest.mark.parametrize("part", PARTS)
def test_no_room_has_more_modules_than_one_takes_in_at_a_glance(part: str) -> None:
    rooms = Counter(path.parent.as_posix() for path in modules(part) if path.name != "__init__.py")
    assert rooms
    assert {room: count for room, count in rooms.items() if count > MAX_MODULES} == {}


@pytest.mark.parametrize("part", PARTS)
def test_no_module_is_longer_than_one_reads_at_once(part: str) -> None:
    lines = {path.as_posix(): len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in modules(part)}
    assert {name: count for name, count in lines.items() if count > MAX_LINES and name not in LONG} == {}


def test_every_exception_is_still_one() -> None:
    assert all(len(list((ROOT / room).glob("*.py"))) > MAX_MODULES for room in WITHOUT_LIMIT)
    assert all(len((ROOT / name).read_text(encoding="utf-8").splitlines()) > MAX_LINES for name in LONG)
