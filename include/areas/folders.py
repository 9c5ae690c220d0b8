"""Where areas are kept: a folder each, shipped with the code or in a folder of the installation's own.

Only the standard library is wanted here, because `make` asks before anything is installed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

SHIPPED = Path(__file__).resolve().parent


def find_folder(code: str, own: Path | None = None) -> Path | None:
    """The folder of the area called `code`, or None; `own` is looked in before those that are shipped."""
    name = code.replace("-", "_")
    if Path(name).name != name:
        return None  # a path out of the folder of areas
    folders = (parent / name for parent in filter(None, (own, SHIPPED)))
    return next((folder for folder in folders if (folder / "area.json").exists()), None)


def known(own: Path | None = None) -> list[str]:
    """The codes of all areas that there are, sorted."""
    return sorted({folder.name.replace("_", "-") for folder in _folders(own)})


def _folders(own: Path | None) -> Iterator[Path]:
    for parent in filter(None, (own, SHIPPED)):
        for file in sorted(parent.glob("*/area.json")):
            yield file.parent
