"""What an announcement says beside its happening: how many came last time, when the house is open on other days."""

from __future__ import annotations

import re
from datetime import date

from include.areas.local import LocalWords
from include.understand.text.choosing import choose
from include.understand.text.dates.grammar import find_dates
from include.understand.text.folding import in_english
from include.understand.text.patterns import lowered
from include.understand.text.posts.kinds_of_events import names_a_kind
from include.understand.text.posts.mild_reasons import REMARKS
from include.understand.text.times.grammar import find_times

_SENTENCE_END = re.compile(r"(?<=[\w)!?\"”’])[.!?]{1,3}\s|\n|$")
_SHOWN = re.compile(r"[^\n]")


def without_remarks(text: str, posted: date, local: LocalWords) -> str:
    """`text`, as long as before, with spaces for the sentences behind its title that are such remarks.

    Only where the rest announces by itself: below a title, its day and its hour, "our last edition had 300 people" is
    no look back, and the hours of "the cafe is open 8 am to 11 pm on all days" are none of the happening's.
    """
    title_end = text.find("\n")
    if title_end < 0 or not _is_remark(text[title_end:]):
        return text
    kept, start = [text[:title_end]], title_end
    for end in (one.end() for one in _SENTENCE_END.finditer(text, title_end + 1)):
        sentence, start = text[start:end], end
        kept.append(_SHOWN.sub(" ", sentence) if _is_remark(sentence) else sentence)
    rest = "".join(kept)
    return rest if _announces(rest, posted, local) else text


def _is_remark(text: str) -> bool:
    folded = lowered(text)
    return any(words.search(folded) for words in REMARKS)


def _announces(text: str, posted: date, local: LocalWords) -> bool:
    """Whether a text has a day that is not over and an hour; with no more than "Sunday", what is on, too."""
    english = in_english(text)
    days = choose(find_dates(english, posted), english, posted)
    ahead = [one for one in days if one.rule or one.days[-1] >= posted]
    named = any(not one.vague for one in ahead) or names_a_kind(text, local)
    return bool(ahead) and named and bool(find_times(english))
