"""docker-compose.yaml as Compose reads it: anchors resolved, variables put in."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from deploy.docker.secrets import filled

ROOT = Path(__file__).resolve().parents[2]
VARIABLE = re.compile(r"(?<!\$)\$\{(?P<name>[A-Z_]+)(?::(?P<kind>[-?])(?P<rest>[^}]*))?\}")
TEXT = (ROOT / "docker-compose.yaml").read_text(encoding="utf-8")


@cache
def environment() -> dict[str, str]:
    """What `python3 -m deploy.docker.secrets` writes."""
    lines = filled((ROOT / ".env.example").read_text(encoding="utf-8")).splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


@cache
def project() -> dict[str, Any]:
    """The whole file, with the variables of `environment()`."""
    read: dict[str, Any] = _filled(yaml.safe_load(TEXT))
    return read


def services() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = project()["services"]
    return found


def _filled(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _filled(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_filled(value) for value in node]
    if isinstance(node, str):
        return VARIABLE.sub(lambda found: environment()[found["name"]], node).replace("$$", "$")
    return node
