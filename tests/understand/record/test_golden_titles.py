"""Titles of every kind: how each is shown beside its venue and days, written, compared, and what it names.

Of each title a few lines in `golden/titles.txt`. After a change that is meant, write it anew and read the difference:
`python -m tests.understand.record.test_golden_titles`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from include.areas.area import load_area
from include.understand.match.contrasts import contrasts, kinds
from include.understand.match.invitation import series_key, without_invitation
from include.understand.record.shown_title import shown_title
from include.understand.record.title_case import without_shouting
from include.understand.text.availability import title_and_availability
from include.understand.text.posts.states import off_in, without_marks, without_states
from include.understand.text.titles import normalised, numbers, pieces, significant, title_key

FILE = Path(__file__).parent / "golden/titles.txt"
AREA = load_area("indiranagar")
VENUE = "The Humming Tree, Indiranagar"
DAYS = [date(2026, 3, 6), date(2026, 3, 7)]
"""A Friday and a Saturday."""
TITLES = (
    "FC BARCELONA FAN MEET", "THE BIG QUIZ NIGHT!!!", "JAZZ", "DJ NIGHT", "AR RAHMAN LIVE IN BENGALURU",
    "Jazz: THE LATE SHOW AGAIN", "D'SOUZA AND O'BRIEN: A NIGHT OF SONG", "5K RUN 2ND EDITION AT 6AM, 10TH MARCH",
    "MR & MRS SHARMA VS ST JOHN'S XI", "C++ AND AI MEETUP", "LGBTQ+ OPEN MIC", "a SMALL thing", "MUSIC X DANCE",
    "OF MICE AND MEN - THE PLAY", "Monsoon Jazz @ The Humming Tree", "Monsoon Jazz at Humming Tree, Indiranagar",
    "Monsoon Jazz | The Humming Tree | 6 March", "Monsoon Jazz, 6th & 7th March 2026", "Monsoon Jazz - Friday, 8 PM",
    "Monsoon Jazz - Sunday, 8 PM", "Monsoon Jazz (Bengaluru)", "Monsoon Jazz in Bangalore", "Good morning Bengaluru",
    "Monsoon Jazz live in Koramangala", "The Humming Tree presents Monsoon Jazz", "Monsoon Jazz by The Humming Tree",
    "The Humming Tree", "Friday at The Humming Tree", "6 March", "Live music", "Monsoon Jazz | Live | Concert",
    "🎷 Monsoon Jazz 🎷", "Monsoon Jazz!!!???", "\"Monsoon\" Jazz...", "Monsoon Jazz [Sold Out]",
    "SOLD OUT: Monsoon Jazz", "Monsoon Jazz - few tickets left", "Monsoon Jazz (housefull)",
    "CANCELLED: Monsoon Jazz", "Monsoon Jazz [postponed]", "Rescheduled | Monsoon Jazz", "Monsoon Jazz is back",
    "Join us for Monsoon Jazz", "You are invited to the Monsoon Jazz", "Don't miss: Monsoon Jazz", "Come to yoga",
    "Monsoon Jazz ft. Asha Rao", "Monsoon Jazz feat Asha Rao & friends", "Asha Rao versus Ravi", "Asha Rao Vs. Ravi",
    "Pottery workshop for beginners", "Pottery: advanced, batch 3", "Pottery part II of 4", "Chess (U-12) finals",
    "Men's 10K / Women's 5K", "Hamlet - matinee", "Hamlet, evening show", "Kannada stand-up, 18+", "Kids' theatre 6-12",
    "Book launch: The River", "Film: The River (1951)", "3rd Bengaluru Jazz Festival 2026", "Edition #7: open mic",
    "50 plants under ₹500", "Startup mixer 2.0", "Yoga 7am", "Season 2, episode 4: the quiz", "Women in tech brunch",
    "Salsa social & bachata class", "Onam sadya lunch", "Diwali mela", "ಕನ್ನಡ ಕವಿಗೋಷ್ಠಿ", "शास्त्रीय संगीत संध्या",
    "Café München: Übung", "Monsoon Jazz ", "  ", "-", "New Year's Eve 2027 @ THT", "24 hours of code", "1 + 1 = 3",
    "The Late Late Show with the Very Long Name of a Person Who Has Very Many Names Indeed, Part One of Several",
)  # fmt: skip


def lines() -> Iterator[str]:
    """Of each title what differs from it, then its words, numbers and what it names."""
    for title in TITLES:
        yield f"== {title}"
        yield from (f"{name}: {what}" for name, what in _found(title) if what not in (title, "", [], (), None))


def _found(title: str) -> Iterator[tuple[str, object]]:
    yield "shown", shown_title(title, VENUE, DAYS, AREA)
    yield "elsewhere", _other(shown_title(title, None, [], AREA), shown_title(title, VENUE, DAYS, AREA))
    yield "cased", without_shouting(title)
    plain, stated = title_and_availability(title)
    yield "availability", stated and (plain, stated)
    yield "off", off_in(title)
    yield "without states", without_states(title)
    yield "without marks", without_marks(title)
    yield "without its invitation", without_invitation(title)
    named = significant(title, AREA.words)
    yield "words", named
    yield "compared as", normalised(title, AREA.words)
    yield "keys", (title_key(title, AREA.words), series_key(title, AREA.words))
    yield "pieces", pieces(title) if len(pieces(title)) > 1 else ()
    yield "numbers", sorted(numbers(title, AREA.words))
    yield "contrasts", sorted(contrasts(title))
    yield "kinds", sorted(kinds(named))


def _other(one: str, other: str) -> str:
    return one if one != other else ""


def test_every_title_is_read_the_same() -> None:
    assert list(lines()) == FILE.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    FILE.write_text("".join(f"{line}\n" for line in lines()), encoding="utf-8")
