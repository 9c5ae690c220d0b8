"""How announcements name whom to contact: "call Ramesh on [phone]", "Kavya - [phone]", "DM Priya", "at Meera's place".

Contacts are masked before (`mask_contacts`): a telephone number is `[phone]`, a mail address `[e-mail]`, an account
`[payment]`.
"""

from __future__ import annotations

import re

from include.understand.text.patterns import bounded

MAX_LEAD_CHARS = 90
"""Before a contact, in which the names stand that it belongs to."""

_TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Smt|Shri|Sri|Uncle|Aunty|Auntie|Coach|Chef)\b\.?\s"
_WORD = r"(?:[A-Z]['’][A-Z][a-z]{1,20}|[A-Z][a-z]{1,20}(?:['’](?!s\b)[A-Za-z][a-z]{1,20})?|[A-Z]\.|[A-Z](?![\w'’]))"
NAME = rf"(?<!\w)(?<!['’]s )(?:{_TITLE})?{_WORD}(?: {_WORD}){{0,2}}(?![\w@]|-[A-Za-z])(?! [A-Z][a-z]|['’]s [A-Z])"
"""Up to three words with capitals; a longer run of them is an organization's name or a heading."""
_AND = r"(?:\s?[/,&]\s?|\sand\s|\sor\s)"
NAMES = rf"{NAME}(?:{_AND}{NAME}){{0,3}}"
_REQUEST = (
    r"(?:contact(?:\sperson)?|call|ring|buzz|dm|ping|whatsapp|text|sms|message|msg|mail|e-?mail|write\sto"
    r"|reach(?:\sout\sto)?|(?:get\s)?in\stouch\swith|get\shold\sof|speak\s(?:to|with)|talk\sto|ask(?:\sfor)?"
    r"|rsvp\s(?:to|with)|confirm\swith|connect\swith|inform|notify|coordinate\swith|coordinator|in-?\s?charge|s?poc"
    r"|(?:paid|pay|transfer|g-?pay|queries)\sto|pay|g-?pay"
    r"|(?:call|dm|text|message)(?:\sor\s|\s?/\s?)(?:call|dm|text|message|whatsapp)"
    r"|(?:enquir|inquir|quer)(?:y|ies)(?=\s?[:–-]))"
)

ONE_NAME = re.compile(NAME)
TITLED = re.compile(rf"^{_TITLE}")
HOMES = ("home", "house", "place", "flat", "residence", "apartment", "c/o", "C/o")
MARK = re.compile(r"\[(?:phone|e-mail|payment)\]")
ALONE = re.compile(r"\W{0,4}\[(?:phone|e-mail|payment)\]")
ASKED = bounded(rf"\b(?i:{_REQUEST})(?:\s?:\s|[ \t]?[-–][ \t]|[ \t])(?P<names>{NAMES})")
"""A request to turn to somebody, and to whom."""
HEADED = re.compile(r"[A-Z][a-z]")
"""A request that begins as a heading's words do: "Ping Pong", "Contact Improv"."""
GOES_ON = re.compile(
    r"\s?(?:$|\n|[^\w\s:&-]|(?:to|for|on|at|if|via|or|and|before|by|from|till|until|now|directly|today)\b)"
)
"""What follows whom a sentence asks for."""
MARKED = re.compile(r"\W{0,3}(?:on |at |via )?\W{0,3}\[(?:phone|e-mail|payment)\]")
"""A contact that follows."""
NOUN = re.compile(r"\b(?:an?|the|of)\s$", re.IGNORECASE)
"""Before what is no request, but a noun: "the enigma of a call"."""
BEFORE = bounded(rf"(?P<names>{NAMES})(?:\s?[,:;(–—/|-]{{1,2}}\s?|\s(?:on|at|via)\s(?:\+?91\s)?|\s){{1,2}}$")
"""Names that stand directly before a contact."""
BEHIND = bounded(rf"\s?[-–—,(]{{1,2}}\s?(?P<names>{NAMES})(?=\s?(?:[).,;\n]|$))")
"""Names that stand directly behind one: "[phone] (Manjunath)"."""
SMALL = bounded(
    r"\b(?i:call|contact|ask|ping|dm|text|whatsapp|message)(?:\s?:)?\s(?P<names>[a-z]{3,15})\s?(?:on|at|[-–:(@])?\s?"
    r"\[(?:phone|e-mail)\]"
)
"""A name without a capital: "call ravi on [phone]"."""
_HOME = r"['’]s\s(?:home|house|place|flat|residence|apartment)\b"
AT_HOME = bounded(rf"\b(?P<names>{NAME}){_HOME}")
CARE_OF = bounded(rf"\b[Cc]/[Oo]\s(?P<names>{NAMES})")
"""Whose home it is."""
PRONOUN = bounded(
    rf"(?:^|[.!?\n]\s?)(?P<names>{NAME})\s[^.!?\n]{{1,80}}\b(?:call|text|message|dm|reach|whatsapp|contact|ring)"
    r"\s(?:her|him)\s(?:on|at)\s\["
)
"""Whom "call her on [phone]" refers to."""

_ROLE = (
    r"(?:(?:^|[\n.!?;|•·]\s?)(?:(?:chief|guest|special|lead|main|featured|visiting|our|the)\s){0,2}"
    r"(?:performing|performers?|artist(?:e?s|e)?|singers?|vocals?|vocalists?|musicians?|dancers?|bands?|line-?up|cast|dj|mc"
    r"|emcee|comedians?|comics?|poets?|authors?|directors?|speakers?|panel(?:l?ists?)?|moderators?|guests?|by|with"
    r"|(?:feat|ft)\.?|featuring|presents|starring)"
    r"|\b(?:(?:hosted|presented|performed|conducted|led|curated|directed|written|composed|sung|talk|lecture|recital|concert"
    r"|workshop|session|reading)\sby|featuring|(?:feat|ft)\.?|presents|starring))\s?[:–—-]\s"
)
"""A role before a colon where a line or sentence begins: "Performing: Raghu Dixit - [phone]". "For artists: ", "contact
the artist: ", "register with: " and "payment by: " are none."""
MAX_ROLE_CHARS = 40
"""Characters before a name in which its role is looked for."""
PUBLIC_ROLE = re.compile(
    rf"(?:\b(?:by|feat|ft|featuring|presents|starring|(?<!hold )of)\b\.?\s|{_ROLE})$", re.IGNORECASE
)
"""What stands before a name that the announcement makes public: a performer's, a host's."""
NO_ROLE = re.compile(
    r"\b(?:by|feat|ft|featuring|presents|starring|of|at|in|near|on|the|an?|this|every|next|opposite|behind|comedian"
    r"|author|director|for|and)\W{0,3}$|@$|^\W{0,3}$"
    rf"|{_ROLE}$",
    re.IGNORECASE,
)
"""What stands before a word with a capital that is a performer's name, a place, or only begins its sentence."""
PLACE = bounded(rf"(?:\b[Aa]t\s|@\s?|\b[Vv]enue\s?:\s?|📍\s?)(?:the\s)?(?P<name>{NAME})(?!{_HOME})")
"""A name that the text uses of a place."""
SENTENCE = re.compile(r"[^.!?\s](?:[^.!?\n]|\.(?!\s)|(?<=Mr)\.|(?<=Ms)\.|(?<=Dr)\.|(?<=Mrs)\.){0,300}")
"""A sentence, or what of a longer one is read at a time."""
