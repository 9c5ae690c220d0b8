"""How alike two listings are: title .4, time .3, location .3 over what both have (missing is unknown, not zero).

The weights are the original plan's; the titles are compared by significant words, a shift by the zone's offset (UTC
read as local time or the reverse) counts as the same time, and what rules a match out does so whatever the score:
another session of the same source on the same day, a part of a festival, another edition number, another venue.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from rapidfuzz import fuzz

from include.understand.match.match_record import MatchRecord
from include.understand.match.timetable import Start
from include.understand.place.geography import distance
from include.understand.text.titles import is_generic, words

WEIGHTS = {"title": 0.4, "time": 0.3, "location": 0.3}
SAME_SCORE = 0.85
OTHER_HOUR_SCORE = 0.6
"""The time's score when two sources list the very same title at one place on one day, at hours far apart."""
OWN_SITE_SCORE = 0.85
"""The location's score when a listing names no place and stands on the site of the other one's venue."""
GUESS_MISSED_SCORE = 0.6
"""The location's score when a place that was only guessed is not the other one's."""
SAME_UID_SCORE = 0.95
"""The title's score of two calendars' entries of one UID at the same place and time. A UID alone proves nothing:
anybody can write another's."""
MENTIONED_SCORE = 0.9
"""The title's score when one listing's text names the other at the same place and time."""
MIN_SAME_PLACE_LIKENESS = 0.8
"""The likeness of two venues as one source spells them below which they are two places."""
SHOWN_ANYWHERE = frozenset({"screening", "screenings", "streaming", "watch"})
"""Words for what is shown at many places at once, so that an equal title is no evidence of one place."""
MAX_SERIES_GAP_DAYS = 62
"""Days between two dates of one series."""
HARD_VETOES = frozenset(
    {
        "other time",
        "other venue",
        "other edition",
        "part of a festival",
        "another listing of the same source",
        "another session of the same source",
    }
)


@dataclass(frozen=True)
class Score:
    """0 to 1, and the parts it is made of; `veto` names what rules the match out.

    A `hard` veto also keeps the two out of one event when others link them.
    """

    total: float
    fields: dict[str, float]
    veto: str | None = None
    hard: bool = False

    @property
    def same(self) -> bool:
        """Whether the two are taken for the same happening."""
        return self.veto is None and self.total >= SAME_SCORE

    @property
    def for_review(self) -> bool:
        return False

    @property
    def probability(self) -> float:
        return self.total if self.veto is None else self.total * 0.3


def compare(a: MatchRecord, b: MatchRecord) -> Score:
    """The score of two listings of possibly the same happening; order does not matter."""
    if a.source == b.source and is_series(a, b):
        return Score(1.0, {"series": 1.0})
    parts = {"title": title_score(a, b), "time": time_score(a, b), "location": location_score(a, b)}
    if _named_apart(a, b, parts):
        parts["location"] = None
    if parts["time"] == 0.0 and _at_another_hour(a, b, parts):
        parts["time"] = OTHER_HOUR_SCORE
    if _same_uid(a, b) and (parts["time"] or 0) >= 0.9 and (parts["location"] or 0) >= 0.85:
        parts["title"] = max(parts["title"] or 0, SAME_UID_SCORE)
    if _mentioned(a, b) and (parts["time"] or 0) >= 0.9 and (parts["location"] or 0) >= 0.85:
        parts["title"] = max(parts["title"] or 0, MENTIONED_SCORE)
    known = {name: value for name, value in parts.items() if value is not None}
    total = sum(WEIGHTS[n] * v for n, v in known.items()) / sum(WEIGHTS[n] for n in known)
    veto = _veto(a, b, known)
    hard = veto in HARD_VETOES and a.timetable.shares_day(b.timetable) and not _shifted(a, b)
    return Score(round(total, 4), known, veto, hard)


