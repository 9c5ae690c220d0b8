"""What an amount is that is no price of entry: goods, prizes, parking, a part that is given back."""

from __future__ import annotations

from include.understand.text.patterns import bounded

_GOODS = (
    r"(?:plants?|art(?:works?)?|paintings|prints|sar(?:ee|i)s|books|clothes|jewell?ery|dishes|snacks|food|small plates"
    r"|dosas?|idlis?|momos?|rolls?|kebabs?|pizzas?|burgers?|cakes?|steins?|drinks?|beers?|cocktails?|shots|pints?|mugs?|pitchers?|buckets?|platters?|merch(?:andise)?|t-?shirts)"
)
"""What is sold at an event and is no way into it."""
_RENTED = r"(?:sticks?|costumes?|props|shoes?|mats?|lockers?|life jackets?)"
"""What is lent or sold beside the entry."""
NOT_ENTRY = bounded(
    r"(?:worth|win(?:s|ners?)?(?: (?:gets?|bags?|pockets?|takes?(?: home)?))?|takes? home"
    r"|\d\d\s?\+(?=\s?$)|minimum (?:spend|billing)|min\.? spend|\bwas|instead of"
    r"|down from|in place of|\((?:reg(?:ular)?\.?|usual(?:ly)?|normally|mrp)|prizes?(?: of| money)?"
    r"|(?:\btab|\bhampers?|gift (?:cards?|vouchers?)|cash (?:awards?|prizes?))(?: of| worth)?"
    r"|cashback|discount(?: of)?|off|save|redeemable[^.]{0,20}|\bunder|\bbelow"
    rf"|\b{_GOODS} (?:start(?:s|ing)? (?:at|from)|from|for|at|@)|(?<!\d )\b(?:buckets?|pitchers?|pints?|mugs)\b"
    rf"|\b{_RENTED}"
    r"|voucher(?:s)? of|pool(?: of)?|raised|cover of|includ(?:es?|ing)(?: an?)?|extra t-?shirt"
    r"|additional [\w ]{0,24}|memberships?(?: fees?)?"
    r"|(?:annual|yearly|year['’]s|their) subscriptions?(?: fees?)?(?: of)?"
    r"|(?:pony|horse|camel|bullock cart|tractor|boat|balloon) rides\b"
    r"|valet[^.]{0,25}|(?:(?<!\w )parking|parking(?![^.\n]{0,15}\s[/|•·]))[^.]{0,15}"
    r"|\b(?:stalls?|booths?|vendors?|sellers?|exhibitors?) (?:fees?|rents?|rentals?|charges?|bookings?"
    r"|registrations?|space|cost|at|for|from|@)"
    r"(?: (?:is|of|at|from))?"
    r"|racquet|camera|upgrade|rent)(?:(?![.!?]\s)\W){0,40}$",
)
"""Before an amount in its own sentence: "Great prizes to be won! ₹300" asks for 300."""
MEAL = bounded(r"(?:unlimited[^.\n]{0,40}|buffet (?:for|at))\W{0,40}$")
"""Before what a meal costs, which is the price of entry where no other one is named."""
INSIDE_COVER = bounded(r"\((?:full |with )?cover(?: of)?[^\w)]{0,8}$")
"""Entry 500 (cover 300)."""
IS_CALLED = bounded(
    r"(?:^|[^\w\s]\s{0,3}|\n)(?:room|house|flat|plot|doors|shows?|gates?|hall|session|episode|edition|chapter|volume|no|lane)\.?\s$"
)
"""Before a number that is a thing's name, or an hour: "Room 450", "Doors 1900"."""
NOT_ENTRY_AFTER = bounded(
    r"^\s?~~|^(?:\s?/[-=])?\s*extra\b|^\s*(?:/|per|an?)\s*(?:hour|vehicle|drink|km|kilos?|kg|kilogram|gram|lit(?:re|er)|pieces?|pc|items?|bottle|glass|pint)\b|^\s*(?:for|towards)\s+(?:the\s+)?(?:camera|parking|valet)"
    r"|^(?:\s?/[-=])?\s*(?:refundable|returnable|security deposit|caution deposit|deposit)\b"
    r"|^(?:\s?/[-=])?\s*(?:off|discount|cashback|vouchers?|coupons?)\b|^\s(?:parking|valet)\s?(?:charges?\b|fees?\b|[.,;|/)]|$)",
)
