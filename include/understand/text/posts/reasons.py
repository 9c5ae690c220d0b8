"""What a post is that announces nothing to go to: a table of reasons, each with the words by which it is known.

An invitation outweighs these words (`announce.py`), and so does NEXT: "Thank you for coming last week! Next jam: 6
March". To know another kind of post, add a line.
"""

from __future__ import annotations

import re

from include.understand.text.dates.vocabulary import FULL_WEEKDAY
from include.understand.text.posts.kinds_of_events import KINDS


def words_of(*alternatives: str) -> re.Pattern[str]:
    """A pattern for any of these in a text of small letters (see `lowered`); `^` is the beginning of a line."""
    return re.compile("|".join(alternatives), re.MULTILINE)


_PLAYS = (
    r"[\"'”’]?\W{0,3}(?:\([^()\n]{1,20}\) )?(?:plays?|playing|live|performs?|performing|unplugged|in concert|presents?"
    r"|return|returns|are back|is back|feat|ft|band|album|tour|gig|trio|quartet|collective)\b"
)
"""Behind the name of a band that is called like a notice: "Power Cut plays live"."""
_OF_A_FLAT = (
    r"(?:rent(?:al)?|lease|sale|flats?|apartments?|furnished|furnishing|available|tenants?|deposit|sq\.? ?f(?:ee)?t"
    r"|brokers?|owner|possession|maintenance|bachelors?|parking)"
)
"""What stands beside "2BHK" where a flat is offered; without it that may be the name of a play."""
TRADE = (
    r"(?:baristas?|waiters?|waitress(?:es)?|servers?|stewards?|cashiers?|cooks?|chefs?|bartenders?|receptionists?"
    r"|housekeep(?:er|ing)s?|drivers?|helpers?|cleaners?|tailors?|(?:sales|delivery|store|front desk|kitchen|counter) "
    r"(?:staff|executives?|partners?|associates?|boys?|persons?|people|managers?)|supervisors?|accountants?)"
)
"""Whom a house looks for to work in it."""
ROOM = r"(?:caf[eé]|kitchen|studio|store|shop|bakery|gallery|rooftop|terrace|office|library|gym|restaurant|bar)"
GREETING = "a greeting"
"""For a festival; one that goes on with what is on then announces that."""
OPENING_HOURS = "opening hours"
"""Of a place; a mela or an exhibition that runs between two days of the calendar has them too."""
REASONS = (
    (
        words_of(
            r"\b(?:we(?:'|’)?re|we are|now) hiring\b", r"\bjob opening", r"\bvacanc(?:y|ies)\b",
            r"\b(?:send|mail|drop|share)\b (?:in )?(?:us )?(?:your )?(?:cv|resume)\b",
            r"\binterns?\b[^.!?\n]{0,12}\bwanted\b", r"^\W{0,6}hiring\b",
            r"\bwanted\b[^.!?\n]{0,30}\b(?:teachers?|trainers?|staff|cooks?|chefs?|baristas?|managers?|interns?|designers?)\b",
            rf"\bwe(?:['’]re| are) looking for\b[^.!?\n]{{0,20}}\b{TRADE}\b",
            r"\bwalk[- ]?in\b[^.!?\n]{0,60}\b(?:with|bring|carry)\b[^.!?\n]{0,16}\b(?:cv|resume|bio-?data)\b",
            r"\bwalk-?\s?in interviews?\b", r"\bjoin our team\b",
        ),
        "a job offer",
    ),
    (
        words_of(
            r"\b(?:throwback|flashback|recap|highlights? from|glimpses? (?:of|from)|photo dump|aftermovie)\b",
            r"\bthank(?:s| you)\b[^.!?\n]{0,40}\b(?:came|coming|joining|joined|attended|being there|showing up)\b",
            r"\bswipe (?:for|to see)\b",
            r"\bwhat (?:a|an) (?:night|evening|weekend|crowd|show) (?:it|that) was\b",
            r"\b(?:that['’]?s|it['’]?s|that is|it is|and) a wrap\b",
            r"\b(?:gratitude|grateful|thankful)\b[^.!?\n]{0,60}"
            r"\b(?:came|made|making|joined|joining|ran|showed|turned up|a success)\b",
            r"\bthank(?:s| you)\b[^.!?\n]{0,80}\bfor making\b[^.!?\n]{0,60}"
            r"\b(?:success|special|memorable|possible|happen)\b",
        ),
        "a look back",
    ),
    (
        words_of(
            r"\b(?:closed|shut)\b[^.!?\n]{0,30}\b(?:today|tomorrow|until further notice)\b",
            r"(?:^|[.!]\s)\W{0,6}(?:temporarily )?(?:closed|shut) (?:from|for|till|until|between)\b",
            r"\btemporarily (?:closed|shut)\b",
            r"\b(?:so|hence|therefore)\W{1,2}(?:we(?:['’]re| are) )?(?:closed|shut) (?:from|for|till|until|on)\b",
            r"\b(?:closed|shut)\b[^.!?\n]{0,30}\bfor (?:renovation|maintenance)\b",
            r"\b(?:we(?:'|’)?re|we are|we(?:'|’)?ll be|will be|stays?|remains?) (?:closed|shut)\b",
            r"^\W{0,6}(?:psa\W{1,3})?(?:(?:sorry|alas)\W{1,3})?(?:there(?:['’]s| is| will be) )?"
            r"no (?!more |ordinary |boring |average |normal |typical |mere |simple )"
            rf"(?:\w{{1,12}} ){{0,2}}(?:{KINDS})"
            r" (?:tonight|today|tomorrow|this (?:week|[a-z]{3,6}day))\b",
            rf"\b{ROOM} (?:is|will be) (?:closed|shut)\b(?! on {FULL_WEEKDAY}s)",
            rf"\b{ROOM} (?:closed|shut) (?:this|on (?!{FULL_WEEKDAY}s)|from|tomorrow|today|for)\b",
            r"\b(?:closes?|closing|shuts?|shutting) early\b",
            r"\bbooked (?:out )?for (?:a|an) private\b", r"\buntil further notice\b",
            r"\b(?:only|just) take-?\s?aways?\b|\btake-?\s?aways? only\b",
        ),
        "a closure",
    ),
    (words_of(r"^\W{0,6}(?:delivery|pick-?up) (?:slots?|dates?|windows?)\b"), "goods for sale"),
    (words_of(r"\b(?:giveaway|contest alert|tag (?:a|your|two|three) friends? (?:and|to|&) win)\b"), "a giveaway"),
    (
        words_of(
            r"\b\d{1,2}\s?% off\b[^.!?\n]{0,25}\b(?:on|all|everything|storewide|site-?wide)\b",
            r"\b(?:sale|offer) (?:ends|valid|till|until)\b", r"\bbuy (?:one|1),? get (?:one|1)\b",
        ),
        "an offer",
    ),
    (
        words_of(
            r"^[^.!?\n]{0,30}\bhours\s*:", r"\b(?:regular|new|opening|holiday) hours\b",
            rf"\b(?:is|are|we(?:'|’)re|now) open\b[^.!?\n]{{0,12}}"
            rf"\b(?:{FULL_WEEKDAY}s?\s*(?:to|-|–|till)|daily|every day)",
            r"\bnow opens? (?:at|from)\b",
            rf"^\W{{0,3}}{FULL_WEEKDAY}\b[^\n:–-]{{0,16}}[:–-]\s?(?:closed|shut|holiday)\b",
        ),
        OPENING_HOURS,
    ),
    (words_of(
            r"\bnew (?:\w{3,12} ){0,2}(?:menu|dish(?:es)?|flavou?rs?|arrivals?|collection|stock)\b[^.!?\n]{0,12}"
            r"\b(?:drops?|from|starts?|launch\w*|is here|are here|on|this|every)\b",
            r"\bmenu is (?:finally |now )?(?:here|out|live|back)\b",
        ), "a menu"),
    (
        words_of(
            r"^\W{0,6}admissions? (?:are )?(?:now )?open\b(?! day)",
            r"(?<!free )\badmissions?\b(?![^.!?\n]{0,40}\b(?:free|doors?|gates?)\b)"
            r"[^.!?\n]{0,40}\b(?:open|opens|begin|start|on)\b(?! day)"
            r"(?=[\s\S]{0,120}\b(?:(?<!art )(?<!dance )(?<!folk )forms?|nursery|kg"
            r"|class(?:es)? \d|school office|prospectus|academic)\b)",
            r"^\W{0,6}(?:new )?(?:batch|admission) enquir(?:y|ies)\b",
        ),
        "admissions",
    ),
    (
        words_of(
            r"\b(?:looking for|wanted|seeking|need)\b[^.!?\n]{0,12}\b(?:flat|room)-?mates?\b",
            r"\b(?:looking for|wanted|seeking|need)\b[^.!?\n]{0,12}\b(?:tenants?|a (?:flat|room|house))\b",
            r"^\W{0,4}(?:lost|found|missing)\s*[:!]",
            r"\b(?:flat|room|house|studio|shop) (?:for|to) (?:rent|let)\b",
            r"\bno brokers?\b",
            rf"\b\d(?:\.5)?\s?(?:bhk|rk)\b(?=[\s\S]{{0,160}}\b{_OF_A_FLAT}\b)",
            rf"\b{_OF_A_FLAT}\b[^.!?\n]{{0,60}}\b\d(?:\.5)?\s?(?:bhk|rk)\b",
            r"\brent\W{0,3}(?:rs\.?|₹)?\s?\d{1,3}(?:\.\d)?\s?(?:k|lakhs?)\b",
            r"\b(?:deposit|advance)\W{0,3}(?:rs\.?|₹)?\s?(?:\d{2,3}(?:\.\d)?\s?k|\d{1,3}(?:\.\d)?\s?lakhs?)\b",
            r"^\W{0,4}pg (?:for|available|near)\b",
            r"^\W{0,4}(?:selling|giving away|have|got) (?:my |our )?(?:\d|an?|one|two|three|four|extra|spare) "
            r"(?:extra |spare )?(?:pass|ticket)(?:es|s)?\b",
        ),
        "a classified",
    ),
    (
        words_of(
            r"\b(?:happy|belated) birthday\b",
            r"\bwe(?:'ve|’ve| have)? won\b(?! (?:your |the )?(?:hearts?|over|['’]t)\b)",
        ),
        "a milestone",
    ),
    (
        words_of(
            r"\b(?:power|water|electricity)(?: supply)? (?:cut|outages?|supply|shut-?\s?downs?"
            rf"|(?:inter|dis)ruptions?|failures?)\b(?!{_PLAYS})",
            r"\bcurrent (?:iralla|illa|nahi)\b",
            r"\bno (?:power|water|electricity)(?: supply)? (?:on|from|between|today|tomorrow|this)\b",
            r"\b(?:power|water|electricity|supply) (?:will be|is) (?:off|cut|shut|disconnected|suspended)\b",
            r"\b(?:feeder|transformer|pipeline|lift|elevator) (?:maintenance|repairs?)\b",
            r"\b(?:lifts?|elevators?|pool|gym|clubhouse|borewell|generator|website|servers?|app)\b[^.!?\n]{0,30}"
            r"\b(?:under maintenance|out of (?:service|order)"
            r"|down for (?:\w{1,12} )?(?:maintenance|repairs?|cleaning|servicing|upgrades?))\b",
            r"\b(?:rent|fees?|bills?|payment) (?:is|are) due\b",
            r"\b(?:fees?|maintenance|rent) due (?:by|on)\b",
            r"\bwill be serviced\b",
            r"\b(?:mon|tues|wednes|thurs|fri)day,? \d{1,2}(?:[:.]\d\d)?\s?am (?:stand-?up|scrum|huddle)\b"
            r"(?! (?:comedy|show|special|comic|set|night|paddl|open|for))",
            r"\b(?:stand-?up|scrum|1:1s?|one-on-ones?) (?:moves?|is moved|shifts?|is shifted) to\b",
            rf"\btraffic (?:advisory|diversions?)\b(?!{_PLAYS})(?!\s?[:–-]\s?(?:an?|the|live|with|by)\b)",
            r"^\W{0,6}(?:ptm|parent(?:['’]?s)?[ -]teachers?(?:['’]s?)? meet(?:ing)?)\b",
        ),
        "a notice",
    ),
)  # fmt: skip
_HEAD = r"^\W{0,6}(?:\w{2,10}\W{1,3}){0,3}?"
_HOUSE = rf"(?:library|museum|pool|clinic|park|{ROOM})"
NEW_HOURS = words_of(
    rf"{_HEAD}(?:new|revised|changed|winter|summer|holiday|updated) (?:opening )?(?:timings?|hours)\b(?!,)"
    rf"[^.!?\n]{{0,40}}\b(?:we(?:['’]re| are| will be|['’]ll be)? open|{_HOUSE})\b",
    rf"{_HEAD}{_HOUSE} (?:opening )?(?:timings?|hours) (?:from|change|revised|are|will)\b",
)
"""The head of a notice that a place is open at other hours, which its tickets do not outweigh."""
NEXT = words_of(
    r"\bnext (?:one|up|jam|show|edition|session|meet-?up|meeting|gig|event|workshop|date|stop|class|walk|screening)\b",
    r"\b(?:doing|hosting|holding) (?:it|this|one|another) (?:again|more)\b", r"\bcoming up\b",
    r"\b(?:inaugural|opening|first) (?:show|exhibition|concert|gig|screening|performance|recital|talk|play"
    r"|night|class)\b",
    r"\b(?:exhibition|show|solo|retrospective)\b[^.!?\n]{0,40}\bopens (?:on|this|next|to|\d|[fmstw])",
    r"\bwe(?:'re|’re| are) back\b", r"\bhappening (?:again|on|next)\b",
)  # fmt: skip
"""What turns a look back, or the notice of a house that moved, into an announcement."""