def _shifted(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether the two could be one show, listed half an hour apart and once in the wrong zone."""
    return a.source != b.source and a.timetable.is_shifted(b.timetable)


def is_series(a: MatchRecord, b: MatchRecord) -> bool:
    """One source's listings of the same title, place and wall-clock time on different days, not far apart."""
    if a.title_words != b.title_words or a.timetable.clocks.isdisjoint(b.timetable.clocks):
        return False
    if not 0 < a.timetable.gap(b.timetable) <= MAX_SERIES_GAP_DAYS:
        return False
    location = location_score(a, b)
    return location == 1.0 or (location is None and not is_generic(a.title_words, a.local))


def _same_uid(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether two calendars list one entry, which one of them has given another title.

    All of their dates must be the same: a stranger's entry with more of them could tie two happenings together.
    """
    same = a.source != b.source and a.uid is not None and a.uid == b.uid
    return same and a.timetable.moments == b.timetable.moments


def _mentioned(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether the text of one calls the other by name ("The Sunday Long Run leaves from...")."""
    return any(" " in x.name and f" {x.name} " in f" {y.text} " for x, y in ((a, b), (b, a)))


def _named_apart(a: MatchRecord, b: MatchRecord, parts: dict[str, float | None]) -> bool:
    """One long, specific title at the very same time: two names that differ may be two names of one venue."""
    location = parts["location"]
    anywhere = not SHOWN_ANYWHERE.isdisjoint({*words(a.title), *words(b.title)})
    same_title = _same_title(a, b, parts) and parts["time"] == 1.0 and not anywhere
    return same_title and location is not None and 0 < location < 0.45 and not (a.place and b.place)


def _same_title(a: MatchRecord, b: MatchRecord, parts: dict[str, float | None]) -> bool:
    return (parts["title"] or 0) >= 0.95 and len(_specific(a, b)) >= 2


def _at_another_hour(a: MatchRecord, b: MatchRecord, parts: dict[str, float | None]) -> bool:
    """One happening of which one source has the hour wrong, or only another of its sittings."""
    same_day = a.timetable.shares_day(b.timetable)
    return a.source != b.source and same_day and (parts["location"] or 0) >= 0.9 and _same_title(a, b, parts)


def title_score(a: MatchRecord, b: MatchRecord) -> float:
    """Token-set similarity of the significant words, less when one title has few words."""
    contained = fuzz.token_set_ratio(a.normal, b.normal) / 100
    whole = fuzz.token_sort_ratio(a.normal, b.normal) / 100
    run = fuzz.ratio(a.normal.replace(" ", ""), b.normal.replace(" ", "")) / 100
    return max(0.85 * contained + 0.15 * whole, run, 0.8 if len(_specific(a, b)) >= 2 else 0.0)


def _shared(a: MatchRecord, b: MatchRecord) -> set[str]:
    return set(a.title_words & b.title_words)


def _specific(a: MatchRecord, b: MatchRecord) -> set[str]:
    """The words that both titles share and that not any two happenings could."""
    return {w for w in _shared(a, b) if not _is_generic({w}, a, b)}


def _is_generic(shared: Iterable[str], a: MatchRecord, b: MatchRecord) -> bool:
    return all(is_generic((w,), a.local) or is_generic((w,), b.local) for w in shared)


def time_score(a: MatchRecord, b: MatchRecord) -> float | None:
    """1 at the same time, falling to 0.6 at the end of the window; None when they share no day or know no time."""
    return a.timetable.agreement(b.timetable)


def location_score(a: MatchRecord, b: MatchRecord) -> float | None:
    """Places of the gazetteer first, then distance, then names; None when one record has none of these."""
    if a.online != b.online:
        return None
    if a.place and b.place:
        return 1.0 if a.place == b.place else GUESS_MISSED_SCORE if a.guessed or b.guessed else 0.0
    if _own_site(a, b) or _own_site(b, a):
        return OWN_SITE_SCORE
    named = _named(a, b)
    if a.point and b.point:
        metres = distance(a.point, b.point)
        near = 1.0 if metres <= 200 else 0.85 if metres <= 600 else 0.0
        return max(near, named or 0.0) if metres <= 2500 else near
    if a.localities and b.localities and not a.localities & b.localities:
        return 0.0
    return named


def _own_site(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether `a` names no place and stands on the site of the venue that `b` names."""
    if a.venue or a.address or a.point or len(a.site) < 5:
        return False
    named = "".join(words(b.venue or b.address or ""))[: len(a.site) + 3]
    return len(named) >= 5 and fuzz.partial_ratio(a.site, named) >= 88


def _named(a: MatchRecord, b: MatchRecord) -> float | None:
    ours, theirs, all_ours, all_theirs = a.venue_words, b.venue_words, a.place_words, b.place_words
    if not all_ours or not all_theirs:
        return None
    pairs = [(x, y) for x, y in ((ours, all_theirs), (all_ours, theirs)) if x and y] or [(all_ours, all_theirs)]
    best = max(fuzz.token_set_ratio(x, y) for x, y in pairs) / 100
    # a name and an address that do not resemble each other prove nothing; two names do
    return best if best >= 0.6 or (ours and theirs) else None


def _veto(a: MatchRecord, b: MatchRecord, known: dict[str, float]) -> str | None:
    location = known.get("location")
    generic = _is_generic(_shared(a, b), a, b)
    if known.get("time") == 0.0:
        return "other time"
    if location is not None and location < 0.45:
        return "other venue"
    if _editions_differ(a, b):
        return "other edition"
    if generic and (location is None or (location < 0.8 and a.normal != b.normal)):
        return "generic title without a common venue"
    if a.source == b.source:
        return _within_source(a, b)
    return "part of a festival" if _part(a, b) else None


def _editions_differ(a: MatchRecord, b: MatchRecord) -> bool:
    return bool(a.editions and b.editions and a.editions.isdisjoint(b.editions))


def _within_source(a: MatchRecord, b: MatchRecord) -> str | None:
    """A source lists a happening once per date: what differs in title, place or clock time is another one."""
    if a.title_words != b.title_words or _branches(a, b):
        return "another listing of the same source"
    if a.timetable.clocks.isdisjoint(b.timetable.clocks):
        return "another session of the same source"
    return None


def _branches(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether a source, which spells a place the same way each time, names two places: two branches of one chain."""
    if a.place and b.place:
        return a.place != b.place
    codes = bool(a.postcodes and b.postcodes) and a.postcodes.isdisjoint(b.postcodes)
    return codes or (_named(a, b) or 1.0) < MIN_SAME_PLACE_LIKENESS


def _part(a: MatchRecord, b: MatchRecord) -> bool:
    """A long happening and a short one inside it whose title has more words: a festival and one of its shows."""
    return any(
        not part.title_words.issubset(whole.title_words)
        and any(_contains(x, y) for y in part.starts for x in whole.timetable.wholes)
        for whole, part in ((a, b), (b, a))
    )


def _contains(x: Start, y: Start) -> bool:
    """Whether `y` lies inside `x`, begins after it and is at most half as long."""
    if x.length is None or y.length is None or y.length * 2 > x.length:
        return False
    after = y.at - x.at
    return timedelta(minutes=15) < after and after + y.length <= x.length
