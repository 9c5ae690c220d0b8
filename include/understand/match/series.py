"""Listings of one source that are dates of one happening: a run of evenings, the sittings of a day, a date given twice.

A source that lists a happening date by date gives each the same title and place. On one day two such listings are two
sessions (a workshop in the morning and one in the evening, or slots that overlap in two rooms), unless they overlap and
begin at about one time, so that one date is given twice, or stand on the happening's own page: then its sittings are
dates of one event, as its page shows them. Entries to which a calendar, an API or a page gives ids of their own are
sessions all the same; several that share one id are dates of what has that id.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from include.understand.match.evidence.places import location_score
from include.understand.match.match_record import MatchRecord
from include.understand.text.titles import is_generic

MAX_SERIES_GAP_DAYS = 62
"""Days between two dates of one series."""
SESSION_MARK = re.compile(r"#\d{8}(?:\d{4})?(?: .{0,500})?$")
"""What an external id ends with where several entries share the id before it: the start of each."""
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


def shared_id(record: MatchRecord) -> str:
    """The id that its source gives to it and to other entries, at other times; empty where it is the entry's alone."""
    external_id = record.key[2]
    shared = SESSION_MARK.sub("", external_id)
    return shared if record.has_own_id and shared != external_id else ""


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
    """Whether a date of the one is a date of the other, about the same time; two ids are two sessions.

    Feeds that make new ids at each export give the same dates on the same page of the happening's own.
    """
    if _are_two_entries(a, b):
        return a.starts == b.starts and _is_on_named_page(a, b)
    return a.timetable.begins_with(b.timetable)


def _are_two_entries(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether their source gives each an id of its own, and not both the same one."""
    is_one_id = shared_id(a) != "" and shared_id(a) == shared_id(b)
    return a.has_own_id and b.has_own_id and not is_one_id


def _has_own_page(a: MatchRecord, b: MatchRecord) -> bool:
    """Whether both are known only by one page, named after the happening; a page of all events proves nothing."""
    known_otherwise = _are_two_entries(a, b) or a.has_own_id != b.has_own_id
    return not known_otherwise and _is_on_named_page(a, b)


def _is_on_named_page(a: MatchRecord, b: MatchRecord) -> bool:
    if not a.page or a.page != b.page:
        return False
    address = "".join(letter for letter in a.page.partition("/")[2] if letter.isalnum())
    return any(len(word) >= MIN_PAGE_WORD_LETTERS and word in address for word in a.distinctive_words)
