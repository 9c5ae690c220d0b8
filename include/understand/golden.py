"""The golden record: the best value per field of all listings of one happening.

Survivorship: for each field the listing of the best source speaks (priority, then confidence, then completeness); a
person's edit stands above all. Times are settled on their own in `settle.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from include.areas.area import Area
from include.listing import Image, Listing, Status
from include.understand.places import locate
from include.understand.settle import settle

MOST_IMAGES = 10
MOST_TAGS = 12


@dataclass(frozen=True)
class Voice:
    """One listing with who says it. `gone` listings speak only when nobody else does."""

    id: UUID
    source_id: UUID
    slug: str
    source_name: str
    external_id: str
    priority: int
    official: bool
    gone: bool
    listing: Listing

    @property
    def key(self) -> tuple[int, str, str]:
        """The place in every order: (priority, external_id, slug)."""
        return self.priority, self.external_id, self.slug

    def sure(self, field: str) -> float:
        """The confidence in a field, 0 to 1."""
        noted = self.listing.provenance.get(field)
        return noted.confidence if noted else 0.5


@dataclass(frozen=True)
class Golden:
    """The record, who speaks first, and what a person's edit could not change."""

    listing: Listing
    primary: Voice
    provenance: dict[str, Any]
    failed_edits: list[str]


def merge(voices: Sequence[Voice], area: Area, edits: Sequence[dict[str, Any]] = ()) -> Golden:
    """One record from the listings of one event; `edits` are patches of listing fields, the oldest first."""
    present = [v for v in voices if not v.gone] or list(voices)
    ranked = sorted(present, key=lambda v: v.key)
    record = Listing(title=_best(ranked, "title").listing.title, timezone=area.zone.key)
    provenance: dict[str, Any] = {}
    for field in _FIELDS:
        speaker = _speaker(ranked, field)
        value = getattr(speaker.listing, field)
        if _says(value):
            setattr(record, field, value)
            noted = speaker.listing.provenance.get(field)
            provenance[field] = {"source": speaker.slug, **(noted.model_dump() if noted else {})}
    record.images = _images(ranked)
    record.tags = list(dict.fromkeys(tag for v in ranked for tag in v.listing.tags))[:MOST_TAGS]
    record.status = _status(ranked)
    settled = settle([(v.slug, v.official, v.listing) for v in ranked], area.zone)
    record.occurrences, provenance["occurrences"] = settled.occurrences, settled.provenance
    record, failed = _edited(record, edits, area, provenance)
    return Golden(record, ranked[0], provenance, failed)


_FIELDS = (
    "title", "description", "category", "subcategory", "venue", "organizer", "price", "url", "ticket_url", "capacity",
    "registration_required", "recurrence", "timezone",
)  # fmt: skip


def _says(value: Any) -> bool:
    if hasattr(value, "model_dump"):
        return bool(value.model_dump(exclude_defaults=True))
    return value is not None and value != []


def _speaker(ranked: Sequence[Voice], field: str) -> Voice:
    """Whose value stands. Where the best source only says that it costs something, the best one that says how much."""
    best = _best(ranked, field)
    if field != "price" or not _costs(best) or best.listing.price.minimum is not None:
        return best
    return next((v for v in ranked if _costs(v) and v.listing.price.minimum is not None), best)


def _costs(voice: Voice) -> bool:
    return voice.listing.price.cost_type in ("paid", "variable")


def _best(ranked: Sequence[Voice], field: str) -> Voice:
    order = _ORDERS.get(field, _by_source(field))
    return max(
        ranked, key=lambda v: (_says(getattr(v.listing, field)), *order(v), [-ord(c) for c in v.external_id[:20]])
    )


Order = Callable[[Voice], tuple[Any, ...]]


def _by_source(field: str) -> Order:
    return lambda v: (-v.priority, v.sure(field), _length(getattr(v.listing, field)))


def _length(value: Any) -> int:
    return len(value.model_dump(exclude_none=True)) if hasattr(value, "model_dump") else len(str(value or ""))


def _venue(voice: Voice) -> tuple[Any, ...]:
    """A place that can be found beats a better source that does not say where."""
    venue = voice.listing.venue
    return venue.online, venue.latitude is not None, -voice.priority, voice.sure("location"), _length(venue)


def _category(voice: Voice) -> tuple[Any, ...]:
    """The surest word: what a source calls it itself is already weighed in it."""
    return voice.sure("category"), -voice.priority


_ORDERS: dict[str, Order] = {
    "venue": _venue,
    "category": _category,
    "subcategory": _category,
}


def _images(ranked: Sequence[Voice]) -> list[Image]:
    images: dict[str, Image] = {}
    for image in (image for v in ranked for image in v.listing.images):
        if image.url.startswith(("http://", "https://")):
            images.setdefault(image.url, image)
    return list(images.values())[:MOST_IMAGES]


def _status(ranked: Sequence[Voice]) -> Status:
    """Cancelled and postponed need an explicit signal: of an official source, or of every one."""
    official = [v.listing.status for v in ranked if v.official]
    for said in ([official[0]] if official else [], [v.listing.status for v in ranked]):
        if said and len(set(said)) == 1:
            return said[0]
    return "scheduled"


def _edited(
    record: Listing, edits: Sequence[dict[str, Any]], area: Area, provenance: dict[str, Any]
) -> tuple[Listing, list[str]]:
    failed: list[str] = []
    for patch in edits:
        try:
            patched = Listing.model_validate({**record.model_dump(), **patch})
        except ValidationError as error:
            failed.append(f"an edit does not fit: {error.errors()[0]['loc']}")
            continue
        record = patched
        if "venue" in patch:
            record.venue = locate(record.venue, area).venue
        provenance.update({field: {"origin": "person", "confidence": 1.0} for field in patch})
    return record, failed
