"""Words of posts that announce nothing, and of happenings that are about just that: "Studio reopens with a gig".

Where something to go to is named, a day with its hour outweighs them (`announce.py`). The name of a play, a film or the
like is no word against it, whatever it is.
"""

from __future__ import annotations

import re

from include.understand.text.patterns import bounded
from include.understand.text.posts.reasons import ROOM, words_of

_HOUSE = rf"(?:{ROOM}|clinic|outlet|branch|showroom|salon|centre|school|bookshop|bookstore|roastery|boutique|nursery)"
THEMES = (
    (
        words_of(
            r"^\W{0,4}any(?:body|one) (?:selling|knows?|have|has|got|looking)\b", r"\bto-?let\b",
            r"^[^.!?\n]{0,40}\bfor (?:rent|lease"
            r"|sale\b(?=[^\n]{0,120}\b(?:owner|km|used|condition|negotiable|lakhs?|warranty|bill)\b))\b",
            r"\b(?:need|looking for|wanted|require) an? (?:\w{1,12} )?"
            r"(?:carpenter|plumber|electrician|maid|cook|driver|painter|tutor|nanny|babysitter|cleaner|mechanic)\b",
            r"\blast seen (?:on|at|near|in|around|yesterday|today|this|last|\d|[fmstw])",
        ),
        "a classified",
    ),
    (
        words_of(
            r"\bturn(?:s|ed) (?:one|two|three|four|five|ten|\d{1,3})\b",
            r"\b(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|a|many) years? ago "
            r"(?:today|this (?:day|week|month)|on this day)\b",
            r"^\W{0,6}on this day in (?:1[89]|20)\d\d\b",
        ),
        "a milestone",
    ),
    (
        words_of(rf"\b(?:outlet|branch|{ROOM}) (?:closes|shuts|is closing|will close) (?:at|by|early)\b"),
        "a closure",
    ),
    (
        words_of(
            r"\b(?:school|college|office|library|studio|store|shop|cafe|clinic)s? re-?opens?\b",
            r"\bwe(?:['’]ve| have|['’]re| are) (?:moved|moving|shifted|shifting|relocated|relocating)\b"
            r"(?=[\s\S]{0,160}\b(?:find|visit) us\b"
            r"|[^.\n]{0,60}\bnew (?:home|address|premises|store|shop|outlet|branch|office)\b"
            rf"|[^.\n]{{0,24}}\b{_HOUSE}\b)",
            rf"\b(?:our|the) (?:\w{{1,14}} )?{_HOUSE} "
            r"(?:(?:has|is|have|will be) )?(?:just )?(?:mov(?:ed|ing|es)|shift(?:ed|ing|s)|relocat(?:ed|ing|es))\b"
            r"(?= (?:to|into|from|in|on|next|this|across|down|closer|just"
            r"|(?:\w{1,8} )?(?:lanes?|streets?|doors?|blocks?|floors?))\b"
            r"| ?(?:[.!:,…\n–—-]|$))",
            r"\bwe(?:['’]ve| have) (?:moved|shifted|relocated)\b[^\n]{0,120}"
            r"\b(?:(?:is|are) now (?:at|on|in|next|opposite|near)|same (?:team|menu|people|phone)|(?:new"
            r"|longer|same) (?:hours|timings?))\b",
            r"\bfind us at our new\b", r"(?:^|[.!] )\W{0,3}new address\s?[:–-]",
            r"^\W{0,4}new (?:location|address) alert\b",
            rf"\b{_HOUSE} has (?:a|found a) new (?:home|address)\b",
        ),
        "a notice",
    ),
)  # fmt: skip
"""As REASONS: each reason with the words by which it is known."""
GOODS = re.compile(r"\bfor sale\b", re.IGNORECASE)
"""Names no sale to go to."""
_WORK = (
    r"(?:plays?|drama|comedy|musical|opera|ballet|monologue|films?|movie|documentary|exhibition|exhibit|installation"
    r"|shows?|performance|gig|concert)"
)
NAME_OF_WORK = bounded(
    r"^[^\n:]{1,60}(?::|\s[–—-])\s(?=an?\s(?:(?!(?:about|after|at|before|by|for|from|in|near|of|on|to|with)\b)"
    rf"[\w-]{{2,15}}\s){{0,2}}{_WORK}(?:\s?[.,!(|]|\s[–—-]|\s(?:by|about|in|on|of|with|from|for|at)\b|$))",
    re.IGNORECASE | re.MULTILINE,
)
"""A name of which the same line says what it is: "Lost: a new play by Asha Rao"."""
