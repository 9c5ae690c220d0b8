"""How announcements name whom to contact: "call Ramesh on [phone]", "Kavya - [phone]", "DM Priya", "at Meera's place".

Texts have been through `mask_contacts`: a telephone number is `[phone]`, a mail address `[e-mail]`, an account `[payment]`.
"""

from __future__ import annotations

import re

from include.understand.text.patterns import bounded

MAX_LEAD_CHARS = 90
"""Before a contact, in which the names stand that it belongs to."""

_TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Smt|Shri|Sri|Uncle|Aunty|Auntie|Coach|Chef)\b\.?\s"
_WORD = r"(?:[A-Z]['’][A-Z][a-z]{1,20}|[A-Z][a-z]{1,20}(?:['’](?!s\b)[A-Za-z][a-z]{1,20})?|[A-Z]\.|[A-Z](?![\w'’]))"
NAME = rf"(?<!\w)(?:{_TITLE})?{_WORD}(?:\s{_WORD}){{0,2}}(?![\w@]|-[A-Za-z])(?!\s[A-Z][a-z])"
"""Up to three words with capitals; a longer run of them is an organization's name or a heading."""
AND = r"(?:\s?[/,&]\s?|\sand\s|\sor\s)"
NAMES = rf"{NAME}(?:{AND}{NAME}){{0,3}}"
MARK = r"\[(?:phone|e-mail|payment)\]"

ONE_NAME = re.compile(NAME)
TITLED = re.compile(rf"^{_TITLE}")
ANY_MARK = re.compile(MARK)

ASKED = bounded(
    r"(?<!\ba\s)(?<!\bthe\s)(?<!\bof\s)\b(?i:contact(?:\sperson)?|call|ring|buzz|dm|ping|whatsapp|text|sms|message|msg|mail|e-?mail|write\sto|reach(?:\sout\sto)?"
    r"|(?:get\s)?in\stouch\swith|get\shold\sof|speak\s(?:to|with)|talk\sto|ask(?:\sfor)?|rsvp\s(?:to|with)|confirm\swith"
    r"|connect\swith|inform|notify|coordinate\swith|coordinator|in-?\s?charge|poc|spoc|paid\sto|pay\sto|pay|transfer\sto|g-?pay(?:\sto)?"
    r"|queries\sto|(?:call|dm|text|message)(?:\sor\s|\s?/\s?)(?:call|dm|text|message|whatsapp))(?:\s?:\s|[ \t]?[-–][ \t]|[ \t])"
    rf"(?P<names>{NAMES})"
)
"""A request to turn to somebody, and to whom."""
BEFORE = bounded(
    rf"(?P<names>{NAMES})(?:\s?[,:;(–—/|-]{{1,2}}\s?|\s(?:on|at|via)\s(?:\+?91\s)?|\s){{1,2}}$"
)
"""Names that stand directly before a contact."""
BEHIND = bounded(rf"\s?[-–—,(]{{1,2}}\s?(?P<names>{NAMES})(?=\s?(?:[).,;\n]|$))")
"""Names that stand directly behind one: "[phone] (Manjunath)"."""
SMALL = bounded(
    r"\b(?i:call|contact|ask|ping|dm|text|whatsapp|message)\s(?P<names>[a-z]{3,15})\s?(?:on|at|[-:(])?\s?\[(?:phone|e-mail)\]"
)
"""A name without a capital: "call ravi on [phone]"."""
AT_HOME = bounded(rf"\b(?P<names>{NAME})['’]s\s(?:home|house|place|flat|residence|apartment)\b|\b[Cc]/[Oo]\s(?P<kept>{NAMES})")
"""Whose home it is."""
SENTENCE = bounded(rf"(?:^|[.!?\n]\s?)(?P<names>{NAME})\s[^.!?\n]{{1,80}}\b(?:call|text|message|dm|reach|whatsapp|contact|ring)\s(?:her|him)\s(?:on|at)\s\[")
"""Who is meant by "call her"."""

PUBLIC_ROLE = re.compile(r"\b(?:by|feat|ft|featuring|presents|starring|of)\b\.?\s$", re.IGNORECASE)
"""What stands before a name that the announcement makes public: a performer's, a host's."""
