"""Announcements in which each piece of personal data is marked: `Call [[name:Ramesh]] on [[phone:98450 00011]].`"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.lines import read_lines
from include.understand.text.characters import Characters

MASKS = {"phone": "[phone]", "mail": "[e-mail]", "pay": "[payment]"}
"""What stands for a contact of each kind."""
_MARKED = re.compile(r"\[\[(?P<kind>name|phone|mail|pay):(?P<value>.{1,200}?)\]\](?!\])")


@dataclass(frozen=True)
class Case:
    """`text` as published, `without_contacts` as it is to be read for names, and where in that the names stand."""

    id: str
    text: str
    without_contacts: str
    names: frozenset[Characters]


def read_cases(path: Path) -> list[Case]:
    """The cases of a file. Raises: BadLine, OSError."""
    return read_lines(path, _case)


def _case(written: Mapping[str, Any]) -> Case:
    marked, kept, names, last = str(written["text"]), "", set(), 0
    for match in _MARKED.finditer(marked):
        kept += marked[last : match.start()]
        if match["kind"] == "name":
            names.add((len(kept), len(kept) + len(match["value"])))
        kept += MASKS.get(match["kind"], match["value"])
        last = match.end()
    plain = _MARKED.sub(lambda match: match["value"], marked)
    return Case(str(written["id"]), plain, kept + marked[last:], frozenset(names))
