"""Mutations of a calendar, line by line: properties, parameters, rules, folding, zones, identities."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count
from random import Random

from benchmarks.hostile import poison

EVENTS = re.compile(r"BEGIN:VEVENT\n.*?END:VEVENT\n?", re.DOTALL)
FEW = 5
"""Events that are kept of a long calendar."""
ODD_PARAMETERS = (
    "TZID=Nowhere/Land", "TZID=India Standard Time", "TZID=" + "." * 500, "TZID=../../etc", "TZID=\"GMT+05:30\"",
    "TZID=",
    "VALUE=DATE", "VALUE=PERIOD", "VALUE=BINARY;ENCODING=BASE64", "VALUE=NOSUCH",
    "LANGUAGE=kn", 'ALTREP="', "X-A=\"b;c:d\"",
    "RANGE=THISANDFUTURE", "ENCODING=QUOTED-PRINTABLE", "=", ";;", "X=" + "y," * 2_000,
)  # fmt: skip
FREQUENCIES = ("SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY", "NEVER", "")
ODD_LINES = (
    "RDATE:{many}", "EXDATE:{many}", "RDATE;VALUE=PERIOD:20260306T100000Z/P9999D,20260306T100000Z/20250101T000000Z",
    "DURATION:P99999999D", "DURATION:-P1D", "DURATION:PT", "DURATION:P1W2D", "GEO:1e400;999", "GEO:12.9", "GEO:nan;nan",
    "STATUS:CANCELLED", "SEQUENCE:99999999999999999999", "RECURRENCE-ID:99991231T100000Z",
    "RECURRENCE-ID;RANGE=THISANDFUTURE:{date}",
    "DTSTART:99991231T100000", "DTEND:00010101T000000Z", "DTSTART;VALUE=DATE:20260230", "DTSTART:{date}",
    "DTEND:{date}",
    "EXRULE:{rule}", "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM", "END:VCALENDAR", "BEGIN:VTIMEZONE",
    "LOCATION:{text}",
    "DESCRIPTION:{text}", "SUMMARY:{text}", "CATEGORIES:{text}", "URL:{address}", "ATTACH:{address}",
    "IMAGE;VALUE=URI:{address}",
    "ORGANIZER;CN={text}:mailto:a@b", "X-WR-TIMEZONE:{text}", "X-ALT-DESC;FMTTYPE=text/html:{text}", "UID:one",
    "UID:", "no colon",
    ":", ";:", " ", "\tx", "CREATED:{date}", "LAST-MODIFIED:{date}",
)  # fmt: skip
ZONE = """BEGIN:VTIMEZONE
TZID:{name}
BEGIN:{part}
DTSTART:{start}
TZOFFSETFROM:{a}
TZOFFSETTO:{b}
RRULE:{rule}
END:{part}
END:VTIMEZONE"""
Mutation = Callable[[list[str], int, Random], None]


def shrunk(text: str, rng: Random) -> list[str]:
    """The lines, unfolded, with a few of the calendar's events and all else of it."""
    text = text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "")
    events = EVENTS.findall(text)
    kept = set(rng.sample(range(len(events)), min(FEW, len(events))))
    numbers = count()
    return EVENTS.sub(lambda match: match[0] if next(numbers) in kept else "", text).split("\n")


def mutate(lines: list[str], rng: Random, times: int) -> tuple[list[str], list[str]]:
    """The lines after `times` mutations, and their names."""
    names = []
    for _ in range(times):
        at = rng.randrange(len(lines)) if lines else 0
        mutation = rng.choice(MUTATIONS) if lines else insert
        names.append(f"{mutation.__name__}({lines[at][:20] if lines else ''})")
        mutation(lines, at, rng)
    return lines, names


def write(lines: list[str], rng: Random) -> str:
    """The calendar as text, with the line ends and the folding of some writer."""
    end = rng.choice(("\r\n", "\r\n", "\r\n", "\n", "\r", "\n\n"))
    width = rng.choice((0, 0, 75, 75, 20, 1_000))
    if width:
        fold = end + rng.choice((" ", " ", "\t", "  "))
        lines = [fold.join(one[n : n + width] for n in range(0, len(one) or 1, width)) for one in lines]
    return end.join(lines)


