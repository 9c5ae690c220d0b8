"""Files of SQL that have passed the linter, which keeps no memory of its own and takes a second for twenty of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from deploy.local.steps import LOCAL, ROOT

FOLDER = ROOT / "include" / "sql"
IGNORED = ROOT / ".sqlfluffignore"
RULES = (ROOT / ".sqlfluff", ROOT / "requirements" / "dev.txt")
"""What else decides whether a file passes; the requirements name the linter's version."""
PASSED = LOCAL / "linted.txt"


def files() -> dict[str, str]:
    """Each file that is linted, and a mark of what it and the rules contain."""
    ignored = IGNORED.read_text(encoding="utf-8").splitlines()
    rules = b"".join(path.read_bytes() for path in RULES)
    names = sorted(str(path.relative_to(ROOT)) for path in FOLDER.rglob("*.sql"))
    return {name: _mark(rules + (ROOT / name).read_bytes()) for name in names if name not in ignored}


def changed(marked: Mapping[str, str]) -> list[str]:
    """The files that have not passed as they are now."""
    known = set(PASSED.read_text(encoding="ascii").split()) if PASSED.exists() else set()
    return [name for name, mark in marked.items() if mark not in known]


def remember(marks: Iterable[str]) -> None:
    """Files of these marks have passed."""
    PASSED.parent.mkdir(exist_ok=True)
    PASSED.write_text("\n".join(marks), encoding="ascii")


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]
