"""The words in which people write hours, as tokens: days, stretches of time, closed, and the ends of parts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

from include.places.clock import ClockTime, Half, stretch, written
from include.places.unreadable import UnreadableHours
from include.places.weekdays import ALL_DAYS, HOLIDAY, days_between

EVERY_DAY, REST, CLOSED = "every day", "rest", "closed"

_DAY_WORDS = {
    word: day
    for day, words in zip(
        ALL_DAYS,
        (
            "mo mon monday mondays", "tu tue tues tuesday tuesdays", "we wed weds wednesday wednesdays",
            "th thu thur thurs thursday thursdays", "fr fri friday fridays", "sa sat saturday saturdays",
            "su sun sunday sundays",
        ),
        strict=True,
    )
    for word in words.split()
}  # fmt: skip
_DAY_WORDS |= {"ph": HOLIDAY}
_DAY_GROUPS = {"alldays": (EVERY_DAY,), "weekdays": ALL_DAYS[:5], "weekends": ALL_DAYS[5:], "rest": (REST,)}
_SILENT = frozenset(
    (
        "open", "opens", "opening", "hour", "hours", "hrs", "timing", "timings", "time", "times", "from", "on", "is",
        "are", "the", "we", "business", "of", "working", "day", "days",
    )
)  # fmt: skip

_PHRASES = tuple(
    (re.compile(pattern), f" {word} ")
    for pattern, word in (
        (r"\b([ap])\.? ?m\b\.?(?![a-z])", r"\1m"),
        (r"\b24 ?[x*/×] ?7(?: ?[x*/×] ?365)?\b", "always"),
        (r"\b24 ?(?:hours|hrs|hr)\b|\bround the clock\b|\balways open\b", "always"),
        (r"\b(?:7|seven) days(?: a week)?\b|\ball (?:the )?days\b", "alldays"),
        (r"\bevery ?day\b|\bdaily\b|\ball week\b", "alldays"),
        (r"\b(?:public|national|govt|government|gazetted|bank) holidays?\b", "ph"),
        (r"\bweek ?days?\b", "weekdays"),
        (r"\bweek ?ends?\b", "weekends"),
        (r"\brest of (?:the )?(?:week|days)\b|\b(?:other|remaining) days\b", "rest"),
        (r"\bweekly off\b|\bholidays?\b|\boff\b", "closed"),
        (r"(?<![\d:.])(?:12 ?)?noon\b", "12:00pm"),
        (r"(?<![\d:.])(?:12 ?)?midnight\b", "12:00am"),
        (r"\b(?:till|until|til|up ?to|through|thru|to)\b|[-‐-―−~]+", "-"),
        (r"\bonwards?\b", "+"),
        (r"\b(?:excluding|except(?: for)?)\b", "except"),
        (r"\band\b|[&/|]", ","),
    )
)
_TOKEN = re.compile(
    r"(?P<military>\d{4})(?!\d)(?: ?hrs?\b)?"
    r"|(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?!\d) {0,3}(?P<half>am|pm)?(?![a-z])"
    r"|(?P<word>[a-z]+)|(?P<mark>[-,+])|(?P<end>[;().\n])|(?P<silent>[: \t]+)|(?P<odd>.)"
)


@dataclass(frozen=True)
class Token:
    """Days by their names, what is excepted from days, times as they are written in rules, or the end of a part."""

    kind: Literal["days", "except", "times", "end"]
    names: tuple[str, ...] = ()
    times: str = ""


_Piece = tuple[str, str | ClockTime]
"""What it is (day, group, time, mark, word, end), and its value."""


def tokens(text: str) -> list[Token]:
    """The tokens of a text. Raises: UnreadableHours for a word or sign that is not one of hours."""
    folded = unicodedata.normalize("NFKC", text).lower().replace("\r", "\n")
    folded = re.sub(r"[^\S\n]+", " ", folded)
    for pattern, replacement in _PHRASES:
        folded = pattern.sub(replacement, folded)
    return _Tokens(list(_pieces(folded))).read()


def _pieces(text: str) -> Iterator[_Piece]:
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup
        if found["odd"]:
            raise UnreadableHours(f"{found['odd']!r} is no sign of hours")
        if found["military"]:
            yield "time", ClockTime(int(found["military"][:2]), int(found["military"][2:]), None, is_24=True)
        elif found["hour"]:
            yield "time", _clock(found)
        elif found["word"]:
            if found["word"] not in _SILENT:
                yield _kind_of(found["word"]), found["word"]
        elif kind in ("mark", "end"):
            yield kind, found[0]


def _clock(found: re.Match[str]) -> ClockTime:
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), cast(Half | None, found["half"])
    is_24 = half is None and (hour > 12 or (len(found["hour"]) == 2 and found["hour"][0] == "0"))
    return ClockTime(hour, minute, half, is_24)


def _kind_of(word: str) -> str:
    if word in _DAY_WORDS:
        return "day"
    if word in _DAY_GROUPS:
        return "group"
    if word in (CLOSED, "always", "except"):
        return "word"
    raise UnreadableHours(f"{word[:40]!r} is no word of hours")


class _Tokens:
    """Reads pieces from the left, each once."""

    def __init__(self, pieces: list[_Piece]) -> None:
        self.pieces, self.at = pieces, 0

    def read(self) -> list[Token]:
        found: list[Token] = []
        while self.at < len(self.pieces):
            if token := self._next():
                found.append(token)
        return found

    def _next(self) -> Token | None:
        kind, value = self.pieces[self.at]
        if kind in ("day", "group"):
            return Token("days", names=self._days())
        if kind == "time":
            return Token("times", times=self._times())
        self.at += 1
        if kind == "end":
            return Token("end")
        if value == "except":
            if not self._sees("day"):
                raise UnreadableHours("what is excepted is no day")
            return Token("except", names=self._days())
        if kind == "word":
            return Token("times", times="24/7" if value == "always" else CLOSED)
        if value == "+":
            raise UnreadableHours("no time stands before onwards")
        # commas and dashes between days and times part nothing
        return None

    def _sees(self, kind: str, mark: str = "", ahead: int = 0) -> bool:
        at = self.at + ahead
        if at >= len(self.pieces) or self.pieces[at][0] != kind:
            return False
        return not mark or self.pieces[at][1] == mark

    def _days(self) -> tuple[str, ...]:
        names: list[str] = []
        while True:
            names += self._day_range()
            if self._sees("mark", ",") and (self._sees("day", ahead=1) or self._sees("group", ahead=1)):
                self.at += 1
            elif not self._sees("day"):
                return tuple(dict.fromkeys(names))

    def _day_range(self) -> tuple[str, ...]:
        kind, word = self.pieces[self.at]
        self.at += 1
        if kind == "group":
            return _DAY_GROUPS[str(word)]
        first = _DAY_WORDS[str(word)]
        if not (self._sees("mark", "-") and self._sees("day", ahead=1)):
            return (first,)
        last = _DAY_WORDS[str(self.pieces[self.at + 1][1])]
        self.at += 2
        if HOLIDAY in (first, last):
            raise UnreadableHours("holidays are no end of a week")
        return days_between(first, last)

    def _times(self) -> str:
        stretches = [self._stretch()]
        while self._sees("mark", ",") and self._sees("time", ahead=1):
            self.at += 1
            stretches.append(self._stretch())
        return ",".join(stretches)

    def _stretch(self) -> str:
        start = cast(ClockTime, self.pieces[self.at][1])
        if self._sees("mark", "+", ahead=1):
            self.at += 2
            if not (start.half or start.is_24):
                raise UnreadableHours(f"{start.hour} onwards: morning or evening")
            return f"{written(start.minutes())}+"
        if not (self._sees("mark", "-", ahead=1) and self._sees("time", ahead=2)):
            raise UnreadableHours("one time alone: until when is not given")
        end = cast(ClockTime, self.pieces[self.at + 2][1])
        self.at += 3
        return stretch(start, end)
