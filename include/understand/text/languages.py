"""What Kannada and Hindi announcements call days, hours and prices, in the English that the grammar reads."""

from __future__ import annotations

_KANNADA = {
    "ಜನವರಿ": "January", "ಫೆಬ್ರವರಿ": "February", "ಮಾರ್ಚ್": "March", "ಏಪ್ರಿಲ್": "April", "ಏಪ್ರಿಲ": "April", "ಮೇ": "May",
    "ಜೂನ್": "June", "ಜುಲೈ": "July", "ಆಗಸ್ಟ್": "August", "ಸೆಪ್ಟೆಂಬರ್": "September", "ಅಕ್ಟೋಬರ್": "October",
    "ನವೆಂಬರ್": "November", "ಡಿಸೆಂಬರ್": "December",
    "ಸೋಮವಾರ": "Monday", "ಮಂಗಳವಾರ": "Tuesday", "ಬುಧವಾರ": "Wednesday", "ಗುರುವಾರ": "Thursday", "ಶುಕ್ರವಾರ": "Friday",
    "ಶನಿವಾರ": "Saturday", "ಭಾನುವಾರ": "Sunday", "ರವಿವಾರ": "Sunday",
    "ಇಂದು": "today", "ನಾಳೆ": "tomorrow", "ಪ್ರತಿ": "every", "ಮತ್ತು": "and", "ರಿಂದ": "to", "ವರೆಗೆ": "", "ರವರೆಗೆ": "", "ಯವರೆಗೆ": "",
    "ದಿನಾಂಕ": "Date", "ಸಮಯ": "Time",
    "ಬೆಳಿಗ್ಗೆ": "morning", "ಬೆಳಗ್ಗೆ": "morning", "ಮಧ್ಯಾಹ್ನ": "afternoon", "ಸಂಜೆ": "evening", "ರಾತ್ರಿ": "night",
    "ಗಂಟೆಗೆ": "o'clock", "ಗಂಟೆಯಿಂದ": "o'clock to", "ಗಂಟೆ": "o'clock", "ಕ್ಕೆ": "",
    "ಪ್ರವೇಶ ಉಚಿತ": "entry free.", "ಉಚಿತ ಪ್ರವೇಶ": "free entry.", "ಉಚಿತ": "free", "ಪ್ರವೇಶ ಶುಲ್ಕ": "entry fee",
    "ರೂಪಾಯಿ": "rupees", "ರೂ": "Rs", "ಟಿಕೆಟ್": "ticket",
}  # fmt: skip
_HINDI = {
    "जनवरी": "January", "फरवरी": "February", "फ़रवरी": "February", "मार्च": "March", "अप्रैल": "April", "मई": "May",
    "जून": "June", "जुलाई": "July", "अगस्त": "August", "सितंबर": "September", "सितम्बर": "September",
    "अक्टूबर": "October", "नवंबर": "November", "नवम्बर": "November", "दिसंबर": "December", "दिसम्बर": "December",
    "सोमवार": "Monday", "मंगलवार": "Tuesday", "बुधवार": "Wednesday", "गुरुवार": "Thursday", "शुक्रवार": "Friday",
    "शनिवार": "Saturday", "रविवार": "Sunday", "इतवार": "Sunday",
    "आज": "today", "हर": "every", "प्रत्येक": "every", "और": "and", "दिनांक": "Date", "समय": "Time",
    "सुबह": "morning", "दोपहर": "afternoon", "शाम": "evening", "रात": "night", "बजे": "o'clock",
    "प्रवेश निःशुल्क": "entry free.", "निःशुल्क प्रवेश": "free entry.", "मुफ़्त प्रवेश": "free entry.", "निःशुल्क": "free",
    "प्रवेश शुल्क": "entry fee", "रुपये": "rupees", "रुपए": "rupees", "टिकट": "ticket",
}  # fmt: skip
_ROMAN_TIMES = {
    "baje": "o'clock", "bajey": "o'clock", "gante": "o'clock", "gantege": "o'clock", "gantage": "o'clock",
    "ganteyinda": "o'clock to", "gante inda": "o'clock to", "ganteginda": "o'clock", "gantegalinda": "o'clock",
    "baje se": "o'clock to", "baje tak": "o'clock",
    "gante varege": "o'clock", "gantevarege": "o'clock", "rinda": "to", "ginda": "to", "varege": "", "varegu": "",
    "varegoo": "",
    "aaj": "today", "ivattu": "today", "indu": "today", "kal": "tomorrow", "naale": "tomorrow", "nale": "tomorrow",
    "iss": "this", "har": "every", "prati": "every",
    "subah": "morning", "belagge": "morning", "beligge": "morning", "belige": "morning", "dopahar": "afternoon",
    "dopeher": "afternoon", "madhyahna": "afternoon", "shaam": "evening", "sham": "evening", "sanje": "evening",
    "raat": "night", "ratri": "night", "raatri": "night", "rathri": "night", "raathri": "night",
    "pratidina": "daily", "prati dina": "daily", "rozana": "daily", "har roz": "daily", "pratidin": "daily",
}  # fmt: skip
_COUNTED = {
    "ek": 1, "ondu": 1, "do": 2, "eradu": 2, "teen": 3, "tin": 3, "mooru": 3, "muru": 3, "char": 4, "chaar": 4,
    "naalku": 4, "nalku": 4, "paanch": 5, "panch": 5, "aidu": 5, "chhe": 6, "chhah": 6, "aaru": 6, "saat": 7, "elu": 7,
    "yelu": 7, "aath": 8, "entu": 8, "nau": 9, "ombattu": 9, "das": 10, "hattu": 10, "gyarah": 11, "hannondu": 11,
    "barah": 12, "hanneradu": 12,
}  # fmt: skip
COUNTED_HOURS = {
    **{
        f"{word} {hour}": f"{number} o'clock"
        for word, number in _COUNTED.items()
        for hour in ("baje", "bajey", "gantege", "gantage")
    },
    **{
        f"{word} {hours}": f"{number} hour{'s' * (number > 1)}"
        for word, number in _COUNTED.items()
        for hours in ("ghanta", "ghante")
    },
}
"""Hours whose number is a word: "shaam saat baje", "do ghante"."""
_ROMAN_DAYS = {
    "somvar": "Monday", "somvaar": "Monday", "somavara": "Monday", "mangalvar": "Tuesday", "mangalavara": "Tuesday",
    "budhvar": "Wednesday", "budhavara": "Wednesday", "guruvar": "Thursday", "guruvara": "Thursday",
    "shukravar": "Friday", "shukravaar": "Friday", "shukravara": "Friday", "mangalvaar": "Tuesday",
    "budhvaar": "Wednesday", "guruvaar": "Thursday", "brihaspativaar": "Thursday", "shanivar": "Saturday",
    "shanivaar": "Saturday", "shanivara": "Saturday", "ravivar": "Sunday", "ravivaar": "Sunday", "itvaar": "Sunday",
    "itwaar": "Sunday", "bhanuvara": "Sunday", "ravivara": "Sunday",
}  # fmt: skip
_ROMAN_FREE = {
    f"{first} {second}": "free entry."
    for free in ("uchita", "ucchita", "uchit", "nishulk", "nishulka", "nihshulka", "muft", "muftu", "free")
    for entry in ("pravesha", "pravesh", "dakhila", "entry")
    if (free, entry) != ("free", "entry")
    for first, second in ((free, entry), (entry, free))
}
_ROMAN_FREE |= {f"{all_} free": "entry free." for all_ in ("ella", "yella", "yellarigu", "ellarigu")}
_ROMAN_MONEY = {"rupayi": "rupees", "rupai": "rupees", "rupaye": "rupees", "rupaayi": "rupees"}
_EVERY_DAY = {
    f"{every} {day}": f"{english} {_ROMAN_DAYS[day]}"
    for every, english in (
        ("har", "every"),
        ("prati", "every"),
        ("pratee", "every"),
        ("iss", "this"),
        ("is", "this"),
        ("ee", "this"),
    )
    for day in _ROMAN_DAYS
}
_NEAR_DAYS = {
    "naale": "tomorrow", "naadiddu": "day after tomorrow", "nadiddu": "day after tomorrow", "ivattu": "today",
    "aaj": "today",
}  # fmt: skip
"""Those that are no names."""
_ROMAN_PAYERS = {
    "doddavarige": "adults", "doddavarigae": "adults", "makkalige": "children", "vidyarthigalige": "students",
    "bachchon ke liye": "children", "bachon ke liye": "children", "badon ke liye": "adults",
}  # fmt: skip
"""For whom a price is: "doddavarige 100, makkalige 50"."""
ROMAN_WORDS = {**_ROMAN_PAYERS, **_ROMAN_DAYS, **_EVERY_DAY, **_NEAR_DAYS, **_ROMAN_FREE, **_ROMAN_MONEY}
"""Kannada and Hindi in Latin letters."""
ROMAN_WORDS_OF_HOURS = {**ROMAN_WORDS, **_ROMAN_TIMES, **COUNTED_HOURS}
"""In a text that has an hour in one of the two ("7 baje", "sanje 7"): alone such a word may be a name's."""
WORDS = {**_KANNADA, **_HINDI}
"""Written word -> English. Of two that begin alike the longer one is taken."""
WHOLE_WORDS = {"से": "to", "तक": "", "कल": "tomorrow"}
"""Those that are also parts of others."""
