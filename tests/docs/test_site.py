"""The documentation holds together: no broken link, no page that nobody finds, no name that is gone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from deploy.local.commands import reference
from deploy.local.system.environment import VENV

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_the_site_is_built_without_a_warning(tmp_path: Path) -> None:
    built = subprocess.run(
        [VENV / "bin" / "mkdocs", "build", "--strict", "--site-dir", tmp_path / "site"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert built.returncode == 0, built.stderr
    assert (tmp_path / "site" / "reference" / "connectors" / "index.html").read_text().count("RawRecord")


def test_the_tables_made_from_the_code_are_up_to_date() -> None:
    behind = [
        name
        for name, text in reference.pages().items()
        if (reference.FOLDER / name).read_text(encoding="utf-8") != text
    ]

    assert behind == [], "run `make docs`"
