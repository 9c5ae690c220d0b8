"""What a feed's entry and an entry of a page give in the same way: title, description, status and address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from include.errors import BrokenRecord
from include.listing import Listing
from include.network.urls import canonical_url
from include.sources.fields.availability import availability_of
from include.sources.fields.description import description_of
from include.sources.fields.plain_text import one_line
from include.sources.fields.status import status_of, title_and_status
from include.understand.text.availability import title_and_availability


def read_entry(raw: Mapping[str, Any], zone: ZoneInfo, *, description: object, status: object) -> Listing:
    """The listing of `raw` as far as its `title`, its `link` and the two given values make it.

    A status in front of the title counts where `status` means none. Raises: BrokenRecord when there is no title.
    """
    title = one_line(raw.get("title"))
    if title is None:
        raise BrokenRecord("the entry has no title")
    title, titled = title_and_status(title)
    title, full = title_and_availability(title)
    text, marks = description_of(description)
    listing = Listing(title=title, description=text, description_marks=marks, timezone=zone.key)
    listing.status = status_of(status or "") or titled or "scheduled"
    listing.availability = full or availability_of(status or "")
    listing.url = canonical_url(raw.get("link"))
    return listing
