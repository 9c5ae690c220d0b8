"""The golden record: the values that an event shows, chosen from its listings.

Which listings may give a field stands in `survivorship.SURVIVORSHIP`, their order in `sourced`. A person's edit
outweighs all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from include.areas.area import Area
from include.errors import BrokenRecord
from include.listing import EDITABLE, Image, Listing, Price, Status
from include.understand.place.locate import locate
from include.understand.record.merged_dates import merge_dates
from include.understand.record.sourced import Contributors, SourcedListing
from include.understand.record.survivorship import SURVIVORSHIP, How, Rule
from include.understand.text.availability import best
from include.untrusted.cleaning import clean

MAX_IMAGES = 10
MAX_TAGS = 12
MAX_REASON_CHARS = 200
"""Why an edit does not fit; it may name a field that somebody made up."""


@dataclass(frozen=True)
class Golden:
    """The record, the most believed listing, and the edits of persons that do not fit."""

    listing: Listing
    primary: SourcedListing
    provenance: dict[str, Any]
    failed_edits: list[str]


@dataclass(frozen=True)
class GoldenValues:
    """Values of fields, and what is known of where they come from."""

    values: dict[str, Any]
    origin: dict[str, Any]


def merge(listings: Sequence[SourcedListing], area: Area, edits: Sequence[dict[str, Any]] = ()) -> Golden:
    """One record from the listings of one event; `edits` are patches of listing fields, the oldest first."""
    contributors = Contributors(listings)
    record = Listing(title=contributors.primary.listing.title, timezone=area.zone.key)
    provenance: dict[str, Any] = {}
    for rule in SURVIVORSHIP:
        given = _WAYS[rule.how](rule, contributors, area)
        for field, value in given.values.items():
            setattr(record, field, value)
        if given.origin:
            provenance[rule.fields[0]] = given.origin
    record, failed = _edited(record, edits, area, provenance)
    return Golden(record, contributors.primary, provenance, failed)


def _one_listing(rule: Rule, contributors: Contributors, area: Area) -> GoldenValues:
    """The fields of the first listing that has any of them."""
    ranked = contributors.ranked(rule.who, rule.confidence)
    chosen = next((v for v in ranked if _may_give(v, rule, contributors, area)), None)
    if chosen is None:
        return GoldenValues({}, {})
    if rule.fields == ("price",):
        chosen = _amount(chosen, rule, contributors, area)
    noted = chosen.listing.provenance.get(rule.fields[0])
    values = {field: getattr(chosen.listing, field) for field in rule.fields}
    return GoldenValues(values, {"source": chosen.slug, **(noted.model_dump(exclude_none=True) if noted else {})})


def _may_give(sourced: SourcedListing, rule: Rule, contributors: Contributors, area: Area) -> bool:
    values = [getattr(sourced.listing, field) for field in rule.fields]
    own = sourced.slug == contributors.primary.slug
    return any(map(_has_value, values)) and (own or all(rule.addable(value, area) for value in values))


def _has_value(value: Any) -> bool:
    if hasattr(value, "model_dump"):
        return bool(value.model_dump(exclude_defaults=True))
    return value is not None and value != [] and value != ""


def _amount(chosen: SourcedListing, rule: Rule, contributors: Contributors, area: Area) -> SourcedListing:
    """Where the first listing states no amount but only that entry costs something, the first one with an amount."""
    if not _costs(chosen.listing.price) or chosen.listing.price.minimum is not None:
        return chosen
    for sourced in contributors.ranked(rule.who, rule.confidence):
        price = sourced.listing.price
        if _costs(price) and price.minimum is not None and _may_give(sourced, rule, contributors, area):
            return sourced
    return chosen


def _costs(price: Price) -> bool:
    return price.cost_type in ("paid", "variable")


def _one_source(rule: Rule, contributors: Contributors, area: Area) -> GoldenValues:
    """All pictures of the first source that has one."""
    ranked = contributors.ranked(rule.who, rule.confidence)
    pictures: dict[str, list[Image]] = {}
    for sourced in ranked:
        pictures.setdefault(sourced.slug, []).extend(_pictures(sourced))
    slug = next((slug for slug, images in pictures.items() if images), None)
    if slug is None:
        return GoldenValues({}, {})
    unique: dict[str, Image] = {}
    for image in pictures[slug]:
        unique.setdefault(image.url, image)
    return GoldenValues({"images": list(unique.values())[:MAX_IMAGES]}, {"source": slug})


def _pictures(sourced: SourcedListing) -> list[Image]:
    return [image for image in sourced.listing.images if image.url.startswith(("http://", "https://"))]


def _all_of_them(rule: Rule, contributors: Contributors, area: Area) -> GoldenValues:
    tags = dict.fromkeys(tag for v in contributors.ranked(rule.who, rule.confidence) for tag in v.listing.tags)
    return GoldenValues({"tags": list(tags)[:MAX_TAGS]}, {})


def _availability(rule: Rule, contributors: Contributors, area: Area) -> GoldenValues:
    """That of the first source that states it; sold out where it says so of each date that there is."""
    ranked = contributors.ranked(rule.who, rule.confidence)
    first = next((v for v in ranked if v.listing.availability), None)
    of_source = [v for v in ranked if first and v.slug == first.slug]
    value = best([v.listing.availability for v in of_source])
    if first is None or value is None or (value == "sold_out" and not _days(ranked, area) <= _days(of_source, area)):
        return GoldenValues({}, {})
    noted = next(v for v in of_source if v.listing.availability == value).listing.provenance.get("availability")
    origin = {"source": first.slug, **(noted.model_dump(exclude_none=True) if noted else {})}
    return GoldenValues({"availability": value}, origin)


def _days(listings: Iterable[SourcedListing], area: Area) -> set[date]:
    return {one.starts_at.astimezone(area.zone).date() for v in listings for one in v.listing.occurrences}


def _status(rule: Rule, contributors: Contributors, area: Area) -> GoldenValues:
    """Cancelled and postponed need an explicit signal: of the first official source, or of every one of the best."""
    ranked = contributors.ranked(rule.who, rule.confidence)
    stated = {v.listing.status for v in ranked if not contributors.official or v.slug == ranked[0].slug}
    status: Status = stated.pop() if len(stated) == 1 else "scheduled"
    return GoldenValues({"status": status}, {})


def _dates(rule: Rule, contributors: Contributors, area: Area) -> GoldenValues:
    ranked = contributors.ranked(rule.who, rule.confidence)
    ids = {v.id for v in ranked}
    everyone = [] if contributors.official else contributors.ranked("anyone", rule.confidence)
    others = [v for v in everyone if v.id not in ids]
    merged = merge_dates(ranked, others, area.zone)
    rules = (v.listing.recurrence for v in ranked if v.listing.recurrence)
    values = {"occurrences": merged.occurrences, "recurrence": next(rules, None), "timezone": area.zone.key}
    return GoldenValues(values, merged.provenance)


_WAYS: dict[How, Callable[[Rule, Contributors, Area], GoldenValues]] = {
    "one listing": _one_listing,
    "one source": _one_source,
    "all of them": _all_of_them,
    "stated by all of them": _status,
    "the best of one source": _availability,
    "the dates agreed on": _dates,
}


def _edited(
    record: Listing, edits: Sequence[dict[str, Any]], area: Area, provenance: dict[str, Any]
) -> tuple[Listing, list[str]]:
    """The record with the fields that persons set. Only those are validated: what was merged is no part of an edit."""
    failed: list[str] = []
    blank = {"title": record.title, "timezone": record.timezone}
    for edit in edits:
        try:
            patch = clean(edit)  # whoever wrote it
            if patch.keys() - EDITABLE:
                raise BrokenRecord(f"{min(patch.keys() - EDITABLE)} is no field that can be edited")
            patched = Listing.model_validate({**blank, **patch})
        except (ValidationError, BrokenRecord) as error:
            what = error.errors()[0]["loc"] if isinstance(error, ValidationError) else error
            failed.append(f"an edit does not fit: {what}"[:MAX_REASON_CHARS])
            continue
        changed = {field: getattr(patched, field) for field in patch}
        stated = record.model_dump(mode="json", include=set(patch))
        if "description" in patch:  # the marks are those of the text before
            changed["description_marks"] = patched.description_marks
        record = record.model_copy(update=changed)
        if "venue" in patch:
            record.venue = locate(record.venue, area).venue
        provenance.update({field: _by_a_person(provenance.get(field, {}), stated, field) for field in patch})
    return record, failed


def _by_a_person(before: dict[str, Any], stated: dict[str, Any], field: str) -> dict[str, Any]:
    """The origin of a value that a person set, with what the sources state: it is shown beside the edit."""
    sources = before.get("stated", stated.get(field))
    return {"origin": "person", "confidence": 1.0, **({} if sources is None else {"stated": sources})}
