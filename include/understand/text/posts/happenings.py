"""One post, several announcements: "FRI 6: Jazz 8pm / SAT 7: Comedy 9pm" are two happenings, each with its own name.

A post is split where each of its lines, or blocks of lines, or items of a program has a name and a day with an hour of
its own. One evening's program is one happening, and so are the days of a festival whose dates stand in front.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from include.areas.local import LocalWords
from include.understand.text.dates.grammar import find_dates
from include.understand.text.dates.mention import DateMention
from include.understand.text.folding import fold
from include.understand.text.forms import standing_in
from include.understand.text.joining import of_runs
from include.understand.text.patterns import any_of, bounded
from include.understand.text.posts.announce import rejection_reason
from include.understand.text.posts.dated_pieces import BEFORE_DAY, OF_EACH, SENTENCE, dated_pieces, enumerated
from include.understand.text.posts.odd_lines import PostDates, odd_lines
from include.understand.text.posts.one_day import on_one_day
from include.understand.text.posts.part import MAX_KEY_CHARS, Part
from include.understand.text.posts.segments import (
    Segment,
    is_own_name,
    is_stop,
    name_of,
    names_a_happening,
    off_of,
    spans,
    spans_of,
    spans_of_blocks,
    spans_of_lines,
)
from include.understand.text.posts.states import without_states
from include.understand.text.program import happenings, program
from include.understand.text.times.grammar import find_times
from include.understand.text.times.mention import TimeMention
from include.understand.text.titles import words
from include.untrusted.bounds import at_most

MAX_PARTS = 100
"""Announcements of one text; one with more is refused."""
_DIGEST_CHARS = 8
_HOUR = bounded(r"\d\s*[ap]\.?m\b|\d[:.]\d\d|\bnoon\b|\d\s*(?:h|hrs)\b|o['’]?\s?clock|\bat\s+\w", re.IGNORECASE)
"""What each announcement of several has at least once."""
_NUMBERED = bounded(
    r"\b(?:day|week|session|class|module|part|level|round|lecture|episode|batch|slot|chapter)[ -]?"
    r"(?:\d{1,2}|one|two|three|four|five|six|i{1,3}|iv|v)\b",
    re.IGNORECASE,
)
"""What names a part of one happening: "Day 1: talks"."""
_OF_ALL = bounded(r"(?<=[.!] )(?:all|both|everything)\s(?:\w{1,12}\s)?(?:at|@|in)\s", re.IGNORECASE)
"""How a sentence begins behind the last of several that says where all are."""
_OF_DIGEST = bounded(
    r"\b(?:this|your|our|the|next)\s(?:\w{1,12}\s)?(?:week|month|weekend|fortnight)\b"
    r"|\bwhat['’]?s (?:on|up|happening)\b"
    r"|\b(?:newsletter|calendar|digest|line-?up|highlights|things to do|events?) (?:at|for|in|of)\b",
    re.IGNORECASE,
)
"""The line of a run of days within which other happenings are listed, and which is no festival's."""
MAX_SENTENCE_NAME_WORDS = 5
_VERB = bounded(
    r"\b(?:is|are|was|will|be|has|have|opens?|begins?|starts?|ends?|closes?|returns?|continues?|join|come|see|meet|moved"
    r"|postponed|we|you|our|this|that|it|also|then|next)\b",
    re.IGNORECASE,
)
"""What makes a sentence of the words before a day, and no name."""


def parts_of(title: str, description: str, posted: date, local: LocalWords) -> list[Part]:
    """The announcements of a post in the order of its text; empty where it is one, or none.

    The towns of a tour name no happenings; `include/understand/place/tours/stops.py` reads those.
    """
    text = fold(f"{title}\n{description}")
    if len(_HOUR.findall(text)) < (1 if OF_EACH.search(text) else 2):  # the grammars cost more
        return []
    mentions = of_runs(find_dates(text, posted), text)
    if not mentions:
        return []
    times = find_times(text)
    for pieces_of in (_of_program, _of_blocks, _of_lines, _of_sentences, enumerated, on_one_day):
        named = [one for one in pieces_of(mentions, times, text, posted) if names_a_happening(one.name)]
        if (
            _are_several(named, mentions, text)
            and not _are_numbered(named, text)
            and not any(any_of(local.city).fullmatch(one.name) for one in named)
        ):
            at_most(MAX_PARTS, len(named), "announcements in one text")
            odd = list(odd_lines(named, PostDates(mentions, times, text, posted)))
            at_most(MAX_PARTS, len(named) + len(odd), "announcements in one text")
            found = sorted([*named, *odd], key=lambda one: one.start)
            return _parts(found, mentions, f"{title}\n{description}", local)
    return []


def _of_program(mentions: list[DateMention], times: list[TimeMention], text: str, posted: date) -> list[Segment]:
    items = program(mentions, times, text, posted)
    if happenings(items) < 2:
        return []
    starts = [_with_state(text, item.mention.position) for item in items]
    ends = [*starts[1:], len(text)]
    segments = []
    for item, start, following in zip(items, starts, ends, strict=True):
        line = text.find("\n", max(item.slots[-1].stop, item.mention.end))
        end = min(following, line if line >= 0 else following)
        of_all = _OF_ALL.search(text, item.slots[-1].stop, end)
        end = of_all.start() if of_all else end
        inside = standing_in(times, start, end)
        segments.append(
            Segment(start, end, name_of(text, start, end, spans_of([item.mention], inside)), item.mention.days)
        )
    return segments


