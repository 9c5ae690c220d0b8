"""Dates that belong together: "every Wed" + "till 25 March", "6 to 17 April" + "(Mon-Fri)", "14 Mar 9am to" + "15 Mar".

Two neighbours become one mention where a joint fits what they are and what stands between them. To join another pair,
add a joint.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from include.understand.text.dates.mention import MAX_SPAN, DateMention
from include.understand.text.dates.repeat_rule import RepeatRule
from include.understand.text.dates.vocabulary import FULL_WEEKDAY, IS_ON, OPENING, PART_OF_DAY
from include.understand.text.patterns import bounded

MAX_GAP_CHARS = 160
"""Characters between the opening of an exhibition and its last day."""
LEAD_CHARS = 24
LONGEST_RUN = timedelta(days=5)
"""From the first to the last of a few days, of which no weekday is there twice."""
MAX_AHEAD = timedelta(days=14)
"""From the opening of an exhibition to its first day."""
_MOVED_FROM = bounded(
    r"\b(?:mov(?:es?|ed|ing)|shift(?:s|ed|ing)?|postponed|pre-?poned|rescheduled|deferred|changed|pushed)\s(?:[^.\n]{0,16}\s)?from\s+$",
    re.IGNORECASE,
)
_BACK = bounded(
    r"\b(?:(?:back|return(?:s|ing)?|reach(?:es|ing)?)\s(?:\w{3,9}\s)?(?:home|to|in|at|by|on)\b"
    r"|return journey|drop[ -]?off|pick-?ups?\b)",
    re.IGNORECASE,
)
"""In the text of a trip: when one sets out and is back."""
Build = Callable[[DateMention, DateMention], RepeatRule | tuple[date, ...] | None]
Test = Callable[[DateMention], bool]


@dataclass(frozen=True)
class Joint:
    """What two neighbours are, what stands before the first and between them, and what they are together."""

    first: Test
    second: Test
    between: re.Pattern[str]
    build: Build
    before: re.Pattern[str] | None = None
    unlike: re.Pattern[str] | None = None
    """What the first may not have within it."""
    led: bool = False
    """Whether what stands before the first is of both."""


def join(mentions: list[DateMention], text: str) -> list[DateMention]:
    """The mentions in the order of the text, with those joined that belong together."""
    joined: list[DateMention] = []
    for mention in of_runs(mentions, text):
        one = _joined(joined[-1], mention, text) if joined else None
        joined[-1:] = [one] if one else [*joined[-1:], mention]
    return joined


def _moved(mention: DateMention, text: str) -> DateMention:
    """Of "moved from 7 to 15 March" the day to which it is."""
    if mention.span and _MOVED_FROM.search(text[max(0, mention.position - LEAD_CHARS) : mention.position]):
        return replace(mention, days=mention.days[-1:], span=False)
    return mention


def of_runs(mentions: list[DateMention], text: str) -> list[DateMention]:
    """Weekdays beside a run of a few days are days of it: "13–15 March. Fri: jazz". On a trip they are no dates.

    What is "moved from 7 to 15 March" is no run, but on the last day.
    """
    mentions = [_moved(one, text) for one in mentions]
    runs = [one for one in mentions if _is_of_few_days(one)]
    if len(runs) != 1:
        return mentions
    first, last = runs[0].days[0], runs[0].days[-1]
    all_days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    days = {day.weekday(): day for day in all_days if runs[0].span or day in runs[0].days}
    found: list[DateMention] = []
    for one in mentions:
        own = days.get(one.days[0].weekday()) if one.vague and one.is_one_day and one is not runs[0] else None
        if own is None or one.position < runs[0].position:
            found.append(one)
        elif not _BACK.search(text):
            found.append(replace(one, days=(own,)))
    return found


def _joined(first: DateMention, second: DateMention, text: str) -> DateMention | None:
    if second.position - first.end > MAX_GAP_CHARS:
        return None
    gap, lead = text[first.end : second.position], text[max(0, first.position - LEAD_CHARS) : first.position]
    for joint in _JOINTS:
        fits = joint.first(first) and joint.second(second) and joint.between.match(gap)
        led = joint.before.search(lead) if fits and joint.before else None
        if joint.unlike and joint.unlike.search(text, first.position, first.end):
            continue
        if fits and (led or joint.before is None):
            made = joint.build(first, second)
            begins = replace(first, position=first.position - len(led.group())) if led and joint.led else first
            return _as(made, begins, second) if made else None
    return None


def _as(made: RepeatRule | tuple[date, ...], first: DateMention, second: DateMention) -> DateMention | None:
    whole = DateMention((), first.position, second.end)
    if isinstance(made, RepeatRule):
        days = made.days(made.first + MAX_SPAN)
        return replace(whole, days=days[:1], rule=made) if days else None
    return replace(whole, days=made, span=True)


def _is_single(mention: DateMention) -> bool:
    return mention.is_one_day and not mention.vague


def _is_one_day(mention: DateMention) -> bool:
    return mention.is_one_day


def _is_run(mention: DateMention) -> bool:
    return mention.span and not mention.vague


def _is_of_few_days(mention: DateMention) -> bool:
    """Whether it is a run or a list of days of which no weekday is there twice."""
    several = len(mention.days) > 1 and not (mention.vague or mention.rule)
    return several and mention.days[-1] - mention.days[0] <= LONGEST_RUN


def _repeats(mention: DateMention) -> bool:
    """Weekdays without an end; "Sat & Sun" too, which alone are the next ones."""
    return bool(mention.rule and not mention.rule.until) or (
        mention.vague and len(mention.days) == 2 and not mention.span
    )


def _rule(mention: DateMention, first: date, until: date | None) -> RepeatRule:
    if mention.rule:
        return replace(mention.rule, first=first, until=until)
    return RepeatRule(tuple(sorted(day.weekday() for day in mention.days)), first, until)


def _run(first: DateMention, second: DateMention) -> tuple[date, ...] | None:
    start, end = first.days[0], second.days[-1]
    return (start, end) if date.toordinal(start) < date.toordinal(end) <= date.toordinal(start + MAX_SPAN) else None


def _from_day(rule: DateMention, first: DateMention) -> RepeatRule | None:
    """What repeats, from the day on that is said to be its next."""
    found = _rule(rule, first.days[0], None)
    return found if first.days[0] in found.days(first.days[0]) else None


def _trip(first: DateMention, second: DateMention) -> tuple[date, ...] | None:
    """A run of a few days: who is "back on 15 April" a month later plays again."""
    return _run(first, second) if second.days[0] - first.days[0] <= LONGEST_RUN else None


def _opened_run(first: DateMention, second: DateMention) -> tuple[date, ...] | None:
    """A run whose opening is on its first day, or within the two weeks before."""
    ahead = second.days[0] - first.days[0]
    return _run(first, second) if timedelta(0) <= ahead <= MAX_AHEAD else None


def _form(pattern: str) -> re.Pattern[str]:
    return bounded(pattern, re.IGNORECASE)


_NEXT = r"[\s,:;|(–-]{0,4}"
_HOUR = r"(?:\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?|hrs)|\d\d:\d\d)"
_HOURS = rf"{_NEXT}(?:(?:at\s+)?(?:\d{{1,2}}(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?)?\s?(?:-|–|—|to)\s?)?{_HOUR}{_NEXT})?"
"""Between days that repeat and those between which they do: "Mon-Fri, 6:30-7:30 am, 2 to 13 November"."""
_FROM_TO = rf"\d{{1,2}}(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?)?\s?(?:-|–|—|to)\s?(?:{_HOUR}|\d{{1,2}})"
_STARTS = r"(?:starts?|starting|begins?|beginning|from|w\.?e\.?f\.?)(?:\s+(?:on|from))?"
_ON_VIEW = _form(rf"\b{IS_ON}\b")
"""In a run that begins with an opening, whose day need be none of the weekdays that follow."""
_JOINTS = (
    # Wednesdays, April 1 - April 29
    Joint(_repeats, _is_run, _form(rf"{_HOURS}(?:from\s+|between\s+)?$"), lambda a, b: _rule(a, b.days[0], b.days[-1])),
    # 6 April to 17 April (Mon-Fri)
    Joint(
        _is_run, _repeats, _form(rf"(?:{_NEXT}|{_HOURS}(?:on|every)\s+|{_HOURS}(?<=\())$"),
        lambda a, b: _rule(b, a.days[0], a.days[-1]), unlike=_ON_VIEW,
    ),
    # every Wed till 25 March; every Wed, 7 pm, until 25 March
    Joint(
        _repeats, _is_single, _form(r"[^\n.!]{0,30}?\b(?:till|until|through|thru|up\s?to|ending|ends)\s+(?:on\s+)?$"),
        lambda a, b: _rule(a, a.days[0], b.days[0]),
    ),
    # every Friday to 27 March
    Joint(_repeats, _is_single, _form(r"\s*(?:to|-|–)\s*$"), lambda a, b: _rule(a, a.days[0], b.days[0])),
    # Sat-Sun, starting 2nd May
    Joint(
        _repeats, _is_single, _form(rf"(?:\s(?:mornings?|evenings?|nights?))?{_HOURS}{_STARTS}\s+$"),
        lambda a, b: _rule(a, b.days[0], None),
    ),
    # Starts 8 June, Mondays & Wednesdays
    Joint(
        _is_single, _repeats, _form(rf"{_NEXT}(?:on\s+|every\s+)?$"), lambda a, b: _rule(b, a.days[0], None),
        before=_form(rf"\b{_STARTS}\s*[:–-]?\s*$"),
    ),
    # 14 Mar 9am to 15 Mar 9am; 15 Feb (Sunday) evening 6 to 16 Feb morning 6
    Joint(
        _is_single, _is_single,
        _form(
            rf"{_NEXT}(?:{FULL_WEEKDAY}{_NEXT})?(?:at\s+)?"
            rf"(?:(?:{PART_OF_DAY}\s)?{_HOUR}|noon|{PART_OF_DAY}\s\d{{1,2}}(?:[:.]\d\d)?)"
            r"(?:\s(?:pick-?up|departure|check-?in|start|onwards))?\s*(?:to|till|until|through|thru|-|–|—)\s*$"
        ),
        _run,
    ),
    # leave Sat 14th 6 am, back by Sun 15th 5 pm
    Joint(
        _is_single, _is_single,
        _form(
            rf"{_NEXT}(?:[^\n!?.]|\.\d){{0,60}}?\b(?:back|return(?:s|ing)?|home|reach(?:es|ing)?(?: back)?)"
            r"\s(?:(?:\w{3,14}\s)?(?:by|on|at|around)\s(?:the\s)?)?$"
        ),
        _trip,
    ),
    # starts Thursday 5 Nov, on till Saturday 7 Nov
    Joint(
        _is_single, _is_single,
        _form(
            rf"{_HOURS}(?:and\s)?(?:(?:is|are)\s)?(?:on|runs?|running|goes on|continues|open)"
            r"\s(?:till|until|to|through)\s(?:the\s)?$"
        ),
        _run,
    ),
    # 1st & 3rd Fridays, 8 pm; next one: 17 July
    Joint(
        lambda one: one.rule is not None and not one.rule.until, _is_single,
        _form(
            r"[\s\S]{0,90}?\b(?:next(?: one| session| edition| meet-?up| show)?|first(?: one)?|this month(?:['’]s)?)"
            r"\s?(?:is|on|[:=–-]|,)\s?(?:on\s)?$"
        ),
        _from_day,
    ),
    # Starts: 27 April, 9:30 / Ends: 29 April, 17:00
    Joint(
        _is_single, _is_single,
        _form(r"[^\n]{0,40}(?:\n\W{0,3}|[,;|]\s(?:and\s)?)ends?(?: on| date)?\W{0,4}$"), _run,
    ),
    # Opening 6 March, 6 pm. On view 6 - 20 March
    Joint(
        _is_one_day, _is_run,
        _form(rf"(?!\W{{0,4}}(?:strictly )?(?:by )?invit)[\s\S]{{0,140}}?\b{IS_ON}\s+(?:from\s+)?$"), _opened_run,
        before=_form(r"\b(?:open(?:s|ing)?|preview|inaugura\w{0,6}|vernissage|launch(?:es)?)\b[^.\n]{0,20}$"),
    ),
    # On view till 22 March, 11 to 7. Opening on 6 March, 6 pm
    Joint(
        _is_single, _is_one_day, _form(rf"[\s\S]{{0,120}}?{OPENING}[^.\n]{{0,20}}$"),
        lambda a, b: _run(b, a),
        before=_form(rf"\b{IS_ON}\s(?:till|until|through|up\s?to|to)\s(?:the\s)?$"), led=True,
    ),
    # Opening on 6 March, 6 pm. On view till 22 March; opening this Friday
    Joint(
        _is_one_day, _is_single,
        _form(
            rf"[\s\S]{{0,140}}?\b{IS_ON}(?:,?\s(?:daily|every day))?"
            rf"(?:,?\s(?:from\s)?{_FROM_TO}(?:\s(?:daily|every day))?)?"
            r",?\s{1,3}(?:till|until|through|up\s?to|to)\s+(?:the\s+)?$"
        ),
        _run,
    ),
)  # fmt: skip