def rule(rng: Random) -> str:
    """A recurrence rule out of the whole grammar, and out of no grammar."""
    parts = [f"FREQ={rng.choice(FREQUENCIES)}"]
    for name, values in (
        ("BYSECOND", range(-1, 62)), ("BYMINUTE", range(-1, 61)), ("BYHOUR", range(-1, 25)), ("BYMONTHDAY",
        range(-32, 33)),
        ("BYYEARDAY", range(-367, 368)), ("BYWEEKNO", range(-54, 55)), ("BYMONTH", range(14)), ("BYSETPOS",
        range(-367, 368)),
    ):  # fmt: skip
        if rng.random() < 0.25:
            chosen = list(values) if rng.random() < 0.3 else rng.sample(list(values), 2)
            parts.append(f"{name}={','.join(map(str, chosen))}")
    odd = ("INTERVAL=0", "INTERVAL=1", "INTERVAL=99999999999", "COUNT=0", "COUNT=2147483647", "COUNT=5",
    "UNTIL=99991231T000000Z",
           "UNTIL=20250101", "UNTIL=" + poison.date(rng), "WKST=XX", "BYDAY=MO,TU,WE,TH,FR,SA,SU",
           "BYDAY=5MO,-5FR", "BYDAY=99XX",
           "BYEASTER=0", "RSCALE=CHINESE;SKIP=BACKWARD", "X=Y", "COUNT")  # fmt: skip
    return ";".join(parts + rng.sample(odd, rng.randint(0, 3)))


def odd_line(rng: Random) -> str:
    """A property that may or may not belong into an event."""
    line = rng.choice((*ODD_LINES, "RRULE:{rule}", "RRULE:{rule}", "RRULE:{rule}", "RRULE:{rule}"))
    many = ",".join(
        f"2026{n % 12 + 1:02}{n % 28 + 1:02}T{n % 24:02}{n % 60:02}00Z" for n in range(rng.choice((3, 500, 3_000)))
    )
    text = poison.text(rng)
    return line.format(many=many, rule=rule(rng), date=poison.date(rng), text=text, address=poison.address(rng))


def insert(lines: list[str], at: int, rng: Random) -> None:
    """An odd line, mostly into an event."""
    inside = [n + 1 for n, one in enumerate(lines) if one.startswith("BEGIN:VEVENT")]
    lines.insert(rng.choice(inside) if inside and rng.random() < 0.8 else at, odd_line(rng))


def put_value(lines: list[str], at: int, rng: Random) -> None:
    """A hostile value of a property."""
    name, _, value = lines[at].partition(":")
    lines[at] = (
        f"{name}:{poison.date(rng) if name.startswith('DT') and rng.random() < 0.7 else poison.text(rng, value)}"
    )


def put_parameter(lines: list[str], at: int, rng: Random) -> None:
    """One more parameter, or another zone."""
    name, _, value = lines[at].partition(":")
    lines[at] = f"{name.partition(';')[0]};{rng.choice(ODD_PARAMETERS)}:{value}"


def drop(lines: list[str], at: int, rng: Random) -> None:
    """A line gone, BEGIN and END included."""
    del lines[at]


def repeat(lines: list[str], at: int, rng: Random) -> None:
    """Some lines many times."""
    part = lines[at : at + rng.randint(1, 12)]
    lines[at:at] = part * min(rng.choice((1, 10, 100, 1_000)), 200_000 // (len("".join(part)) + 1) + 1)


def move(lines: list[str], at: int, rng: Random) -> None:
    """A line somewhere else."""
    lines.insert(rng.randrange(len(lines)), lines.pop(at))


def rename(lines: list[str], at: int, rng: Random) -> None:
    """The value under the name of another property."""
    lines[at] = f"{rng.choice(lines).partition(':')[0]}:{lines[at].partition(':')[2]}"


def share_uid(lines: list[str], at: int, rng: Random) -> None:
    """One UID for all."""
    lines[:] = ["UID:one" if one.startswith("UID") else one for one in lines]


def add_zone(lines: list[str], at: int, rng: Random) -> None:
    """A zone of the calendar's own, with odd offsets, that its events are in."""
    name = rng.choice(("Odd", "Asia/Kolkata", "Custom " * 200))
    part, start = (
        rng.choice(("STANDARD", "DAYLIGHT")),
        rng.choice(("16010101T000000", "99990101T000000", "20260101T000000")),
    )
    a, b = (rng.choice(("+0530", "-0000", "+2359", "+9999", "+053015", "0530", "")) for _ in range(2))
    zone = ZONE.format(name=name, part=part, start=start, a=a, b=b, rule=rule(rng)).split("\n")
    lines[1:1] = zone * rng.choice((1, 1, 2, 200))
    lines[:] = [
        f"DTSTART;TZID={name}:{one.partition(':')[2].rstrip('Z')}" if one.startswith("DTSTART") else one
        for one in lines
    ]


MUTATIONS: tuple[Mutation, ...] = (
    insert, insert, insert, put_value, put_value, put_value, put_parameter, put_parameter, drop, repeat, move,
    rename, share_uid,
    add_zone,
)  # fmt: skip
