"""Each way in which announcements write their dates and hours, several examples a kind; all posted on a Tuesday."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from include.understand.text.when import AnnouncedDates, read_when

IST = ZoneInfo("Asia/Kolkata")
POSTED = datetime(2026, 3, 3, 10, tzinfo=IST)


def read(text: str) -> AnnouncedDates | None:
    return read_when(f"A happening\n{text}", POSTED, IST, timedelta(days=120))


def starts(text: str) -> list[str]:
    """The starts as "month-day hour:minute", or "month-day" where only the day is known."""
    when = read(text)
    return [
        f"{o.starts_at:%m-%d}" if o.date_only else f"{o.starts_at:%m-%d %H:%M}"
        for o in (when.occurrences if when else [])
    ]


def ends(text: str) -> list[str | None]:
    when = read(text)
    return [f"{o.ends_at:%m-%d %H:%M}" if o.ends_at else None for o in (when.occurrences if when else [])]


def weeks(first: str, count: int, clock: str = "") -> list[str]:
    day = date.fromisoformat(f"2026-{first}")
    return [f"{day + timedelta(weeks=n):%m-%d}{clock}" for n in range(count)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mar 14, 7-9 pm", ["03-14 19:00"]),
        ("April 5, 12 to 4 pm", ["04-05 12:00"]),
        ("March 21, 10 - noon", ["03-21 10:00"]),
        ("May 2, 5 till 7.30pm", ["05-02 17:00"]),
        ("March 14, 15 and 21", ["03-14", "03-15", "03-21"]),
        ("March 14, 7 courses", ["03-14"]),
    ],
)
def test_an_hour_behind_a_month_and_day_is_no_second_day(text: str, expected: list[str]) -> None:
    assert starts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("this afternoon at 4", ["03-03 16:00"]),
        ("This evening, 7 pm", ["03-03 19:00"]),
        ("tonight at 9", ["03-03 21:00"]),
        ("Tonight, 10.30", ["03-03 22:30"]),
        ("at 11 tonight", ["03-03 23:00"]),
        ("tomorrow morning at 7", ["03-04 07:00"]),
        ("tomorrow evening, 6.30", ["03-04 18:30"]),
        ("the day after tomorrow at 8 in the evening", ["03-05 20:00"]),
        ("5th March, 10 in the night", ["03-05 22:00"]),
        ("5th March, 7 o'clock in the morning", ["03-05 07:00"]),
    ],
)
def test_the_part_of_the_day_decides_which_half_an_hour_is_in(text: str, expected: list[str]) -> None:
    assert starts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fri 6th, 8:30 pm", ["03-06 20:30"]),
        ("Sat the 14th, 5pm", ["03-14 17:00"]),
        ("Thursday (12th), 6 pm", ["03-12 18:00"]),
        ("Friday 6th & Saturday 7th", ["03-06", "03-07"]),
        ("Fri 13th, Sat 14th, 9 pm", ["03-13 21:00", "03-14 21:00"]),
        ("Sat & Sun, 5 pm", ["03-07 17:00", "03-08 17:00"]),
        ("Friday and Saturday at 8pm", ["03-06 20:00", "03-07 20:00"]),
        ("Fri, 8 pm", ["03-06 20:00"]),
    ],
)
def test_weekdays_with_the_day_of_the_month_and_in_pairs(text: str, expected: list[str]) -> None:
    assert starts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Next week Friday, 8 pm", ["03-13 20:00"]),
        ("Next week\nSat 14: Jazz 8 pm", ["03-14 20:00"]),
        ("Friday next week, 8 pm", ["03-13 20:00"]),
        ("next Monday at 7 pm", ["03-09 19:00"]),
        ("in a week, 7 pm", ["03-10 19:00"]),
        ("the following Friday, 8 pm", ["03-13 20:00"]),
    ],
)
def test_the_next_week(text: str, expected: list[str]) -> None:
    assert starts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two weeks from tomorrow, 7 pm", ["03-18 19:00"]),
        ("3 days from today", ["03-06"]),
        ("on the 10th of this month at 7 pm", ["03-10 19:00"]),
        ("the 3rd of next month", ["04-03"]),
        ("the fourth of July, 7 pm", ["07-04 19:00"]),
        ("the twenty-third day of September", ["09-23"]),
        ("Sat 14, 7 pm", ["03-14 19:00"]),
        ("Sunday 22 at 6 am", ["03-22 06:00"]),
        ("Sat 7 pm", ["03-07 19:00"]),
    ],
)
def test_days_by_count_by_word_and_by_number_alone(text: str, expected: list[str]) -> None:
    assert starts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "rule"),
    [
        ("every Wed till 25 March, 7 pm", weeks("03-04", 4, " 19:00"), "FREQ=WEEKLY;BYDAY=WE;UNTIL=20260325"),
        ("every Wed, 7 pm, until 25 March", weeks("03-04", 4, " 19:00"), "FREQ=WEEKLY;BYDAY=WE;UNTIL=20260325"),
        ("Thursdays 5 March to 26 March", weeks("03-05", 4), "FREQ=WEEKLY;BYDAY=TH;UNTIL=20260326"),
        ("Every Sunday, 8 March - 22 March", weeks("03-08", 3), "FREQ=WEEKLY;BYDAY=SU;UNTIL=20260322"),
        ("Wednesdays, April 1 - April 29", weeks("04-01", 5), "FREQ=WEEKLY;BYDAY=WE;UNTIL=20260429"),
        ("7 to 28 March, Saturdays", weeks("03-07", 4), "FREQ=WEEKLY;BYDAY=SA;UNTIL=20260328"),
        ("Sundays in April", weeks("04-05", 4), "FREQ=WEEKLY;BYDAY=SU;UNTIL=20260430"),
        ("Alternate Sundays to 5 April", ["03-08", "03-22", "04-05"], "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;UNTIL=20260405"),
    ],
)
def test_weekly_until_a_day(text: str, expected: list[str], rule: str) -> None:
    when = read(text)
    assert starts(text) == expected
    assert when is not None
    assert when.recurrence is not None
    assert when.recurrence.rrule == rule


@pytest.mark.parametrize(
    ("text", "expected", "rule"),
    [
        ("every Tuesday and Thursday, 7 pm", ["03-03 19:00", "03-05 19:00", "03-10 19:00"], "FREQ=WEEKLY;BYDAY=TU,TH"),
        ("Tuesdays & Fridays, 6 am", ["03-03 06:00", "03-06 06:00", "03-10 06:00"], "FREQ=WEEKLY;BYDAY=TU,FR"),
        ("Mon, Wed & Fri, 6-8 am", ["03-04 06:00", "03-06 06:00", "03-09 06:00"], "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
        ("Starts 8 June, Mondays & Wednesdays", ["06-08", "06-10", "06-15"], "FREQ=WEEKLY;BYDAY=MO,WE"),
        ("Sat-Sun, starting 2nd May, 5 pm", ["05-02 17:00", "05-03 17:00", "05-09 17:00"], "FREQ=WEEKLY;BYDAY=SA,SU"),
        ("2nd Saturday of every month, 11 am", ["03-14 11:00", "04-11 11:00"], "FREQ=MONTHLY;BYDAY=2SA"),
        ("every last Friday, 7 pm", ["03-27 19:00", "04-24 19:00"], "FREQ=MONTHLY;BYDAY=-1FR"),
        ("Every 1st and 3rd Sunday, 7 am", ["03-15 07:00", "04-05 07:00"], "FREQ=MONTHLY;BYDAY=1SU,3SU"),
    ],
)
def test_days_that_repeat(text: str, expected: list[str], rule: str) -> None:
    when = read(text)
    assert starts(text)[: len(expected)] == expected
    assert when is not None
    assert when.recurrence is not None
    assert when.recurrence.rrule == rule


def test_the_nth_weekday_alone_is_the_next_one() -> None:
    assert starts("2nd Saturday, 11 am") == ["03-14 11:00"]
    assert starts("First Sunday, 8 am") == ["04-05 08:00"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("every Tuesday except 10 March, till 24 March, 7 pm", ["03-03 19:00", "03-17 19:00", "03-24 19:00"]),
        ("5-9 March, 10 am to 6 pm, Mondays closed", [f"03-0{n} 10:00" for n in (5, 6, 7, 8)]),
        ("5-9 March, 10 am to 6 pm. Closed on Friday", [f"03-0{n} 10:00" for n in (5, 7, 8, 9)]),
    ],
)
def test_days_that_are_excepted(text: str, expected: list[str]) -> None:
    assert starts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8 March | 2 shows - 5 PM & 8 PM", ["03-08 17:00", "03-08 20:00"]),
        ("8 March, slots: 9 AM, 10:30 AM, 12 PM", ["03-08 09:00", "03-08 10:30", "03-08 12:00"]),
        ("7 & 8 March at 4 pm and 7 pm", ["03-07 16:00", "03-07 19:00", "03-08 16:00", "03-08 19:00"]),
        ("8 March, doors 7pm, show 8pm", ["03-08 20:00"]),
    ],
)
def test_several_shows_on_a_day(text: str, expected: list[str]) -> None:
    assert starts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3/12, that is Thursday, 12 March", ["03-12"]),
        ("Sat 4/11, 7 pm", ["04-11 19:00"]),
        ("Fri 12/6, 8-11pm", ["06-12 20:00"]),
        ("12-Dec-26, 6:30pm", ["12-12 18:30"]),
        ("5.Apr.2026 at 5 pm", ["04-05 17:00"]),
        ("16.05 – from 5 till 10 pm", ["05-16 17:00"]),
        ("28.03.2026, 8pm", ["03-28 20:00"]),
    ],
)
def test_days_as_numbers(text: str, expected: list[str]) -> None:
    assert starts(text) == expected


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("14 March, 8am-12noon", "03-14 08:00", "03-14 12:00"),
        ("14 March, 12 noon - 8 pm", "03-14 12:00", "03-14 20:00"),
        ("14 March, 9 pm to midnight", "03-14 21:00", "03-15 00:00"),
        ("14 March between 5:30 PM and 8:30 PM", "03-14 17:30", "03-14 20:30"),
        ("14 March from 10 until 1", "03-14 10:00", "03-14 13:00"),
        ("14 March, 11:00-13:00 hrs", "03-14 11:00", "03-14 13:00"),
        ("14 Mar 9am to 15 Mar 9am", "03-14 09:00", "03-15 09:00"),
        ("23 May, 6 PM to 24 May, 6 AM", "05-23 18:00", "05-24 06:00"),
        ("14 March, 1030pm", "03-14 22:30", None),
        ("5th March, noon", "03-05 12:00", None),
        ("5th March, noon onwards", "03-05 12:00", None),
        ("Saturday, the 9th of May at half past six", "05-09 18:30", None),
        ("14 March at quarter to 8", "03-14 19:45", None),
        ("14 March at seven o'clock", "03-14 19:00", None),
    ],
)
def test_hours_from_and_to(text: str, start: str, end: str | None) -> None:
    assert (starts(text), ends(text)) == ([start], [end])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("𝗦𝗮𝘁, 𝟮𝟭 𝗠𝗮𝗿𝗰𝗵 | 𝟭𝟭 𝗮𝗺", ["03-21 11:00"]),
        ("𝐒𝐮𝐧𝐝𝐚𝐲 𝟖 𝐌𝐚𝐫𝐜𝐡, 𝟒:𝟑𝟎 𝐩𝐦", ["03-08 16:30"]),
        ("２１ Ｍａｒｃｈ, ７ ｐｍ", ["03-21 19:00"]),
        ("14 ಮಾರ್ಚ್ 2026, ಸಂಜೆ 6 ಗಂಟೆಗೆ", ["03-14 18:00"]),
        ("ಏಪ್ರಿಲ್ 5, ಭಾನುವಾರ, ಬೆಳಿಗ್ಗೆ 10 ಗಂಟೆಗೆ", ["04-05 10:00"]),
        ("೧೪ ಮಾರ್ಚ್ ೨೦೨೬", ["03-14"]),
        ("ನಾಳೆ ಸಂಜೆ 7 ಗಂಟೆಗೆ", ["03-04 19:00"]),
        ("शनिवार, 18 अप्रैल, शाम 7 बजे", ["04-18 19:00"]),
        ("१४ मार्च, सुबह 11 बजे", ["03-14 11:00"]),
    ],
)
def test_other_letters_and_languages(text: str, expected: list[str]) -> None:
    assert starts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Registrations close on 5 March! We play on 14 March, 7 am", ["03-14 07:00"]),
        ("Tickets go live on 6 March at noon. Live on 13 June, 8 pm", ["06-13 20:00"]),
        ("Early bird ends on 10 March. 21 March, 5 pm", ["03-21 17:00"]),
        ("20% off before 10th March", []),
        ("Offer ends on 31 March", []),
        ("She never misses a Monday", []),
        ("Founded on 3 March 2020", []),
        # "weekend" and "friends" end nothing
        ("Songs for the weekend\n14 March, 8 pm", ["03-14 20:00"]),
        ("Comedy with friends: 14 March, 8 pm", ["03-14 20:00"]),
    ],
)
def test_dates_of_something_else(text: str, expected: list[str]) -> None:
    assert starts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Opening: Fri 6 March, 6 pm. On view till 9 March, 11 am to 7 pm",
            [("03-06 18:00", "03-06 19:00"), *((f"03-0{n} 11:00", f"03-0{n} 19:00") for n in (7, 8, 9))],
        ),
        ("Opening on 6 March, 6 pm. On view till 22 March", [("03-06 18:00", "03-22 23:59")]),
        ("Till 22 March", [("03-03", "03-22 23:59")]),
        ("On show until 5 March, 11 am - 7 pm", [(f"03-0{n} 11:00", f"03-0{n} 19:00") for n in (3, 4, 5)]),
        ("22 March - 24 March, 12 noon - 8 pm daily", [(f"03-{n} 12:00", f"03-{n} 20:00") for n in (22, 23, 24)]),
    ],
)
def test_the_days_of_an_exhibition(text: str, expected: list[tuple[str, str]]) -> None:
    assert list(zip(starts(text), ends(text), strict=True)) == expected


@pytest.mark.parametrize(
    ("text", "expected", "happenings"),
    [
        (
            "Thu 5 March, 7 pm – poetry\nFri 6 March, 8 pm – jazz quartet\nSun 8 March, 11 am – clay for kids",
            ["03-05 19:00", "03-06 20:00", "03-08 11:00"], 3,
        ),
        ("Saturday 7 March, 8 pm, salsa. Sunday 8 March, 11 am, pancakes.", ["03-07 20:00", "03-08 11:00"], 2),
        ("7 March, 5 pm\n8 March, 8 pm", ["03-07 17:00", "03-08 20:00"], 1),
        ("7 March, 5 pm and again a week later", ["03-07 17:00"], 1),
    ],
)  # fmt: skip
def test_a_program_of_several_happenings(text: str, expected: list[str], happenings: int) -> None:
    when = read(text)
    assert when is not None
    assert (starts(text), when.happenings) == (expected, happenings)
