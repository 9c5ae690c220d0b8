"""The mistakes, as data: one file of `data` per area, written from the code alone, before its tests were read."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Mistake:
    """Somewhere in `file` stands `new` instead of `old`; `harm` is what goes wrong for whom, `name` is `sql-3`."""

    name: str
    file: str
    old: str
    new: str
    harm: str

    @property
    def area(self) -> str:
        """The part of the project that it is in."""
        return self.name.rpartition("-")[0]

    def problem(self, root: Path = ROOT) -> str | None:
        """Why it can no longer be made, or None: `old` stands in the file exactly once."""
        path = root / self.file
        if not path.is_file():
            return "there is no such file"
        count = path.read_text(encoding="utf-8").count(self.old)
        return None if count == 1 else f"its old text stands there {count} times"

    def lines(self, root: Path = ROOT) -> range:
        """The lines of the file on which `old` stands."""
        before, _, _ = (root / self.file).read_text(encoding="utf-8").partition(self.old)
        first = before.count("\n") + 1
        return range(first, first + self.old.rstrip("\n").count("\n") + 1)

    def made(self, text: str) -> str:
        """The text of the file with the mistake in it."""
        return text.replace(self.old, self.new)


def mistakes(only: list[str] | None = None) -> list[Mistake]:
    """All of them; with `only`, those whose name, area or file begins with one of these words."""
    return [
        one
        for one in _read()
        if not only or any(word in (one.name, one.area) or one.file.startswith(word) for word in only)
    ]


def _read() -> Iterator[Mistake]:
    for path in sorted(DATA.glob("*.toml")):
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["mistake"]
        for number, entry in enumerate(entries, 1):
            yield Mistake(f"{path.stem}-{number}", **entry)
