"""How alike two listings are: title .4, time .3, location .3 over what both have (missing is unknown, not zero).

The weights are settings (`Weighing`); the titles are compared by significant words, a shift by the zone's offset (UTC
read as local time or the reverse) counts as the same time, and what rules a match out does so whatever the score:
another session of the same source on the same day, a part of a festival, another edition number, another venue.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from include.understand.match.evidence.places import location_score
from include.understand.match.evidence.title_likeness import (
    MIN_SAME_NAME_WORDS,
    begins_alike,
    is_distinctive,
    is_same_title,
    is_within,
    title_score,
)
from include.understand.match.evidence.titles import (
    credits_one,
    has_common_part,
    has_one_host,
    has_one_text,
    is_called,
    is_mentioned,
    is_one_kind,
    is_only_kind,
)
from include.understand.match.match_record import MatchRecord
from include.understand.match.matcher import SERIES, SHIPPED_MATCHER, Matcher
from include.understand.match.series import is_series
from include.understand.match.vetoes import DOUBTS, HARD_VETOES, MIN_PLACE_SCORE, veto_of
from include.understand.match.weighing import SHIPPED, Weighing
from include.understand.text.titles import words

OTHER_HOUR_SCORE = 0.6
"""The time's score when two sources list the very same title at one place on one day, at hours far apart."""
DISTINCTIVE_HOUR_SCORE = 0.85
"""The time's score at least, when they do so under titles as distinctive, at hours within the window."""
SAME_UID_SCORE = 0.95
"""The title's score of two calendars' entries of one UID at the same place and time. A UID alone proves nothing:
anybody can write another's."""
MENTIONED_SCORE = 0.9
"""The title's score when one listing's text names the other, or both name their host, at the same place and time."""
COMMON_PART_SCORE = 0.88
"""The title's score when both have a distinctive part in common, at the same time."""
ONE_KIND_SCORE = 0.8
"""The title's score, at one place and time, when one is generic and the other names no other kind of event, or when a
distinctive word with which one begins is in the other too."""
SHOWN_ANYWHERE = frozenset({"screening", "screenings", "streaming", "watch"})
"""Words for what is shown at many places at once, so that an equal title is no evidence of one place."""


@dataclass(frozen=True)
class Score:
    """0 to 1, and the parts it is made of; `veto` names what rules the match out.

    A `hard` veto also keeps the two out of one event when others link them. `merge` and `review` are the thresholds.
    """

    total: float
    fields: dict[str, float]
    veto: str | None = None
    hard: bool = False
    merge: float = SHIPPED.merge
    review: float = SHIPPED.review
    matcher: Matcher = field(default=SHIPPED_MATCHER, compare=False, repr=False)

    @property
    def same(self) -> bool:
        """Whether the two are taken for the same happening."""
        return self.veto is None and self.total >= self.merge

    @property
    def for_review(self) -> bool:
        """Whether a person should decide: they nearly are the same, or would be but for a rule that may err."""
        return not self.same and self.total >= self.review and (self.veto is None or self.veto in DOUBTS)

    @property
    def probability(self) -> float:
        """How probable it is that they are one, 0 to 1."""
        return self.matcher.probability(self.fields, self.veto)

    @property
    def waterfall(self) -> dict[str, float]:
        """The log-odds that each part adds to it."""
        return self.matcher.waterfall(self.fields, self.veto)


def compare(a: MatchRecord, b: MatchRecord, weighing: Weighing = SHIPPED) -> Score:
    """The score of two listings of possibly the same happening; order does not matter."""
    if a.source == b.source and is_series(a, b):
        return Score(1.0, {SERIES: 1.0}, None, False, weighing.merge, weighing.review, weighing.matcher)
    known = {name: value for name, value in _parts(a, b).items() if value is not None}
    veto = veto_of(a, b, known)
    hard = veto in HARD_VETOES and a.timetable.shares_day(b.timetable) and not _shifted(a, b)
    return Score(round(weighing.total(known), 4), known, veto, hard, weighing.merge, weighing.review, weighing.matcher)


