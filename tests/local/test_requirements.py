"""One file at the root installs all that runs; its sets are pinned and agree with each other."""

from __future__ import annotations

import re
from pathlib import Path

from deploy.local.system.lock import SETS

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[.*?\])?==([^\s;\\]+)(?:\s*;\s*(.+?))?\s*\\?$")


def pins(name: str) -> dict[tuple[str, str], str]:
    """(package, marker) -> version."""
    lines = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    found = [PIN.match(line) for line in lines if line and not line.startswith((" ", "#"))]
    assert all(found), f"{name}.txt has a line that pins nothing"
    return {(one[1].lower(), one[3] or ""): one[2] for one in found if one}


def test_the_file_at_the_root_includes_every_set_but_that_of_the_tests() -> None:
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")

    included = re.findall(r"^-r requirements/(\w+)\.txt$", text, re.MULTILINE)
    assert sorted(included) == sorted(set(SETS) - {"dev"})


def test_no_two_sets_pin_one_package_differently() -> None:
    versions: dict[tuple[str, str], set[str]] = {}
    for name in SETS:
        for package, version in pins(name).items():
            versions.setdefault(package, set()).add(version)

    assert {package: found for package, found in versions.items() if len(found) > 1} == {}


def test_what_a_set_asks_for_is_pinned_in_it() -> None:
    for name in SETS:
        lines = (ROOT / "requirements" / f"{name}.in").read_text(encoding="utf-8").splitlines()
        asked = {re.split(r"[\[=<>~! ]", line)[0].lower() for line in lines if line and not line.startswith("#")}

        assert asked <= {package for package, _ in pins(name)}
