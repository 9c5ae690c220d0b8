"""A listing as its document, without what is beyond its bound: one odd value costs itself, and not the listing."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from include.errors import BrokenRecord
from include.listing import Listing
from include.untrusted.bounds import refusals
from include.untrusted.left_out import leave_out

NEEDED = frozenset({"title", "has_own_id", "timezone", "status", "provenance", "left_out"})
"""Fields without which a listing would state something else; of its dates one is needed."""
MAX_ATTEMPTS = 3
"""A value that takes the place of another is looked at too."""


def documented(listing: Listing) -> dict[str, Any]:
    """The document of `listing`, from which what exceeds a bound is taken, with its reason.

    Raises: BrokenRecord when it is a field that the listing needs, or none of its dates is left.
    """
    for _ in range(MAX_ATTEMPTS):
        try:
            return listing.document()
        except BrokenRecord as error:
            refused = error.__cause__
            if not isinstance(refused, ValidationError):
                raise
            taken: set[tuple[int | str, ...]] = set()
            # from the last one on, or the places of the others would change; an element with two odd values goes once
            for place, reason in reversed(list(refusals(refused))):
                if place[:2] not in taken and not _take_out(listing, place):
                    raise
                taken.add(place[:2])
                leave_out(listing.left_out, str(place[0]), BrokenRecord(reason))
    return listing.document()


def _take_out(listing: Listing, place: tuple[int | str, ...]) -> bool:
    """Take the value at `place` out of the listing; whether it can do without."""
    name = str(place[0]) if place else ""
    if not name or name in NEEDED:
        return False
    value, field = getattr(listing, name), Listing.model_fields[name]
    if isinstance(value, list):
        return _shorten(name, value, place[1] if len(place) > 1 else None)
    if isinstance(value, BaseModel) and len(place) > 1:
        part = type(value).model_fields[str(place[1])]
        if not part.is_required():
            setattr(value, str(place[1]), _default(part))
            return True
    setattr(listing, name, _default(field))
    listing.provenance.pop(name, None)
    if name == "description":
        listing.description_marks = []
    return True


def _shorten(name: str, values: list[Any], place: int | str | None) -> bool:
    """Take one element out of a list, or what is beyond its bound; a list of dates must be whole, but for odd ones."""
    if isinstance(place, int):
        del values[place : place + 1]
        return bool(values) or name != "occurrences"
    most = next(one.max_length for one in Listing.model_fields[name].metadata if hasattr(one, "max_length"))
    del values[most:]
    return name != "occurrences"


def _default(field: FieldInfo) -> Any:
    return field.get_default(call_default_factory=True)
