"""What of an event's content waits for a person, and above all what does not."""

from __future__ import annotations

import sys
from dataclasses import replace
from string import ascii_lowercase
from typing import Any

import pytest

from include.areas.area import load_area
from include.listing import Image, Listing, Mark, Organizer
from include.understand.content.checks import ABUSE, COPY, LINK, SPAM, KnownOfContent, content_doubts
from tests.understand.record.listings import at

AREA = load_area("indiranagar")
NOTHING = KnownOfContent()


def doubts(known: KnownOfContent = NOTHING, **about: Any) -> list[str]:
    official = about.pop("official", False)
    record = Listing(**{"title": "Monsoon Jazz", "occurrences": [at()], **about})
    return content_doubts(record, AREA, known, official=official)


@pytest.mark.parametrize(
    "title",
    [
        "Cocktail night", "Dick Dale tribute", "Essex", "Philip K. Dick reading circle", "Moby Dick, read aloud",
        "Pussy Riot: film and talk", "The Vagina Monologues", "Scunthorpe Ensemble", "Penistone Brass",
        "Shiitake growing",
        "Shital Rao and friends", "Wankhede screening", "Sunni and Shia poetry", "Chutney making", "Gandu Gali walk",
        "Niki Lauda: a film", "Lund Quartet", "Kutte (2023), screening", "Tulu film festival", "Randi Laubek live",
        "Sex education for parents", "Assamese supper", "Bass night", "Analysis of ragas", "Mass on Sunday",
        "Hitchcock",
        "Cumin and spice", "Classic titles quiz", "ಬೆಂಗಳೂರು ಹಬ್ಬ", "ಗಂಡು ಮೆಟ್ಟಿದ ನಾಡು", "संगीत संध्या", "S.H.O.W. time",
        "M C Shan", "D J S", "Holi!!!", "A*Men", "N.W.A tribute", "Escorted heritage walk", "Casinos of Goa: a talk",
        "Satte Pe Satta: sing along", "Satta, a play on power", "Casino (1995)", "Casino Royale in 35 mm",
        "Casino night", "Get Rich or Die Tryin’: a tribute", "Viagra Boys", "Ford Escort owners meet",
        "Fortis Escorts walkathon",
        "Police escort for riders", "Haramkhor: film and talk", "M.L.M. Rao memorial", "Loan approval, a legal clinic",
        "Gandabherunda in art", "ಸೂಳೆಕೆರೆ ಚಾರಣ", "गांडूळ खत कार्यशाळा", "Thevar Magan", "Pundalik: a play",
        "Jerk, off the bone", "Boli, Maga and friends", "Boli: Maga", "Boli (Maga)", "Boli | Maga", "Boli! Maga",
        "Boli – Maga", "Live: Casino Royale", "Call. Girls play on", "Online? Betting on Godot",
        "Rights of admission reserved", "Free entry! Register now!", "C*A*S*H", "Harami? A play",
    ],
)  # fmt: skip
def test_an_ordinary_title_waits_for_nobody(title: str) -> None:
    assert doubts(title=title, description=title) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fuck the police night", "fuck"), ("FUUUUUCK yes", "fuuuuuck"), ("f*ck it friday", "f*ck"),
        ("f.u.c.k.", "fuck"), ("s h i t show", "shit"), ("Sh1t happens", "sh1t"), ("a$$hole", "a$$hole"),
        ("#bullshit", "#bullshit"), ("Motherfuckers' ball", "motherfuckers"), ("F*uck it", "f*uck"),
        ("ＦＵＣＫ", "fuck"), ("f\u0301uck", "fuck"),
        ("suck my dick", "suck my dick"), ("abe chutiya", "chutiya"), ("Bhenchod!", "bhenchod!"),
        ("nin sule maga", "sule maga"), ("jerk-off", "jerk off"), ("jerk  off", "jerk off"),
        ("jerk\noff", "jerk off"), ("suck.my.dick", "suck my dick"), ("“jerk” off", "jerk off"),
        ("madarch0d", "madarch0d"), ("ಬೋಳಿಮಗ ಬಾ", "ಬೋಳಿಮಗ"), ("अबे चूतिया", "चूतिया"),
        ("अबे चूतिया। आ", "चूतिया"), ("गांडू॥", "गांडू"), ("«bullshit»", "bullshit"), ("what_the_fuck", "fuck"),
        ("shit…", "shit"),
    ],
)  # fmt: skip
def test_bad_language_is_found_however_it_is_written(text: str, found: str) -> None:
    assert doubts(description=text) == doubts(title=text) == [f"{ABUSE}: {found}"]


