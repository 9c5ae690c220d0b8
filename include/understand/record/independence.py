"""Whether two sources that agree are independent: neither repeats the other.

Two listings are independent when all of this holds:

1. they are of two sources;
2. no registrable domain (example.com of https://a.example.com/x) is shared between the addresses that the sources read
   and the links of the listings, so that one site under two names counts once;
3. neither has the other's id (one too long to be alike by chance), picture or text: less than half of the five-word
   runs of the shorter description stand in the other (shingles: Broder, "On the resemblance and containment of
   documents", 1997);
4. each has words of its own: the titles differ in a word, or both are described.
"""

from __future__ import annotations

from collections.abc import Iterable

from include.network.sites import site_of
from include.understand.record.sourced import SourcedListing
from include.understand.text.titles import words

MAX_COMPARED_CHARS = 3_000
RUN_WORDS = 5
COPIED_SHARE = 0.5
MIN_UNIQUE_ID_CHARS = 12
"""From here on two sources do not choose one id by chance, as they do "42"."""
DERIVED_ID = "~"
"""What the ids begin with that are made of title, place and day: two sources come to the same one by themselves."""


def independent(a: SourcedListing, b: SourcedListing) -> bool:
    """Whether neither of two listings repeats the other, as far as what they publish shows."""
    return a.slug != b.slug and _domains(a).isdisjoint(_domains(b)) and not _copied(a, b) and _own_words(a, b)


def independent_listings(
    listings: Iterable[SourcedListing], known: dict[tuple[int, int], bool] | None = None
) -> list[SourcedListing]:
    """Listings of which each is independent of all others, taken in the order given.

    `known` keeps what was found out of pairs, for who asks many times of the same listings.
    """
    pairs = {} if known is None else known
    found: list[SourcedListing] = []
    for sourced in listings:
        if all(_kept(sourced, other, pairs) for other in found):
            found.append(sourced)
    return found


def _kept(a: SourcedListing, b: SourcedListing, known: dict[tuple[int, int], bool]) -> bool:
    key = (id(a), id(b))
    if key not in known:
        known[key] = independent(a, b)
    return known[key]


def _domains(sourced: SourcedListing) -> set[str]:
    """The registrable domains; a bare number or a name without one (a machine's own) does not identify an owner."""
    addresses = (sourced.address, sourced.listing.url, sourced.listing.ticket_url)
    sites = (site_of(one) or "" for one in addresses if one)
    return {site.lower() for site in sites if site.rpartition(".")[2].isalpha() and "." in site}


def _copied(a: SourcedListing, b: SourcedListing) -> bool:
    unique = len(a.external_id) >= MIN_UNIQUE_ID_CHARS and not a.external_id.startswith(DERIVED_ID)
    same_id = unique and a.external_id == b.external_id
    pictures = {image.url for image in a.listing.images} & {image.url for image in b.listing.images}
    ours, theirs = _runs(a), _runs(b)
    shared = len(ours & theirs) / min(len(ours), len(theirs)) if ours and theirs else 0.0
    return same_id or bool(pictures) or shared >= COPIED_SHARE


def _runs(sourced: SourcedListing) -> set[tuple[str, ...]]:
    text = words((sourced.listing.description or "")[:MAX_COMPARED_CHARS])
    return {text[i : i + RUN_WORDS] for i in range(len(text) - RUN_WORDS + 1)}


def _own_words(a: SourcedListing, b: SourcedListing) -> bool:
    return set(words(a.listing.title)) != set(words(b.listing.title)) or bool(_runs(a) and _runs(b))
