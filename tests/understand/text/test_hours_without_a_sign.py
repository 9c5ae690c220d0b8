"""Hours and days of captions as people write them without a "pm" or a sign, and what has their shape."""

from __future__ import annotations

import pytest

from tests.understand.text.captions import times


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('14 March, half past ten to two', ['14 10:30-14 14:00']),
        ('14 March, quarter to six till eight', ['14 17:45-14 20:00']),
        ('14 March, half past 6 to 9', ['14 18:30-14 21:00']),
        ('14 March, quarter past five until 7:30', ['14 17:15-14 19:30']),
        ('14 March, five in the evening', ['14 17:00']),
        ('14 March, nine in the morning', ['14 09:00']),
        ('14 March, eight at night', ['14 20:00']),
        ('14 March, three in the afternoon till dusk', ['14 15:00']),
        ('14 March, one in the crowd sings', ['14 00:00']),
        ('14 March. 8 till late', ['14 20:00']),
        ('14 March, party 9 - late', ['14 21:00']),
        ('14 March. It is never too late for 8 songs', ['14 00:00']),
        ('Brunch, Sunday 15 March 12 to 4', ['15 12:00-15 16:00']),
        ('Brunch, Sunday 15 March 12 till 4', ['15 12:00-15 16:00']),
        ('Brunch, Sunday 15th March, 12 until 4', ['15 12:00-15 16:00']),
        ('14 March, ten until four', ['14 10:00-14 16:00']),
        ('14 March, 6:30 to 10 at the Blue Door', ['14 18:30-14 22:00']),
        ('7:30 to 9 on 14 March', ['14 19:30-14 21:00']),
        ('15/03/2026 (Sun) 9.30 to 12', ['15 09:30-15 12:00']),
        ('Saturday 14 March 5 to 8, by the lake', ['14 17:00-14 20:00']),
        ('14/03 (Saturday) 10 to 1', ['14 10:00-14 13:00']),
        ('14 March 10 to 12 year olds paint', ['14 00:00']),
        ('Talk on 14-03-2026 at 5-30 p.m.', ['14 17:30']),
        ('14 March, 10-45 am', ['14 10:45']),
        ('14 March, 6-00 pm', ['14 18:00']),
        ('14 March, 5-10 pm', ['14 17:00-14 22:00']),
        ('14 March, 11pm > 4am', ['14 23:00-15 04:00']),
        ('14 March 6 pm → 9 pm', ['14 18:00-14 21:00']),
        ('14 March 18:00 -> 21:00', ['14 18:00-14 21:00']),
        ('14 March, gates 5, music 6:30 to 10', ['14 18:30-14 22:00']),
        ('14 March, 7.30 to 9', ['14 19:30-14 21:00']),
        ('14 March, 6 pm. We beat them 4:3 to 2', ['14 18:00']),
        ('Trek\nPick up 11 pm on 13 March from the mill, back by 12 noon', ['13 23:00-14 12:00']),
        ('Trek, 14 March, 5 am, returning by 2 pm', ['14 05:00-14 14:00']),
        ('Trip 14 March, 7 am, back home by 9 pm', ['14 07:00-14 21:00']),
        ('14 March, 8 pm. Back by popular demand', ['14 20:00']),
        ('Starts Sat 14 March 10 AM, ends Sun 15 March 4 PM', ['14 10:00-15 16:00']),
        ('Begins 14 March, 9 am; ends 16 March, 5 pm', ['14 09:00-16 17:00']),
        ('Jam 14 March, 9 am. Registration ends 12 March', ['14 09:00']),
        ('Art for age 9 to 14\nMarch 21 & 22, 9 am', ['21 09:00', '22 09:00']),
        ('Camp for ages 6 to 12\nMarch 21, 9 am', ['21 09:00']),
        ('Our mela on 28 February was a joy. The next: Sat 21 March\n4 pm to 8 pm', ['21 16:00-21 20:00']),
        ('Our mela was on 28 February. Next one on Sunday 8 March, 5 pm', ['08 17:00']),
        ('Sung at half past six in the evening on 14 March. Doors open at six', ['14 18:30']),
        ('March 14, 15 & 16, 5 pm', ['14 17:00', '15 17:00', '16 17:00']),
        ('March 5 to 8', ['05 00:00-08 23:59']),
        ('9 to 14 March, 5 pm', [f"{day:02} 17:00" for day in range(9, 15)]),
        ('14 March, 9 pm. 1+1 on stout till 11', ['14 21:00']),
        ('Composting moved to 14 March. Time 10–12 same, Mill same', ['14 10:00-14 12:00']),
        ('14 March. Time 4-6 as before', ['14 16:00-14 18:00']),
    ],
)  # fmt: skip
def test_hours_without_a_sign(text: str, expected: list[str]) -> None:
    assert times(text) == expected