def test_a_phrase_does_not_begin_in_a_title_and_end_in_what_follows() -> None:
    assert doubts(title="Boli", organizer=Organizer(name="Maga"), description="Online\n\nBetting on Godot") == []


@pytest.mark.parametrize(
    ("about", "found"),
    [
        ({"title": "Forex signals evening"}, "forex signals"),
        ({"title": "Play at our online casino"}, "online casino"), ({"title": "Satta matka, live"}, "satta matka"),
        ({"description": "Russian escorts, call now"}, "russian escorts"),
        ({"description": "Guaranteed profits for all"}, "guaranteed profits"),
        ({"description": "Earn from home, click here! " * 5}, "earn from home"),
        ({"description": "WIN BIG MONEY TODAY " * 8 + "!" * 12}, "mostly capitals, 12 exclamation marks"),
        (
            {"description": "click now " + " ".join(f"https://s{n}.example/x" for n in range(6))},
            "links to 6 sites, urges to click",
        ),
        ({"description": "Call this number and win a car\n" * 4 + "!" * 12},
         "12 exclamation marks, one line again and again"),
    ],
)  # fmt: skip
def test_spam_is_a_word_of_its_trade_or_two_signs(about: dict[str, Any], found: str) -> None:
    assert doubts(**about) == [f"{SPAM}: {found}"]


@pytest.mark.parametrize(
    "description",
    [
        "DOORS AT SEVEN, MUSIC AT EIGHT. " * 10,
        "So much fun!" * 20,
        "#jazz #bangalore #indiranagar #livemusic " * 10,
        "Line-up: " + " ".join(f"https://band{n}.example" for n in range(12)),
        "Every Thursday at eight in the evening\n" * 6,
    ],
)
def test_one_sign_alone_is_none(description: str) -> None:
    assert doubts(description=description) == []


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("http://bookmyshow.com@evil.example/pay", "evil.example, behind a name before @"),
        ("https://203.0.114.9/tickets", "203.0.114.9, a number instead of a name"),
        ("https://3405803785/tickets", "3405803785, a number instead of a name"),
        ("https://0xcb.0x727109/tickets", "0xcb.0x727109, a number instead of a name"),
        ("https://files.example/Tickets.APK", "files.example, a program to download"),
        ("https://b00kmyshow.com/e/1", "b00kmyshow.com, which imitates bookmyshow"),
        ("https://www.bookrnyshow.co.in/e/1", "www.bookrnyshow.co.in, which imitates bookmyshow"),
        ("https://xn--bokmyshow-hwi.com/", None),
        ("https://lnsider.in/e/1", "lnsider.in, which imitates insider"),
        ("https://bookmyshоw.com/e/1", "bookmyshоw.com, which imitates bookmyshow"),
        ("https://cdn.grabify.link/x", "cdn.grabify.link, known as harmful"),
        ("https://bad.example/x", "bad.example, known as harmful"),
        ("https://ｂad.example/x", "ｂad.example, known as harmful"),
        ("https://böse.example/x", "böse.example, known as harmful"),
        ("https://２０３.0.114.9/x", "２０３.0.114.9, a number instead of a name"),
        ("https://in.bookmyshow.com/e/1", None), ("https://insider.in/e/1", None), ("https://bit.ly/3jazz", None),
        ("http://127.0.0.1:8000/e/1", None), ("https://a.example/install.html", None), ("https://jar.example", None),
        ("https://a.example/@name/x", None), ("https://notgrabify.link/", None),
    ],
)  # fmt: skip
def test_a_harmful_link_wherever_it_stands(link: str, why: str | None) -> None:
    known = KnownOfContent(frozenset({"bad.example", "xn--bse-sna.example"}))
    wanted = [f"{LINK}: {why}"] if why else []
    assert doubts(known, url=link) == doubts(known, ticket_url=link) == wanted
    assert doubts(known, description=f"Tickets: {link} (soon)") == wanted
    assert doubts(known, description="Tickets", description_marks=[Mark(start=0, end=3, tag="a", url=link)]) == wanted
    assert doubts(known, organizer=Organizer(name="Club", url=link)) == wanted
    record = Listing(title="Jazz", occurrences=[at()])
    assert content_doubts(record, AREA, known, others_links=[link]) == wanted


