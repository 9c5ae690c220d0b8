"""Seed files of source instances: a JSON list of `SourceInstance` documents.

`${NAME}` inside a file is replaced from the environment, so that the demo's sites differ from real ones in their base
addresses only.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from include.areas.area import folder_of
from include.errors import ConfigurationError
from include.settings import settings
from include.sources.configuration.config import invalid_fields
from include.sources.configuration.instance import SourceInstance

DEFAULTS = {"JATRE_SAMPLES_URL": "http://127.0.0.1:8010"}
PLACEHOLDER = re.compile(r"\$\{([A-Z][A-Z0-9_]*)\}")
INSTANCES = TypeAdapter(list[SourceInstance])


def seed_file() -> Path:
    """The seed file of this installation: that of the settings, or the area's own. Raises: ConfigurationError."""
    chosen = settings()
    return chosen.sources_file or folder_of(chosen.area) / "sources.json"


def read_seed(path: Path, environment: Mapping[str, str] | None = None) -> list[SourceInstance]:
    """The instances in a seed file.

    Raises: ConfigurationError when it is missing or not such a list, or when a placeholder has no value.
    """
    try:
        return INSTANCES.validate_python(read_documents(path, environment))
    except ValidationError as error:
        raise ConfigurationError(f"{path} is not a list of source instances: {invalid_fields(error)}") from None


def read_documents(path: Path, environment: Mapping[str, str] | None = None) -> list[Any]:
    """The entries of a seed file as they stand there.

    Raises: ConfigurationError when it is missing or no list, or when a placeholder has no value.
    """
    values = {**DEFAULTS, **(os.environ if environment is None else environment)}
    try:
        text = PLACEHOLDER.sub(lambda match: json.dumps(values[match[1]])[1:-1], path.read_text(encoding="utf-8"))
        rows = json.loads(text)
    except OSError as error:
        raise ConfigurationError(f"cannot read the seed file {path}: {error.strerror}") from error
    except KeyError as error:
        raise ConfigurationError(f"{path} wants {error.args[0]} in the environment") from error
    except (ValueError, RecursionError) as error:
        raise ConfigurationError(f"{path} is not a list of source instances: {error}") from None
    if not isinstance(rows, list):
        raise ConfigurationError(f"{path} is not a list of source instances")
    return rows
