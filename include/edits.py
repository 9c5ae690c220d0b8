"""What a person may set of an event: fields of a listing, each valid as a source's would be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from include.errors import ConfigurationError
from include.listing import EDITABLE, Listing
from include.untrusted.bounds import explain
from include.untrusted.cleaning import clean


def checked_patch(patch: Mapping[str, Any]) -> dict[str, Any]:
    """An edit's fields, each valid as a listing's would be. Raises: ConfigurationError, which names the misfit."""
    cleaned: dict[str, Any] = clean(dict(patch))  # the database stores it as it is
    unknown = sorted(cleaned.keys() - EDITABLE)
    if unknown or not cleaned:
        problem = f"{unknown[0]} is no field that can be edited" if unknown else "an edit sets a field"
        raise ConfigurationError(f"{problem}: {', '.join(sorted(EDITABLE))}")
    try:
        Listing.model_validate({"title": "-", **cleaned})
    except ValidationError as error:
        raise ConfigurationError(f"the edit does not fit: {explain(error)}") from None
    return cleaned
