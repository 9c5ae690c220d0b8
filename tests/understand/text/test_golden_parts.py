"""Posts that announce several happenings, or seem to: each announcement with its id, title, text, reason and state.

In `golden/parts.txt` stands each post, and behind it its parts. After a change that is meant, write it anew and read
the difference: `python -m tests.understand.text.test_golden_parts`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from include.areas.area import load_area
from include.understand.text.posts.happenings import parts_of

FILE = Path(__file__).parent / "golden/parts.txt"
AREA = load_area("indiranagar")
POSTED = date(2026, 3, 3)
"""A Tuesday."""
POSTS = (
    # days in front of their lines
    "This week|FRI 6: Jazz trio 8pm, ₹400\nSAT 7: Comedy night 9pm\nSUN 8: Pub quiz 7pm, free\n📍 Copper Tap",
    "This week|FRI 6: Jazz trio 8pm\nSAT 7: Comedy night 9pm",
    "This week|FRI 6: Jazz trio 8pm, SAT 7: Comedy night 9pm",
    "This week|FRI 6 Jazz trio 8pm SAT 7 Comedy night 9pm",
    "This week|FRI 6: Jazz trio 8pm\nSAT 7: Jazz trio 9pm",
    "This week|FRI 6: Jazz trio 8pm",
    "Lineup|Free entry for all\nWe are hiring!\nBring a friend\nFRI 6: Jazz trio 8pm\nSAT 7: Comedy night 9pm\n"
    "We are hiring!\nRSVP: 98450 12345\nAll at Copper Tap",
    "Lineup|We are hiring!\nFRI 6: Jazz trio 8pm\nSAT 7: Comedy night 9pm",
    "This week|FRI 6: Jazz trio 8pm\nSAT 7: Comedy night 9pm CANCELLED\nSUN 8: Pub quiz 7pm\nSUN 8: Pub quiz 5pm",
    "This week|POSTPONED: FRI 6: Jazz trio 8pm\nSAT 7: Comedy night 9pm\nSUN 8: closed for a private event",
    "Festival 6-8 March|FRI 6: Jazz trio 8pm\nSAT 7: Comedy night 9pm\nSUN 8: Pub quiz 7pm",
    "What's on this week, 2-8 March|FRI 6: Jazz trio 8pm\nSAT 7: Comedy night 9pm",
    "Course|Day 1: FRI 6: Clay 8pm\nDay 2: SAT 7: Glazes 9pm",
    "Friday 6 March|7 pm: Jazz trio\n8 pm: Comedy night\n9.30 pm: Pub quiz",
    "6 March|Jazz trio, 7 pm; Comedy night, 9 pm. All at Copper Tap.",
    "Coming up|1. Jazz trio - 6 March, 8 pm\n2. Comedy night - 7 March, 9 pm\n3. Pub quiz - 8 March, 7 pm",
    "Coming up|Jazz trio plays on 6 March at 8 pm. Comedy night follows on 7 March at 9 pm. Both at Copper Tap.",
    "Coming up|Jazz Trio on 6 March at 8 pm. Comedy Night on 7 March at 9 pm. All at Copper Tap.",
    "Coming up|Bengaluru: 6 March, 8 pm\nMysuru: 7 March, 8 pm\nIndiranagar: 8 March, 8 pm",
    "Coming up|Every Tuesday: Open mic 8pm\nEvery Thursday: Pub quiz 9pm\nFirst Sunday: Flea market 11am",
    "Coming up|Tonight: Jazz trio 8pm\nTomorrow: Comedy night 9pm\nSunday: Flea market 11am",
    "Coming up|ಶುಕ್ರವಾರ 6 ಮಾರ್ಚ್: ಯಕ್ಷಗಾನ 6pm\nಶನಿವಾರ 7 ಮಾರ್ಚ್: ನಾಟಕ 7pm",
    f"Coming up|FRI 6: {'Jazz and more ' * 12}8pm\nSAT 7: {'Jazz and less ' * 12}9pm",
)


def lines() -> Iterator[str]:
    """Each post, then its parts."""
    for post in POSTS:
        title, _, text = post.partition("|")
        yield repr(post if len(post) < 300 else f"{post[:60]}... of {len(post)}")
        for part in parts_of(title, text, POSTED, AREA.words):
            own = part.text if len(part.text) < 300 else f"{part.text[:60]}... of {len(part.text)}"
            yield f"  {part.key}: {part.title[:60]!r} {own!r} {part.reason or ''} {part.status or ''}".rstrip()


def test_every_post_has_the_same_announcements() -> None:
    assert list(lines()) == FILE.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    FILE.write_text("".join(f"{line}\n" for line in lines()), encoding="utf-8")