@pytest.mark.parametrize("written", ["{}.", "{}, now", "{}! Now", "({});", "“{}”", "**{}**", "{}…", "See:{}|or"])
@pytest.mark.parametrize("link", ["https://bad.example", "https://files.example/a.apk"])
def test_what_stands_around_a_link_does_not_hide_it(link: str, written: str) -> None:
    [doubt] = doubts(KnownOfContent(frozenset({"bad.example"})), description=written.format(link))
    assert doubt.startswith(LINK)


def test_the_beginning_of_an_address_is_none() -> None:
    assert doubts(description="The link begins with https://... or http://…, as all do.") == []


def test_others_work_by_what_it_says_of_itself_or_by_who_published_it_before() -> None:
    assert doubts(description="This text may not be reproduced.") == [f"{COPY}: may not be reproduced"]
    assert doubts(description="© 1979 A Film Company. All rights reserved. Rights of admission reserved.") == []
    assert doubts(description="Do not copy.", official=True) == []
    proof = Image(url="https://media.gettyimages.com/id/1/photo/x.jpg")
    assert doubts(images=[proof], official=True) == [f"{COPY}: media.gettyimages.com"]
    known = replace(NOTHING, published={"An evening of songs.": "Songs of old"})
    assert doubts(known, description="An evening of songs.") == [f"{COPY}: the text of Songs of old"]
    assert doubts(known, description="Another evening.") == []


def test_each_check_gives_one_reason_and_none_hides_another() -> None:
    assert [one.partition(":")[0] for one in doubts(
        title="Fucking online casino", description="Do not copy.", url="https://x.example/a.exe"
    )] == [ABUSE, SPAM, LINK, COPY]  # fmt: skip


def test_links_from_beside_a_text_are_no_sign_of_spam() -> None:
    record = Listing(
        title="Jazz", occurrences=[at()], description="Click here to book.", ticket_url="https://tickets.example/1",
        images=[Image(url="https://pictures.example/1.jpg")],
    )  # fmt: skip
    assert content_doubts(record, AREA, NOTHING, others_links=[f"https://s{n}.example/1" for n in range(9)]) == []


def test_a_long_text_costs_no_more_than_its_length() -> None:
    for piece in ("f ", "f*", "!", "a.b ", "https://", "may not be ", "reproduction a ", "ＦＵ"):
        assert isinstance(doubts(description=(piece * 20_000)[:20_000]), list)


def calls(known: KnownOfContent = NOTHING, **about: Any) -> int:
    """How many functions the checks call, the second time."""
    doubts(known, **about)
    found = 0

    def count(_frame: object, event: str, _about: object) -> None:
        nonlocal found
        found += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        doubts(known, **about)
    finally:
        sys.setprofile(before)
    return found


def test_a_long_list_of_hosts_costs_no_more_than_a_short_one() -> None:
    few, many = (KnownOfContent(frozenset(f"h{n}.example" for n in range(count))) for count in (1, 5_000))
    assert calls(few, url="https://club.example/1") == calls(many, url="https://club.example/1")


@pytest.mark.parametrize(
    ("plain", "hard", "times"),
    [
        ("Jazz " * 2_000, " ".join(f"{a}*{b}{c}t" for a in "bcdf" for b in ascii_lowercase for c in ascii_lowercase),
         3),
        (f"https://{'abcdefg' * 20}.example/", f"https://{'a.' * 100}example/", 20),
    ],
    ids=["masked words", "a host of many labels"],
)  # fmt: skip
def test_what_is_written_to_be_hard_to_check_costs_little_more(plain: str, hard: str, times: int) -> None:
    assert calls(description=hard) < times * calls(description=plain)