def _with_state(text: str, position: int) -> int:
    """Where a line begins of which only a state stands before the day at `position` (POSTPONED: SAT 7), or that."""
    start = text.rfind("\n", 0, position) + 1
    before = text[start:position]
    return start if words(before) and not words(without_states(before)) else position


def _of_blocks(mentions: list[DateMention], times: list[TimeMention], text: str, posted: date) -> list[Segment]:
    """Blocks between blank lines; where all but the first begin with their day, a title stands before the first's."""
    days = [one for one in mentions if not one.vague]
    (start, end), *rest = spans_of_blocks(text)
    if rest and not any("\n" in text[begin:day] for begin, stop in rest if (day := _first(days, begin, stop)) < stop):
        start = text.rfind("\n", 0, _first(days, start, end)) + 1
    return dated_pieces([(start, end), *rest], mentions, times, text, posted)


def _first(days: Sequence[DateMention], start: int, end: int) -> int:
    """Where the first of the days of a block stands; its end where it has none."""
    return next((day.position for day in standing_in(days, start, end)), end)


def _of_lines(mentions: list[DateMention], times: list[TimeMention], text: str, posted: date) -> list[Segment]:
    return dated_pieces(spans_of_lines(text), mentions, times, text, posted)


def _of_sentences(mentions: list[DateMention], times: list[TimeMention], text: str, posted: date) -> list[Segment]:
    """The sentences such as "Jazz night on 5 March at 8 pm."; none where one does not begin with a short name."""
    found = dated_pieces(spans(text, SENTENCE), mentions, times, text, posted)
    named = []
    for one in found:
        first = standing_in(mentions, one.start, one.stop)[0]
        name = BEFORE_DAY.sub("", text[one.start : first.position]).strip()
        if not (
            name[:1].isupper() and len(name.split()) <= MAX_SENTENCE_NAME_WORDS and not _VERB.search(name)
        ) or is_stop(name):
            return []
        named.append(replace(one, name=name))
    return named


def _are_several(segments: Sequence[Segment], mentions: list[DateMention], text: str) -> bool:
    """Whether the pieces are happenings of their own: of more than one name, and no run of days holds them all."""
    if len(segments) < 2:
        return False
    names = {words(one.name) for one in segments}
    days = {day for one in segments for day in one.days}
    runs = [m for m in mentions if m.span and m.days[0] <= min(days) and max(days) <= m.days[-1]]
    runs = [m for m in runs if not _OF_DIGEST.search(_line_at(m.position, text))]
    own = all(is_own_name(one.name) for one in segments)
    several_days = len(days) > 1 or all(one.day for one in segments)
    return own and len(names) > 1 and several_days and not runs


def _are_numbered(segments: Sequence[Segment], text: str) -> bool:
    """Whether each piece's first line has its number: the days of a conference, the sessions of a course."""
    return all(_NUMBERED.search(_line_at(one.start, text)) for one in segments)


def _line_at(position: int, text: str) -> str:
    end = text.find("\n", position)
    return text[text.rfind("\n", 0, position) + 1 : end if end >= 0 else len(text)]


def _parts(segments: Sequence[Segment], mentions: list[DateMention], text: str, local: LocalWords) -> list[Part]:
    """Each piece with what stands before the first and behind the last, as far as that names no other date.

    Pieces of one name are the dates of one happening. A line of another kind ("We are hiring!") is about none of them;
    the heading right above them is about all.
    """
    before, after = text[: segments[0].start], text[segments[-1].stop :]
    above = list(undated_lines(before, 0, mentions))
    below = undated_lines(after, segments[-1].stop, mentions)
    shared = "\n".join([*_about_all(above[:-1], local), *above[-1:], *_about_all(below, local)])
    found: dict[str, list[Segment]] = defaultdict(list)
    for number, one in enumerate(segments):
        found[str(number) if one.reason else key_of(one.name)].append(one)
    return [_part(key, several, text, shared) for key, several in found.items()]


def _about_all(lines: Iterable[str], local: LocalWords) -> Iterator[str]:
    return (line for line in lines if rejection_reason("", line, local) is None)


def _part(key: str, segments: list[Segment], text: str, shared: str) -> Part:
    """One announcement, with the dates that are not off; all of them where all are."""
    name, reason = segments[0].name, segments[0].reason
    lines = {
        f"{one.day} {text[one.start : one.stop].strip()}".strip(): off_of(text[one.start : one.stop])
        for one in segments
    }
    on = [line for line, off in lines.items() if not off]
    own, off = "\n".join(on or lines), "" if on else next(iter(lines.values()))
    title = name[:1].upper() + name[1:]
    return Part(key_of(name) if reason else key, title, f"{own}\n{shared}".strip(), reason, status=off)


def key_of(name: str) -> str:
    """What names a part in its id: the words of its name, of a long one with a digest at the end."""
    key = "-".join(words(name))
    if len(key) <= MAX_KEY_CHARS:
        return key
    digest = hashlib.sha1(key.encode()).hexdigest()[:_DIGEST_CHARS]  # noqa: S324
    return f"{key[: MAX_KEY_CHARS - _DIGEST_CHARS - 1]}-{digest}"


def undated_lines(text: str, offset: int, mentions: list[DateMention]) -> Iterator[str]:
    """The lines of a text, which stands at `offset`, that name no date but one like "this weekend"."""
    start, exact = offset, [one for one in mentions if not one.vague or one.rule]
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip() and not standing_in(exact, start, end):
            yield line
        start = end + 1
