"""Every form of hours, days and amounts with every number: what an announcement's grammars read of each.

One line for each form in `golden/forms.txt`, with what comes of each number in it; `-` is nothing. After a change that
is meant, write it anew and read the difference: `python -m tests.understand.text.test_golden_forms`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

from include.areas.area import load_area
from include.understand.text.dates.grammar import find_dates
from include.understand.text.dates.vocabulary import MONTHS, SPELLED_DAYS
from include.understand.text.money.amounts import CURRENCIES, MAGNITUDES, SMALL, find_money
from include.understand.text.money.in_words import in_figures
from include.understand.text.money.prices import read_price
from include.understand.text.times.grammar import find_times
from include.understand.text.times.vocabulary import COUNTED, PARTS, SPOKEN_MINUTES

FILE = Path(__file__).parent / "golden/forms.txt"
MONEY = load_area("indiranagar").money
DAYS = (date(2026, 3, 3), date(2028, 12, 31))
"""A Tuesday, and the last day of a leap year, a Sunday."""
TWELVE = [*map(str, range(1, 13))]
CLOCKS = (
    "{} pm", "{} am", "{}.30 pm", "{}p.m.", "at {}", "@ {}", "at {}p", "{} o'clock", "around {}", "from {}", "{}ish",
    "{} onwards", "{} sharp", "at {} with friends", "at {} studios", "doors {}", "doors: {}.15", "show {}", "till {}",
    "ends at {}", "{}:30", "0{}:30", "{}:30 hrs", "{}00 hrs", "time: {}", "{} in the morning", "{} in the evening",
    "{} tonight", "{} at night", "morning {}", "evening at {}", "night, {}:15", "at {}, afternoon", "{} for {}.30",
    "{} till late", "{}-{} pm", "{} to 5 pm", "{} - 11 am", "{} pm to 2 am", "{} pm to 3", "{} am to 12:30",
    "from {} to 6", "between {} and 9", "between {} and 4 in the afternoon", "time: {}-9", "from {}.30 till 1",
    "{}:45 to 2", "{} to 12:30", "{} to 7 in the evening", "morning {} to evening 6", "evening {} to 9",
    "{} in the morning to 4 in the afternoon", "{} am (45 mins)", "{} pm, 2 hours", "{} pm (90 min)", "{}-30 p.m.",
    "{}30 pm", "noon to {} pm", "{} pm till midnight", "{}.30 pm - midnight", "shows at {}, 7:15 & 9.30 pm",
    "shows: {}, 1:15 & 2:30", "at {} and 8", "Fri, {}.15 & 9.30", "{}/9 pm", "half past {}", "quarter to {} pm",
    "quarter past {} in the morning", "20 past {}", "half past {} to 2", "2026-03-07T{:0>2}:30:00+05:30",
    "{}:15 - {}:45", "{}:00-23:30", "1{}:00 to 1{}:30",
)  # fmt: skip
"""With each hour of twelve; the last ones are of 24."""
SPELLED = (
    "at {}", "{} o'clock", "{} pm", "{} in the morning", "{} at night", "half past {}", "quarter to {}", "{} thirty",
    "{} forty-five am", "{} fifteen in the evening", "from {} to nine", "time: {} to ten", "half past {} till six",
)  # fmt: skip
DATES = (
    "{} March", "March {}", "{}th of March 2027", "Sat {} March", "{}/3", "{}-3-2026", "2026-03-{:0>2}", "on the {}th",
    "{} to 28 March", "{}-31 March", "March {}-30", "28 February - {} March", "{}, 14 and 21 March", "Fri the {}th",
    "Fri {}th", "{} Fri: jazz", "the {}th of next month", "{} days from now", "in {} weeks", "{} weeks from tomorrow",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wed", "Thurs", "Friday", "Saturday", "Sunday")
OF_WEEKDAYS = (
    "{}", "this {}", "coming {}", "next {}", "last {}", "past {}", "every {}", "{}s", "{} next week", "{} mornings",
    "on {} at 7 pm", "{} & Sunday", "{}, Thursday and Saturday", "{} to Friday", "first {} of the month",
    "2nd and last {} of every month", "the third {} of July", "the last {} of next month", "{}s in April",
    "every {} till 31 March", "every {} from 10 March", "every {} in April",
)  # fmt: skip
RELATIVE = (
    "today", "tonight", "tomorrow", "tmrw", "day after tomorrow", "this weekend", "next weekend", "the weekend",
    "in a week", "in three days", "two weeks from tomorrow", "this week", "the 10th of this month", "weekdays",
    "Mon-Fri", "Sat & Sun", "daily", "everyday", "Christmas", "New Year's Eve",
)  # fmt: skip
OF_WORDS = ("{} rupees", "{} hundred rupees", "rs {} thousand", "two hundred and {} bucks", "entry {} fifty", "{} lakh")
PRICES = (
    "₹{}", "Rs. {}/-", "entry {}", "entry fee: {} only", "{} onwards", "{} per person", "{} pp", "{} each",
    "tickets {}-{}9", "₹{} - ₹1,999", "{} to 900 rupees", "between {} and 900", "cover {} (full redeemable)",
    "at the door: {}", "{} at the door", "{} online", "win ₹{}", "parking ₹{}", "₹{} off", "{} people", "call {}",
    "{} for both days", "{} all inclusive", "early bird {}, regular 1500", "silver {} / gold 2500", "donation {}",
    "${}", "free entry, workshop ₹{}", "members free, others {}", "₹{} + GST", "₹{}k", "under 12 free, else ₹{}",
)  # fmt: skip
AMOUNTS = ("0", "1", "5", "49", "50", "99", "100", "250", "499", "1,500", "2026", "12,000", "99999999")


def lines() -> Iterator[str]:
    """Each form with its numbers."""
    for form in CLOCKS:
        yield _row(form, TWELVE, clocks)
    for form in SPELLED:
        yield _row(form, COUNTED, clocks)
    yield _row("seven {} pm", SPOKEN_MINUTES, clocks)
    yield _row("7 in the {}", PARTS, clocks)
    for day, form in product(DAYS, DATES):
        yield f"{day:%Y}: {_row(form, [*map(str, (1, 2, 5, 7, 9, 12, 13, 20, 27, 29, 30, 31))], lambda text, of=day: days(text, of))}"  # noqa: E501
    for day, form in product(DAYS, OF_WEEKDAYS):
        yield f"{day:%Y}: {_row(form, WEEKDAYS, lambda text, of=day: days(text, of))}"
    for day in DAYS:
        yield f"{day:%Y}: {_row('{}', RELATIVE, lambda text, of=day: days(text, of))}"
        yield f"{day:%Y}: {_row('5 {}', MONTHS, lambda text, of=day: days(text, of))}"
    yield _row("the {} of March", SPELLED_DAYS, lambda text: days(text, DAYS[0]))
    for form in OF_WORDS:
        yield _row(form, SMALL, words)
    yield _row("5 {} rupees", MAGNITUDES, amounts)
    yield _row("{}", ("$5", "€ 5", "£5", "¥5", "5 dollars", "S$5", "AED 5", "5 euros", *(f"{one} 5" for one in CURRENCIES)), amounts)  # fmt: skip  # noqa: E501
    for form in PRICES:
        yield _row(form, AMOUNTS, price)


def _row(form: str, numbers: object, read: object) -> str:
    found = (f"{one}={read(form.replace('{:0>2}', one.zfill(2)).replace('{}', one))}" for one in numbers)  # type: ignore[attr-defined, operator]
    return f"{form}: {' '.join(found)}"


def clocks(text: str) -> str:
    """From when until when; `?` where the half of the day is open, `d` of doors."""
    times = (
        f"{one.start:%H:%M}{f'-{one.end:%H:%M}' if one.end else ''}{'?' * one.guessed}{'d' * one.doors}"
        for one in find_times(text)
    )
    return ",".join(times) or "-"


def days(text: str, of: date) -> str:
    """The days, or the rule; `..` of a run, `~` where they depend on today."""
    found = (
        f"{'~' * one.vague}{(one.rule.rrule + ':') if one.rule else ''}"
        + ("..." if one.span else "+").join(f"{day:%d.%m.%y}" for day in one.days)
        for one in find_dates(text, of)
    )
    return ",".join(found) or "-"


def words(text: str) -> str:
    """The text in figures, where it differs."""
    found = in_figures(text, MONEY.signs).text
    return found.replace(" ", "_") if found != text else "-"


def amounts(text: str) -> str:
    """Amounts with their currencies."""
    return ",".join(f"{one.amount}{one.currency or ''}" for one in find_money(text.lower(), MONEY)) or "-"


def price(text: str) -> str:
    """What kind of price it is, from and to."""
    found = read_price(text, MONEY)
    return f"{found.cost_type}:{found.minimum}-{found.maximum}" if found.cost_type else "-"


def test_every_form_is_read_the_same_with_every_number() -> None:
    assert list(lines()) == FILE.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    FILE.write_text("".join(f"{line}\n" for line in lines()), encoding="utf-8")
