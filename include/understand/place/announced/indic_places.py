"""Venues in Kannada and Hindi sentences: "ರವೀಂದ್ರ ಕಲಾಕ್ಷೇತ್ರದಲ್ಲಿ", "गांधी भवन में".

Neither script has capitals, so a name is known by the kind of place with which it ends and by what says "in" behind it.
"""

from __future__ import annotations

import re

from include.listing import Venue
from include.understand.text.languages import WHOLE_WORDS, WORDS

MAX_WORDS_BEFORE = 3
"""Words of a name before its kind of place."""
_KANNADA = (
    r"ದೇವಸ್ಥಾನ|ದೇವಾಲಯ|ಭವನ|ಮಂದಿರ|ಸಭಾಂಗಣ|ಮೈದಾನ|ಉದ್ಯಾನ(?:ವನ)?|ಕ್ಷೇತ್ರ|ಕೇಂದ್ರ|ಗ್ರಂಥಾಲಯ|ವಾಚನಾಲಯ"
    r"|ಕಾಲೇಜ್?|ಶಾಲೆ|ಮಠ|ಆಶ್ರಮ|ಕ್ರೀಡಾಂಗಣ|ಹಾಲ್|ಪಾರ್ಕ್|ಬಾಗ್|ಮಂಟಪ|ಅಂಗಳ|ಕಟ್ಟೆ|ಸೌಧ|ಕೆರೆ|ಗುಡಿ|ಗ್ಯಾಲರಿ|ಕ್ಲಬ್|ಥಿಯೇಟರ್|ಅಕಾಡೆಮಿ"
)
_HINDI = (
    r"भवन|मंदिर|मन्दिर|मैदान|सभागार|पार्क|उद्यान|केंद्र|केन्द्र|हॉल|विद्यालय|कॉलेज|रंगमंच|स्टेडियम"
    r"|पुस्तकालय|धर्मशाला|गुरुद्वारा|घाट|अकादमी"
)
_SCRIPT = r"\u0900-\u0dff\u200c\u200d"
_PLACE = re.compile(
    rf"(?P<before>(?:[{_SCRIPT}.]{{1,24}} ){{0,{MAX_WORDS_BEFORE}}})"
    rf"(?:(?P<kannada>[\u0c80-\u0cff\u200c\u200d]{{0,20}}(?:{_KANNADA}))[\u200c\u200d ]?(?:ದಲ್ಲಿ|ಯಲ್ಲಿ|ನಲ್ಲಿ|ಿನಲ್ಲಿ|ದ ಆವರಣದಲ್ಲಿ)"
    rf"|(?P<hindi>[\u0900-\u097f]{{0,20}}(?:{_HINDI})) (?:में|पर|के प्रांगण))(?![{_SCRIPT}])"
)
_NO_NAME = frozenset(
    {*WORDS, *WHOLE_WORDS, "ನಮ್ಮ", "ನಿಮ್ಮ", "ಈ", "ಆ", "ಇದೇ", "हमारे", "अपने", "इस", "उस", "को", "के", "का", "की", "से", "एवं"}
)
_CASES = ("ಗೆ", "ಕ್ಕೆ", "ಂದು", "ಿಂದ", "ಲ್ಲಿ", "ರಂದು")
"""Endings of words that are no part of a name behind them: "6 ಗಂಟೆಗೆ ಪುರಭವನದಲ್ಲಿ"."""


_WHOLE_LINE = re.compile(
    rf"(?:^|[\n।]|[.,:]\s)[ \t]?"
    rf"(?P<name>(?:(?:[{_SCRIPT}]{{1,24}}|(?:[{_SCRIPT}]{{1,4}}\.){{1,3}}) ){{0,{MAX_WORDS_BEFORE}}}"
    rf"[{_SCRIPT}]{{0,20}}(?:{_KANNADA}|{_HINDI}))(?:,\s(?=[{_SCRIPT}])|[ \t]{{0,2}}(?=\n|$)|[.।](?=\s|$))"
)
"""A name by itself, at the end of its line or sentence, or with an address behind it: "ಗಾಯತ್ರಿ ಭವನ, ಜಯನಗರ"."""


def indic_place(text: str) -> Venue | None:
    """The first venue that a Kannada or Hindi text names in a sentence, or None."""
    for match in _PLACE.finditer(text):
        name: list[str] = []
        for word in reversed(match["before"].split()):
            if word.strip(".") in _NO_NAME or word.endswith(_CASES):
                break
            name.insert(0, word)
        kind = match["kannada"] or match["hindi"]
        if name or not re.fullmatch(rf"{_KANNADA}|{_HINDI}", kind):
            return Venue(name=" ".join([*name, kind]))
    alone = next((one["name"] for one in _WHOLE_LINE.finditer(text) if not _states_more(one["name"])), None)
    return Venue(name=alone) if alone else None


def _states_more(name: str) -> bool:
    """Whether a name is a kind of place alone, or begins with what is none: an hour, a case."""
    first, *rest = name.split()
    known = (word for word in (first, *rest[:-1]) if rest)
    return not rest or any(word.strip(".") in _NO_NAME or word.endswith(_CASES) for word in known)
