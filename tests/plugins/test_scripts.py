"""The scripts that draw Jatre's views inside Airflow."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "plugins" / "static"
TAKING = ("paste.js", "views.js", "why.js")


@pytest.mark.parametrize("name", TAKING)
def test_a_script_uses_what_it_takes_from_the_others(name: str) -> None:
    script = (STATIC / name).read_text(encoding="utf-8")
    taken = [word for words in re.findall(r"^const \{([^}]*)\} = await", script, re.M) for word in words.split(", ")]

    assert taken
    assert [word for word in taken if len(re.findall(rf"\b{word.strip()}\b", script)) == 1] == []
