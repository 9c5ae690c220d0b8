"""Secrets that stand in a configuration as they are: found by their names, and by what they look like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from include.errors import ConfigurationError
from include.sources.configuration.secrets import REFERENCE

MAPPING_KEYS = frozenset({"fields", "selectors", "detail", "pagination"})
"""Parts of a configuration that name where things stand on a site: their keys are no names of secrets."""
MAX_ADDRESSES_WITHIN = 3
"""Addresses within addresses that are looked into."""

SECRET_WORDS = frozenset(
    [
        "key",
        "token",
        "secret",
        "secrets",
        "password",
        "passwd",
        "passphrase",
        "passcode",
        "pass",
        "pwd",
        "auth",
        "authorization",
        "authorisation",
        "bearer",
        "cookie",
        "cookies",
        "credential",
        "credentials",
        "signature",
        "sig",
        "hmac",
        "sas",
        "session",
        "sessionid",
        "jwt",
        "otp",
        "pat",
    ]
)
"""A setting, parameter or header with one of these words in its name holds a secret (`X-Api-Key`, `accessToken`)."""
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_ENDING = re.compile(r"(?:(?<!mon)(?<!tur)key|token|secret|password|passwd|credentials?|oauth|sessi?o?n?id|appid)$")
"""How such a name ends that is written in one word (`apikey`, `PHPSESSID`)."""

_VALUE = re.compile(
    r"(?i:bearer)[ :=]+\S{8,}"
    r"|(?i:basic|digest|token|apikey|oauth|jwt|hawk|sharedaccesssignature)[ :=]+(?=\S{0,200}[\d=])\S{8,}$"
    r"|(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}\.|(?:gh[opsu]|github_pat)_\w{20,}|glpat-[\w-]{16,}|[sr]k_(?:live|test)_\w{16,}"
    r"|xox[a-z]-[\w-]{10,}|(?:AKIA|ASIA)[0-9A-Z]{16}\b|AIza[\w-]{30,}|AWS4-HMAC-SHA256 "
    r"|-----BEGIN [A-Z ]{0,30}PRIVATE KEY"
)
"""What is a secret whatever it is called: logins of HTTP, tokens of well-known services."""
_PRIVATE_PATH = re.compile(
    r"/(?:[\w.-]{0,60}[-_.])?(?:private|secret|token|apikey|api[-_]key|auth)[-_=:/](?=[a-z-]{0,200}[\d_=])[\w=.~-]{8,}"
    r"|/calendar/[^/]{1,200}@[^/]{1,200}/[0-9a-f]{24,}/",
    re.IGNORECASE,
)
"""Paths that are secrets: `/private-0123456789abcdef/basic.ics`, `/token/4f1c9a0b`, a published Outlook calendar."""


def looks_secret(name: str) -> bool:
    """Whether what is called so is a secret, by its name (`X-Api-Key`, `accessToken`, `apikey`)."""
    words = (word.lower() for word in _WORD.findall(name))
    return any(word in SECRET_WORDS for word in words) or bool(_ENDING.search(re.sub(r"[\W\d_]+", "", name).lower()))


def plain_secrets(config: Any, where: str = "config", *, named: bool = True) -> Iterator[str]:
    """Where in a configuration a secret stands as it is: paths, as `config.params.key`."""
    if isinstance(config, Mapping):
        for key, value in config.items():
            if REFERENCE in config:
                continue
            path = f"{where}.{key}"
            if named and looks_secret(str(key)) and _holds_a_value(value):
                yield path
            else:
                yield from plain_secrets(value, path, named=named and key not in MAPPING_KEYS)
    elif isinstance(config, list):
        for number, value in enumerate(config):
            yield from plain_secrets(value, f"{where}[{number}]", named=named)
    elif isinstance(config, str):
        yield from _in_text(config, where)


def refuse_plain(config: Mapping[str, Any], slug: str) -> None:
    """Raises: ConfigurationError when a secret stands in `config` as it is; it explains how to give it instead."""
    found = next(plain_secrets(config), None)
    if found:
        name = f"{slug.upper()[:40]}_KEY"
        raise ConfigurationError(
            f'{found} holds a secret. Write {{"{REFERENCE}": "{name}"}} in its place (for a parameter of an '
            f"address: in params; or the whole address as a secret), and give its value as JATRE_SECRET_{name} in the "
            f"environment, in the secrets file, or as the password of Airflow's connection jatre_{name.lower()}"
        )


def _holds_a_value(value: Any) -> bool:
    if isinstance(value, Mapping):
        return REFERENCE not in value and any(map(_holds_a_value, value.values()))
    if isinstance(value, list):
        return any(map(_holds_a_value, value))
    return isinstance(value, str | int | float) and value not in ("", True, False)


def _in_text(text: str, where: str, within: int = 0) -> Iterator[str]:
    if _VALUE.match(text.strip()):
        yield where
    if "://" not in text or within > MAX_ADDRESSES_WITHIN:
        return
    try:
        parts = urlsplit(text)
    except ValueError:
        return
    if "@" in parts.netloc:
        yield f"{where} (the credentials before the host)"
    if _PRIVATE_PATH.search(unquote(parts.path)):
        yield f"{where} (the private address)"
    for pair in re.split("[&;?]", f"{parts.path.partition(';')[2]}&{parts.query}&{parts.fragment}"):
        key, _, value = map(unquote, pair.partition("="))
        if looks_secret(key) and value:
            yield f"{where} (the parameter {key})"
        else:
            yield from _in_text(value, where, within + 1)
