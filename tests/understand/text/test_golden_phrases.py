"""Every way of saying when beside every other: what each phrase covers, read on a Wednesday at 10 in the morning.

Of each phrase one line in `golden/phrases.txt` has what it covers. After a change that is meant, write it anew and read
the difference: `python -m tests.understand.text.test_golden_phrases`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

from tests.understand.text.phrases import read

FILE = Path(__file__).parent / "golden/phrases.txt"
DAYS = ("today", "next Friday", "15 June", "3 May 2027", "Christmas", "in three days")
PERIODS = ("this week", "next month", "July", "this weekend", "2027")
HOURS = ("5 pm", "2 to 4 pm", "half past eight")
FORMS = (
    (("before {}", "until {}", "by {}", "after {}", "since {}"), (*DAYS, *PERIODS, *HOURS)),
    (("the end of {}", "late {}"), (*DAYS, *PERIODS)),
    (("the beginning of {}", "early {}", "the rest of {}"), PERIODS),
    (("the last Friday of {}", "the second week of {}", "the first week of {}"), ("July", "July 2027")),
    (("two weeks before {}", "more than two days before {}", "less than a week after {}", "four days after {}"), DAYS),
    (("3 hours after {}", "an hour before {}", "from {} for two hours"), ("5 pm", "half past eight")),
)  # fmt: skip
"""What can be said around one word of when, and around which."""
JOINED = (
    ("from {} to {}", DAYS, DAYS), ("between {} and {}", DAYS, DAYS), ("{}, {}", DAYS, HOURS),
    ("{} at {}", DAYS, HOURS), ("{} on {}", HOURS, DAYS), ("before {} {}", HOURS, DAYS),
    ("after {} on {}", HOURS, DAYS),
    ("from {} to half past eight", ("5 pm", "2 to 4 pm"), ("",)),
)  # fmt: skip


def phrases() -> Iterator[str]:
    """One thing said of when, then two joined."""
    yield from (*DAYS, *PERIODS, *HOURS)
    for forms, whens in FORMS:
        yield from (form.format(when) for form, when in product(forms, whens))
    for form, ones, others in JOINED:
        yield from (form.format(one, other) for one, other in product(ones, others) if one != other)


def lines() -> list[str]:
    """Each phrase with what it covers."""
    return [f"{phrase}: {read(phrase)}" for phrase in phrases()]


def test_every_phrase_covers_the_same() -> None:
    assert lines() == FILE.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    FILE.write_text("".join(f"{line}\n" for line in lines()), encoding="utf-8")
