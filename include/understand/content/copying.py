"""Whether a text or picture is others' that they have not given away, as far as it says so itself."""

from __future__ import annotations

import re
from collections.abc import Iterable

from include.listing import Image
from include.understand.content.links import host_of
from include.understand.content.lists import listed

_FORBIDS = re.compile(
    r"\b(?:do|may|must|shall) not (?:be )?(?:cop(?:y|ied)|reproduced?|republish(?:ed)?)\b"
    r"|\breproduction (?:\w{1,20} ){0,6}(?:prohibited|forbidden)\b",
    re.IGNORECASE,
)


def forbids_copies(text: str) -> str | None:
    """The words by which a text forbids to repeat it; None where it does not. Films' credits reserve rights as well."""
    found = _FORBIDS.search(text)
    return found[0].lower() if found else None


def proof_of(images: Iterable[Image]) -> str | None:
    """The agency whose proofs, with its mark across them, stand for pictures; None where there is none."""
    return next((host for image in images if (host := host_of(image.url)) in listed("links", "proofs")), None)
