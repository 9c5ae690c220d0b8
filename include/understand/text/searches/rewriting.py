"""What the grammar of time expressions has not, in words that it has: "on or after friday", "noon to 3", "the 21st"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from include.understand.text.dates.vocabulary import MONTH
from include.understand.text.expressions.extent import ONE_DAY
from include.understand.text.expressions.units import COUNT
from include.understand.text.money.amounts import COUNTED
from include.understand.text.patterns import bounded
from include.understand.text.searches.vocabulary import AFTER_IT, BEFORE_IT, WEEKDAYS

_Edit = tuple[int, int, str]
_LONG = rf"{COUNT}\s*(?:days?|weeks?|months?)"
_DAY = rf"(?:today|tomorrow|(?:(?:next|this|coming)\s+)?(?:{'|'.join(WEEKDAYS)}))\b"
_LASTING = bounded(
    rf"\bfor\s+(?P<long>{_LONG})\s+from\s+(?P<day>{_DAY})"
    rf"|\b(?:for\s+)?(?P<lasts>{_LONG})\s+(?:starting|beginning)\s+(?:(?:from|on)\s+)?(?P<begins>{_DAY})"
)
_ONWARDS = bounded(r"\b(?:on or after|starting|beginning)\s+(?P<rest>(?!of\b)\S)")
_TILL = bounded(
    rf"^\s*(?:till|until|upto|up to|by)\s+(?=(?!late\b)[a-z]|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH})"
    r"|(?<=[^\d\s] )(?<!day )(?<!ow )\b(?:till|until|upto|by)\s+"
    rf"(?=\w{{0,8}}day\b|tomorrow|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}|{MONTH}\s+\d)"
)
_OR = bounded(rf"(?<=day) (?:or )?(?=(?:{'|'.join(WEEKDAYS)})\b)")
_TWO_DATES = bounded(
    rf"(?<![\d/.])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?P<month>\s?/\s?\d{{1,2}}(?!\d)|\s+{MONTH})?\s+(?P<or>or|and|&)\s+"
    rf"(?P<next>\d{{1,2}})(?:st|nd|rd|th)?(?P<its>\s?/\s?\d{{1,2}}(?!\d)|\s+{MONTH})"
)
_SAID = {"post": "after", "pre": "before"}
_POST, _PRE = bounded(r"\bpost\s+(?=\d{1,2}(?!\d))"), bounded(r"\bpre\s+(?=\d{1,2}(?!\d))")
_DOTTED = bounded(rf"\b{_DAY} (?:at )?(?:[1-9]|1[0-2])(?P<dot>\.)[0-5]\d(?![\w.])")
"""A clock as it is written in India, with nothing of the half of the day: "friday 7.30"."""
_NOON_TO = bounded(r"\bnoon\s*(?:to|-|–|till|until)\s*(?P<hour>\d{1,2})(?!\d|\s*(?:[ap]\.?m|:))\b")
_HOUR = bounded(
    r"\b(?P<how>after|from|before|post|pre|by)\s+(?P<hour>[1-9]|1[01])"
    r"(?=$|\s+(?:tonight|this evening|in the evening|today|tomorrow)\b|\s\x00)"
    rf"|\b(?P<side>after|before|post|pre)\s+(?P<at>[1-9]|1[01])(?=\s+[a-z])(?!\s+(?:{COUNTED}|[ap]\.?m\b|to\b|o'clock))"
)
_BEHIND = bounded(
    rf"\b(?:(?P<part>morning|afternoon|evening|night)\s+)?(?P<hour>\d{{1,2}}(?::[0-5]\d)?)"
    rf"(?P<half>\s*[ap]m\b)?(?:\s+o'clock)?\s+(?P<how>{BEFORE_IT}|{AFTER_IT})(?!\w)"
)
"""Kannada and Hindi have "before" and "after" behind the hour."""
_MORNING, _LATER_PART = bounded(r"\bmornings?\b"), bounded(r"\b(?:(?:afternoon|evening|night)s?|tonight)\b")
_EVE = bounded(r"(?:(?<=day )|(?<=tomorrow )|(?<=\bthis ))eve\b")
"""Behind its day: "eve ensler" and "adam and eve" are names."""
_OF_MORNINGS = bounded(
    r"\b(?:yoga|pilates|zumba|pranayama|meditation|breakfast|brunch|gym|fitness|swim|(?:bird|dog|nature)\s+walk|birding"
    r"|(?:run|jogg|cycl|swimm|trekk|hik)(?:s|ing)?|treks?|hikes?|rides?|jogs?|sunrise)\b"
)
"""What people do early: "before 9" of these is nine in the morning."""
_AT = bounded(
    r"(?:(?:\bat|@)\s*(?P<hour>(?:[5-9]|10)(?:[:.][0-5]\d)?)|(?<![\d:./-])\b(?P<clock>(?:[5-9]|10):[0-5]\d))"
    rf"(?=$|\s\x00|,|\s+(?:today|tomorrow|this|next|on|every|near|in|around|with|for|{'|'.join(WEEKDAYS)})\b)"
)
"""An hour alone at which such may begin; "brunch at 5 elements" is at a place of that name."""
_WEEKEND = bounded(
    r"(?<!this )(?<!next )(?<!coming )(?<!long )(?<!last )(?<!every )(?<!of )"
    r"\b(?:weekend(?=\s+(?:plans?|ideas?|activit(?:y|ies)|things|stuff)\b)|(?:^|(?<=\x00 )|(?<=\bto do ))weekend$)"
)
_LATER = bounded(r"\blater\s+(?=today\b)")
_MEAL = bounded(r"\b(?P<how>before|after) (?P<meal>breakfast|lunch|dinner|work|school)\b")
_MEALS = {
    ("before", "breakfast"): "8 am", ("after", "breakfast"): "9 am", ("before", "lunch"): "12 pm",
    ("after", "lunch"): "1 pm", ("before", "dinner"): "7 pm", ("after", "dinner"): "9 pm", ("before", "work"): "9 am",
    ("after", "work"): "6 pm", ("before", "school"): "8 am", ("after", "school"): "3 pm",
}  # fmt: skip
"""Hours by which people part their days."""
NOON = 12
NOW, WEEKEND = "right now", "this weekend"
_NOW = bounded(r"(?:^|(?<=happening )|(?<=open )|(?<=\bon ))now$")
_NTH = bounded(r"\b(?:on )?(?:the )?(?P<nth>\d{1,2})(?:st|nd|rd|th)$")


@dataclass(frozen=True)
class Rewritten:
    """A text with one part in other words, and where its characters stood before."""

    text: str
    start: int = 0
    end: int = 0
    grown: int = 0

    def before(self, start: int, stop: int) -> tuple[int, int]:
        """The characters of the text as it was that are meant by these."""
        after = self.end + self.grown
        return (
            start if start <= self.start else max(start - self.grown, self.start) if start >= after else self.start,
            stop if stop <= self.start else stop - self.grown if stop >= after else self.end,
        )


def rewritten(text: str, now: datetime, said: str) -> Rewritten:
    """`text`, what is left of all that was `said`, with the first such words in others."""
    rules: Sequence[tuple[re.Pattern[str], Callable[[re.Match[str]], _Edit]]] = (
        (_EVE, lambda found: (found.start(), found.end(), "evening")),
        (_LASTING, _from_day),
        (_ONWARDS, lambda found: (found.start(), found.start("rest"), "from ")),
        (_OR, lambda found: (found.start(), found.end(), " and ")),
        (_TWO_DATES, _run),
        (_LATER, lambda found: (found.start(), found.end(), "")),
        (_BEHIND, _turned),
        (_HOUR, lambda found: _in_its_half(found, said)),
        *([(_AT, _early)] if _OF_MORNINGS.search(said) and not _LATER_PART.search(said) else ()),
        (_POST, lambda found: (found.start(), found.end(), "after ")),
        (_PRE, lambda found: (found.start(), found.end(), "before ")),
        (_TILL, lambda found: (found.start(), found.end(), "today to ")),
        (_NOON_TO, lambda found: (found.start(), found.end(), f"12 pm to {found['hour']} pm")),
        (_MEAL, lambda found: (found.start("meal"), found.end(), _MEALS[found["how"], found["meal"]])),
        (_DOTTED, lambda found: (*found.span("dot"), ":")),
        (_WEEKEND, lambda found: (found.start(), found.end(), WEEKEND)),
        (_NOW, lambda found: (found.start(), found.end(), NOW)),
        (_NTH, lambda found: (found.start(), found.end(), _coming(int(found["nth"]), now))),
    )
    for pattern, edit in rules:
        if found := pattern.search(text):
            start, end, words = edit(found)
            return Rewritten(text[:start] + words + text[end:], start, end, len(words) - (end - start))
    return Rewritten(text)


def _from_day(found: re.Match[str]) -> _Edit:
    return found.start(), found.end(), f"{found['day'] or found['begins']} for {found['long'] or found['lasts']}"


def _in_its_half(found: re.Match[str], said: str) -> _Edit:
    """An hour alone, which is the evening's where nothing but the morning is spoken of, or what people do early."""
    how = found["how"] or found["side"]
    early = _MORNING.search(said) or (how in ("before", "pre", "by") and _OF_MORNINGS.search(said))
    half = "am" if early and not _LATER_PART.search(said) else "pm"
    return found.start(), found.end(), f"{_SAID.get(how, how)} {found['hour'] or found['at']} {half}"


