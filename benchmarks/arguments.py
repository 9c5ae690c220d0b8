"""What a benchmark of labelled data takes on its command line."""

from __future__ import annotations

import argparse
from pathlib import Path


def parser(program: str, about: str | None, read: str) -> argparse.ArgumentParser:
    """For `python -m benchmarks.PROGRAM INPUT [--errors FILE]`; `read` describes what INPUT holds."""
    made = argparse.ArgumentParser(prog=f"python -m benchmarks.{program}", description=about)
    made.add_argument("input", type=Path, help=read)
    made.add_argument("--errors", type=Path, help="where the mistakes are written, a JSON line each")
    return made
