"""Texts put together from forms by lot, each with the values that are right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.composed import fact_names as names
from benchmarks.composed import notice_forms, place_forms, price_forms
from benchmarks.extract.caption import Caption

POSTED = datetime(2026, 3, 3, 10, tzinfo=ZoneInfo("Asia/Kolkata"))
"""A Tuesday."""
DATES = (
    "Sat, 14 March, 7 pm",
    "Saturday 14th March at 7 pm",
    "14 Mar | 6:30 pm",
    "Sun, 22 March, 11 am to 1 pm",
    "Fri 13 March, 8 pm",
)
AMOUNTS = (99, 150, 199, 250, 299, 300, 350, 400, 499, 500, 699, 750, 799, 999, 1000, 1200, 1499, 1500, 2500)
EITHER = -1.0
"""In place of an end that is not measured."""
LAYOUTS = (
    "lines", "place first", "price first", "bars", "dots", "commas", "sentences", "prose", "paragraph",
    "spaced lines", "tags first",
)  # fmt: skip
IN_PROSE = frozenset({"at", "@", "@ joined", "live at", "happening at", "hosted at", "only at", "in the"})
"""Leads that can stand within a sentence."""
SENTENCES = frozenset({"commas", "prose", "paragraph"})
IN_ONE_LINE = SENTENCES | {"bars", "dots", "sentences"}


@dataclass(frozen=True)
class Composed:
    """A text with its right values, the forms that it is made of by dimension, and whether these are held out."""

    caption: Caption
    forms: Mapping[str, str]
    held_out: bool


def composed_texts(number: int, seed: int) -> Iterator[Composed]:
    """As many texts with a place and a price, and a third as many of notices and of several happenings."""
    lot = Random(seed)  # nothing secret: the same texts every time
    for count in range(number):
        yield _fact(f"f{count}", bool(count % 2), lot)
    for count in range(number // 3):
        make = (_notice, _announcement, _several)[0 if count % 2 else 1 + count // 2 % 2]
        yield make(f"n{count}", bool(count // 4 % 2), lot)


def half(forms: Iterable[str], held_out: bool) -> list[str]:
    """The half of the forms that is open or held out; always the same."""
    order = sorted(forms)
    Random(f"half of {order[0]}").shuffle(order)
    return sorted(order[: len(order) // 2] if held_out else order[len(order) // 2 :])


def _fact(name: str, held_out: bool, lot: Random) -> Composed:
    def form(forms: Iterable[str]) -> str:
        return lot.choice(half(forms, held_out))

    layout = lot.choice(LAYOUTS)
    shape, title_kind, beside = form(names.SHAPES), form(names.HAPPENINGS), form(place_forms.BESIDE)
    place, stem = names.place_name(shape, lot)
    words = _words(place, stem, lot)
    title = lot.choice(names.HAPPENINGS[title_kind]).format(**words)
    date = lot.choice(DATES)
    if layout == "bars":
        date = date.replace(" | ", ", ")
    forms = {"layout": layout, "title": title_kind, "beside": beside}
    if lot.random() < 0.12 and layout not in ("prose", "paragraph"):
        forms["no_place"] = form(place_forms.NO_PLACE)
        where, venue = place_forms.NO_PLACE[forms["no_place"]].format(**words), []
    else:
        leads, bodies = half(place_forms.LEADS, held_out), half(place_forms.BODIES, held_out)
        if layout in IN_ONE_LINE:
            leads = [one for one in leads if "\n" not in place_forms.LEADS[one]]
            bodies = [one for one in bodies if "\n" not in place_forms.BODIES[one]]
        if layout in SENTENCES:
            leads = [one for one in leads if one in IN_PROSE or (layout == "commas" and one == "alone")]
        body = lot.choice(bodies)
        if place_forms.BODIES[body].startswith(("@", "upstairs")):  # "@@name", "at upstairs at" nobody writes
            leads = [
                one for one in leads if one in {"pin", "Venue:", "Where:", "alone", "Location:", "live at", "hosted at"}
            ]
        lead = lot.choice(leads)
        forms |= {"place_lead": lead, "place_body": body, "name": shape}
        written, _, right = place_forms.BODIES[body].partition(" => ")
        where = place_forms.LEADS[lead].format(p=written.format(**words), d=date)
        venue = [one.format(**words) for one in (right or "{n}").split("|")]
    lead, body = form(price_forms.LEADS), form(price_forms.BODIES)
    cost, ends = _price(body, lot)
    if layout in SENTENCES | {"sentences"}:
        lead = "alone"
        cost = cost.replace("\n", ", ")
    forms |= {"price_lead": lead, "price_body": body}
    cost = price_forms.LEADS[lead].format(p=cost) if cost else ""
    text = _laid_out(layout, title, date, where, cost, place_forms.BESIDE[beside].format(**words), words)
    gold = {"is_event": True, "venue": venue, "price_min": ends[0]}
    if ends[1] != EITHER:
        gold["price_max"] = ends[1]
    return _composed(name, text, gold, forms, held_out)


def _words(place: str, stem: str, lot: Random) -> dict[str, str]:
    host, host2 = lot.sample(names.HOSTS, 2)
    handle = "".join(place.lower().split()).replace("'", "").replace("&", "and").replace(".", "")
    return {
        "n": place, "x": stem, "lower": place.lower(), "upper": place.upper(), "handle": handle, "tag": handle,
        "area": lot.choice(names.AREAS), "street": lot.choice(names.STREETS), "mark": lot.choice(names.MARKS),
        "person": lot.choice(names.PEOPLE), "work": lot.choice(names.WORKS), "host": host, "host2": host2,
        "hosthandle": "".join(host2.lower().split()), "team": lot.choice(("Kerala", "Chennai", "the Blues")),
    }  # fmt: skip


def _price(body: str, lot: Random) -> tuple[str, tuple[float | None, float | None]]:
    """A price's text and its ends."""
    a, b, c = sorted(lot.sample(AMOUNTS, 3))
    large, thousands = lot.choice((1250, 2499, 12000, 3500)), lot.choice((1, 1.5, 2, 2.5))
    sign = lot.choice(("₹{}", "₹ {}", "Rs. {}", "Rs {}", "INR {}", "Rs.{}/-", "{}/-", "Rs.{}"))
    written, _, right = price_forms.BODIES[body].partition(" => ")
    if not right:
        written, right = "", written.removeprefix("=> ").removeprefix(" => ")
    slots = {
        "a": sign.format(a), "b": sign.format(b), "c": sign.format(c), "a0": a, "b0": b, "c0": c, "A": _grouped(large),
        "C": sign.format(_grouped(150000)), "ak": f"{thousands:g}k",
    }  # fmt: skip
    values: dict[str, float | None] = {
        "?": EITHER,
        "a": a,
        "b": b,
        "c": c,
        "A": large,
        "k": thousands * 1000,
        "-": None,
    }
    ends = [values[end] if end in values else float(end) for end in right.split()]
    return written.format(**slots), (ends[0], ends[1])