def _early(found: re.Match[str]) -> _Edit:
    """An hour alone as one of the morning, whose half an expression states."""
    which = "hour" if found["hour"] else "clock"
    return *found.span(which), f"{found[which].replace('.', ':')} am"


def _turned(found: re.Match[str]) -> _Edit:
    """The hour behind "before" and "after", with the half of the day by its part."""
    half = found["half"] or {"morning": " am", "night": " pm", "evening": " pm", "afternoon": " pm"}.get(
        found["part"], ""
    )
    how = "before" if found["how"] == BEFORE_IT else "after"
    hour = int(found["hour"].partition(":")[0])
    return found.start(), found.end(), f"{how} {found['hour']}{half or (' pm' if hour < NOON else '')}"


def _run(found: re.Match[str]) -> _Edit:
    """Two dates of which one follows the other as all from one to the other; others stay two."""
    day, following = int(found["day"]), int(found["next"])
    of_one_month = not found["month"] or found["month"].strip() == found["its"].strip()
    return (*found.span("or"), "to" if of_one_month and following == day + 1 else found["or"])


def _coming(nth: int, now: datetime) -> str:
    """The next day of a month with this number; nothing for the 32nd."""
    day: date = now.date()
    if not 1 <= nth <= 31:
        return ""
    while day.day != nth:
        day += ONE_DAY
    return f"{day:%d %B}"
