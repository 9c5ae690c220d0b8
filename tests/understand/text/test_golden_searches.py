"""Searches as people type them, of every kind: all filters of each with what they show, the words, and what is left.

Of each search one line in `golden/searches.txt`, read on a Wednesday at 11 in the morning; of what is in a month one
more, read on the last day but one of a year. After a change that is meant, write it anew and read the difference:
`python -m tests.understand.text.test_golden_searches`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import product
from pathlib import Path

from include.areas.area import load_area
from include.understand.text.searches.read import understand
from include.understand.text.searches.vocabulary import SPOKEN, SearchVocabulary

FILE = Path(__file__).parent / "golden/searches.txt"
NOW = datetime(2026, 3, 18, 11)  # noqa: DTZ001 (local wall time)
DECEMBER = datetime(2026, 12, 30, 11)  # noqa: DTZ001
VOCABULARY = SearchVocabulary.read(load_area("indiranagar").search)
NTHS = ("first", "2nd", "third", "4th", "fifth", "last")
OF_MONTHS = ("of the month", "of next month", "in march", "of february", "of december")
MEALS = ("breakfast", "lunch", "dinner", "work", "school")

SEARCHES = (
    # one day or time
    "today", "tonight", "tomorrow", "tomorrow evening", "this weekend", "next weekend", "this week", "next week",
    "now", "comedy now", "right now", "happening now", "open now", "tonight late", "late tonight",
    "day after tomorrow", "yesterday", "this evening", "sat night", "sat", "sun", "mon tue", "fri evening", "on fri",
    "every sat", "sun dance", "night market", "quiz night", "quiz night friday", "midnight run", "weekend brunch",
    "april fools", "since 1924", "beer festival april", "beer festival may", "june", "in june", "in the summer", "may",
    "20th", "on the 25th", "the 31st", "the 32nd", "on 5 april", "5/4", "5 apr 2026", "5 march", "5 march 2026",
    "24/7", "2 april onwards", "from 2 april", "2 april on", "from june on", "from friday onwards", "after 2 april",
    "before 2 april", "on or after friday", "starting monday", "until sunday", "till 30 march", "by friday",
    "by 30th march", "upto 5 april", "friday to sunday", "fri-sun", "saturday and sunday", "saturday or sunday",
    "sunday and saturday", "monday or friday", "tuesdays and thursdays", "mondays, wednesdays & fridays", "sundays",
    "every sunday", "each friday", "any tuesday", "on a thursday", "on an evening", "weekdays", "weekends",
    "every weekend", "on weekdays", "weekend mornings", "weekday evenings", "last friday", "since last friday",
    "last wednesday", "last thursday", "since monday", "friday to sunday next week", "next week mon to wed",
    "next week monday to wednesday", "sunday to tuesday next week", "next week friday", "next 3 days",
    "coming five days", "next 2 weeks", "in three days", "in 2 hours", "within 2 hours", "for 3 days from today",
    "two weeks starting next friday", "for 2 weeks beginning on monday", "not on friday", "except weekends",
    "gigs other than tonight", "gigs except friday",
    # hours
    "after 6", "after 6 pm", "before 9 am", "post 7", "pre 9am", "from 6", "after 6 tonight", "after 6 tomorrow",
    "from 6 in the evening", "between 5 and 8", "between 5 and 8 pm friday", "5 to 8 pm", "noon to 3",
    "noon to 3 tomorrow", "noon-3 pm", "at 7:30", "7 pm", "friday 7 pm", "7 pm friday", "friday after 6 pm",
    "friday after 6 pm onwards", "friday before noon", "friday from 6 pm", "mornings", "in the morning", "late night",
    "evening", "afternoons", "lunch", "night", "after midnight", "until 11 pm", "till late", "morning yoga tomorrow",
    # prices
    "free", "free entry", "entry free", "free of cost", "for free", "no cover charge", "gluten free", "free style",
    "freestyle", "free parking", "free jazz", "paid", "under 500", "below ₹300", "less than rs 250",
    "no more than 400", "not more than 1k", "cheaper than $20", "up to 999", "upto 2k", "max 500", "maximum 500",
    "at most 300", "within 500", "< 300", "≤ 300", "300 or less", "300 and below", "300 max", "500 tops", "over 500",
    "more than ₹1,000", "at least 200", "min 200", "> 700", "≥ 700", "between 200 and 500", "between 500 & 200",
    "between 5 and 500", "200-500 rupees", "₹200-500", "rs 200 to 500", "₹200/- to 500/-", "₹300 till 900",
    "200 to 500", "₹500", "500 rs", "for 500 rs", "for ₹500", "five hundred rupees", "under two hundred rupees",
    "1.5k", "dinner 1.5k", "show for 2k", "1k - 2k", "1-2k", "5k run", "10k", "run for 10k", "21.1k", "under 5k",
    "under 99", "under 100", "₹50", "under 18 years", "under 5 km", "under 500 people", "over 30 min", "over 100 feet",
    "between 1970 and 1990", "between ₹1970 and ₹1990", "between 1899 and 1990", "under 2 lakh", "above 2 thousand",
    # places
    "near toit", "nearby toit", "close to toit", "next to toit", "opposite toit", "walking distance from toit",
    "around toit", "at toit", "at the humming tree", "@toit", "toit", "toit near", "toit quiz", "in indiranagar",
    "indiranagar", "domlur", "in domlur", "100 feet road", "on 12th main", "near 12th main", "within 2 km of toit",
    "in 1.5 kms from toit", "within 0 km of toit", "within 20 kilometers around toit", "near toit, indiranagar",
    "near toit in indiranagar", "toit indiranagar", "near me", "quiz near toit near toit",
    # kinds, and what a kind is said of
    "music", "live music", "comedy", "standup", "workshops", "workshop for kids", "kids workshop", "food walk", "art",
    "theatre", "theater", "theatr", "exhibitons", "festvals", "sprots", "events with music", "music by friends",
    "dance not music", "sports", "yoga", "gigs", "what's happening in indiranagar", "things to do", "events near me",
    # slips, short words, words in one, another language
    "tommorow", "tomorow", "2moro", "tmrw", "tonite", "2nite", "frday", "wensday", "thrusday", "satruday", "sundae",
    "thursdya", "afternon", "evning", "mornng", "weeknd", "wknd", "nxt wknd", "sndy mrnng", "nxt mnth", "tdy", "mon",
    "thisweekend", "nextweek", "sundaymorning", "jazztonight", "jazzfriday", "abctonight", "abfriday", "everyday",
    "freeentry", "freemusic", "tomorrowland", "indranagar", "indiranagara", "domlurr", "koramangla",
    "indiranagaradalli", "domlurnalli", "ಇಂದಿರಾನಗರದಲ್ಲಿ", "ದೊಮ್ಮಲೂರಿನಲ್ಲಿ", "toit nalli", "ಈ ವಾರ", "ee vara",
    "ಮುಂದಿನ ವಾರ", "mundina tingalu", "ನಾಳೆ ಸಂಜೆ", "naale sanje", "naaley", "nadiddhu", "shanivaara", "shukravar",
    "uchitha", "ರೂ 500 ಒಳಗೆ", "कल शाम", "muft", "500 rupayi olage",
    # all of it at once, twice, in quotes
    "free live music tonight near toit", "comedy under 500 this weekend in indiranagar",
    "kids workshops saturday morning below ₹800", "jazz friday after 8 pm at the humming tree", "tonight quiz tonight",
    "free quiz free", '"free jazz" tonight', "  FREE   Jazz,  Tonight!  ", "yoga every sunday morning before 9",
    "fri sat sun comedy", "sat sun comedy", "yoga saturday morning before 9", "jazz friday evening after 8",
    "morning before 9", "evening after 7", "music till late", "bakery since 1924", "sunday or monday",
    "jazz between 8 and 10 pm on friday under ₹1k",
)  # fmt: skip


def searches() -> Iterator[str]:
    """Those of `SEARCHES`, then every word that people use for another, every place in a month, and every meal."""
    yield from SEARCHES
    yield from SPOKEN
    yield from in_months()
    yield from (f"{how} {meal}{day}" for how, meal, day in product(("before", "after"), MEALS, ("", " tomorrow")))


def in_months() -> Iterator[str]:
    """Days and weekends by their place in a month."""
    yield from (f"{nth} friday {month}" for nth, month in product(NTHS, OF_MONTHS))
    yield from (f"{nth} weekend {month}" for nth, month in product(("first", "last"), OF_MONTHS))


def line(search: str, now: datetime = NOW) -> str:
    """A search with its filters, what each shows and of which words it is, and the words that are left."""
    meaning = understand(search, now, VOCABULARY)
    found = [
        f"{one.filter} {one.value!r} of {one.words!r} = {shown(one.parameters.items())}" for one in meaning.found
    ]  # fmt: skip
    return f"{search}: {'; '.join(found) or 'nothing'} + {meaning.words!r}"


def shown(parameters: object) -> str:
    """Parameters of a list in one line."""
    return " ".join(f"{name}={value}" for name, value in parameters)  # type: ignore[attr-defined]


def lines() -> list[str]:
    """Each search once, and what is in a month by the other clock as well."""
    return [
        *(line(search) for search in dict.fromkeys(searches())),
        *(f"{DECEMBER:%d %b} {line(search, DECEMBER)}" for search in in_months()),
    ]


def test_every_search_means_the_same() -> None:
    assert lines() == FILE.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    FILE.write_text("".join(f"{line}\n" for line in lines()), encoding="utf-8")
