"""Notices of houses that moved, thanks for what was, and announcements that begin like these."""

from __future__ import annotations

import pytest

from include.areas.area import load_area
from include.understand.text.posts.announce import rejection_reason

AREA = load_area("indiranagar")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("We've moved! The Filter Room is now at 12th Main. Longer hours: 8 am to 11 pm from 1 Feb.", "a notice"),
        ("We have relocated. The clinic is now on CMH Road from 9 March", "a notice"),
        ("our gallery has moved. See the new address above", "a notice"),
        ("Thank you Bengaluru for an unforgettable Saturday night. Pics soon!", "a look back"),
        ("Thanks for a truly lovely Sunday at the lake", "a look back"),
        ("Saturday was loud. 400 of you sang along to every word", "a look back"),
        ("our gallery has moved, inaugural show opens 14 March", None),
        ("The gallery has moved to Cooke Town. New exhibition opens on 14 March", None),
        ("We've shifted to a bigger hall! Opening concert 14 March, 6 pm", None),
        ("Our studio has moved. First class on 14 March, 10 am", None),
        ("Thank you for an amazing February! Next jam: 6 March, 8 pm", None),
        ("400 of you asked for it: karaoke night is back, 14 March 8 pm", None),
    ],
)
def test_what_is_next_outweighs_the_notice_before_it(text: str, reason: str | None) -> None:
    assert rejection_reason(text.partition("\n")[0], text, AREA.words) == reason
