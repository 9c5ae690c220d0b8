"""Words that say what kind of place a name is: parts of patterns."""

from __future__ import annotations

import re

from include.understand.text.patterns import bounded

KIND = (
    r"(?:caf[eé]|studios?|theat(?:re|er)|halls?|brew(?:ery|pub|works|ing(?: co(?:mpany)?)?)"
    r"|house|club|book(?:s|store|shop)|gallery|arena|gardens?"
    r"|park|library|cent(?:re|er)|school|college|terrace|kitchen|room|(?:back)?yard|bar|pub|lounge|stadium|grounds?|playground"
    r"|auditorium|museum|hotel|mall|plaza|space|collective|office|academy|foundation|temple|church|chapel|cathedral|basilica|shrine|monastery|gurdwara|mosque"
    r"|dargah|masjid|ashrama?|kendra|mandira|shala|vihara?|loft|courtyard|amphitheatre|ballroom|pavilion|rooftop|lawns?"
    r"|clubhouse|campus|premises|maidan|lake(?:bed|shore)?|tank|beach|orchard|resort|farm(?:stay|house)?|tap\s?room|distillery|roastery|dojo"
    r"|bandstand|bistro|bakery|stores?|shop|social|kere|devasthanam?|forest|grasslands?|fort|quarry|wetlands?|sanctuary|betta)"
)
BUILDING = (
    r"(?:department|dept|institute|building|block|wing|annexe?|campus|floor|complex|tower|mantapa|mandir|bhavan?)"
)
"""What a part of a name may be, without making it a venue's."""
PLACE_AT_END = bounded(
    rf"(?:^|\s)(?:{KIND}|(?:(?:north|south|east|west|main|front|back|metro|villa)\s)?(?:gate|entrance)|steps|circle|junction|mutt|matha|palace|hq"
    r"|headquarters|complex|market|food street|(?:bus|auto|taxi) stand|statue|flyover|underpass|bridge"
    r"|enclave|towers?|apartments?"
    r"|mantapa|kalyana mantapa|bhavana?|samudaya bhavana?|kalamandira?|kalakshetra|rangamandira?"
    r"|bagh|sadan|nilaya|deck|roof|lobby|podium|quadrangle)"
    r"(?:\s(?:no\.?\s)?\d{1,3})?$",
    re.IGNORECASE,
)
"""With what a place ends that people name by its kind."""
