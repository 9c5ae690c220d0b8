"""Every form of hours that people write, with the form that it comes to or the reason why it is set aside.

One line for each in `golden/hours.txt`. After a change that is meant, write it anew and read the difference:
`python -m tests.places.test_golden_hours`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from include.places.reading import read_hours
from include.places.unreadable import UnreadableHours

FILE = Path(__file__).parent / "golden/hours.txt"
TIMES = (
    "9-5", "9am-5", "9-5pm", "9 to 5 pm", "11-3am", "10-2am", "7-11pm", "7pm-2", "11pm-11", "11-11pm", "12-12",
    "12-3pm", "noon-3", "12noon-12am", "0-24", "00:00-24:00", "0:30-5", "22-6", "22:00-06:00", "10-22", "8.30-17",
    "9h-17h", "0930 hrs to 1830 hrs", "2400-0600", "9:00 am – 5:00 pm", "9 A.M. to 5 P.M.", "9 a m - 5 p m",
    "12am-12am", "11am-11:00am", "11am till late", "till 5pm", "from 5pm", "5pm+", "5 onwards", "17 onwards",
    "midnight onwards", "24:00 onwards", "10-1, 3-6", "10-1pm & 3-6pm", "10am-1pm,3-6", "9-1 and 2-5",
    "11am - 3pm, 7pm", "1-5", "1-1", "13-5", "5-13", "05-9", "9-05", "10:60-11", "12:00-12:30", "12.30am-1am",
    "0am-5am", "13:00pm-15:00pm", "00:00-00:00", "24 hours", "closed", "always open", "5-1", "6-6", "7-7", "7-6",
    "6:59-2", "12.30-3.30", "11.30-11", "10-12", "12-11",
)  # fmt: skip
DAYS = (
    "Mon-Fri {}", "{} Mon-Fri", "Mon, Tue, {}", "Fri-Mon {}", "Mon-Mon {}", "Su-We & Fr {}", "daily {}",
    "{} every day", "Mon–Thu: {}; Fri {}", "Mon {}, Tue {}", "{} Mon, {} Tue", "{} (closed Tue)",
    "{}, closed on Sundays and public holidays", "closed Mon; {}", "Mon closed, {} the rest of the week",
    "weekdays {}, weekends closed", "{} except Sun", "except Sun {}", "All days except Mon, Tue {}",
    "Sat and Sun {}. Weekdays: {}", "{} ; Mon-Fri", "Mon-Fri ; {}", "Mon off {}", "{} Mon off", "PH {}",
    "PH-Mon {}", "Mon-PH {}", "Mon {} Mon {}", "{} {}", "Mon-Fri {} Sat", "Mon {} Tue closed Wed {}", "{} closed",
    "Mon to Fri", "Monday, closed", "rest {}", "Mon {} rest closed", "{}\\n{}", "holidays closed {}",
    "open {} on all the days", "{}, Sat closed, Sun closed", "weekends: {} weekdays: closed",
)  # fmt: skip
"""Sentences about days, of which the first times are `MAIN`, others `OTHER`."""
MAIN, OTHER = "10am-6pm", "11am-1pm"


def lines() -> Iterator[str]:
    """Times by themselves, then days with times."""
    for text in (*TIMES, *(sentence.replace("{}", MAIN, 1).replace("{}", OTHER) for sentence in DAYS)):
        yield f"{text!r}: {_read(text)}"


def _read(text: str) -> str:
    try:
        return read_hours(text)
    except UnreadableHours as error:
        return f"! {error}"


def test_every_form_comes_to_the_same() -> None:
    assert list(lines()) == FILE.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    FILE.write_text("".join(f"{line}\n" for line in lines()), encoding="utf-8")
