"""Each form and each way of joining that a phrase about time can have, read on a Wednesday at 10 in the morning."""

from __future__ import annotations

import pytest

from include.understand.text.expressions.read import read_expression
from tests.understand.text.phrases import NOW, read


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("now", "2026-03-04 10:00"),
        ("today", "2026-03-04"),
        ("end of day", "2026-03-04 23:59"),
        ("yesterday", "2026-03-03"),
        ("the day before yesterday", "2026-03-02"),
        ("tonight", "2026-03-04 19:00 to 2026-03-04 23:59"),
        ("last night", "2026-03-03 19:00 to 2026-03-03 23:59"),
        ("this morning", "2026-03-04 05:00 to 2026-03-04 12:00"),
        ("next evening", "2026-03-05 17:00 to 2026-03-05 23:59"),
        ("midnight", "00:00"),
        ("at midnight tomorrow", "2026-03-05 00:00"),
        ("noonish", "12:00"),
        ("noon tomorrow", "2026-03-05 12:00"),
        ("in 3 hours", "2026-03-04 13:00"),
        ("half an hour ago", "2026-03-04 09:30"),
        ("1.5 hours ago", "2026-03-04 08:30"),
        ("30 minutes later", "2026-03-04 10:30"),
        ("in 2 days and 3 hours", "2026-03-06 13:00"),
        ("three days later", "2026-03-07"),
        ("two weeks ago", "2026-02-18"),
        ("a fortnight ago", "2026-02-18"),
        ("three quarters ago", "2025-06-04"),
        ("2 decades ago", "2006-03-04"),
        ("within 2 hours", "2026-03-04 10:00 to 2026-03-04 12:00"),
        ("within 3 days", "2026-03-04 to 2026-03-07"),
        ("this weekend", "2026-03-07 to 2026-03-09"),
        ("6, 7 and 8 March", "2026-03-06 to 2026-03-09"),
        ("6 & 7 March 2027", "2027-03-06 to 2027-03-08"),
        ("from 6, 7 and 8 March", "2026-03-06 to 2026-03-08"),
        ("last weekend", "2026-02-28 to 2026-03-02"),
        ("next Friday", "2026-03-13"),
        ("following Friday", "2026-03-13"),
        ("past Friday", "2026-02-27"),
    ],
)
def test_days_and_moments_beside_now(text: str, extent: str) -> None:
    assert read(text) == extent


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("7/6", "2026-06-07"),
        ("23/4", "2026-04-23"),
        ("10/1/2018", "2018-01-10"),
        ("10/1/34", "2034-01-10"),
        ("10/1/35", "1935-01-10"),
        ("25/3/2026", "2026-03-25"),
        ("2019-aug-1", "2019-08-01"),
        ("Sep-23-2020", "2020-09-23"),
        ("2016 10 16", "2016-10-16"),
        ("29/2/2028", "2028-02-29"),
        ("Christmas", "2026-12-25"),
        ("Christmas 2028", "2028-12-25"),
        ("last Christmas", "2025-12-25"),
        ("New Year's Eve", "2026-12-31"),
        ("last Halloween", "2025-10-31"),
        ("Valentine's Day", "2027-02-14"),
    ],
)
def test_numbers_and_holidays(text: str, extent: str) -> None:
    assert read(text) == extent


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("the week", "2026-03-02 to 2026-03-09"),
        ("last week", "2026-02-23 to 2026-03-02"),
        ("next day", "2026-03-05"),
        ("last day", "2026-03-03"),
        ("this quarter", "2026-01-01 to 2026-04-01"),
        ("next quarter", "2026-04-01 to 2026-07-01"),
        ("this year", "2026-01-01 to 2027-01-01"),
        ("next decade", "2030-01-01 to 2040-01-01"),
        ("next hour", "2026-03-04 10:00 to 2026-03-04 11:00"),
        ("last hour", "2026-03-04 09:00 to 2026-03-04 10:00"),
        ("this hour", "nothing"),
        ("the month after next", "2026-05-01 to 2026-06-01"),
        ("the year after next", "2028-01-01 to 2029-01-01"),
        ("the next two hours", "2026-03-04 10:00 to 2026-03-04 12:00"),
        ("the last 2 weeks", "2026-02-18 to 2026-03-04"),
        ("the last 2 weeks and 3 days", "2026-02-15 to 2026-03-04"),
        ("10 previous weeks", "2025-12-24 to 2026-03-04"),
        ("the next 2 months", "2026-03-05 to 2026-05-05"),
        ("the next 5 business days", "2026-03-05 to 2026-03-12"),
        ("the last 3 working days", "2026-02-27 to 2026-03-04"),
        ("the next two quarters", "2026-04-01 to 2026-10-01"),
        ("May 2026", "2026-05-01 to 2026-06-01"),
        ("this August", "2026-08-01 to 2026-09-01"),
        ("last August", "2025-08-01 to 2025-09-01"),
        ("next August", "2027-08-01 to 2027-09-01"),
        ("August", "2026-08-01 to 2026-09-01"),
        ("January", "2026-01-01 to 2026-02-01"),
        ("April '27", "2027-04-01 to 2027-05-01"),
        ("March of this year", "2026-03-01 to 2026-04-01"),
        ("June last year", "2025-06-01 to 2025-07-01"),
        ("the 20th of this month", "2026-03-20"),
        ("the 3rd of last month", "2026-02-03"),
        ("12-2015", "2015-12-01 to 2016-01-01"),
        ("2016 / 11", "2016-11-01 to 2016-12-01"),
        ("2016 June", "2016-06-01 to 2016-07-01"),
        ("2018", "2018-01-01 to 2019-01-01"),
        ("2019 Q1", "2019-01-01 to 2019-04-01"),
        ("Q3", "2026-07-01 to 2026-10-01"),
        ("H2 2026", "2026-07-01 to 2027-01-01"),
        ("H1", "2026-01-01 to 2026-07-01"),
        ("the third quarter of 2026", "2026-07-01 to 2026-10-01"),
        ("the 1990s", "1990-01-01 to 2000-01-01"),
        ("the 20s", "2020-01-01 to 2030-01-01"),
        ("the 15th century", "1400-01-01 to 1500-01-01"),
        ("week 3 of 2027", "2027-01-18 to 2027-01-25"),
        ("week 12", "2026-03-16 to 2026-03-23"),
        ("week 53 of 2026", "2026-12-28 to 2027-01-04"),
        ("the year to date", "2026-01-01 to 2026-03-04"),
        ("month to date", "2026-03-01 to 2026-03-04"),
    ],
)
def test_periods(text: str, extent: str) -> None:
    assert read(text) == extent


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("the second week of May", "2026-05-11 to 2026-05-18"),
        ("the last 3 weeks of the year", "2026-12-14 to 2027-01-04"),
        ("the first ten days of June", "2026-06-01 to 2026-06-11"),
        ("the 15th day of next month", "2026-04-15"),
        ("the 9th month of next year", "2027-09-01 to 2027-10-01"),
        ("the last month of next year", "2027-12-01 to 2028-01-01"),
        ("the last day of this month", "2026-03-31"),
        ("the last two days of this month", "2026-03-30 to 2026-04-01"),
        ("early this month", "2026-03-01 to 2026-03-16"),
        ("late this month", "2026-03-16 to 2026-04-01"),
        ("early next week", "2026-03-09 to 2026-03-12"),
        ("mid next week", "2026-03-10 to 2026-03-14"),
        ("end of next week", "2026-03-12 to 2026-03-16"),
        ("early 2027", "2027-01-01 to 2027-07-01"),
        ("mid-2027", "2027-05-01 to 2027-09-01"),
        ("late 2027", "2027-07-01 to 2028-01-01"),
        ("beginning of 2027", "2027-01-01 to 2027-05-01"),
        ("end of 2027", "2027-09-01 to 2028-01-01"),
        ("early Q3", "2026-07-01 to 2026-08-16"),
        ("mid Q3", "2026-07-31 to 2026-08-31"),
        ("late Q3", "2026-08-16 to 2026-10-01"),
        ("late tomorrow", "2026-03-05 12:00 to 2026-03-06 00:00"),
        ("early in the day", "00:00 to 12:00"),
        ("later in the day", "12:00 to 00:00"),
        ("later this week", "2026-03-05 to 2026-03-09"),
        ("earlier this week", "2026-03-02 to 2026-03-04"),
        ("later this month", "2026-03-16 to 2026-04-01"),
        ("earlier this month", "2026-03-01 to 2026-03-04"),
        ("the rest of the day", "2026-03-04 10:00 to 2026-03-04 23:59"),
        ("the rest of the month", "2026-03-04 to 2026-03-31"),
        ("the rest of next week", "2026-03-09 to 2026-03-16"),
        ("rest of the year", "2026-03-04 to 2026-12-31"),
        ("early evening", "17:00 to 20:29"),
        ("late evening", "20:29 to 23:59"),
        ("lunch tomorrow", "2026-03-05 11:00 to 2026-03-05 15:00"),
    ],
)
def test_parts_of_periods(text: str, extent: str) -> None:
    assert read(text) == extent


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("more than two weeks before today", "to 2026-02-18"),
        ("less than two weeks before today", "2026-02-18 to 2026-03-05"),
        ("within two weeks from today", "2026-03-04 to 2026-03-18"),
        ("less than 3 days after Friday", "2026-03-06 to 2026-03-09"),
        ("for three days from Friday", "2026-03-06 to 2026-03-09"),
        ("3 days starting Friday", "2026-03-06 to 2026-03-09"),
        ("2 hours before 5 pm", "15:00"),
        ("2 hours after noon", "14:00"),
        ("2 hours before 5 pm tomorrow", "2026-03-05 15:00"),
        ("Friday for 2 hours", "2026-03-06 00:00 to 2026-03-06 02:00"),
        ("Friday for three days", "2026-03-06 to 2026-03-09"),
    ],
)
def test_counts_from_a_day_or_an_hour(text: str, extent: str) -> None:
    assert read(text) == extent


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("before Friday", "to 2026-03-06"),
        ("by Friday", "to 2026-03-06"),
        ("before the end of March", "to 2026-04-01"),
        ("until the end of next week", "to 2026-03-16"),
        ("from today to the end of the month", "2026-03-04 to 2026-04-01"),
        ("after Friday", "2026-03-07 to"),
        ("after next week", "2026-03-16 to"),
        ("since 2024", "2024-01-01 to"),
        ("Friday onwards", "2026-03-06 to"),
        ("Friday or later", "2026-03-06 to"),
        ("Friday or earlier", "to 2026-03-06"),
        ("till 5 pm", "to 17:00"),
        ("after 5 pm", "17:00 to"),
        ("before 5 pm", "to 17:00"),
        ("tomorrow after 4 pm", "2026-03-05 16:00 to"),
        ("tomorrow before 4 pm", "to 2026-03-05 16:00"),
    ],
)
def test_open_ends(text: str, extent: str) -> None:
    assert read(text) == extent


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("Friday at 5", "2026-03-06 17:00"),
        ("Friday evening at 5", "2026-03-06 17:00"),
        ("at 5 in the morning", "05:00"),
        ("in the morning at 7", "07:00"),
        ("in the morning at 11", "11:00"),
        ("in the morning from 8 to 10", "08:00 to 10:00"),
        ("in the afternoon between 2 and 4", "14:00 to 16:00"),
        ("in the evening at 8", "20:00"),
        ("in the evening around 9", "21:00"),
        ("in the evening from 9 to 10", "21:00 to 22:00"),
        ("in the evening, 21:00", "21:00"),
        ("8 in the evening", "20:00"),
        ("between 5 and 6 in the morning", "05:00 to 06:00"),
        ("between 8 and 10 in the evening", "20:00 to 22:00"),
        ("tomorrow morning between 8 and 10", "2026-03-05 08:00 to 2026-03-05 10:00"),
        ("tomorrow, 13/03", "2026-03-13"),
        ("in three days, on Saturday", "2026-03-07"),
        ("this Friday (13 March)", "2026-03-13"),
        ("Friday evening of next week", "2026-03-13 17:00 to 2026-03-13 23:59"),
        ("Monday of this week", "2026-03-02"),
        ("from now to Friday", "2026-03-04 to 2026-03-06"),
        ("now until 5 pm", "2026-03-04 10:00 to 2026-03-04 17:00"),
        ("5 pm to 7 pm tomorrow", "2026-03-05 17:00 to 2026-03-05 19:00"),
        ("tomorrow 5 pm to Friday 7 pm", "2026-03-05 17:00 to 2026-03-06 19:00"),
        ("Friday 8 pm to 2 am", "2026-03-06 20:00 to 2026-03-07 02:00"),
        ("22:00 to 02:00", "22:00 to 02:00"),
        ("10 pm to 2", "22:00 to 02:00"),
        ("from 9 to 5", "09:00 to 17:00"),
        ("9 to 5 pm", "09:00 to 17:00"),
        ("from 20 December to 5 January", "2026-12-20 to 2027-01-05"),
        ("from 20 December 2026 to 5 January", "2026-12-20 to 2027-01-05"),
        ("from 20 December to 5 January 2027", "2026-12-20 to 2027-01-05"),
        ("from 5 January to 20 December 2027", "2027-01-05 to 2027-12-20"),
        ("between 2 and 5 pm on Friday", "2026-03-06 14:00 to 2026-03-06 17:00"),
        ("Monday to Friday", "2026-03-09 to 2026-03-13"),
        ("Sat to Mon", "2026-03-07 to 2026-03-09"),
        ("5 May to 2 June", "2026-05-05 to 2026-06-02"),
        ("around Friday", "2026-03-06"),
        ("sometime next week", "2026-03-09 to 2026-03-16"),
        ("about 5 pm", "17:00"),
    ],
)
def test_days_with_hours_and_runs(text: str, extent: str) -> None:
    assert read(text) == extent


