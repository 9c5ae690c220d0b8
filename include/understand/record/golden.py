"""The golden record: what an event shows of what its listings say.

Who may give which field stands in `survivorship.SURVIVORSHIP`, whom that is asked of in `voices`; a person's edit
stands above all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from include.areas.area import Area
from include.listing import Image, Listing, Price, Status
from include.understand.place.locate import locate
from include.understand.record.dates import settle
from include.understand.record.survivorship import SURVIVORSHIP, How, Rule
from include.understand.record.voices import Panel, Voice

MOST_IMAGES = 10
MOST_TAGS = 12


@dataclass(frozen=True)
class Golden:
    """The record, who speaks first, and what a person's edit could not change."""

    listing: Listing
    primary: Voice
    provenance: dict[str, Any]
    failed_edits: list[str]


@dataclass(frozen=True)
class Given:
    """Values of fields, and what is known of where they come from."""

    values: dict[str, Any]
    origin: dict[str, Any]


def merge(voices: Sequence[Voice], area: Area, edits: Sequence[dict[str, Any]] = ()) -> Golden:
    """One record from the listings of one event; `edits` are patches of listing fields, the oldest first."""
    panel = Panel(voices)
    record = Listing(title=panel.primary.listing.title, timezone=area.zone.key)
    provenance: dict[str, Any] = {}
    for rule in SURVIVORSHIP:
        given = _WAYS[rule.how](rule, panel, area)
        for field, value in given.values.items():
            setattr(record, field, value)
        if given.origin:
            provenance[rule.fields[0]] = given.origin
    record, failed = _edited(record, edits, area, provenance)
    return Golden(record, panel.primary, provenance, failed)


def _one_listing(rule: Rule, panel: Panel, area: Area) -> Given:
    """The fields of the first voice that says anything of them."""
    speaker = next((v for v in panel.asked(rule.who, rule.confidence) if _speaks(v, rule, panel)), None)
    if speaker is None:
        return Given({}, {})
    if rule.fields == ("price",):
        speaker = _amount(speaker, rule, panel)
    noted = speaker.listing.provenance.get(rule.fields[0])
    said = {field: getattr(speaker.listing, field) for field in rule.fields}
    return Given(said, {"source": speaker.slug, **(noted.model_dump() if noted else {})})


def _speaks(voice: Voice, rule: Rule, panel: Panel) -> bool:
    values = [getattr(voice.listing, field) for field in rule.fields]
    own = voice.slug == panel.primary.slug
    return any(map(_says, values)) and (own or all(map(rule.addable, values)))


def _says(value: Any) -> bool:
    if hasattr(value, "model_dump"):
        return bool(value.model_dump(exclude_defaults=True))
    return value is not None and value != [] and value != ""


def _amount(speaker: Voice, rule: Rule, panel: Panel) -> Voice:
    """Where the first voice says only that it costs something, the first one that says how much."""
    if not _costs(speaker.listing.price) or speaker.listing.price.minimum is not None:
        return speaker
    for voice in panel.asked(rule.who, rule.confidence):
        price = voice.listing.price
        if _costs(price) and price.minimum is not None and _speaks(voice, rule, panel):
            return voice
    return speaker


def _costs(price: Price) -> bool:
    return price.cost_type in ("paid", "variable")


def _one_source(rule: Rule, panel: Panel, area: Area) -> Given:
    """All pictures of the first source that has one."""
    asked = panel.asked(rule.who, rule.confidence)
    pictures: dict[str, list[Image]] = {}
    for voice in asked:
        pictures.setdefault(voice.slug, []).extend(_pictures(voice))
    slug = next((slug for slug, images in pictures.items() if images), None)
    if slug is None:
        return Given({}, {})
    unique = {image.url: image for image in reversed(pictures[slug])}
    return Given({"images": list(reversed(unique.values()))[:MOST_IMAGES]}, {"source": slug})


def _pictures(voice: Voice) -> list[Image]:
    return [image for image in voice.listing.images if image.url.startswith(("http://", "https://"))]


def _all_of_them(rule: Rule, panel: Panel, area: Area) -> Given:
    tags = dict.fromkeys(tag for v in panel.asked(rule.who, rule.confidence) for tag in v.listing.tags)
    return Given({"tags": list(tags)[:MOST_TAGS]}, {})


def _status(rule: Rule, panel: Panel, area: Area) -> Given:
    """Cancelled and postponed need an explicit signal: of the first official source, or of every one of the best."""
    asked = panel.asked(rule.who, rule.confidence)
    said = {v.listing.status for v in asked if not panel.official or v.slug == asked[0].slug}
    status: Status = said.pop() if len(said) == 1 else "scheduled"
    return Given({"status": status}, {})


def _dates(rule: Rule, panel: Panel, area: Area) -> Given:
    asked = panel.asked(rule.who, rule.confidence)
    heard = {v.id for v in asked}
    others = [] if panel.official else [v for v in panel.asked("anyone", rule.confidence) if v.id not in heard]
    settled = settle(asked, others, area.zone)
    first = asked[0].listing
    rules = (v.listing.recurrence for v in asked if v.listing.recurrence)
    values = {"occurrences": settled.occurrences, "recurrence": next(rules, None), "timezone": first.timezone}
    return Given(values, settled.provenance)


_WAYS: dict[How, Callable[[Rule, Panel, Area], Given]] = {
    "one listing": _one_listing,
    "one source": _one_source,
    "all of them": _all_of_them,
    "said by all of them": _status,
    "the dates agreed on": _dates,
}


def _edited(
    record: Listing, edits: Sequence[dict[str, Any]], area: Area, provenance: dict[str, Any]
) -> tuple[Listing, list[str]]:
    """The record with the fields that persons set. Only those are validated: what was merged is no part of an edit."""
    failed: list[str] = []
    blank = {"title": record.title, "timezone": record.timezone}
    for patch in edits:
        try:
            patched = Listing.model_validate({**blank, **patch})
        except ValidationError as error:
            failed.append(f"an edit does not fit: {error.errors()[0]['loc']}")
            continue
        record = record.model_copy(update={field: getattr(patched, field) for field in patch})
        if "venue" in patch:
            record.venue = locate(record.venue, area).venue
        provenance.update({field: {"origin": "person", "confidence": 1.0} for field in patch})
    return record, failed
