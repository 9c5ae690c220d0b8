"""What an announcement says beside its happening, in words that notices have, does not make a notice of it."""

from __future__ import annotations

from datetime import datetime

import pytest

from include.areas.area import load_area
from include.errors import NotAnEvent
from include.listing import Listing
from include.pipeline.reading.completing import complete
from include.sources.base import Reading

AREA = load_area("indiranagar")
POSTED = datetime(2026, 3, 3, 10, tzinfo=AREA.zone)


def read(text: str) -> Listing:
    title, _, rest = text.partition("\n")
    listing = Listing(title=title, description=rest or None, timezone=AREA.zone.key)
    complete(listing, AREA, Reading(now=POSTED, area=AREA), POSTED)
    return listing


@pytest.mark.parametrize(
    "text",
    [
        "power cut or not, we play\nacoustic set by Asha Rao, this Friday 7:30 pm, Blue Barn terrace",
        "Jazz quartet on Sat 7 March, 8 pm at the Blue Barn. Despite the water cut next door, we go on",
        "Open mic tonight, 8:30 pm at the Blue Barn. Our kitchen closes early (9:30), so order quick",
        "Poetry slam on Sat 7 March, 6 pm, Blue Barn. The lift is under maintenance, please take the stairs",
        "Flea market, Sunday 8 March, 11 am, Blue Barn. Parking is closed today and tomorrow, come by metro",
    ],
)
def test_a_part_of_the_house_or_what_may_come_is_no_reason_to_refuse_an_announcement(text: str) -> None:
    assert read(text).occurrences


@pytest.mark.parametrize(
    "text",
    [
        "Power cut on Friday 6 March, 10 am to 4 pm, for works on the feeder",
        "Our kitchen closes early on Friday 6 March, at 9 pm. Sorry for the trouble",
        "The lift is under maintenance on Sat 7 March, 10 am to 1 pm. Please use the stairs",
    ],
)
def test_a_notice_of_nothing_else_is_refused(text: str) -> None:
    with pytest.raises(NotAnEvent):
        read(text)
