"""What the tests of the DAGs share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TOOLS = Path(__file__).parent / "tools"

InAirflow = Callable[..., Any]
"""(tool, arguments, environment) -> what the tool printed, as JSON."""
