"""The lists that content is checked with: of English here, of a city's languages in its area, hosts here."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "data"


@lru_cache(maxsize=8)
def listed(file: str, name: str) -> tuple[str, ...]:
    """One list of a file in `data`."""
    document: dict[str, Any] = json.loads((_DATA / f"{file}.json").read_text(encoding="utf-8"))
    return tuple(document[name])
