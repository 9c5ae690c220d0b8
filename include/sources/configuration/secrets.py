"""Secrets of sources: named in the configuration, known only to the process that fetches.

`{"$secret": "EVENTBRITE_TOKEN"}` stands in a configuration where the value would; with `"prefix": "Bearer "` beside it
for a header. The value comes, by that name, from

1. what the caller brings: in Airflow its connections (`jatre_eventbrite_token`, the password);
2. the environment: `JATRE_SECRET_EVENTBRITE_TOKEN`;
3. the file `JATRE_SECRETS_FILE`: a JSON object of name and value that only its owner may read.

A secret that is written into a configuration itself is refused before it is stored.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from include.errors import ConfigurationError
from include.redaction import MIN_SECRET_CHARS
from include.settings import settings

Resolver = Callable[[str], str | None]
"""The value of the secret called so; None when this one does not know it."""

REFERENCE = "$secret"
NAME = re.compile(r"[A-Z][A-Z0-9_]{1,60}")
PREFIX = re.compile(r"(?:[A-Za-z]{1,20}[ :=]?)?")
MAPPINGS = frozenset({"fields", "selectors", "detail", "pagination"})
"""Parts of a configuration that say where things stand on a site: their keys are no names of secrets."""
WORDS = frozenset(
    [
        "key",
        "apikey",
        "appkey",
        "appid",
        "token",
        "accesstoken",
        "secret",
        "password",
        "passwd",
        "pass",
        "pwd",
        "auth",
        "authorization",
        "bearer",
        "cookie",
        "cookies",
        "credential",
        "credentials",
        "signature",
        "sig",
        "session",
        "sessionid",
        "jwt",
    ]
)
"""A setting, parameter or header with one of these words in its name holds a secret."""
_SCHEMES = re.compile(r"(?i)^(?:bearer|basic|token|apikey)\s+\S")
_PRIVATE_PATH = re.compile(r"/private-[0-9a-f]{16,}")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def looks_secret(name: str) -> bool:
    """Whether what is called so is a secret, by the words of its name (`X-Api-Key`, `accessToken`)."""
    return any(word.lower() in WORDS for word in _WORD.findall(name))


def names_in(config: Any) -> set[str]:
    """The names of the secrets that a configuration refers to. Raises: ConfigurationError for a broken reference."""
    return {name for name, _ in (_read(one) for one in _references(config))}


def plain_secrets(config: Any, where: str = "config") -> Iterator[str]:
    """Where in a configuration a secret stands as it is: paths, as `config.params.key`."""
    if isinstance(config, Mapping):
        for key, value in config.items():
            path = f"{where}.{key}"
            if REFERENCE in config or key in MAPPINGS:
                continue
            if looks_secret(str(key)) and isinstance(value, str | int | float) and value not in ("", True, False):
                yield path
            else:
                yield from plain_secrets(value, path)
    elif isinstance(config, list):
        for number, value in enumerate(config):
            yield from plain_secrets(value, f"{where}[{number}]")
    elif isinstance(config, str):
        yield from _in_text(config, where)


def _in_text(text: str, where: str) -> Iterator[str]:
    if _SCHEMES.match(text):
        yield where
    if "://" not in text:
        return
    try:
        parts = urlsplit(text)
    except ValueError:
        return
    if "@" in parts.netloc:
        yield f"{where} (the credentials before the host)"
    for key, value in [*parse_qsl(parts.query), *parse_qsl(parts.fragment)]:
        if looks_secret(key) and value:
            yield f"{where} (the parameter {key})"
    if _PRIVATE_PATH.search(parts.path):
        yield f"{where} (the private address)"


def refuse_plain(config: Mapping[str, Any], slug: str) -> None:
    """Raises: ConfigurationError when a secret stands in `config` as it is; it says how to give it instead."""
    found = list(plain_secrets(config))
    if found:
        name = f"{slug.upper()[:40]}_KEY"
        raise ConfigurationError(
            f'{found[0]} holds a secret. Write {{"{REFERENCE}": "{name}"}} in its place (for a parameter of an '
            f"address: in params; or the whole address as a secret), and give its value as JATRE_SECRET_{name} in the "
            f"environment, in the secrets file, or as the password of Airflow's connection jatre_{name.lower()}"
        )


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
    if set(reference) - {REFERENCE, "prefix"} or not isinstance(prefix, str) or not PREFIX.fullmatch(prefix):
        raise ConfigurationError(
            f'a secret is {{"{REFERENCE}": "NAME"}}, at most with a "prefix" of one word beside it'
        )
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise ConfigurationError(f'the name of a secret has capitals, digits and _: {{"{REFERENCE}": "MY_TOKEN"}}')
    return name, prefix


def _replaced(config: Any, values: Mapping[str, str]) -> Any:
    if isinstance(config, Mapping):
        if REFERENCE in config:
            name, prefix = _read(config)
            return prefix + values[name]
        return {key: _replaced(value, values) for key, value in config.items()}
    if isinstance(config, list):
        return [_replaced(value, values) for value in config]
    return config
