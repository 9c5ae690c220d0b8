"""Whether two listings name one place: places of the gazetteer first, then points, then names."""

from __future__ import annotations

from rapidfuzz import fuzz

from include.understand.match.match_record import MatchRecord
from include.understand.place.geography import distance
from include.understand.text.titles import behind_at, words

OWN_SITE_SCORE = 0.85
"""The score when a listing names no place and stands on the site of the other one's venue, or its text names that."""
GUESS_MISSED_SCORE = 0.6
"""The score when a place that was only guessed is not the other one's."""
MIN_SAME_PLACE_LIKENESS = 0.8
"""The likeness of two venues as one source spells them below which they are two places."""
MIN_SPELLED_LIKENESS = 0.85
"""The likeness of two names, written without blanks, from which on they are spellings of one."""
SAME_NAME_SCORE = 0.85
"""The score when the first part of both names is the same: "Communiti, Residency Road", "Communiti, Brigade Road"."""
MIN_NAMED_LIKENESS = 0.6
"""The likeness of a name and an address below which they prove nothing."""
MIN_NAME_LETTERS = 5
MIN_BEGINNING_LETTERS = 7
LANDMARKS = frozenset(
    {"near", "nearby", "opp", "opposite", "behind", "beside", "besides", "to", "above", "off", "before"}
)
"""Words before the name of a place that an address is not at: "opposite", "next to"."""


def location_score(a: MatchRecord, b: MatchRecord) -> float | None:
    """0 to 1; None when one record has nothing to compare, or only one is online."""
    if a.online != b.online:
        return None
    if a.title_localities and b.title_localities and a.title_localities.isdisjoint(b.title_localities):
        return 0.0
    if a.place and b.place:
        return 1.0 if a.place == b.place else GUESS_MISSED_SCORE if a.guessed or b.guessed else 0.0
    if _own_site(a, b) or _own_site(b, a):
        return OWN_SITE_SCORE
    if a.point and b.point:
        return _by_points(distance(a.point, b.point), named(a, b))
    ours, theirs = a.localities or a.title_localities, b.localities or b.title_localities
    if ours and theirs and ours.isdisjoint(theirs):
        return 0.0
    return named(a, b)


def _by_points(metres: float, likeness: float | None) -> float:
    near = 1.0 if metres <= 200 else 0.85 if metres <= 600 else 0.0
    return max(near, likeness or 0.0) if metres <= 2500 else near


def _own_site(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether `a` names no place and stands on the site of the venue that `b` names, or in its calendar.

    The other one may name it in its title alone: "Live at Kaavu", with no more than its street beside it.
    """
    if a.venue or a.address or a.point:
        return False
    return any(_is_called(site, place) for site in {a.site, a.source_name} for place in _places(b))


def _places(record: MatchRecord) -> tuple[str, ...]:
    return (record.venue or record.address or "", *behind_at(record.title))


def _is_called(site: str, venue: str) -> bool:
    if len(site) < MIN_NAME_LETTERS:
        return False
    start = "".join(words(venue))[: len(site) + 3]
    return len(start) >= MIN_NAME_LETTERS and fuzz.partial_ratio(site, start) >= 88


def named(a: MatchRecord, b: MatchRecord) -> float | None:
    """The likeness of two names or addresses; None where they prove nothing."""
    best = _by_words(a, b)
    if best is None:
        return None
    if best < 1.0:
        best = max(best, _spelled(a.spelled_place, b.spelled_place), _same_name(a, b))
    if best < OWN_SITE_SCORE and a.source != b.source and any(_tells_of(x, y) for x, y in ((a, b), (b, a))):
        return OWN_SITE_SCORE
    # a name and an address that do not resemble each other prove nothing; two names do
    return best if best >= MIN_NAMED_LIKENESS or (a.venue_words and b.venue_words) else None


def _spelled(ours: str, theirs: str) -> float:
    """The likeness of two names written without blanks, where it shows that they are spellings of one; else 0."""
    likeness = fuzz.ratio(ours, theirs) / 100
    return likeness if likeness >= MIN_SPELLED_LIKENESS else 0.0


def _same_name(a: MatchRecord, b: MatchRecord) -> float:
    """`SAME_NAME_SCORE` where the first parts of both are one name, and nothing says that they are two branches."""
    ours, theirs = a.venue_name, b.venue_name
    if not ours or not theirs:
        return 0.0
    is_one = _spelled(a.venue_start, b.venue_start) > 0 or _begins(ours, theirs) or _begins(theirs, ours)
    return SAME_NAME_SCORE if is_one and not _postcodes_differ(a, b) else 0.0


def _begins(start: str, name: str) -> bool:
    """Whether a name is the beginning of another one, and long enough to be no common word."""
    return len(start) >= MIN_BEGINNING_LETTERS and name.startswith(f"{start} ")


def _postcodes_differ(a: MatchRecord, b: MatchRecord) -> bool:
    return bool(a.postcodes and b.postcodes) and a.postcodes.isdisjoint(b.postcodes)


def _tells_of(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether `a` names the other's venue in its text, its title or its address."""
    return _is_text_of(a, b) or _is_titled_at(a, b) or _stands_in(a, b)


def _is_titled_at(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether the title of `a` says that it is at the other's venue: "Songs of the River @Panchavati"."""
    return len(b.venue_start) >= MIN_NAME_LETTERS and any(
        f"{place} ".startswith(f"{b.venue_name} ") for place in a.places_in_title
    )


def _stands_in(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether the address of `a` has the name of the other's place, of two words or more: a mall, a campus."""
    before, found, _ = f" {a.written_place} ".partition(f" {b.venue_name} ")
    is_name = " " in b.venue_name and len(b.venue_start) >= MIN_BEGINNING_LETTERS
    return is_name and found != "" and not LANDMARKS.intersection(before.split()[-1:]) and not _postcodes_differ(a, b)


def _is_text_of(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether `a` gives an address without a name, and its text or its host has the name of the other's venue."""
    if a.venue or len(b.venue_start) < MIN_NAME_LETTERS - 1:
        return False
    return f" {b.venue_name} " in f" {a.text} | {a.organizer} "


def branches(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether a source, which spells a place the same way each time, names two places: two branches of one chain."""
    if a.place and b.place:
        return a.place != b.place
    likeness = _by_words(a, b)
    known = likeness is not None and (likeness >= MIN_NAMED_LIKENESS or (a.venue_words and b.venue_words))
    return _postcodes_differ(a, b) or bool(known and (likeness or 1.0) < MIN_SAME_PLACE_LIKENESS)


def _by_words(a: MatchRecord, b: MatchRecord) -> float | None:
    ours, theirs, all_ours, all_theirs = a.venue_words, b.venue_words, a.place_words, b.place_words
    if not all_ours or not all_theirs:
        return None
    pairs = [(x, y) for x, y in ((ours, all_theirs), (all_ours, theirs)) if x and y] or [(all_ours, all_theirs)]
    return max(fuzz.token_set_ratio(x, y) for x, y in pairs) / 100