@pytest.mark.parametrize(
    ("day", "text", "days"),
    [
        (4, "later this week", "05 to 09"), (7, "later this week", "07 to 09"), (8, "later this week", "08 to 09"),
        (4, "earlier this week", "02 to 04"), (7, "earlier this week", "02 to 05"),
        (20, "later this month", "20 to 01"), (20, "earlier this month", "01 to 16"),
        (7, "the rest of the week", "07 to 08"), (8, "this weekend", "07 to 09"), (9, "this weekend", "14 to 16"),
    ],
)  # fmt: skip
def test_what_is_over_is_no_part_of_later_and_what_is_to_come_none_of_earlier(day: int, text: str, days: str) -> None:
    found = read_expression(text, NOW.replace(day=day))
    assert found is not None
    assert found.start is not None
    assert found.end is not None
    assert f"{found.start:%d} to {found.end:%d}" == days


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("tomorrow", "date"), ("5 pm", "time"), ("tomorrow at 5 pm", "datetime"), ("next week", "daterange"),
        ("from 2 to 5 pm", "timerange"), ("tomorrow from 2 to 5 pm", "datetimerange"),
    ],
)  # fmt: skip
def test_what_a_phrase_names(text: str, kind: str) -> None:
    found = read_expression(text, NOW)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    "phrase",
    [
        "next Saturday afternoon", "in 3 hours", "Friday or later", "Friday onwards", "Friday for 2 hours",
        "before the end of March",
        "the last week of May", "from 2 to 5 pm", "between 2 and 5 pm on Friday", "tomorrow before 4 pm", "since 2024",
    ],
)  # fmt: skip
def test_where_a_phrase_stands(phrase: str) -> None:
    text = f"jazz {phrase}, near the lake"
    found = read_expression(text, NOW)
    assert found is not None
    assert text[found.position : found.stop] == phrase
