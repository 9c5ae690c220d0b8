"""Listings of one source that are dates of one happening: a run of evenings, the sittings of a day, a date given twice.

A source that lists a happening date by date gives each the same title and place. On one day two such listings are two
sessions (a workshop in the morning and one in the evening, or slots that overlap in two rooms), unless they overlap and
begin at about one time, so that one date is given twice, or stand on the happening's own page: then its sittings are
dates of one event, as its page shows them. Entries that a calendar gives ids of their own are sessions all the same.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from include.understand.match.match_record import MatchRecord
from include.understand.match.place_evidence import location_score
from include.understand.text.titles import is_generic

MAX_SERIES_GAP_DAYS = 62
"""Days between two dates of one series."""
MIN_PAGE_WORD_LETTERS = 4
"""Of the word of a title by which an address is known as that happening's own."""


def page_of(url: str | None) -> str:
    """The page of an address, without its fragment, in which sites write the date; empty where there is none."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    path = parts.path.strip("/")
    return f"{parts.netloc}/{path}?{parts.query}".casefold() if path or parts.query else ""


def is_series(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether one source lists two dates of one happening."""
    if a.title_words != b.title_words or not _is_at_one_place(a, b):
        return False
    gap = a.timetable.gap(b.timetable)
    if gap == 0:
        return _is_one_name(a, b) and (_has_own_page(a, b) or _is_given_twice(a, b))
    return gap <= MAX_SERIES_GAP_DAYS and not a.timetable.clocks.isdisjoint(b.timetable.clocks)


def _is_at_one_place(a: MatchRecord, b: MatchRecord) -> bool:
    location = location_score(a, b)
    return location == 1.0 or (location is None and not is_generic(a.title_words, a.local))


def _is_one_name(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether nothing in the titles sets the two apart: no number, no level, no group."""
    return a.editions == b.editions and a.contrasts == b.contrasts


def _is_given_twice(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether a date of the one is a date of the other, about the same time; two ids are two sessions."""
    return not (a.has_own_id and b.has_own_id) and a.timetable.begins_with(b.timetable)


def _has_own_page(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether both are known only by one page, named after the happening; a page of all events proves nothing."""
    if not a.page or a.page != b.page or a.has_own_id or b.has_own_id:
        return False
    address = "".join(letter for letter in a.page.partition("/")[2] if letter.isalnum())
    return any(len(word) >= MIN_PAGE_WORD_LETTERS and word in address for word in a.distinctive_words)
