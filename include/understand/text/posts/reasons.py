"""What a post is that announces nothing to go to: a table of reasons, each with the words by which it is known.

An invitation outweighs these words (`announce.py`), and so does NEXT: "Thank you for coming last week! Next jam: 6
March". To know another kind of post, add a line.
"""

from __future__ import annotations

import re

from include.understand.text.dates.vocabulary import FULL_WEEKDAY


def words_of(*alternatives: str) -> re.Pattern[str]:
    """A pattern for any of these, in whatever case; `^` is the beginning of a line."""
    return re.compile("|".join(alternatives), re.IGNORECASE | re.MULTILINE)


_NOT_DONE_THERE = (
    r"(?:sign|register|enroll?|book|order|buy|subscrib|follow|wait|read|ask|writ|call|apply|consider|understand|be"
    r"|volunteer|reach|help|support|shar|spread)ing|evening|morning|everything|anything|something"
)
"""What people are thanked for that they do before a happening, or for none; and what only ends like a verb."""
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
_ROOM = r"(?:caf[eé]|kitchen|studio|store|shop|bakery|gallery|rooftop|terrace|office|library|gym|restaurant|bar)"
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
        ),
        "a look back",
    ),
    (
        words_of(
            r"\b(?:closed|shut)\b[^.!?\n]{0,30}\b(?:today|tomorrow|until further notice)\b",
            r"(?:^|[.!]\s)\W{0,6}(?:temporarily )?(?:closed|shut) (?:from|for|till|until|between)\b",
            r"\btemporarily (?:closed|shut)\b",
            r"\b(?:closed|shut)\b[^.!?\n]{0,30}\bfor (?:renovation|maintenance)\b",
            r"\b(?:we(?:'|’)?re|we are|we(?:'|’)?ll be|will be|stays?|remains?) (?:closed|shut)\b",
            rf"\b{_ROOM} (?:is|will be) (?:closed|shut)\b(?! on {FULL_WEEKDAY}s)",
            rf"\b{_ROOM} (?:closed|shut) (?:this|on (?!{FULL_WEEKDAY}s)|from|tomorrow|today|for)\b",
            r"\b(?:closes?|closing|shuts?|shutting) early\b",
            r"\bbooked (?:out )?for (?:a|an) private\b",
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
            r"\bnew (?:menu|dish(?:es)?|flavou?rs?|arrivals?|collection|stock)\b[^.!?\n]{0,12}"
            r"\b(?:drops?|from|starts?|launch\w*|is here|are here|on|this|every)\b",
            r"\bmenu is (?:finally |now )?(?:here|out|live|back)\b",
        ), "a menu"),
    (words_of(r"^\W{0,6}admissions? (?:are )?(?:now )?open\b(?! day)"), "admissions"),
    (
        words_of(
            r"\b(?:looking for|wanted|seeking|need)\b[^.!?\n]{0,12}\b(?:flat|room)-?mates?\b",
            r"\b(?:looking for|wanted|seeking|need)\b[^.!?\n]{0,12}\b(?:tenants?|a (?:flat|room|house))\b",
            r"^\W{0,4}(?:lost|found|missing)\s*[:!]", r"\b(?:flat|room|house|studio|shop) (?:for|to) (?:rent|let)\b",
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
            r"\b(?:happy|belated) birthday\b", r"\bwe(?:'ve|’ve| have)? won\b",
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
            r"\bwill be serviced\b", r"\btraffic (?:advisory|diversions?)\b",
        ),
        "a notice",
    ),
)  # fmt: skip
_HEAD = r"^\W{0,6}(?:\w{2,10}\W{1,3}){0,3}?"
_HOUSE = rf"(?:library|museum|pool|clinic|park|{_ROOM})"
NEW_HOURS = words_of(
    rf"{_HEAD}(?:new|revised|changed|winter|summer|holiday|updated) (?:opening )?(?:timings?|hours)\b(?!,)"
    rf"[^.!?\n]{{0,40}}\b(?:we(?:['’]re| are| will be|['’]ll be)? open|{_HOUSE})\b",
    rf"{_HEAD}{_HOUSE} (?:opening )?(?:timings?|hours) (?:from|change|revised|are|will)\b",
)
"""The head of a notice that a place is open at other hours, which its tickets do not outweigh."""
MILD = (
    (
        words_of(
            r"^\W{0,6}(?:wish(?:ing|es)? (?:you|everyone|all)|(?:a )?very happy|happy|merry|season['’]?s greetings"
            r"|warm wishes)\b[^.!?\n]{0,60}\bfrom (?:all|everyone|the whole|our|us|the)\b",
            r"\b(?:shubhashayagalu|shubhakamnaye\w{0,2}|shubh kamnaye\w{0,2})\b|ಶುಭಾಶಯಗಳು|शुभकामनाएं",
        ),
        GREETING,
    ),
    (
        words_of(
            r"#(?:review|foodreview|honestreview)\b",
            r"\b[1-5](?:\.5)?\s?(?:/\s?5 )?stars\b(?! of\b)|\b[1-5](?:\.5)?[ -]star (?:review|rating|experience)\b",
            r"\bwaited (?:for )?(?:\d{1,3}|an?|half an) (?:min|hour)",
            r"\b(?:visited|went to|ate at|tried)\b[^.!?\n]{0,40}\b(?:last|yesterday)\b",
        ),
        "a review",
    ),
    (
        words_of(
            r"\b(?:stipend|ctc)\b|\bsalary(?:\s?[:–₹\d-]|\s(?:of|range|from|up ?to|is|rs|negotiable)\b)",
            r"\b(?:send|mail|e-?mail|share|drop|submit)\b[^.!?\n]{0,16}\bportfolios?\b|\bportfolios? to \S{0,40}@",
            r"\bexperience\W{1,3}(?:min\w{0,5}\W{1,3})?\d{1,2}\W{0,3}(?:(?:-|–|to)\s?\d{1,2}\s?)?(?:years?|yrs?)\b",
        ),
        "a job offer",
    ),
    (
        words_of(
            r"\b(?:results|photos|pictures|pics|certificates) (?:from|of|for)\b[^.!?\n]{0,40}"
            r"\b(?:are|is|now|here|out|up)\b",
            r"\bwhat\W{1,3}a\W{1,3}(?:\w{1,8} ){0,2}(?:night|evening|weekend|crowd|show|sunday|saturday)\b",
            r"\bthank(?:s| you)\b[^.!?\n]{0,24}\bfor (?:the|your|all the) (?:\w{1,15} ){0,2}"
            r"(?:response|love|support|reviews?|\d)",
            rf"\bthank(?:s| you)\b[^.!?\n]{{0,24}}\bfor (?!(?:{_NOT_DONE_THERE})\b)\w{{2,12}}ing\b",
            r"\bthank you,? \w{3,20}\W{0,2}!",
            r"\b(?:leave|write|drop|give) us (?:a|your) (?:review|rating|feedback)\b",
            r"\bwhat (?:our|the) (?:participants|guests|students|customers|readers|members|people) (?:say|said)\b",
            r"\b(?:had|saw|hosted|welcomed) (?:over |nearly |about |around )?\d[\d,]{1,6} "
            r"(?:of you|people|visitors|guests|runners)\b",
            r"\bwell (?:run|played|done)[, ]{1,2}(?:all|everyone|team|folks)\b",
            r"\brefunds? (?:done|processed|initiated)\b",
        ),
        "a look back",
    ),
    (
        words_of(
            r"\b(?:store|shop|library|clinic|office|pool|outlet|showroom|parlou?r) (?:timings?|hours)\b",
            r"\btimings?\W{1,3}(?:change|from|w\W?e\W?f)\b", r"\bchange (?:in|of) timings?\b",
            r"\bwill be available on\b",
            r"\bappointments? only\b", r"\bopd\s?(?:[:–-]|timings?|hours|open|closed|is|on|every|daily)",
            r"\b(?:will be|is|are|remains?|stays?) open (?:on )?(?:all|every|through)\b",
            r"\bworking (?:days|hours)\b", r"ತೆರೆದಿರುತ್ತದೆ", r"खुला रहेगा",
        ),
        OPENING_HOURS,
    ),
    (
        words_of(
            r"^[^.!?\n]{0,24}\bhappy hours?\b", r"\bhappy hours? (?:is|are) (?:now |back)",
            r"\b\d\s?\+\s?\d on (?:all|every)\b", r"\bbuy (?:one|1|two|2) get\b",
        ),
        "an offer",
    ),
    (
        words_of(
            r"\bopen (?:for|to) (?:proposals|submissions|entries|pitches)\b", r"\bpitch us\b",
            r"\b(?:open )?call for (?:proposals|entries|artists|submissions|papers|stalls|vendors"
            r"|writers|performers)\b",
            r"\b(?:stalls?|vendors?) (?:wanted|applications?|enquir(?:y|ies)|bookings? open)\b",
        ),
        "a call for proposals",
    ),
    (
        words_of(
            r"\b(?:dates?|details|line-?up|venue|tickets?)\b[^.!?\n]{0,24}\b(?:dropping|drops?|out|announced|revealed|coming|told)\b"
            r"[^.!?\n]{0,8}\b(?:soon|shortly|tomorrow|this week|next week)\b",
            r"\bcoming soon\b", r"\bstay tuned\b", r"\bwatch this space\b",
        ),
        "a teaser",
    ),
    (
        words_of(
            r"\bthank(?:s| you)\b[^.!?\n]{0,12}\b(?:every(?:one|body)|all|each) (?:of you )?(?:who|that|for)\b"
            r"(?! (?:signed|registered|booked|applied))",
            r"\bwhat (?:a|an) (?:night|evening|weekend|crowd|show)(?:\s?!|\.)",
            r"\b(?:photos?|pictures?|video) (?:up|out|coming) soon\b",
        ),
        "a look back",
    ),
    (
        words_of(
            r"\b(?:album|single|song|track|music video|episode|podcast|trailer|teaser|ep|reel|film|series)\b"
            r"[^.!?\n]{0,40}"
            r"\b(?:drops?|releases?|releasing|streams?|streaming|out|goes live|lands|premieres?)\b[^.!?\n]{0,40}"
            r"\bon (?:spotify|you ?tube|netflix|prime|apple music|bandcamp|soundcloud|instagram"
            r"|all (?:streaming |major )?platforms|every platform)\b",
            r"\b(?:album|single|song|track|music video|video|episode|podcast|trailer|teaser|ep|reel|film|newsletter)\b"
            r"[^.!?\n]{0,30}\b(?:out|live|streaming|up) (?:now|today|everywhere|tomorrow|this)\b",
            r"\b(?:stream|listen|watch)(?: it)? (?:now|everywhere|on all)\b",
            r"\b(?:episode|podcast|music video|trailer|teaser)\b[^.!?\n]{0,40}"
            r"\b(?:drops?|goes live|is out|releases?)\b",
        ),
        "a release",
    ),
    (
        words_of(
            r"\b(?:order|pre-?order) (?:now|yours?|online|in advance|before|by)\b[\s\S]{0,160}"
            r"\b(?:deliver(?:y|ies|ed|ing)|pick-?ups?|shipping)\b",
            r"\b(?:deliver(?:y|ies|ed|ing)|shipping|ships?) (?:across|all over|within|pan|in \d)\b",
            r"\bdelivery (?:slots?|dates?|windows?)\b", r"\bselling\s?:", r"\bmoving out (?:of|sale)\b",
            r"\brestock(?:ed|ing)?\b", r"\b(?:now|are) selling\b", r"\buse (?:the )?code\b",
            r"\bprints? available\b", r"\bdm to (?:buy|order)\b", r"\bpre-?orders? (?:are )?(?:now )?(?:open|close)",
        ),
        "goods for sale",
    ),
    (
        words_of(
            rf"\b(?:{FULL_WEEKDAY}|pro|quick|today(?:'|’)?s) (?:tip|motivation|thoughts?|recipe)\b",
            r"\b(?:tip|fact|quote|thought|recipe|poll|word|meme|question) (?:of|for) the (?:day|week|weekend|month)\b",
            r"\bdid you know\b",
        ),
        "a tip",
    ),
    (
        words_of(
            r"\b(?:sold out|filled up|fully booked|house ?full)\b[\s\S]{0,120}"
            r"\b(?:(?:we(?:'|’)ll|we will|will|to) (?:announce|share|open|drop|be announced)\b[^.!?\n]{0,40}\bsoon"
            r"|watch this space|stay tuned|next (?:one|edition|batch) soon)\b",
        ),
        "a full house",
    ),
)  # fmt: skip
"""Reasons by words that announcements have too ("What a night!"): a day with its hour outweighs them."""
NEXT = words_of(
    r"\bnext (?:one|up|jam|show|edition|session|meet-?up|meeting|gig|event|workshop|date|stop|class|walk|screening)\b",
    r"\b(?:doing|hosting|holding) (?:it|this|one|another) (?:again|more)\b", r"\bcoming up\b",
    r"\bwe(?:'re|’re| are) back\b", r"\bhappening (?:again|on|next)\b",
)  # fmt: skip
"""What turns a look back into an announcement."""
