"""An address as somebody wrote it, and the source that would read it."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import ValidationError

from include.errors import ConfigurationError
from include.network.urls import MAX_URL_CHARS, check_web_address
from include.sources.configuration.config import invalid_fields
from include.sources.configuration.instance import SUBMISSIONS, SourceInstance
from include.sources.configuration.plain_secrets import refuse_plain
from include.sources.instances.checks import check

if TYPE_CHECKING:
    from include.operations.preview.detection import Detected

BARE = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,10}(?::\d{1,5})?(?=[/?#]|$)")
"""A host as people write it, without a scheme."""
MAX_SLUGS = 100
"""Names of sources that differ in a number alone."""
SCHEDULE = "0 */4 * * *"
"""When a source that was added by its address is read: every four hours, in the area's zone."""


def web_address(written: str) -> str:
    """The address that somebody wrote, with a scheme. Raises: ConfigurationError when it is none, or holds a secret."""
    url = written.strip()
    url = "https:" + url.partition(":")[2] if url.lower().startswith(("webcal:", "webcals:")) else url
    url = f"https://{url}" if BARE.match(url) else url
    try:
        if len(url) > MAX_URL_CHARS:
            raise ValueError(f"an address has at most {MAX_URL_CHARS:,} characters")
        check_web_address(url)
        urlsplit(url).port  # noqa: B018 - asking for it checks it
    except ValueError as error:
        raise ConfigurationError(str(error)) from None
    refuse_plain({"url": url}, "source")
    return url


def instance_at(url: str, detected: Detected, taken: Collection[str]) -> SourceInstance:
    """The source that would read `url`, named after its host until somebody names it; no slug of `taken`.

    Raises: ConfigurationError.
    """
    host = (urlsplit(url).hostname or "source").removeprefix("www.")
    try:
        instance = SourceInstance(
            slug=free_slug(host, taken), name=host[:100], kind=detected.kind, config=detected.config, schedule=SCHEDULE
        )
    except ValidationError as error:
        raise ConfigurationError(invalid_fields(error)) from None
    check(instance)
    return instance


def slug_of(name: str) -> str:
    """A slug made of a name: small letters, digits and underscores."""
    letters = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in name.lower())
    slug = "_".join(part for part in letters.split("_") if part)
    return (slug if slug[:1].isalpha() and len(slug) > 1 else f"source_{slug}")[:60]


def free_slug(name: str, taken: Collection[str]) -> str:
    """A slug made of a name, with a number where another source has it, or submissions do.

    Raises: ConfigurationError.
    """
    wanted = slug_of(name)
    slugs = [wanted, *(f"{wanted[:56]}_{number}" for number in range(2, MAX_SLUGS))]
    found = next((one for one in slugs if one not in taken and one != SUBMISSIONS), None)
    if found is None:
        raise ConfigurationError(f"{MAX_SLUGS} sources are called like {name!r}: give another name")
    return found
