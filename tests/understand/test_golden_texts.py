"""Some fifty announcements, and what every reader of text makes of each: dates, hours, money, places, kinds, names.

The texts lie in `golden/texts.txt`, their titles first; what comes of them in `golden/texts.expected.txt`. After a
change that is meant, write that anew and read the difference: `python -m tests.understand.test_golden_texts`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from include.areas.area import load_area
from include.understand.category.categories import categorise, tags_of
from include.understand.category.category_text import CategoryText
from include.understand.content.spam import spam_signs, spam_words
from include.understand.match.contrasts import contrasts, kinds
from include.understand.match.invitation import without_invitation
from include.understand.personal.names import private_names
from include.understand.place.announced.venue_text import venue_in_text
from include.understand.place.localities import localities
from include.understand.place.online import is_online_only
from include.understand.place.tours.stops import tour_stops
from include.understand.record.shown_title import shown_title
from include.understand.text.availability import stated_in, title_and_availability
from include.understand.text.dates.grammar import find_dates
from include.understand.text.dates.mention import DateMention
from include.understand.text.folding import in_english
from include.understand.text.money.amounts import find_money
from include.understand.text.money.prices import read_price
from include.understand.text.organizers import find_organizer
from include.understand.text.posts.announce import is_weak, rejection_reason
from include.understand.text.posts.happenings import parts_of
from include.understand.text.posts.part import Part
from include.understand.text.registration import find_registration
from include.understand.text.times.grammar import find_times
from include.understand.text.times.mention import TimeMention
from include.understand.text.titles import numbers, significant
from include.understand.text.when import AnnouncedDates, read_when

FOLDER = Path(__file__).parent / "golden"
AREA = load_area("indiranagar")
POSTED = datetime(2026, 3, 3, 10, tzinfo=AREA.zone)
"""A Tuesday."""
TEXTS = [one.strip().partition("\n")[::2] for one in (FOLDER / "texts.txt").read_text(encoding="utf-8").split("===\n")]


def outcome(title: str, description: str) -> list[str]:
    """What readers find, a line each; those that find nothing say nothing."""
    found = [*_of_times(title, description), *_of_the_rest(title, description), *_of_the_title(title)]
    return [f"== {title}", *(f"{name}: {what}" for name, what in found if what)]


def _of_times(title: str, description: str) -> Iterator[tuple[str, object]]:
    text = f"{title}\n{description}"
    english = in_english(text)
    yield from (("date", _date(one, english)) for one in find_dates(english, POSTED.date()))
    yield from (("time", _time(one, english)) for one in find_times(english))
    when = read_when(text, POSTED, AREA.zone, timedelta(days=60))
    if when:
        yield "when", _when(when, text)
        yield "too little", is_weak(when, text, AREA.words)
    yield "rejected", rejection_reason(title, description, AREA.words)
    yield from (("part", _part(one)) for one in parts_of(title, description, POSTED.date(), AREA.words))
    yield from (("stop", _part(one)) for one in tour_stops(title, description, POSTED.date(), AREA))


def _of_the_rest(title: str, description: str) -> Iterator[tuple[str, object]]:
    text = f"{title}\n{description}"
    yield from (("money", one) for one in find_money(text.lower(), AREA.money))
    price = read_price(text, AREA.money)
    yield "price", price.model_dump(mode="json", exclude_defaults=True)
    if registration := find_registration(text):
        yield "registration", (registration.required, text[registration.start : registration.end])
    yield "availability", stated_in(text)
    yield "organizer", find_organizer(title, text, AREA.words)
    if venue := venue_in_text(title, description, AREA):
        yield "venue", (venue[0].model_dump(exclude_defaults=True), venue[1])
    yield "localities", sorted(localities(text, AREA))
    yield "online", is_online_only(title, text)
    about = CategoryText(title, [], description)
    kind = categorise([about], AREA, None)[0]
    yield "kind", (kind.category, kind.confidence, kind.words, tags_of(about, kind))
    yield "names", [text[start:end] for start, end in private_names(text, AREA, title=title)]
    yield "spam", (spam_words(text), spam_signs(text, frozenset())) if spam_words(text) else None


def _of_the_title(title: str) -> Iterator[tuple[str, object]]:
    plain, availability = title_and_availability(title)
    yield "availability in the title", availability and (plain, availability)
    shown = shown_title(title, "Toit", [date(2026, 3, 7)], AREA)
    yield "shown as", shown if shown != title else None
    yield "without its invitation", without_invitation(title) if without_invitation(title) != title else None
    named = significant(title, AREA.words)
    yield "words", (named, sorted(numbers(title, AREA.words)), sorted(contrasts(title)), sorted(kinds(named)))


def _date(one: DateMention, text: str) -> str:
    days = " ".join(f"{day:%a %d %b %Y}" for day in one.days)
    marks = [name for name in ("span", "vague") if getattr(one, name)]
    rule = [one.rule.rrule] if one.rule else []
    other = [f"or {one.other:%d %b}"] if one.other else []
    return " ".join([repr(text[one.position : one.end]), days, *marks, *rule, *other])


def _time(one: TimeMention, text: str) -> str:
    marks = [name for name in ("doors", "guessed") if getattr(one, name)]
    return " ".join(
        [repr(text[one.position : one.stop]), _clock(one.start), *([_clock(one.end)] if one.end else []), *marks]
    )


def _clock(one: time) -> str:
    return f"{one:%H:%M}"


def _when(found: AnnouncedDates, text: str) -> str:
    dates = "; ".join(
        f"{one.starts_at:%d.%m.}{' ' if one.date_only else f'{one.starts_at: %H:%M}'}"
        f"{f'-{one.ends_at:%d.%m. %H:%M}' if one.ends_at else ''}"
        for one in found.occurrences
    )
    rule = f" {found.recurrence.rrule}" if found.recurrence else ""
    where = f" {text[slice(*found.characters)]!r}" if found.characters else ""
    marks = [name for name in ("stated", "open_ended") if getattr(found, name)]
    return f"{dates}{rule} sure {found.certainty} of {found.happenings}{where} {' '.join(marks)}".rstrip()


def _part(one: Part) -> dict[str, str]:
    return {name: value for name, value in vars(one).items() if value}


EXPECTED = FOLDER / "texts.expected.txt"


@pytest.mark.parametrize(("title", "description"), TEXTS, ids=[title for title, _ in TEXTS])
def test_a_text_comes_to_the_same_by_every_reader(title: str, description: str) -> None:
    expected = {one.partition("\n")[0]: one for one in EXPECTED.read_text(encoding="utf-8").split("\n\n")}
    found = outcome(title, description)
    assert found == expected[found[0]].strip().splitlines()


if __name__ == "__main__":
    EXPECTED.write_text("\n\n".join("\n".join(outcome(*text)) for text in TEXTS) + "\n", encoding="utf-8")
