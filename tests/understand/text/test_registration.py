"""Whether one has to register, as announcements write it."""

from __future__ import annotations

import pytest

from include.understand.text.registration import find_registration

REQUIRED = """
Registration is mandatory
RSVP mandatory. Limited seats.
RSVP is a must
Prior registration required
Pre-registration compulsory for all participants
Entry by prior registration only
Free entry on registration
Entry is free with registration
Please register in advance
You must register to attend
It is mandatory to register
Open only to registered participants
No spot registrations
No on-the-spot registration
No walk-ins. Tickets on the site.
Register to attend: example.org/x
Advance booking essential
Is registration required? Yes, on our site.
REGISTRATION REQUIRED
Registration: Mandatory
""".strip().splitlines()
NOT_REQUIRED = """
No registration required
No prior registration needed, just come
No registration or tickets needed
Registration is not required
Registration not mandatory
Registration isn't necessary
RSVP optional
RSVP appreciated
No need to register
You don't need to book
No RSVP
Walk-ins welcome
Walk-ins are welcome, registration recommended
Just turn up without registration
Is registration required? No, walk in.
No booking required
""".strip().splitlines()
SILENT = """
Register now: example.org/x
Registrations open!
Registration fee: ₹500
Registration desk opens at 8 am
RSVP: example.org/x
No registration fee
Registration closes on 4 March
GST registration mandatory for stalls
Registration not required for members, all others must register
An evening of songs
Is registration required?
The cash register of a shop must ring
""".strip().splitlines()


@pytest.mark.parametrize("text", REQUIRED)
def test_it_is_required(text: str) -> None:
    found = find_registration(f"Pottery for all.\n{text}")
    assert found
    assert found.required


@pytest.mark.parametrize("text", NOT_REQUIRED)
def test_it_is_not_required(text: str) -> None:
    found = find_registration(f"Pottery for all.\n{text}")
    assert found
    assert not found.required


@pytest.mark.parametrize("text", SILENT)
def test_nothing_is_stated(text: str) -> None:
    assert find_registration(f"Pottery for all.\n{text}") is None


def test_it_stands_where_it_is_stated() -> None:
    text = "Pottery. Registration is mandatory, by Friday."
    found = find_registration(text)
    assert found
    assert text[found.start : found.end] == "Registration is mandatory"
