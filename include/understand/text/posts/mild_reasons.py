"""What a post is that announces nothing, by words that announcements have too: a day with its hour outweighs them.

To know another kind of such a post, add a line.
"""

from __future__ import annotations

import re

from include.understand.text.dates.vocabulary import FULL_WEEKDAY
from include.understand.text.posts.reasons import GREETING, OPENING_HOURS, ROOM, TRADE, words_of

_NOT_DONE_THERE = (
    r"(?:sign|register|enroll?|book|order|buy|subscrib|follow|wait|read|ask|writ|call|apply|consider|understand|be"
    r"|volunteer|reach|help|support|shar|spread)ing|evening|morning|everything|anything|something"
)
"""What people are thanked for that they do before a happening, or for none; and what only ends like a verb."""
QUOTATION = re.compile(
    r"\W{0,4}[\"“](?:[^\s\"”]{1,20}\s){4,40}[^\s\"”]{1,20}[.!?…][\"”]\s?(?:[–—-]{1,2}|by)\s?\w[^\n]{1,60}"
)
"""All of a text that is what somebody said."""
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
            rf"\b(?:looking for|in need of|we need|need(?:ed)?|require[sd]?|seeking)\b[^.!?\n]{{0,20}}\b{TRADE}\b",
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
            r"\bthank(?:s| you)\b[^.!?\n]{0,24}\bfor (?:such |what was )?(?:an? "
            r"|the )(?:\w{3,9}ly )?(?:unforgettable|amazing|wonderful|lovely"
            r"|incredible|beautiful|fantastic|magical|great|super|memorable|packed|sold[- ]out|warm|crazy"
            r"|epic|insane)\b",
            r"\b\d[\d,]{1,6} of you (?:sang|came|danced|ran|turned|showed|joined|stayed|cheered|painted|read"
            r"|walked|rode|were|made)\b",
            r"\b(?:leave|write|drop|give) us (?:a|your) (?:review|rating|feedback)\b",
            r"\bwhat (?:our|the) (?:participants|guests|students|customers|readers|members|people) (?:say|said)\b",
            r"\b(?:had|saw|hosted|welcomed) (?:over |nearly |about |around )?\d[\d,]{1,6} "
            r"(?:of you|people|visitors|guests|runners)\b",
            r"\bwell (?:run|played|done)[, ]{1,2}(?:all|everyone|team|folks)\b",
            r"\b(?:congratulations|congrats|kudos|hats off) to\b",
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
            rf"\b{ROOM} (?:itself )?(?:is |are |stays |remains )?open(?:s|ed)?\b[^.!?\n]{{0,40}}"
            r"\b(?:daily|every ?day|(?:on )?all (?:days|week|seven)|(?:7|seven) days|as usual)\b",
            r"\b(?:regular )?(?:classes|batches|service) (?:as usual|(?:will )?resumes?)\b",
            r"\bworking (?:days|hours)\b", r"ತೆರೆದಿರುತ್ತದೆ", r"खुला रहेगा",
        ),
        OPENING_HOURS,
    ),
    (
        words_of(
            r"\b(?:fill|take|complete|answer)\b[^.!?\n]{0,20}\b(?:feedback|survey|questionnaire)\b",
            r"\b(?:feedback|survey) (?:form|link)\b|\bform closes\b|^\W{0,6}how was\b[^\n]{2,40}\?",
        ),
        "a look back",
    ),
    (
        words_of(
            r"^[^.!?\n]{0,24}\bhappy hours?\b", r"\bhappy hours? (?:is|are) (?:now |back)",
            r"\b\d\s?\+\s?\d on (?:all|every)\b", r"\bbuy (?:one|two|three|\d),? get (?:one|two|a|\d)\b",
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
            r"\b(?:poster|line-?up|artists?|date|cast|headliner) (?:reveal|drop)\b",
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
            r"\bwe (?:beat|thrashed|defeated|lost to|drew with|went down to)\b",
            r"\b(?:beat|lost to|defeated) [a-z ]{2,24}(?:by )?\d{1,2}\s?[-–]\s?\d{1,2}\b",
            r"\b(?:won|lost|beaten) by \w{1,12} (?:runs?|wickets?|goals?|points?|innings)\b",
            r"\b(?:so|very|super|immensely) proud\b[^.!?\n]{0,60}\b(?:gets?|wins?|won|receives?|received|brought home"
            r"|named|bagged|made it)\b",
        ),
        "a milestone",
    ),
    (
        words_of(
            r"\b(?:school|college|office|company|staff) (?:bus|van|shuttle|cab)s? (?:leaves?|departs?|starts?)\b",
            r"\ball[- ]hands (?:on|at|this|is|meeting|today|tomorrow)\b", r"\bcalendar invites?\b",
            r"\battendance is (?:mandatory|compulsory)\b", r"^\W{0,6}minutes of the meeting\b",
            r"\b(?:boards|(?:board |final |annual |term )?exam(?:ination)?s?)\b[^.!?\n]{0,16}"
            r"\b(?:begin|start|commence)s?\b",
            r"\b(?:closed|shut) (?:till|until)\b",
            r"\b(?:bookings?|orders|services?|deliveries) (?:will )?(?:resumes?|re-?opens?|restarts?)\b",
        ),
        "a notice",
    ),
    (
        words_of(
            rf"\b(?:{FULL_WEEKDAY}|pro|quick|today(?:'|’)?s) (?:tip|motivation|thoughts?|recipe)\b",
            r"\b(?:tip|fact|quote|thought|recipe|poll|word|meme|question) (?:of|for) the (?:day|week|weekend|month)\b",
            r"\bdid you know\b", r"\bcomment (?:below|and tell)\b", r"\bwhich (?:one )?are you\b",
            rf"\bmeet (?:our|the) new (?:\w{{1,10}} ){{0,2}}{TRADE}\b",
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
REMARKS = tuple(words for words, _ in MILD)
"""What an announcement may say beside its happening."""
