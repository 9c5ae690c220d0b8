"""Notices that no rule knows, told from announcements by their words."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from include.areas.area import load_area
from include.errors import NotAnEvent
from include.listing import Listing, Occurrence
from include.pipeline.reading.completing import complete
from include.sources.base import Reading
from include.understand.text.posts.likely_notice import is_improbable
from include.understand.text.signal_weights import MAX_BRIEF_CHARS

AREA = load_area("indiranagar")
POSTED = datetime(2026, 3, 3, 10, tzinfo=AREA.zone)
NOTICE = "Prices went up, sorry. From today a plate is 220, Mon to Fri 12 to 3 only. Blame the tomatoes."


def test_a_notice_that_names_a_day_and_an_hour_is_no_announcement() -> None:
    listing = Listing(title="A post", description=NOTICE, timezone="Asia/Kolkata")

    with pytest.raises(NotAnEvent, match="notice"):
        complete(listing, AREA, Reading(now=POSTED, area=AREA), POSTED)


@pytest.mark.parametrize(
    "text",
    [
        "Jazz night on Friday 13 March, 8 pm at the club. Entry 300",
        "Clay for beginners, Sunday 15 March 4-6 pm, Lake House. 600 a head, all tools given",
        f"{NOTICE} {'The cook sends his love. ' * (MAX_BRIEF_CHARS // 20)}",
    ],
)
def test_announcements_and_long_texts_stay(text: str) -> None:
    assert not is_improbable(text, AREA.words)


def test_structured_dates_are_not_asked_about() -> None:
    listing = Listing(title="Lunch", description=NOTICE, timezone="Asia/Kolkata")
    listing.occurrences = [Occurrence(starts_at=POSTED + timedelta(days=2))]

    complete(listing, AREA, Reading(now=POSTED, area=AREA), POSTED)

    assert listing.occurrences[0].starts_at == POSTED + timedelta(days=2)
