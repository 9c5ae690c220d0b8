"""Secrets of sources: named in the configuration, known only to the process that fetches.

`{"$secret": "EVENTBRITE_TOKEN"}` stands in a configuration where the value would; with `"prefix": "Bearer "` beside it
for a header, and with `"ends": "2026-12-31"` where a person knows its last day. The value comes, by that name, from

1. what the caller brings: in Airflow its connections (`jatre_eventbrite_token`, the password);
2. the environment: `JATRE_SECRET_EVENTBRITE_TOKEN`;
3. the file `JATRE_SECRETS_FILE`: a JSON object of name and value that only its owner may read.

A secret that is written into a configuration itself is refused before it is stored (`plain_secrets.py`).
"""

from __future__ import annotations

import json
import os
import re
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from include.errors import ConfigurationError
from include.redaction import MIN_SECRET_CHARS
from include.settings import settings

Resolver = Callable[[str], str | None]
"""The value of the secret called so; None when this one does not know it."""

REFERENCE = "$secret"
NAME = re.compile(r"[A-Z][A-Z0-9_]{1,60}")
PREFIX = re.compile(r"(?:[A-Za-z]{1,20}[ :=]?)?")


def names_in(config: Any) -> set[str]:
    """The names of the secrets that a configuration refers to. Raises: ConfigurationError for a broken reference."""
    return {_read(one)[0] for one in _references(config)}


def stated_ends(config: Any) -> dict[str, date]:
    """The last days of secrets, by their names, where the configuration states them. Raises: ConfigurationError."""
    ends = {_read(one)[0]: _end(one) for one in _references(config)}
    return {name: end for name, end in ends.items() if end}


def opened(config: Mapping[str, Any], resolve: Resolver | None = None) -> tuple[dict[str, Any], list[str]]:
    """The configuration with its secrets in place, and their values.

    Raises: ConfigurationError when one has no value, or one too short to be masked.
    """
    values = {name: _value(name, resolve) for name in sorted(names_in(config))}
    filled: dict[str, Any] = _replaced(config, values)
    return filled, list(values.values())


def covered(config: Mapping[str, Any]) -> dict[str, Any]:
    """The configuration with a stand-in for each secret: to be checked, shown, or read records with."""
    filled: dict[str, Any] = _replaced(config, {name: f"https://secret.invalid/{name}" for name in names_in(config)})
    return filled


def _value(name: str, resolve: Resolver | None) -> str:
    for ask in (resolve, from_environment, from_file):
        value = ask(name) if ask else None
        if value is None:
            continue
        if len(value) < MIN_SECRET_CHARS:
            raise ConfigurationError(f"the secret {name} is shorter than {MIN_SECRET_CHARS} characters")
        return value
    raise ConfigurationError(
        f"the secret {name} has no value: set JATRE_SECRET_{name} in the environment, put it into the secrets file, or "
        f"make Airflow's connection jatre_{name.lower()} with it as the password"
    )


def from_environment(name: str) -> str | None:
    """The secret from `JATRE_SECRET_<name>`."""
    return os.environ.get(f"JATRE_SECRET_{name}") or None


def from_file(name: str) -> str | None:
    """The secret from the file of the settings. Raises: ConfigurationError when others may read it, or it is broken."""
    path = settings().secrets_file
    try:
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise ConfigurationError(f"{path} can be read by others: chmod 600 {path}")
        document = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        raise ConfigurationError(f"{path} is no JSON object of names and secrets that can be read") from None
    value = document.get(name) if isinstance(document, dict) else None
    return value if isinstance(value, str) and value else None


def to_file(name: str, value: str) -> None:
    """Replace a secret in the file of the settings, as a whole and readable by its owner alone.

    Raises: ConfigurationError when the file does not hold it already, or cannot be read.
    """
    path = settings().secrets_file
    if from_file(name) is None:
        raise ConfigurationError(f"{path} holds no {name}")
    document = json.loads(path.read_text(encoding="utf-8")) | {name: value}
    handle, fresh = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(document, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    Path(fresh).replace(path)


def _references(config: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(config, Mapping):
        if REFERENCE in config:
            yield config
        else:
            for value in config.values():
                yield from _references(value)
    elif isinstance(config, list):
        for value in config:
            yield from _references(value)


def _read(reference: Mapping[str, Any]) -> tuple[str, str]:
    name, prefix = reference[REFERENCE], reference.get("prefix", "")
    if set(reference) - {REFERENCE, "prefix", "ends"} or not isinstance(prefix, str) or not PREFIX.fullmatch(prefix):
        raise ConfigurationError(
            f'a secret is {{"{REFERENCE}": "NAME"}}, with a "prefix" of one word or its last day, "ends", beside it'
        )
    _end(reference)
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise ConfigurationError(f'the name of a secret has capitals, digits and _: {{"{REFERENCE}": "MY_TOKEN"}}')
    return name, prefix


def _end(reference: Mapping[str, Any]) -> date | None:
    ends = reference.get("ends")
    try:
        return None if ends is None else date.fromisoformat(ends)
    except (TypeError, ValueError):
        raise ConfigurationError('when a secret "ends" is a day: "2026-12-31"') from None


def _replaced(config: Any, values: Mapping[str, str]) -> Any:
    if isinstance(config, Mapping):
        if REFERENCE in config:
            name, prefix = _read(config)
            return prefix + values[name]
        return {key: _replaced(value, values) for key, value in config.items()}
    if isinstance(config, list):
        return [_replaced(value, values) for value in config]
    return config
