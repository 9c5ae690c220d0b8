"""Names in a sentence, and where people come together: "meet outside Old Theatre", "starts Trinity metro exit B"."""

from __future__ import annotations

from include.understand.place.announced.kinds_of_places import KIND
from include.understand.text.patterns import bounded

_NO_HOUR = r"(?!\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\b|\d{1,2}[.:]\d\d)"
UPPER = rf"(?:(?:St|Dr|Prof|Mt|Sri|Govt)\.\s)?(?:[A-Z]\.\s?){{0,3}}{_NO_HOUR}[A-Z0-9][\w'’&-]*"
_FOR_BEHIND_KIND = (
    r"(?:(?<=[Cc]entre )|(?<=[Cc]enter )|(?<=Institute )|(?<=Academy )|(?<=School )|(?<=Society )|(?<=Museum )"
    r"|(?<=Foundation )|(?<=College ))for\b"
)
_BY_WATER = r"by\b(?=\sthe\s(?:Lake|Sea|River|Bay|Tank|Park|Hill|Tracks|Road|Beach|Woods)\b)"
_WITHIN = rf"(?:{UPPER}|&|['’]?n['’]?(?=\s[A-Z])|{_FOR_BEHIND_KIND}|{_BY_WATER}|(?:of|and|the|de|community|{KIND})\b)"
NAME = rf"{UPPER}(?:\s+{_WITHIN}){{0,7}}"
"""A name in a sentence: "Centre for Music", "Loft by the Lake"; beside these, "for" and "by" go on behind it."""
_COME_TOGETHER = (
    r"\b(?:[Mm]eet(?:ing)?(?:\s(?:up|us))?|[Ss]tart(?:s|ing)?|[Aa]ssembl(?:e|ing)|[Gg]ather(?:ing)?)\s"
    r"(?:(?:at\s)?\d{1,2}(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?)?\s(?:sharp\s)?)?"
)
_GATE = r"(?:\s(?:(?:north|south|east|west|main|back)\s)?(?:gate|entrance|steps))?"
_SPOT = (
    r"(?:\s(?:(?:north|south|east|west|main|back|front|metro|bus)\s)?(?:gate|entrance|steps|jetty"
    r"|bus stop|metro(?: station)?|exit)"
    r"(?:\s(?:exit\s|gate\s)?(?:no\.?\s)?(?:\d{1,2}|[A-Z])\b)?)"
)
"""What of a place people come to: "Old Park west gate", "Trinity metro exit B"."""
STARTS = bounded(
    rf"(?:^|{_COME_TOGETHER})(?:(?:[Ss]tarts?|[Bb]egins?|[Mm]eet|[Aa]ssemble)\s)?(?:at\s|from\s)?(?:the\s)?"
    rf"(?P<name>{NAME}{_SPOT}|(?<=the\s)(?:lake|park|temple|metro|mall|fort|stadium|ground){_SPOT})(?=\s?(?:[.,;:!|(–-]|$))"
)
"""Where people come together, known by its gate or exit: "Starts Trinity metro exit B", "at the lake gate"."""
MEET = bounded(rf"{_COME_TOGETHER}(?:outside|inside|by|under|in front of)\s+(?:the\s+)?(?P<name>{NAME})")
"""Where people come together, which outweighs where they go from there: "9 pm dosas at Old Canteen"."""
MEET_NEAR = bounded(rf"{_COME_TOGETHER}(?:near|opposite|beside|behind)\s+(?:the\s+)?(?P<name>{NAME}{_GATE})")
"""Beside what people come together, if no place is named."""
