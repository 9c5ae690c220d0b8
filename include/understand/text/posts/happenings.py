"""One post, several announcements: "FRI 6: Jazz 8pm / SAT 7: Comedy 9pm" are two happenings, each with its own name.

A post is split where each of its lines, or blocks of lines, or items of a program has a name and a day with an hour of
its own. One evening's program is one happening, and so are the days of a festival whose dates stand in front.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from include.areas.local import LocalWords
from include.understand.text.choosing import is_announced
from include.understand.text.dates.grammar import find_dates
from include.understand.text.dates.mention import DateMention
from include.understand.text.folding import fold
from include.understand.text.patterns import any_of, bounded
from include.understand.text.posts.program import happenings, name_words, program
from include.understand.text.times.grammar import find_times
from include.understand.text.times.mention import TimeMention
from include.understand.text.titles import words

MAX_PARTS = 30
"""Announcements into which one text is split; a text with more is left whole."""
MAX_KEY_CHARS = 60
"""Of a longer name the key ends with a digest of all of its words."""
_DIGEST_CHARS = 8
MAX_NAME_CHARS = 120
_PIECES = bounded(r"\s*(?:[|•·\n]|\s[-–—/]\s|[:;]\s|,\s|\s@\s|\sat\s|📍|🎟|[₹€£¥$]|\brs\b\.?)\s*", re.IGNORECASE)
_EDGE = " \t\n-–—:;,.|/•·*#()[]"
_OF_PLACE = bounded(
    r"^\W{0,4}@|^\W{0,4}(?:venue|place|location|where|at|entry|tickets?|fee|price|rsvp|register|book)\b", re.IGNORECASE
)
_BEFORE_PLACE = frozenset({"at", "@", "📍"})
_OF_ONE = frozenset(
    words(
        """
        door doors gate gates open opens opening opener inaugural inauguration start starts begin begins beginning end
        ends ending close closes closing finale final finals show shows showtime set sets event program programme
        main reception welcome registration check entry arrival walkthrough walk through preview premiere vernissage
        artist artists curator soundcheck sound rehearsal warm up headliner support after afterparty party interval
        break lunch dinner tea session sessions slot slots batch batches part parts round rounds leg act phase module
        level week day days night evening morning afternoon matinee early late first second third fourth fifth last
        next one two three four five six seven eight nine ten i ii iii iv v
        adult adults kid kids child children toddlers teen teens youth student students senior seniors family families
        parents women men ladies gents girls boys beginner beginners intermediate intermediates advanced improvers
        member members nonmembers non guests public everyone all ages age group couples singles
        a an the of and or for with to only
        """
    )
)
"""Words that name a part of one happening, or those whom it is for, and no happening of its own."""
_HOUR = bounded(r"\d\s*[ap]\.?m\b|\d[:.]\d\d|\bnoon\b|\d\s*(?:h|hrs)\b|o['’]?\s?clock|\bat\s+\w", re.IGNORECASE)
"""What each announcement of several has at least once."""
_BLOCK = re.compile(r"\n[^\S\n]{0,3}\n")


@dataclass(frozen=True)
class Part:
    """One announcement of several: its name, its words with those that all share, and a key that stays in edits."""

    key: str
    title: str
    text: str


@dataclass(frozen=True)
class _Segment:
    start: int
    stop: int
    name: str
    days: tuple[date, ...]


def parts_of(title: str, description: str, posted: date, local: LocalWords) -> list[Part]:
    """The announcements of a post in the order of its text; empty where it is one, or none.

    The towns of a tour name no happenings: "Bangalore, 21 March / Mumbai, 28 March" is one.
    """
    text = fold(f"{title}\n{description}")
    if len(_HOUR.findall(text)) < 2:  # the grammars cost more
        return []
    mentions = find_dates(text, posted)
    if len(mentions) < 2:
        return []
    times = find_times(text)
    for segments in (_of_program(mentions, times, text, posted), _of_blocks(mentions, times, text, posted),
                     _of_lines(mentions, times, text, posted)):  # fmt: skip
        if _are_several(segments, mentions) and not any(any_of(local.city).fullmatch(one.name) for one in segments):
            parts = _parts(segments, mentions, f"{title}\n{description}")
            return parts if len({one.key for one in parts}) == len(parts) else []
    return []


def _of_program(mentions: list[DateMention], times: list[TimeMention], text: str, posted: date) -> list[_Segment]:
    items = program(mentions, times, text, posted)
    if happenings(items) < 2:
        return []
    starts = [item.mention.position for item in items]
    ends = [*starts[1:], len(text)]
    segments = []
    for item, start, following in zip(items, starts, ends, strict=True):
        line = text.find("\n", max(item.slots[-1].stop, item.mention.end))
        end = min(following, line if line >= 0 else following)
        inside = [t for t in times if start <= t.position < end]
        segments.append(_Segment(start, end, _name(text, start, end, [item.mention], inside), item.mention.days))
    return segments


def _of_blocks(mentions: list[DateMention], times: list[TimeMention], text: str, posted: date) -> list[_Segment]:
    return _dated(_spans(text, _BLOCK), mentions, times, text, posted)


def _of_lines(mentions: list[DateMention], times: list[TimeMention], text: str, posted: date) -> list[_Segment]:
    return _dated(_spans(text, re.compile("\n")), mentions, times, text, posted)


def _spans(text: str, between: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in between.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _dated(
    spans: Iterator[tuple[int, int]],
    mentions: list[DateMention],
    times: list[TimeMention],
    text: str,
    posted: date,
) -> list[_Segment]:
    """The pieces of a text that have one day, an hour and a name of their own."""
    segments = []
    for start, end in spans:
        dates = [m for m in mentions if start <= m.position < end and is_announced(m, text, posted)]
        hours = [t for t in times if start <= t.position < end]
        alone = len(dates) == 1 and len(dates[0].days) == 1 and not dates[0].span and not dates[0].rule
        if alone and hours:
            segments.append(_Segment(start, end, _name(text, start, end, dates, hours), dates[0].days))
    return segments


def _are_several(segments: Sequence[_Segment], mentions: list[DateMention]) -> bool:
    """Whether the pieces are happenings of their own: each has another name, and no run of days holds them all."""
    if not 1 < len(segments) <= MAX_PARTS:
        return False
    names = {words(one.name) for one in segments}
    days = {day for one in segments for day in one.days}
    runs = [m for m in mentions if m.span and m.days[0] <= min(days) and max(days) <= m.days[-1]]
    own = all(any(not word.isdecimal() and word not in _OF_ONE for word in name) for name in names)
    return own and len(names) == len(segments) and len(days) > 1 and not runs


def _name(text: str, start: int, end: int, dates: list[DateMention], hours: list[TimeMention]) -> str:
    """The first piece of a segment that names something but a place, without its dates and hours."""
    cut = sorted([*((d.position, d.end) for d in dates), *((t.position, t.stop) for t in hours)])
    pieces: list[str] = []
    last = start
    for position, stop in cut:
        pieces += _pieces(text[last : max(last, position)])
        last = max(last, stop)
    pieces += _pieces(text[last:end])
    named = (one.strip(_EDGE) for one in pieces if not _OF_PLACE.match(one) and name_words(one))
    return next((one[:MAX_NAME_CHARS] for one in named if one), "")


def _pieces(text: str) -> Iterator[str]:
    """The pieces of a text without those that stand behind "at"."""
    start, before = 0, ""
    for cut in [*_PIECES.finditer(text), None]:
        if before not in _BEFORE_PLACE:
            yield text[start : cut.start() if cut else len(text)]
        if cut:
            start, before = cut.end(), cut.group().strip().lower()


def _parts(segments: Sequence[_Segment], mentions: list[DateMention], text: str) -> list[Part]:
    """Each piece with what stands before the first and behind the last, as far as that names no other date."""
    before, after = text[: segments[0].start], text[segments[-1].stop :]
    shared = "\n".join([*_undated(before, 0, mentions), *_undated(after, segments[-1].stop, mentions)])
    return [
        Part(
            _key(one.name),
            one.name[:1].upper() + one.name[1:],
            f"{text[one.start : one.stop].strip()}\n{shared}".strip(),
        )
        for one in segments
    ]


def _key(name: str) -> str:
    key = "-".join(words(name))
    if len(key) <= MAX_KEY_CHARS:
        return key
    digest = hashlib.sha1(key.encode()).hexdigest()[:_DIGEST_CHARS]  # noqa: S324
    return f"{key[: MAX_KEY_CHARS - _DIGEST_CHARS - 1]}-{digest}"


def _undated(text: str, offset: int, mentions: list[DateMention]) -> Iterator[str]:
    """The lines of a text, which stands at `offset`, that name no date but one like "this weekend"."""
    start, exact = offset, [one for one in mentions if not one.vague or one.rule]
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip() and not any(start <= one.position < end for one in exact):
            yield line
        start = end + 1
