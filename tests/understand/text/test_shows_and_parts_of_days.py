"""Hours that are several shows, hours at which nothing begins yet, and hours by the part of the day before them."""

from __future__ import annotations

import pytest

from tests.understand.text.captions import times


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # shows that are called alike, but for their numbers
        ("Sunday 15 March\n10K flag off 6:00 am\n5K flag off 7:00 am", ["15 06:00", "15 07:00"]),
        ("Run on 15 March. 10K 6:00 am / 5K 6:45 am", ["15 06:00", "15 06:45"]),
        ("14 March\nBatch A: 9 am\nBatch B: 11 am\nBatch C: 2 pm", ["14 09:00", "14 11:00", "14 14:00"]),
        ("14 March. Juniors' batch 10 am, seniors' batch 2 pm", ["14 10:00", "14 14:00"]),
        ("14 March: show 1 at 6 pm, show 2 at 8.30 pm", ["14 18:00", "14 20:30"]),
        ("14 March: 6.30 & 8.30. 399 a seat", ["14 18:30", "14 20:30"]),
        # a program's are those of one evening
        ("14 March: dinner 8 pm, dance 10 pm", ["14 20:00"]),
        ("14 March. Talk 6 pm, tea 7 pm, film 7.30 pm", ["14 18:00"]),
        # before anything begins
        ("14 March. Sign-up sheet opens at 6 pm, first poet on stage 7.30 pm", ["14 19:30"]),
        ("14 March. Bar opens at 6 pm, band on at 8.30 pm", ["14 20:30"]),
        ("14 March. Spot registration 5 pm, quiz 6 pm", ["14 18:00"]),
        ("14 March. Assemble at 7 am, car pool from the mall 6.15 am", ["14 07:00"]),
        ("14 March, 8 for 8.30", ["14 20:30"]),
        # what holds no more
        ("14 March. Now at 7.15 pm (was 6.45 pm)", ["14 19:15"]),
        ("14 March, 7 pm and not 6 pm", ["14 19:00"]),
        # parts of the day before the hours, in any language
        ("14 March, morning 10 to evening 5", ["14 10:00-14 17:00"]),
        ("14 March, 10 in the morning to 5 in the evening", ["14 10:00-14 17:00"]),
        ("14 March, evening 7 to 9", ["14 19:00-14 21:00"]),
        ("14 March, morning 11 and evening 7 shows", ["14 11:00", "14 19:00"]),
        ("14 मार्च, सुबह 10 बजे से दोपहर 2 बजे तक", ["14 10:00-14 14:00"]),
        ("14 मार्च, शाम 7 से 9 बजे", ["14 19:00-14 21:00"]),
        ("14 ಮಾರ್ಚ್, ಬೆಳಿಗ್ಗೆ 10 ರಿಂದ ಸಂಜೆ 5 ಗಂಟೆಯವರೆಗೆ", ["14 10:00-14 17:00"]),
        ("14 ಮಾರ್ಚ್, ಮಧ್ಯಾಹ್ನ 3.30 ಮತ್ತು ಸಂಜೆ 7.00", ["14 15:30", "14 19:00"]),
        ("14 ಮಾರ್ಚ್, ಸಂಜೆ 6ಕ್ಕೆ ನಾಟಕ", ["14 18:00"]),
        # a morning that is said of the day
        ("Dosa crawl, Saturday morning 14 March, meet there 7:30", ["14 07:30"]),
        ("Dosa crawl, Saturday 14 March, meet there 7:30", ["14 19:30"]),
        # ranges without a sign
        ("14 March, 10 to 12:30", ["14 10:00-14 12:30"]),
        ("Potluck this Saturday (7th) 12.30-4. Come", ["07 12:30-07 16:00"]),
        ("14 March, 7:00 to 9:30", ["14 19:00-14 21:30"]),
        ("Sunday 15 March, breakfast ride, 9/10 am", ["15 09:00", "15 10:00"]),
        # a night away
        (
            "Trek, Sat 14 Mar to Sun 15 Mar. Leaves 3 pm Saturday, back 8 am Sunday",
            ["14 15:00-15 08:00"],
        ),
        ("We are back at 8 pm on 14 March", ["14 20:00"]),
    ],
)
def test_hours(text: str, expected: list[str]) -> None:
    assert times(text) == expected