def _grouped(amount: int) -> str:
    """With commas as in India: 1,50,000."""
    text = str(amount)
    head, tail = text[:-3], text[-3:]
    groups = [head[max(0, len(head) - at - 2) : len(head) - at] for at in range(0, len(head), 2)]
    return ",".join([*reversed([one for one in groups if one]), tail])


def _laid_out(layout: str, title: str, date: str, where: str, cost: str, beside: str, words: Mapping[str, str]) -> str:
    parts = {
        "lines": [title, beside, date, where, cost], "place first": [title, where, date, cost, beside],
        "price first": [title, cost, date, where, beside],
        "spaced lines": [title, "", beside, "", date, "", where, "", cost],
        "tags first": [title, f"#{words['tag']} #bangalore", date, where, cost, beside],
    }.get(layout)  # fmt: skip
    if parts is not None:
        return "\n".join(one for one in parts if one or layout == "spaced lines")
    inline = [one.rstrip(".") for one in (date, where, cost) if one]
    if layout in ("bars", "dots"):
        body = (" | " if layout == "bars" else " · ").join([title, *inline])
    elif layout == "commas":
        body = f"{title}\n" + ", ".join(inline)
    elif layout == "sentences":
        body = ". ".join([title, *inline]) + "."
    elif layout == "prose":
        body = f"{title} on {date} {where}. {cost}" if where else f"{title} on {date}. {cost}"
    else:
        body = f"{title}: join us {where or 'there'}, {date}, for two hours of fun. {cost}"
    return f"{body}\n{beside}".strip()


def _notice(name: str, held_out: bool, lot: Random) -> Composed:
    chosen = lot.choice(half(notice_forms.NOTICES, held_out))
    text = notice_forms.NOTICES[chosen].format(**_moments(lot))
    return _composed(name, text, {"is_event": False}, {"notice": chosen}, held_out)


def _announcement(name: str, held_out: bool, lot: Random) -> Composed:
    chosen = lot.choice(half(notice_forms.ANNOUNCEMENTS, held_out))
    slots = _moments(lot)
    text = notice_forms.ANNOUNCEMENTS[chosen].format(**slots)
    gold: dict[str, Any] = {"is_event": True}
    if "{n}" in notice_forms.ANNOUNCEMENTS[chosen]:
        gold["venue"] = [slots["n"]]
    return _composed(name, text, gold, {"announcement": chosen}, held_out)


def _several(name: str, held_out: bool, lot: Random) -> Composed:
    chosen = lot.choice(half(notice_forms.SEVERAL, held_out))
    number, written = notice_forms.SEVERAL[chosen]
    slots = _moments(lot)
    kinds = lot.sample(
        [one for kind in ("plain", "capitals", "a person", "lower") for one in names.HAPPENINGS[kind]], 3
    )
    titles = {f"t{at}": kind.format(**slots) for at, kind in enumerate(kinds, 1)}
    gold = {"is_event": True, "events": number, "venue": [slots["n"]]}
    return _composed(name, written.format(**slots, **titles), gold, {"several": chosen}, held_out)


def _moments(lot: Random) -> dict[str, str]:
    place, stem = names.place_name(lot.choice(sorted(names.SHAPES)), lot)
    hour = lot.choice(("9 am", "6 pm", "7:30 pm", "10.30 am"))
    day = lot.choice(("14 March", "Sat 14 March", "21st March", "Sunday, 15 March"))
    amount = lot.choice(AMOUNTS)
    return _words(place, stem, lot) | {
        "hour": hour, "day": day, "d": f"{day}, {hour}", "weekday": lot.choice(("Saturday", "Sunday", "Friday")),
        "a": f"₹{amount}", "A": f"₹{_grouped(lot.choice((25000, 150000)))}", "earlier": "10 March",
    }  # fmt: skip


def _composed(name: str, text: str, gold: dict[str, Any], forms: dict[str, str], held_out: bool) -> Composed:
    return Composed(Caption(name, text, POSTED, gold), forms, held_out)
