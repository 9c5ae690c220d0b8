"""Words that say what kind of place a name is: parts of patterns."""

KIND = (
    r"(?:caf[eé]|studios?|theat(?:re|er)|halls?|brew(?:ery|pub|works)|house|club|book(?:s|store|shop)|gallery|arena|gardens?"
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
