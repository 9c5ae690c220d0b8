"""The ways in which a speaker writes the hours of an event, each with the starts and the end that are meant.

`half` is what the event's own name must tell where the hours are bare: a run is in the morning, a gig in the evening.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

ANY, MORNING, EVENING = "any", "morning", "evening"


@dataclass(frozen=True)
class Hours:
    """`words` with `{}` for no value at all; `starts` of a day; `end` of the last start, None where none is said."""

    words: str
    starts: tuple[time, ...]
    end: time | None = None
    half: str = ANY


def _at(clock: str) -> time:
    hour, _, minute = clock.partition(":")
    return time(int(hour) % 24, int(minute or 0))


def _h(words: str, starts: str, end: str = "", half: str = ANY) -> Hours:
    return Hours(words, tuple(_at(one) for one in starts.split()), _at(end) if end else None, half)


HOURS: tuple[Hours, ...] = (
    _h("7 pm", "19"),
    _h("7:30PM", "19:30"),
    _h("7.30 pm", "19:30"),
    _h("6.30 p.m.", "18:30"),
    _h("19:30", "19:30"),
    _h("19.30 hrs", "19:30"),
    _h("1830 hrs", "18:30"),
    _h("19h30", "19:30"),
    _h("7 PM onwards", "19"),
    _h("from 6 pm", "18"),
    _h("6:30 pm sharp", "18:30"),
    _h("starts at 8 pm", "20"),
    _h("begins 5:30 pm", "17:30"),
    _h("@ 7pm", "19"),
    _h("7pm IST", "19"),
    _h("Time: 6 PM", "18"),
    _h("7-9 pm", "19", "21"),
    _h("7 to 9 pm", "19", "21"),
    _h("7 pm - 9:30 pm", "19", "21:30"),
    _h("7pm to 9.30pm", "19", "21:30"),
    _h("from 7 till 9 pm", "19", "21"),
    _h("between 4 and 7 pm", "16", "19"),
    _h("11 am – 1 pm", "11", "13"),
    _h("11-1 pm", "11", "13"),
    _h("10am till 5pm", "10", "17"),
    _h("10.30 am to 1 pm", "10:30", "13"),
    _h("18:00–20:30", "18", "20:30"),
    _h("18.00 to 20.30", "18", "20:30"),
    _h("6 pm till midnight", "18", "0"),
    _h("9 pm till late", "21"),
    _h("8pm-1am", "20", "1"),
    _h("9 pm onwards till 1 am", "21", "1"),
    _h("12 noon to 3 pm", "12", "15"),
    _h("noon", "12"),
    _h("10 am to noon", "10", "12"),
    _h("12 pm - 4 pm", "12", "16"),
    _h("doors 7 pm, show 8 pm", "20"),
    _h("gates 6 pm, music 7 pm", "19"),
    _h("doors open 6.30 pm | show starts 7.30 pm", "19:30"),
    _h("reporting 5:30 am, flag-off 6 am", "6", half=MORNING),
    _h("7 for 7:30 pm", "19:30"),
    _h("registration 9 am, talks 10 am to 4 pm", "10", "16"),
    _h("7:30 pm, ends by 10", "19:30", "22"),
    _h("7 pm, done by 9:30 pm", "19", "21:30"),
    _h("starts 6 pm, ends 8 pm", "18", "20"),
    _h("8 pm, last order 11 pm", "20"),
    _h("7 pm (curfew 10 pm)", "19", "22"),
    _h("5 pm; wraps up at 8 pm", "17", "20"),
    _h("seven in the evening", "19"),
    _h("half past six in the evening", "18:30"),
    _h("7 in the evening", "19"),
    _h("6 to 9 in the evening", "18", "21"),
    _h("9 in the morning till 1 in the afternoon", "9", "13"),
    _h("evening 6.30", "18:30"),
    _h("morning 7 to 9", "7", "9"),
    _h("evenings, 5 to 8", "17", "20"),
    _h("six-thirty in the morning", "6:30", half=MORNING),
    _h("quarter to eight in the evening", "19:45"),
    _h("11 am & 4 pm", "11 16"),
    _h("5 pm and 8 pm", "17 20"),
    _h("two shows: 4 pm, 7.30 pm", "16 19:30"),
    _h("slots at 10 am / 2 pm", "10 14"),
    _h("5 & 8 pm", "17 20"),
    _h("show at 5, 8 pm", "17 20"),
    _h("batches: 7-8 am, 6-7 pm", "7 18", "19"),
    _h("10 am–12 pm or 3–5 pm", "10 15", "17"),
    _h("at 8", "20", half=EVENING),
    _h("at 6", "6", half=MORNING),
    _h("8 onwards", "20", half=EVENING),
    _h("6.30 start", "6:30", half=MORNING),
    _h("8-11", "20", "23", EVENING),
    _h("6 to 8", "6", "8", MORNING),
    _h("from 7:30", "19:30", half=EVENING),
    _h("5:45", "5:45", half=MORNING),
    _h("shaam 7 baje", "19"),
    _h("subah 6 baje", "6"),
    _h("sanje 6 gantege", "18"),
    _h("belagge 10 gantege", "10"),
    _h("ಸಂಜೆ 6 ಗಂಟೆಗೆ", "18"),
    _h("शाम 7 बजे", "19"),
    _h("raat 9 baje", "21"),
    _h("ಬೆಳಗ್ಗೆ 10.30ಕ್ಕೆ", "10:30"),
    _h("5.30 to 7 in the evening", "17:30", "19"),
    _h("7ish pm", "19"),
)

NAMES: dict[str, tuple[str, ...]] = {
    ANY: ("Pottery for two", "Kannada poetry reading", "Watercolour workshop", "Board games evening at the cafe"),
    MORNING: ("Sunrise run", "Bird walk", "Morning yoga in the park", "Breakfast ride"),
    EVENING: ("Live jazz night", "Stand-up comedy night", "Karaoke night", "DJ night"),
}
DIGIT_NAMES: dict[str, tuple[str, ...]] = {
    ANY: (
        "Open Mic #14",
        "7 Habits book club",
        "Blend 2.0: a coffee workshop",
        "Top 10 songs of Ilaiyaraaja, a concert",
    ),
    MORNING: ("5K fun run", "21 km trail run", "Sunrise yoga, batch 3", "108 Surya Namaskars at sunrise"),
    EVENING: ("90s Bollywood night", "Club 11 DJ night", "Stand-up night vol. 6", "Jazz night, edition 12"),
}
