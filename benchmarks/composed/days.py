"""The ways in which a speaker writes the days of an event, each with the dates that are meant.

A form takes a `Choice` and gives words and dates, or None where the words would be ambiguous on the day of posting.
Of what recurs without an end the first three dates are given.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

Days = tuple[str, list[date]]
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
KANNADA_MONTHS = ["ಜನವರಿ", "ಫೆಬ್ರವರಿ", "ಮಾರ್ಚ್", "ಏಪ್ರಿಲ್", "ಮೇ", "ಜೂನ್", "ಜುಲೈ", "ಆಗಸ್ಟ್", "ಸೆಪ್ಟೆಂಬರ್", "ಅಕ್ಟೋಬರ್", "ನವೆಂಬರ್", "ಡಿಸೆಂಬರ್"]
KANNADA_DAYS = ["ಸೋಮವಾರ", "ಮಂಗಳವಾರ", "ಬುಧವಾರ", "ಗುರುವಾರ", "ಶುಕ್ರವಾರ", "ಶನಿವಾರ", "ಭಾನುವಾರ"]
KANNADA_LATIN = ["somavara", "mangalavara", "budhavara", "guruvara", "shukravara", "shanivara", "bhanuvara"]
HINDI_MONTHS = ["जनवरी", "फरवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"]
HINDI_DAYS = ["सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "शुक्रवार", "शनिवार", "रविवार"]
HINDI_LATIN = ["somvaar", "mangalvaar", "budhvaar", "guruvaar", "shukravaar", "shanivaar", "ravivaar"]
KANNADA_DIGITS = str.maketrans("0123456789", "೦೧೨೩೪೫೬೭೮೯")


@dataclass(frozen=True)
class Choice:
    """The day of posting, and the day that was drawn for the event: 3 to 40 days later."""

    posted: date
    day: date

    def coming(self, weekday: int, after: int = 0) -> date:
        """The first such weekday more than `after` days after posting."""
        first = self.posted + timedelta(after + 1)
        return first + timedelta((weekday - first.weekday()) % 7)

    def later(self, days: int) -> date:
        """So many days after the day that was drawn."""
        return self.day + timedelta(days)

    def weekdays(self, weekday: int, until: date) -> list[date]:
        """All such weekdays after posting, up to `until`."""
        first = self.coming(weekday)
        return [first + timedelta(7 * n) for n in range((until - first).days // 7 + 1)] if until >= first else []


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _span(first: date, count: int) -> list[date]:
    return [first + timedelta(n) for n in range(count)]


def _weekly(first: date, count: int = 3) -> list[date]:
    return [first + timedelta(7 * n) for n in range(count)]


def _one(write: Callable[[date], str]) -> Callable[[Choice], Days | None]:
    return lambda c: (write(c.day), [c.day])


def _same_month(c: Choice, days: int) -> bool:
    return c.later(days).month == c.day.month


def _list(write: Callable[[date, date], str], apart: int, within: bool = True) -> Callable[[Choice], Days | None]:
    return lambda c: (
        None if within and not _same_month(c, apart) else (write(c.day, c.later(apart)), [c.day, c.later(apart)])
    )


def _range(write: Callable[[date, date], str], count: int, within: bool = True) -> Callable[[Choice], Days | None]:
    return lambda c: (
        None if within and not _same_month(c, count - 1) else (write(c.day, c.later(count - 1)), _span(c.day, count))
    )


def _relative(words: str, days: int) -> Callable[[Choice], Days | None]:
    return lambda c: (words, [c.posted + timedelta(days)])


def _weekday(words: str, weekday: int) -> Callable[[Choice], Days | None]:
    return lambda c: None if c.posted.weekday() == weekday else (words, [c.coming(weekday)])


def _pair(words: str, *weekdays: int) -> Callable[[Choice], Days | None]:
    """Weekdays that follow each other, none of them the day of posting or before it in this week."""

    def form(c: Choice) -> Days | None:
        first = c.coming(weekdays[0])
        if c.posted.weekday() in weekdays:
            return None
        return words, [first + timedelta(one - weekdays[0]) for one in weekdays]

    return form


def _recurring(words: str, *weekdays: int) -> Callable[[Choice], Days | None]:
    def form(c: Choice) -> Days | None:
        if c.posted.weekday() in weekdays:
            return None
        firsts = sorted(c.coming(one) for one in weekdays)
        return words, sorted(one + timedelta(7 * n) for one in firsts for n in range(3))

    return form


def _until(write: Callable[[date], str], weekday: int) -> Callable[[Choice], Days | None]:
    def form(c: Choice) -> Days | None:
        last = c.coming(weekday, 20)
        return None if c.posted.weekday() == weekday else (write(last), c.weekdays(weekday, last))

    return form


def _nth(words: str, weekday: int, *which: int) -> Callable[[Choice], Days | None]:
    def form(c: Choice) -> Days | None:
        dates = [
            one
            for one in (c.posted + timedelta(n) for n in range(1, 100))
            if one.weekday() == weekday and (one.day - 1) // 7 + 1 in which
        ]
        return words, dates[:3]

    return form


def _week_after(words: str, weekday: int) -> Callable[[Choice], Days | None]:
    """A weekday of the next calendar week."""
    return lambda c: (words, [c.posted + timedelta(7 - c.posted.weekday() + weekday)])


def _first_of(write: Callable[[date], str], count: int) -> Callable[[Choice], Days | None]:
    return lambda c: (write(c.day), _weekly(c.day, count))


def _except(c: Choice) -> Days | None:
    if c.posted.weekday() == SUN:
        return None
    dates = _weekly(c.coming(SUN), 4)
    return f"every Sunday except {dates[1]:%-d %B}", [dates[0], *dates[2:]]


def _alternate(c: Choice) -> Days | None:
    first = c.coming(SAT, 2)
    return f"every alternate Saturday from {first:%-d %B}", [first + timedelta(14 * n) for n in range(3)]


def _all_of_month(c: Choice) -> Days | None:
    month = (c.posted.replace(day=1) + timedelta(32)).replace(day=1)
    return f"every Friday in {month:%B}", [
        one for one in _span(month, 31) if one.month == month.month and one.weekday() == FRI
    ]


def _mid(c: Choice) -> Days | None:
    return (f"the {ordinal(c.day.day)}", [c.day]) if (c.day - c.posted).days < 26 else None


def _weekday_mid(c: Choice) -> Days | None:
    return (f"{c.day:%A} the {ordinal(c.day.day)}", [c.day]) if (c.day - c.posted).days < 26 else None


def _short_mid(c: Choice) -> Days | None:
    return (f"{c.day:%a} {ordinal(c.day.day)}", [c.day]) if (c.day - c.posted).days < 26 else None


def _number_mid(c: Choice) -> Days | None:
    return (f"{c.day:%A} {c.day.day}", [c.day]) if (c.day - c.posted).days < 26 else None


def _three(c: Choice) -> Days | None:
    dates = [c.day, c.later(1), c.later(7)]
    return (f"{dates[0].day}, {dates[1].day} & {dates[2].day} {c.day:%B}", dates) if _same_month(c, 7) else None


def _three_month_first(c: Choice) -> Days | None:
    dates = [c.day, c.later(2), c.later(4)]
    return (f"{c.day:%b} {dates[0].day}, {dates[1].day}, {dates[2].day}", dates) if _same_month(c, 4) else None


def _slip(right: str, wrong: str, weekday: int) -> Callable[[Choice], Days | None]:
    def form(c: Choice) -> Days | None:
        day = c.coming(weekday, 2)
        return f"{wrong}, {day:%-d %B}", [day]

    return form


def _month_slip(c: Choice) -> Days | None:
    name = f"{c.day:%B}"
    return (f"{c.day.day} {name[:2]}{name[3]}{name[2]}{name[4:]}", [c.day]) if len(name) > 5 else None


DAYS: tuple[tuple[str, Callable[[Choice], Days | None]], ...] = (
    ("14 March", _one(lambda d: f"{d:%-d %B}")),
    ("March 14", _one(lambda d: f"{d:%B %-d}")),
    ("14th March", _one(lambda d: f"{ordinal(d.day)} {d:%B}")),
    ("Mar 14th", _one(lambda d: f"{d:%b} {ordinal(d.day)}")),
    ("Sat 14 Mar", _one(lambda d: f"{d:%a %-d %b}")),
    ("Saturday, March 14th 2026", _one(lambda d: f"{d:%A}, {d:%B} {ordinal(d.day)} {d.year}")),
    ("14/03/2026", _one(lambda d: f"{d:%d/%m/%Y}")),
    ("14.03.26", _one(lambda d: f"{d:%d.%m.%y}")),
    ("Sat 14/3", _one(lambda d: f"{d:%a} {d.day}/{d.month}")),
    ("2026-03-14", _one(lambda d: f"{d:%Y-%m-%d}")),
    ("14-Mar-2026", _one(lambda d: f"{d:%d-%b-%Y}")),
    ("14th of March", _one(lambda d: f"{ordinal(d.day)} of {d:%B}")),
    ("March the 14th", _one(lambda d: f"{d:%B} the {ordinal(d.day)}")),
    ("14 March (Saturday)", _one(lambda d: f"{d:%-d %B} ({d:%A})")),
    ("Saturday (14 March)", _one(lambda d: f"{d:%A} ({d:%-d %B})")),
    ("14MAR", _one(lambda d: f"{d:%d%b}".upper())),
    ("SAT | 14 MAR '26", _one(lambda d: f"{d:%a} | {d:%d %b} '{d:%y}".upper())),
    ("Mar.14, Sat", _one(lambda d: f"{d:%b}.{d.day}, {d:%a}")),
    ("the 14th", _mid),
    ("Saturday the 14th", _weekday_mid),
    ("Sat 14th", _short_mid),
    ("Saturday 14", _number_mid),
    ("this Saturday", _weekday("this Saturday", SAT)),
    ("coming Sunday", _weekday("coming Sunday", SUN)),
    ("Friday", _weekday("Friday", FRI)),
    ("this Thurs", _weekday("this Thurs", THU)),
    ("tomorrow", _relative("tomorrow", 1)),
    ("day after tomorrow", _relative("day after tomorrow", 2)),
    ("today", _relative("today", 0)),
    ("tmrw", _relative("tmrw", 1)),
    ("next week Friday", _week_after("next week Friday", FRI)),
    ("Wednesday next week", _week_after("Wednesday next week", WED)),
    ("naale (Kannada)", _relative("naale", 1)),
    ("kal (Hindi)", _relative("kal", 1)),
    ("ee bhanuvara", _weekday("ee bhanuvara", SUN)),
    ("iss shanivaar", _weekday("iss shanivaar", SAT)),
    ("ಶನಿವಾರ 14 ಮಾರ್ಚ್", _one(lambda d: f"{KANNADA_DAYS[d.weekday()]}, {d.day} {KANNADA_MONTHS[d.month - 1]}")),
    ("शनिवार, 14 मार्च", _one(lambda d: f"{HINDI_DAYS[d.weekday()]}, {d.day} {HINDI_MONTHS[d.month - 1]}")),
    (
        "ಮಾರ್ಚ್ ೧೪",
        _one(lambda d: f"{KANNADA_MONTHS[d.month - 1]} {str(d.day).translate(KANNADA_DIGITS)}"),
    ),
    ("14 मार्च, शनिवार", _one(lambda d: f"{d.day} {HINDI_MONTHS[d.month - 1]}, {HINDI_DAYS[d.weekday()]}")),
    ("March 14, shanivara", _one(lambda d: f"{d:%B} {d.day}, {KANNADA_LATIN[d.weekday()]}")),
    ("shanivaar 14 March", _one(lambda d: f"{HINDI_LATIN[d.weekday()]} {d:%-d %B}")),
    ("14 & 15 March", _list(lambda a, b: f"{a.day} & {b:%-d %B}", 1)),
    ("March 14 and 15", _list(lambda a, b: f"{a:%B %-d} and {b.day}", 1)),
    ("Sat 14 & Sun 15 March", _list(lambda a, b: f"{a:%a %-d} & {b:%a %-d %B}", 1)),
    ("28 March + 4 April", _list(lambda a, b: f"{a:%-d %B} + {b:%-d %B}", 7, within=False)),
    ("14th/15th Mar", _list(lambda a, b: f"{ordinal(a.day)}/{ordinal(b.day)} {b:%b}", 1)),
    ("Mar 14 or 21", _list(lambda a, b: f"{a:%b %-d} or {b.day}", 7)),
    ("14, 15 & 21 March", _three),
    ("Mar 14, 16, 18", _three_month_first),
    ("Saturday and Sunday", _pair("Saturday and Sunday", SAT, SUN)),
    ("Fri + Sat", _pair("Fri + Sat", FRI, SAT)),
    ("this weekend", _pair("this weekend", SAT, SUN)),
    ("both Sat & Sun", _pair("both Sat & Sun", SAT, SUN)),
    ("13-15 March", _range(lambda a, b: f"{a.day}-{b:%-d %B}", 3)),
    ("13th to 15th March", _range(lambda a, b: f"{ordinal(a.day)} to {ordinal(b.day)} {b:%B}", 3)),
    ("March 13 – 16", _range(lambda a, b: f"{a:%B %-d} – {b.day}", 4)),
    ("Fri 13 – Sun 15 March", _range(lambda a, b: f"{a:%a %-d} – {b:%a %-d %B}", 3)),
    ("from 13 March to 15 March", _range(lambda a, b: f"from {a:%-d %B} to {b:%-d %B}", 3, within=False)),
    ("30 Mar – 2 Apr", _range(lambda a, b: f"{a:%-d %b} – {b:%-d %b}", 4, within=False)),
    ("Fri to Sun", _pair("Fri to Sun", FRI, SAT, SUN)),
    ("3 days from 13 March", _range(lambda a, b: f"3 days from {a:%-d %B}", 3, within=False)),
    ("every Saturday", _recurring("every Saturday", SAT)),
    ("Sundays", _recurring("Sundays", SUN)),
    ("every Tue & Thu", _recurring("every Tue & Thu", TUE, THU)),
    ("weekly on Wednesdays", _recurring("weekly on Wednesdays", WED)),
    ("har itvaar", _recurring("har itvaar", SUN)),
    ("prati shanivara", _recurring("prati shanivara", SAT)),
    ("each Sunday till 29 March", _until(lambda d: f"each Sunday till {d:%-d %B}", SUN)),
    ("Thursdays until Mar 26", _until(lambda d: f"Thursdays until {d:%b %-d}", THU)),
    ("every Friday in March", _all_of_month),
    ("every Sunday except 15 March", _except),
    ("every alternate Saturday from 7 March", _alternate),
    ("first Saturday of every month", _nth("first Saturday of every month", SAT, 1)),
    ("2nd & 4th Sundays", _nth("2nd & 4th Sundays", SUN, 2, 4)),
    ("4 Saturdays from 7 March", _first_of(lambda d: f"4 {d:%A}s from {d:%-d %B}", 4)),
    ("Mondays starting 9 March", lambda c: (f"Mondays starting {c.coming(MON, 3):%-d %B}", _weekly(c.coming(MON, 3)))),
    ("daily till 20 March", lambda c: (f"daily till {c.day:%-d %B}", _span(c.posted, (c.day - c.posted).days + 1))),
    ("Satuday, 14 March", _slip("Saturday", "Satuday", SAT)),
    ("Wedensday, 11 March", _slip("Wednesday", "Wedensday", WED)),
    ("14 Ocotber", _month_slip),
    ("Firday, 13 March", _slip("Friday", "Firday", FRI)),
)
