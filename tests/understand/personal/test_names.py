"""The names of private persons: beside contacts, behind requests, at home; and what is no such name."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from include.areas.area import load_area
from include.sources.fields.plain_text import mask_contacts
from include.understand.personal import names
from include.understand.personal.masking import masked
from include.understand.personal.names import private_names
from include.understand.text.characters import Characters

AREA = load_area("indiranagar")


def shown(text: str) -> str:
    kept = mask_contacts(text)
    return masked(kept, private_names(kept, AREA))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Contact Suresh 98450 00001.", "Contact [name] [phone]."),
        ("DM Anjali to join.", "DM [name] to join."),
        ("For artists: Anjali - 98450 00001", "For artists: [name] - [phone]"),
        ("Register with: Anjali - 98450 00001", "Register with: [name] - [phone]"),
        ("Contact artist: Anjali - 98450 00001", "Contact artist: [name] - [phone]"),
        ("Stalls and artists: Anjali - 98450 00001", "Stalls and artists: [name] - [phone]"),
        ("Open to all dancers - Anjali 98450 00001", "Open to all dancers - [name] [phone]"),
        ("Payment by: Anjali - 98450 00001", "Payment by: [name] - [phone]"),
        ("Manager of the band - Anjali 98450 00001", "Manager of the band - [name] [phone]"),
        ("Performing: Leela Menon\nAnjali - 98450 00001", "Performing: Leela Menon\n[name] - [phone]"),
        ("Call Latha Rao on +91 98450 00002", "Call [name] on [phone]"),
        ("Stalls: Hari - 98450 00003, Uma - 98450 00004", "Stalls: [name] - [phone], [name] - [phone]"),
        ("UPI to lakeclub@okaxis (Bharat Kumar).", "UPI to [payment] ([name])."),
        ("For details contact Sana / Tara 98450 00005", "For details contact [name] / [name] [phone]"),
        ("call mohan on 98450 00006", "call [name] on [phone]"),
        ("Potluck at Deepa's home, 5 pm", "Potluck at [name]'s home, 5 pm"),
        ("Deliver to: c/o Joseph Mathew, 2nd Cross", "Deliver to: c/o [name], 2nd Cross"),
        ("Asha will send the map, call her on 98450 00007.", "[name] will send the map, call her on [phone]."),
        ("Contact:\nNitin\n98450 00008", "Contact:\n[name]\n[phone]"),
        ("Get in touch with Mrs. D'Souza: choir@example.com", "Get in touch with [name]: [e-mail]"),
        ("contact: padma - 98450 00009", "contact: [name] - [phone]"),
        ("Dinner at Deepa's home. Call Deepa 98450 00010", "Dinner at [name]'s home. Call [name] [phone]"),
        ("For details Contact Suresh on 98450 00001.", "For details Contact [name] on [phone]."),
    ],
)
def test_a_private_persons_name_is_masked(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A talk by Leela Menon. Call [phone] to register.",
        "Performing: Leela Menon - [phone]",
        "Speakers: Leela Menon and Dr. Rao, [phone]",
        "Hosted by: Leela Menon ([phone])",
        "Feat.: Leela Menon - [phone]",
        "With: Leela Menon - [phone]",
        "8 pm. Guest artist: Leela Menon - [phone]",
        "A talk by: Leela Menon - [phone]",
        "Artist - Leela Menon [phone]",
        "Hosted by Improv Lore, [phone].",
        "Call Toit on [phone] for a table.",
        "Call Third Wave Coffee on [phone].",
        "Contact BookMyShow for refunds, [phone].",
        "Call Now! Guest List [phone]",
        "For Bookings Call [phone]. Contact Us.",
        "DM @old.town to join.",
        "In the air, the enigma of a call: Vande Mataram.",
        "Ask Me Anything with the founders. Get In Touch With Your Body.",
        "Connect with Indo-Italian food lovers.",
        "A reading at Champaca. Champaca: [phone]",
        "The bar: Bob's Bar [phone]",
        "Ph: [phone], Mob - [phone], Timings [phone]",
        "call anytime on [phone]",
    ],
)
def test_what_is_no_private_persons_name_stays(text: str) -> None:
    assert shown(text) == text


def test_the_venue_and_the_host_of_a_listing_are_public() -> None:
    text = "Windmills [phone]"

    assert private_names(text, AREA) == [(0, 9)]
    assert private_names(text, AREA, public=["Windmills", None]) == []


class Persons:
    """Takes given words for persons, and keeps what it was asked."""

    def __init__(self, *names: str) -> None:
        self._names = names
        self.asked: list[str] = []

    def persons(self, sentence: str) -> Sequence[Characters]:
        self.asked.append(sentence)
        found = ((sentence.find(name), name) for name in self._names)
        return [(at, at + len(name)) for at, name in found if at >= 0]


def test_a_model_is_asked_about_the_sentences_of_contacts_alone() -> None:
    model = Persons("Usha", "Ravi Shankar")
    text = "Music by Ravi Shankar. Tea with Usha Uthup at five. The key is with Usha, [phone]."

    found = private_names(text, AREA, model)

    assert [text[slice(*one)] for one in found] == ["Usha"]
    assert model.asked == ["The key is with Usha, [phone]."]


def test_a_model_finds_a_name_that_the_rules_leave_wherever_its_sentence_stands() -> None:
    text = "Music all day, and tea. You will find Nagaraj near the banyan tree, or on [phone]."

    assert private_names(text, AREA) == []
    assert [text[slice(*one)] for one in private_names(text, AREA, Persons("Nagaraj"))] == ["Nagaraj"]


def test_what_only_a_model_finds_is_no_performer_and_begins_no_sentence() -> None:
    model = Persons("Keys", "Leela", "Toit")
    text = "Keys and a set by Leela near Toit, [phone]."

    assert private_names(text, AREA, model) == []


@pytest.mark.parametrize(
    "title",
    [
        "Ping Pong Tournament", "Contact Improv Jam", "Call Of Duty LAN Party", "Ring Master Circus", "Write To Heal",
        "Talk To Strangers", "Ask Amma: Cooking Class", "Call Karaoke Kings", "Paid to Laugh: Standup",
        "Play at Ranga Shankara's house",
    ],
)  # fmt: skip
def test_a_title_that_begins_like_a_request_is_none(title: str) -> None:
    assert private_names(title, AREA, title=None) == []


def test_what_the_title_names_is_public_and_a_contact_is_not() -> None:
    text = "Contact Improv Jam for beginners. Ping Pong Tournament on Sunday. Call Ravi on [phone]."

    found = private_names(text, AREA, title="Contact Improv Jam and Ping Pong Tournament")

    assert [text[start:end] for start, end in found] == ["Ravi"]


def test_of_two_names_that_begin_together_the_longer_is_masked() -> None:
    assert names._apart([(3, 7), (3, 15), (9, 15), (16, 20)]) == [(3, 15), (16, 20)]


def test_a_sentence_that_asks_for_nobody_names_nobody() -> None:
    assert private_names("Ring Master Circus comes to town.", AREA) == []
