"""What the tests of the DAGs share."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TOOLS = Path(__file__).parent / "tools"

InAirflow = Callable[..., Any]
"""(tool, arguments, environment) -> what the tool printed, as JSON."""


class Ready:
    """An Airflow that has been imported (`tools/ready.py`), and forks for each command; its files stand in `home`."""

    def __init__(self, environment: dict[str, str], home: Path) -> None:
        self.environment, self.home = environment, home
        self.process = subprocess.Popen(
            [sys.executable, str(TOOLS / "ready.py")], env=environment, cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def __enter__(self) -> Ready:
        return self

    def __exit__(self, *_error: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.process.communicate()  # the end of its input ends it

    def __call__(
        self, words: Sequence[str], environment: dict[str, str] | None = None, seconds: float = 300
    ) -> subprocess.CompletedProcess[str]:
        """What follows `python`, run in `environment` (that of the Airflow, unless given)."""
        output, errors = self.home / "output", self.home / "errors"
        request = {
            "words": list(words), "environment": environment or self.environment, "seconds": seconds,
            "output": str(output), "errors": str(errors),
        }  # fmt: skip
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{json.dumps(request)}\n")
        self.process.stdin.flush()
        code = int(self.process.stdout.readline())
        return subprocess.CompletedProcess(list(words), code, output.read_text(), errors.read_text())
