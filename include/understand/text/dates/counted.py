"""How often what repeats is on: "every Saturday from 7 March for 6 weeks", "6 Sundays starting 7 Feb"."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date

from include.understand.text.dates.mention import MAX_SPAN, DateMention
from include.understand.text.dates.repeat_rule import RepeatRule
from include.understand.text.dates.vocabulary import MONTH, WEEKDAY, month
from include.understand.text.patterns import bounded

NEAR_CHARS = 120
"""From the weekdays to what counts them."""
MAX_WEEKS = 26
_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
}  # fmt: skip
_COUNT = rf"(?:\d{{1,2}}|{'|'.join(_WORDS)})"
_WHOLE = r"(?:course|batch|programme|program|workshop|series|class(?:es)?|training|module|camp|cycle|intensive)"
_WEEKS = bounded(
    rf"(?<!free )(?<!entry )(?<!drinks )(?<!off )(?<!offer )(?<!price )(?<!been )"
    rf"\b(?:for|over|across)\s(?:the\s)?(?P<next>next\s)?(?P<for>{_COUNT})[\s-]weeks?\b"
    r"(?!,?\s(?:now|already|straight|in a row)\b|,?\s(?:(?:only|entry|it|is|its|it's|get|all)\s){0,3}(?:free|half)\b)"
    rf"|\b(?P<long>{_COUNT})[\s-]weeks?[\s-](?:long\s)?(?:[a-z]{{3,14}}\s)?{_WHOLE}\b"
    rf"|(?:[,(|•·–—]\s?)(?P<beside>{_COUNT})\sweeks?(?=\s?(?:$|[\n,.;)|•·–—]))",
    re.IGNORECASE,
)
_TIMES = bounded(
    rf"\b(?P<days>{_COUNT})\s(?:consecutive\s)?(?:{WEEKDAY}|weekends?|evenings|mornings)(?<=s)\b"
    rf"|(?:[,(|•·–—:=]\s?|\bin all\s|\bof\s)(?P<sessions>{_COUNT})\s(?:sessions|classes|lessons|meetings)\b",
    re.IGNORECASE,
)

_WITHIN = bounded(
    r"[^.!?\n]{0,40}?\b(?:(?P<all>all|throughout)(?: of| through)?|through|thru|(?:till|until) (?:the )?end of)\s"
    rf"(?P<month>{MONTH})(?!\s?\d)",
    re.IGNORECASE,
)
"""Sundays, 9 am, through March; every Friday till the end of March; Mondays all March."""


def ended(mention: DateMention, text: str, posted: date) -> DateMention:
    """`mention` with the last day of its rule, where the text counts its weeks or days.

    Only from a first day that the text names, or of the "next" weeks: who is told of a class that goes on does not
    know when its weeks began.
    """
    rule = mention.rule
    if rule is None or rule.until or rule.ordinals:
        return mention
    near = text[max(0, mention.position - NEAR_CHARS) : mention.end + NEAR_CHARS]
    if within := _WITHIN.match(text, mention.end):
        return _in_month(mention, rule, within)
    begun = rule.first != posted
    weeks, times = _WEEKS.search(near), _TIMES.search(near)
    if weeks and (begun or weeks["next"]):
        count = _number(weeks["for"] or weeks["long"] or weeks["beside"]) * len(rule.weekdays)
    elif times and begun:
        count = _number(times["days"] or times["sessions"])
    else:
        return mention
    days = rule.days(rule.first + MAX_SPAN)[:count]
    return replace(mention, rule=replace(rule, until=days[-1])) if 1 < len(days) == count else mention


def _in_month(mention: DateMention, rule: RepeatRule, within: re.Match[str]) -> DateMention:
    """Until the end of a month; with "all March" from its beginning, too."""
    number = month(within["month"])
    year = rule.first.year + (number < rule.first.month)
    last = date(year, number, monthrange(year, number)[1])
    first = max(rule.first, last.replace(day=1)) if within["all"] else rule.first
    shortened = replace(rule, first=first, until=last)
    days = shortened.days(last)
    return replace(mention, days=days[:1], rule=shortened) if days else mention


def _number(word: str) -> int:
    return min(MAX_WEEKS, int(word) if word.isdigit() else _WORDS[word.lower()])
