"""Plain text, and the rule on contact details."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.sources.fields.plain_text import mask_contacts, one_line, plain_text


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("<p>One</p><p>Two &amp; three</p>", "One\nTwo & three"),
        ("&lt;p&gt;Escaped &amp;amp; nested&lt;/p&gt;", "Escaped & nested"),
        ("<ul><li>first</li><li>second</li></ul>", "• first\n\n• second"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<script>steal()</script><style>p{}</style>kept", "kept"),
        ("2 < 3 and 4 > 1", "2 < 3 and 4 > 1"),
        ("Rock &#8217;n&#8217; roll", "Rock ’n’ roll"),
        ("  many\t spaces\xa0here \r\n\r\n\r\n\r\nnext ", "many spaces here\n\nnext"),
        ("zero\u200bwidth \x00 bell\x07", "zerowidth bell"),
        ("ಸಂಗೀತ ಸಂಜೆ 🎶", "ಸಂಗೀತ ಸಂಜೆ 🎶"),
    ],
)
def test_markup_becomes_text(given_text: str, expected: str) -> None:
    assert plain_text(given_text) == expected


@pytest.mark.parametrize("nothing", [None, "", "  ", "<p></p>", 12, ["a"]])
def test_nothing_stays_nothing(nothing: object) -> None:
    assert plain_text(nothing) is None


@pytest.mark.parametrize(
    "contact",
    [
        "gigs@example.invalid",
        "mailto:first.last+tag@sub.example.invalid",
        "gigs (at) example (dot) com",
        "gigs [at] example.com",
        "gigs @ example.com",
        "gigs at example dot com",
    ],
)
def test_mail_addresses_are_masked(contact: str) -> None:
    assert mask_contacts(f"Write to {contact} today") == "Write to [e-mail] today"


@pytest.mark.parametrize(
    "contact",
    [
        "+91 98450 00000",
        "+919845000000",
        "9845000000",
        "98450 00000",
        "98450-00000",
        "984-500-0000",
        "09845 000000",
        "080-2520 0000",
        "(080) 41120000",
        "+44 20 7946 0000",
        "tel:+919845000000",
        "https://wa.me/919845000000",
        "9 8 4 5 0 0 0 0 0 0",
        "98450.00000",
        "1800 000 0000",
        "+91 (0)80 4112 0000",
        "(+91)98450 00000",
        "9845000000/9845000001",
        "98450 00000/01",
    ],
)
def test_telephone_numbers_are_masked(contact: str) -> None:
    assert mask_contacts(f"Call {contact} now") == "Call [phone] now"


@pytest.mark.parametrize("behind", [" 10 am", "\n12 March, 7 pm", " 560038", " 500/-"])
def test_a_number_behind_one_hides_it_not(behind: str) -> None:
    assert mask_contacts(f"+91 98450 00000{behind}") == f"[phone]{behind}"


@pytest.mark.parametrize("label", ["Ph.", "Mob.", "ph no.", "Tel."])
def test_a_label_may_touch_its_number(label: str) -> None:
    assert mask_contacts(f"{label}9845000000") == f"{label}[phone]"


@pytest.mark.parametrize("label", ["Meeting ID ", "Zoom id: ", "zoom meeting number: ", "Webinar ID: "])
def test_the_number_by_which_readers_join_a_meeting_stays(label: str) -> None:
    text = f"{label}9845000000, or call [phone]"
    assert mask_contacts(f"{label}9845000000, or call 9845000001") == text


@pytest.mark.parametrize(
    "before",
    ["500 + GST. ", "Booking no. ", "Booking id: ", "Order no. ", "Cake order no. ", "Bid ", "On Zoom: "],
)
def test_any_other_number_is_a_telephones(before: str) -> None:
    assert mask_contacts(f"{before}9845000000") == f"{before}[phone]"


@pytest.mark.parametrize("number", ["+91 98450 00000", "98450 00000", "98450-00000", "09845000000", "080 2345 0000"])
def test_a_number_that_is_written_as_one_is_a_telephones_whatever_its_label_says(number: str) -> None:
    assert mask_contacts(f"Meeting id: {number}") == "Meeting id: [phone]"


@pytest.mark.parametrize(
    "account", ["uma.rao@okaxis", "9845000000@ybl", "98450-club@ibl", "events-loft@paytm", "lake@sbi"]
)
def test_accounts_for_payments_are_masked(account: str) -> None:
    assert mask_contacts(f"Pay to {account}, please") == "Pay to [payment], please"


def test_what_follows_upi_id_is_an_account() -> None:
    assert mask_contacts("UPI id: uma@anybank") == "UPI id: [payment]"
    assert mask_contacts("GPay uma@anybank or pay to uma@any") == "GPay [payment] or pay to [payment]"


def test_a_link_that_pays_names_nobody() -> None:
    assert mask_contacts("upi://pay?pa=uma@okaxis&pn=Uma%20Rao to join") == "[payment] to join"


@pytest.mark.parametrize(
    "text",
    [
        "Rs. 1,499 for two",
        "DM @old.town to join",
        "jam@loft38, 9 pm",
        "6 7 8 9 10 11 12 March",
        "1800 people came in 1900",
        "Indiranagar, Bengaluru 560038",
        "Bengaluru 560 038",
        "2026-03-07 19:00 to 21:30",
        "07.03.2026, 19.30-21.00",
        "26, 27 and 28 September 2026",
        "ISBN 9780143039433",
        "https://example.com/event/9845000000",
        "Seats 100-150, rows 10 to 20",
        "10:00-12:00 and 14:00-16:00",
        "Shows at 0900 1030 1200",
        "8pm@okinawa",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert mask_contacts(text) == text


@pytest.mark.slow
@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    found = plain_text(text)

    assert found is None or (found == found.strip() and "\x00" not in found)


def test_a_line_is_cut_at_a_word() -> None:
    found = one_line("word " * 100, limit=50)

    assert found is not None
    assert len(found) <= 50
    assert found.endswith("word…")


@pytest.mark.parametrize(
    "text",
    ["&#55357;&#56832;", "&#xD83D;&#xDE00;", "&#8217;&#55357;&#56832;", "&amp;#55357;&amp;#56832;", "\ud83d\ude00"],
)
def test_an_emoji_in_two_halves_is_an_emoji(text: str) -> None:
    assert (plain_text(f"<b>{text}</b> &#55357; tonight &#99999999999999999999;") or "").endswith("😀 tonight")


def test_what_is_hidden_in_a_reference_goes_too() -> None:
    assert plain_text("open&#x202e;ing&#8203; n&zwnj;ight") == "opening night"


def test_many_tags_are_cut_out_and_the_text_stays() -> None:
    nested = "<b title='x'>one</i>" * 5_000 + "<script>steal()</script><p>two</p>" * 500

    text = plain_text(nested, limit=1_000_000)

    assert text is not None
    assert text.replace("\n", "").count("one") == 5_000
    assert text.count("two") == 500
    assert "steal" not in text
