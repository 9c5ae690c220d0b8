"""Why a place is estimated to be so full, in the reader's language; the database has fixed phrases in English."""

from __future__ import annotations

from realtime.pages.language import LANGUAGES, count, text, words

_PHRASES = {"public holiday": "busy_holiday", "rain": "busy_rain", "earlier reports": "busy_reports"}
_EVENTS = "events nearby: "
_DAYS = LANGUAGES["en"]["weekdays"].split()
_PARTS = ("morning", "afternoon", "evening", "night")


def reason_words(reason: str) -> str:
    """The phrases of a reason, as `include.places.busyness` writes them; one that is not known stays as it is."""
    return "; ".join(_phrase(one) for one in reason.split("; "))


def _phrase(phrase: str) -> str:
    if phrase in _PHRASES:
        return text(_PHRASES[phrase])
    number = phrase.removeprefix(_EVENTS)
    if number != phrase and number.isdecimal():
        return count("busy_events", int(number))
    day, _, part = phrase.partition(" ")
    if day in _DAYS and part in _PARTS:
        return f"{words('weekdays')[_DAYS.index(day)]} {text(f'part_{part}')}"
    return phrase