def is_ruled_out(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether the hour or the place alone keep two listings of different sources apart, and from review too.

    It takes a third of the time of `compare`, and is true of most pairs of one day.
    """
    if a.source == b.source or len(a.distinctive_words & b.distinctive_words) >= MIN_SAME_NAME_WORDS:
        return False  # a long title in common may outweigh another hour, or another name of the place
    if a.timetable.agreement(b.timetable) == 0.0:
        return not _is_sitting(a, b)
    location = location_score(a, b)
    return location is not None and location < MIN_PLACE_SCORE


def _parts(a: MatchRecord, b: MatchRecord) -> dict[str, float | None]:
    title, time, location = title_score(a, b), a.timetable.agreement(b.timetable), location_score(a, b)
    if _named_apart(a, b, title, time, location):
        location = None
    if a.source != b.source and (location or 0) >= 0.85 and time is not None and time < DISTINCTIVE_HOUR_SCORE:
        time = _at_another_hour(a, b, title, time, location)
    if (time or 0) >= 0.9 and (location or 0) >= 0.85 and _same_uid(a, b):
        title = max(title, SAME_UID_SCORE)
    if (time or 0) >= 0.9 and title < MENTIONED_SCORE:
        title = max(title, _described(a, b, time, location))
    return {"title": title, "time": time, "location": location}


def _described(a: MatchRecord, b: MatchRecord, time: float | None, location: float | None) -> float:
    """What the title's score is at least, by what else names the other one; 0 where nothing does."""
    if location is None:
        called = a.source != b.source and time == 1.0 and (is_called(a, b) or is_called(b, a))
    else:
        named = location >= 0.85 and (is_mentioned(a, b) or has_one_text(a, b))
        called = named or (location >= 0.65 and has_one_host(a, b))
    if called:
        return MENTIONED_SCORE
    if (location is None or location >= 0.65) and has_common_part(a, b, location):
        return COMMON_PART_SCORE
    if location is not None and location >= 0.65 and time == 1.0 and credits_one(a, b):
        return COMMON_PART_SCORE
    if time != 1.0 or (location or 0) < 0.85:
        return 0.0
    return ONE_KIND_SCORE if is_one_kind(a, b) or is_only_kind(a, b) or begins_alike(a, b) else 0.0


def _shifted(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether the two could be one show, listed half an hour apart and once in the wrong zone."""
    return a.source != b.source and a.timetable.is_shifted(b.timetable)


def _same_uid(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether two calendars list one entry, which one of them has given another title.

    All of their dates must be the same: a stranger's entry with more of them could tie two happenings together.
    """
    same = a.source != b.source and a.uid is not None and a.uid == b.uid
    return same and a.timetable.moments == b.timetable.moments


def _named_apart(a: MatchRecord, b: MatchRecord, title: float, time: float | None, location: float | None) -> bool:
    """One long, specific title at the very same time: two names that differ may be two names of one venue."""
    if location is None or not 0 < location < MIN_PLACE_SCORE or time != 1.0 or (a.place and b.place):
        return False
    anywhere = not SHOWN_ANYWHERE.isdisjoint({*words(a.title), *words(b.title)})
    return not anywhere and is_same_title(a, b, title)


def _at_another_hour(a: MatchRecord, b: MatchRecord, title: float, time: float, location: float | None) -> float:
    """The time's score of one happening of which one source has the hour wrong, or only another of its sittings."""
    if not a.timetable.shares_day(b.timetable):
        return time
    if _is_sitting(a, b):
        return DISTINCTIVE_HOUR_SCORE
    if (location or 0) < 0.9:
        return time
    if time > 0.0:
        return DISTINCTIVE_HOUR_SCORE if is_distinctive(a, b) else time
    return OTHER_HOUR_SCORE if is_same_title(a, b, title) else time


def _is_sitting(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether one lists a sitting within the hours that the other gives for all of them, under no title of its own."""
    return any(is_within(part, whole) and whole.timetable.contains(part.timetable) for whole, part in ((a, b), (b, a)))
