"""Which of the dates that a text names are those of the happening: not the deadline, not the founder's birthday."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from include.understand.text.dates.closed_days import CLAUSE_CHARS, clause_before
from include.understand.text.dates.mention import MAX_SPAN, DateMention
from include.understand.text.dates.vocabulary import HANDED_OUT, IS_ON, MONTH, WEEKDAY
from include.understand.text.patterns import bounded

LABELLED = bounded(
    r"(?:\b(?:dates?|when|day|timings?|schedule|starts?|starting)\b\W{0,6}(?:on\s+)?|[🗓📅📆]\W{0,40})$", re.IGNORECASE
)
_LASTING_ONES = r"(?:exhibitions?|expo|shows?|melas?|fairs?|fest(?:ival)?s?|sale|bazaar|market|camp|run)\b"
"""What goes on for days, and of which the last day is one of its own."""
_LAST_OF_RUN = bounded(rf"\b{_LASTING_ONES}['’]s\s(?:last|final|closing)\sday\W{{0,4}}(?:on\s|is\s)?$", re.IGNORECASE)
DEADLINE = bounded(
    r"(?<!\w)(?:deadline|last (?:date|day)(?: (?:to|for|of(?! (?:the |our |this )?[^.\n,:\d]{0,20}"
    rf"{_LASTING_ONES})) [^.\n,:\d]{{1,24}})?"
    r"|clos(?:es?|ing)|ends?|register by"
    r"|rsvps?\b(?! for\b)[^.\n]{0,40}|apply by"
    r"|on or before|\bbefore|(?<!\bcome )(?<!\bdrop )(?<!\bstop )(?<!\bswing )\bby|early bird[^.\n]{0,40}"
    r"|(?:tickets?|bookings?|registrations?|sales?) "
    r"(?:go(?:es)? live|live|opens?|on sale)[^.!?\n]{0,40}|winners? [^.\n]{0,30}"
    r"|(?:album|single|song|episode|trailer|teaser|video)\b[^.\n]{0,20}\b(?:drops?|out|releases|streams?)"
    rf"|{HANDED_OUT}(?:\s?[:–-])?"
    r"|entries (?:by|till)|(?<!open )(?<!public )(?:dress )?rehearsals?)[^\w.!?]{0,40}"
    r"(?:(?:is|are|will be)\s+)?"
    r"(?:on\s+)?$",
    re.IGNORECASE,
)
"""Before a date on which something else ends or begins."""
_OWN_DAY = bounded(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)\b|\b\d{{1,2}}\s{MONTH}\b|\b{MONTH}\s\d{{1,2}}\b|\b{WEEKDAY}\b", re.IGNORECASE
)
"""Between a deadline's words and a date, that they have one already."""
ON_SALE = bounded(
    r"\b(?:tickets?|passes|early birds?|bookings?|registrations?)\b[^.!?\n]{0,40}?"
    r"\b(?:go(?:es)? live|drops?|go(?:es)? on sale|open up)[^.!?\n]{0,12}$"
    r"|\b(?:bookings?|registrations?|sign-?ups?|admissions?|applications?)\sfor\s[^.!?\n]{1,40}?\s"
    r"(?:opens?|will open)\s(?:on\s|at\s|from\s)?$",
    re.IGNORECASE,
)
"""Before the day on which the sale of tickets begins."""
PAST = bounded(
    r"\b(?:since|came into|born|anniversary|founded|established|released|published|started"
    r"|posted\s?by\W[^\n]{1,30})\W{0,40}(?:(?:on|in)\s+)?$"
    r"|\b(?:scores?|rat(?:ed|ing)|points|out of \d{1,3})\b(?:[:= –-]{0,3}|[^.\n:,;|]{0,30})\Z"
    r"|\b(?:closed|ended|concluded|finished|wrapped up) (?:on )?$"
    r"|(?:\b(?:last|page|list|post) updated[^\w\n!]{0,4}(?:on\s+)?|\bupdated on\s+)$",
    re.IGNORECASE,
)
UNTIL = bounded(r"\b(?:until|till|through|up\s?to)\W{0,4}(?:the\s+)?$", re.IGNORECASE)
ON_VIEW = bounded(
    rf"\b(?:exhibitions?|expo|shows?|display|melas?|fairs?|fest(?:ival)?|biennale)\s"
    r"(?:ends|closes|is ending|comes down)\s(?:on\s|this\s)?$"
    rf"|(?:\b{IS_ON}\W{{1,3}}|^\W{{0,3}}|\n\W{{0,3}})(?:until|till|through|up\s?to)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_TIMED = re.compile(r"\bopen(?:s|ing)?\b|\d\s?[ap]\.?m\b|\d[:.]\d\d", re.IGNORECASE)
"""What a title has beside its day that is the opening of a run of days, and not its name."""
NOT_ON_VIEW = bounded(
    r"\b(?:registrations?|applications?|submissions?|entries|nominations?|admissions?|sign-?ups?|bookings?|(?:pre-?)?orders?"
    r"|sales?|offers?|early bird|calls? for [^.!?\n]{1,30})\b[^.!?\n]{0,80}$",
    re.IGNORECASE,
)
"""Before what is open till a day for something else than a visit."""
ANY_DAY = bounded(r"\b(?:any|no|some|happy|miss(?:es|ed)?\s+an?)\s+$", re.IGNORECASE)
FULL = bounded(
    r"\W{0,3}(?:show |screening |batch )?(?:is|are|got|has|now)\s(?:now |already |all |completely )?"
    r"(?:sold[ -]?out|house[ -]?full|gone\b"
    r"|full\b(?=\s?(?:$|[.,;:!?)\n|/&–—]|(?:so|but|and|now|already|up|join|for)\b)))",
    re.IGNORECASE,
)
"""Behind a date for which nobody can come any more."""
_SOLD_OUT = bounded(r"\b(?:sold[ -]?out|house[ -]?full)\s?(?:[:–—-]\s?|for\s|on\s)$", re.IGNORECASE)
BY_INVITATION = bounded(
    r"[^\w\n]{0,4}(?:\d[\w.: –-]{0,16}?[ap]m\W{0,3})?(?:\(?(?:strictly )?by invit\w{1,6}|\(?invit\w{1,6} only)\b",
    re.IGNORECASE,
)
"""Behind a date to which not everybody may come."""
MOVED_TO = bounded(
    r"\b(?:shift(?:ed|s|ing)?|mov(?:ed|es|ing)|postponed|pre-?poned|rescheduled|deferred|chang(?:ed|es)|pushed)"
    r"\s(?:[^.\n]{0,24}\s)?to\s(?:the\s)?$"
    r"|\b(?:new date|revised date|(?:now (?:(?:be )?\w{2,12} )?|instead )(?:on|from))\W{1,4}(?:the\s)?$"
    r"|\b(?:so|hence|therefore|thus)\s?(?:[:–—-]|it['’]?s)\s?(?:on\s)?(?:the\s)?$",
    re.IGNORECASE,
)
"""Before the date that takes another one's place."""
EXCEPT = bounded(
    r"\b(?:except|excluding|not on|skip(?:s|ping)? on"
    r"|no (?:class|show|session|screening|game|match|ride|run|walk|jam|meet-?up|meet"
    r"|practice|play|training|circle|quiz|gig)e?s?(?: on)?)"
    r"\s+(?:on\s+)?$|(?<!why )\bnot\s+$"
    r"|(?:\b(?:an?|the|our|we|are|is|be|day|week)\s|['’](?:re|s)\s|[.,;:(–—]\s?)(?:off|break)\son\s$",
    re.IGNORECASE,
)
"""Before a day on which it is not; nobody is off where something "kicks off on" it."""
LEAD_CHARS = 40
DATES_IN_A_ROW_CHARS = 5
"""Characters between dates in a row."""
_NEXT_DAY = bounded(
    r"\W{0,4}(?:and\s)?(?:day|date|week|session|part)\s?(?:\d|two|three|four|five|six)\W{1,4}", re.IGNORECASE
)
"""Between dates that a list numbers: "Day 1: Fri 9 Oct", and on the next line "Day 2: Sat 10 Oct"."""
_AND_AGAIN = bounded(r"\W{0,3}(?:&|\+|and|or)\s(?:(?:then|also|once|again|on|the|this)\s){0,4}", re.IGNORECASE)
"""Between dates on which the same is on: "this 8th Feb & again 22nd Feb"."""
IN_REACH = range(-60, 501)
"""Days from the day of posting within which a happening is announced."""
OTHERS = 3
"""The first rank that is no date of the happening."""


def choose(mentions: list[DateMention], text: str, posted: date) -> list[DateMention]:
    """The mentions of the dates that are announced, in order; none when all are something else's."""
    narrower = _narrower(mentions, text)
    open_ended = [_on_view(one, text, posted) for one in mentions if not _is_narrowed(one, narrower, text)]
    ranked = [(_rank(one, text, posted), one.position, one) for one in open_ended]
    best = min(ranked, key=lambda each: each[:2], default=None)
    if best is None or best[0] > OTHERS:
        return []
    if _is_over(best[2], posted):
        # "Our mela on 28 February was such a joy. The next: 14 March", "Missed us last Friday? Back this Friday"
        spoken = best[2].vague
        ahead = (one for one in ranked if one[0] < OTHERS and not _is_over(one[2], posted))
        ahead = (one for one in ahead if spoken or not one[2].vague)
        best = min(ahead, key=lambda each: each[:2], default=best)
    return _row([one for rank, _, one in ranked if rank <= OTHERS], best[2], text)


def _is_over(mention: DateMention, posted: date) -> bool:
    return mention.rule is None and mention.days[-1] < posted


def is_announced(mention: DateMention, text: str, posted: date) -> bool:
    """Whether a date can be one of the happening's own."""
    return _rank(mention, text, posted) < OTHERS


def is_moved(mention: DateMention, text: str) -> bool:
    """Whether a date has taken another one's place, which the text names too."""
    return MOVED_TO.search(_lead(mention, text)) is not None


def is_excepted(mention: DateMention, text: str) -> bool:
    """Whether a date is one on which, by the text, it is not."""
    return EXCEPT.search(_lead(mention, text)) is not None


@dataclass(frozen=True)
class _Narrower:
    """What a text names that says another mention of it better.

    Gathered once: comparing each mention with each other one took the square of the time.
    """

    ended: frozenset[tuple[tuple[int, ...], tuple[int, ...]]]
    """Weekdays, and which of a month, of what repeats until a day."""
    runs: tuple[DateMention, ...]
    days: Mapping[date, int]
    """How many mentions are of that one day."""
    title: int
    """Where a title ends that names no hours; 0 when there is none such."""


def _narrower(mentions: list[DateMention], text: str) -> _Narrower:
    title = max(0, text.find("\n"))
    rules = (one.rule for one in mentions if one.rule is not None and one.rule.until is not None)
    return _Narrower(
        frozenset((rule.weekdays, rule.ordinals) for rule in rules),
        tuple(one for one in mentions if one.span),
        Counter(one.days[0] for one in mentions if len(one.days) == 1),
        0 if _TIMED.search(text, 0, title) else title,
    )


def _is_narrowed(mention: DateMention, narrower: _Narrower, text: str) -> bool:
    """Whether another mention says it better.

    A day of "this weekend", a run of days that holds the title's day, or when what repeats ends: "Thursdays are yours!
    Every Thursday in May".
    """
    rule = mention.rule
    if rule is not None and rule.until is None and (rule.weekdays, rule.ordinals) in narrower.ended:
        return True
    if not mention.vague and len(mention.days) == 1 and mention.position < narrower.title:
        return any(one.position > mention.end and _holds(one, mention.days[0]) for one in narrower.runs)
    if not mention.vague or "end" not in text[mention.position : mention.end].lower():
        return False
    own = len(mention.days) == 1
    return any(narrower.days.get(day, 0) > own for day in mention.days)


def _holds(run: DateMention, day: date) -> bool:
    return run.days[0] <= day <= run.days[-1]


def _rank(mention: DateMention, text: str, posted: date) -> int:
    lead = _lead(mention, text)
    others = (PAST, UNTIL, ANY_DAY) if mention.vague else (PAST, UNTIL)
    is_else = _is_deadline(lead) or any(pattern.search(lead) for pattern in others)
    is_else = is_else and not _LAST_OF_RUN.search(lead)
    if is_else or ON_SALE.search(clause_before(mention.position, text)):
        return OTHERS + 1
    if (mention.days[-1] - posted).days not in IN_REACH:
        return OTHERS
    if BY_INVITATION.match(text, mention.end) or FULL.match(text, mention.end) or _SOLD_OUT.search(lead):
        return OTHERS
    if is_moved(mention, text):
        return -1
    if mention.vague:
        return 2
    titled = mention.position < text.find("\n")
    return 0 if titled or LABELLED.search(lead) else 1


def _is_deadline(lead: str) -> bool:
    """Whether a deadline's words speak of the date behind them, and not of another one: "RSVP by the 5th, show on"."""
    if own_days := list(_OWN_DAY.finditer(lead)):
        lead = lead[own_days[-1].end() :]
    return DEADLINE.search(lead) is not None


def _on_view(mention: DateMention, text: str, posted: date) -> DateMention:
    """What is on view until a day, without a first one, is on from today."""
    last, lead = mention.days[-1], _lead(mention, text)
    shown = ON_VIEW.search(lead) if len(mention.days) == 1 and not mention.rule else None
    before = text[max(0, mention.position - CLAUSE_CHARS) : mention.position]
    if shown is None or NOT_ON_VIEW.search(before) or not posted < last <= posted + MAX_SPAN:
        return mention
    return replace(mention, days=(posted, last), span=True, position=mention.position - len(shown.group()))


def _lead(mention: DateMention, text: str) -> str:
    return text[max(0, mention.position - LEAD_CHARS) : mention.position]


def _row(mentions: list[DateMention], best: DateMention, text: str) -> list[DateMention]:
    """Dates in a row ("1st Oct, 2nd Oct & 3rd Oct") are one announcement: `best` and its close neighbours."""
    at = mentions.index(best)
    first = last = at
    while first > 0 and _close(mentions[first - 1], mentions[first], text):
        first -= 1
    while last + 1 < len(mentions) and _close(mentions[last], mentions[last + 1], text):
        last += 1
    return mentions[first : last + 1]


def _close(one: DateMention, other: DateMention, text: str) -> bool:
    alone = not any(m.span or m.rule or m.vague for m in (one, other))
    gap = text[one.end : other.position]
    return alone and (len(gap) <= DATES_IN_A_ROW_CHARS or any(one.fullmatch(gap) for one in (_NEXT_DAY, _AND_AGAIN)))
