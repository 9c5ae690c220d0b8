"""The names of private persons in an announcement: of those whom one is to contact, pay, or visit at home.

The names of performers, speakers and hosts are what an announcement is there to publish, and stay. A name with capitals
is a person's unless something speaks against it: a word of what organizations or contacts are called, a known venue, or
a name that the text uses of a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from include.areas.area import Area
from include.understand.personal import grammar
from include.understand.place.venues import mentioned
from include.understand.text.characters import Characters
from include.understand.text.titles import words

REQUESTS = frozenset(
    words(
        """
        call contact dm sms whatsapp ring buzz ping ask reach speak write text message phone mobile tel mail email pay gpay
        person coordinator coordinators poc spoc rsvp
        """
    )
)
"""Words before a name that ask to turn to somebody, folded; they may begin with a capital."""
NO_NAMES = frozenset(
    words(
        """
        i we us me you he she they it him her them now today tonight tomorrow here below above soon early before after only
        the a an our your my this that these those for from to with at on in by if or and no not all any which who what when where why how more most free
        calls contacts messages telephone number numbers group groups general instagram
        insta facebook telegram twitter link bio website web online form forms google phonepe paytm upi qr bank
        book booking bookings reservation reservations reserve reserved register registration registrations ticket tickets
        pass passes entry entries invite invites invitation invitations table tables seat seats seating slot slots stall stalls
        spot spots order orders guest guests list info information detail details enquiry enquiries inquiry inquiries query
        queries question questions help helpline support desk office box counter reception manager management team teams
        organiser organisers organizer organizers host hosts venue place address location direction directions parking
        volunteer volunteers press media sponsor sponsors sponsorship partner partners collab collabs collaboration
        collaborations donation donations donate payment payments fee fees price prices cost charge charges offer offers save
        discount limited hurry please kindly note date time day days week weekend am pm boys girls men women ladies gents
        kids children couples adults students members membership admission admissions audition auditions workshop workshops
        class classes course courses event events show shows session sessions batch batches january february march april may
        june july august september october november december monday tuesday wednesday thursday friday saturday sunday mon tue
        wed thu fri sat sun road street main cross stage block floor cash door doors gate gates customer care service services
        art artist artists author music food drinks beer coffee tea dinner lunch brunch party night nights morning evening
        english hindi kannada tamil everyone anyone someone nobody people friends family community other others nature
        """
    )
)
"""Words beside a contact that are no person's name, folded."""
ORGANIZATION = frozenset(
    words(
        """
        cafe coffee bar pub club brewery brewpub brewing brew taproom kitchen restaurant bistro bakery roasters studio studios
        theatre theater hall house gallery museum centre center institute academy school college university foundation trust
        society association collective company co ltd pvt llp inc group agency productions production entertainment
        events media records band project orchestra choir ensemble troupe library books bookstore bookshop store shop mart
        mall market arena stadium park garden gardens ground grounds temple church mandir bhavan bhawan hotel resort inn lounge
        social space works workshop labs lab tech technologies solutions hospital healthcare clinic station metro embassy consulate
        council corporation police department ministry federation union forum network cooperative farm farms fitness yoga
        gym dance sports travels tours adventures trails treks cycles rides live insider bengaluru bangalore india indian
        """
    )
)
"""Words of the names of organizations and places, folded."""
MIN_NAME_LETTERS = 2
"""Of the longest word of a name."""
CERTAIN = (grammar.SMALL, grammar.AT_HOME)
"""What is of a person whatever the name."""


@dataclass(frozen=True)
class Candidate:
    """What may be a private person's name: its characters, and whether a title ("Mrs.") or small letters decide."""

    at: Characters
    sure: bool = False


def private_names(text: str, area: Area) -> list[Candidate]:
    """The names in a text whose contacts are masked (`mask_contacts`), by their places, none within another."""
    found: dict[int, Candidate] = {}
    for match, group in _matches(text):
        if grammar.PUBLIC_ROLE.search(text[max(0, match.start(group) - 12) : match.start(group)]):
            continue
        for one in _each(text, match.span(group), sure=match.re in CERTAIN):
            if one.sure or _is_person(text, one.at, area):
                found.setdefault(one.at[0], one)
    return _apart(found.values())


def _matches(text: str) -> Iterator[tuple[re.Match[str], str]]:
    for pattern in (grammar.ASKED, grammar.SMALL, grammar.SENTENCE, grammar.AT_HOME):
        for match in pattern.finditer(text):
            yield match, "names" if match["names"] else "kept"
    for mark in grammar.ANY_MARK.finditer(text):
        start = max(0, mark.start() - grammar.MAX_LEAD_CHARS)
        if before := grammar.BEFORE.search(text, start, mark.start()):
            yield before, "names"
        if behind := grammar.BEHIND.match(text, mark.end()):
            yield behind, "names"


def _each(text: str, span: Characters, *, sure: bool) -> Iterator[Candidate]:
    """The single names of a list, without the words before them that ask for a contact."""
    if sure:
        if (NO_NAMES | REQUESTS).isdisjoint(words(text[slice(*span)])):
            yield Candidate(span, sure=True)
        return
    for match in grammar.ONE_NAME.finditer(text, *span):
        start = _after_request(text, match.span())
        if start < match.end():
            yield Candidate((start, match.end()), sure=grammar.TITLED.match(text[start : match.end()]) is not None)


def _after_request(text: str, span: Characters) -> int:
    """Where a name begins behind words like "Call" that stand before it with a capital too."""
    start, end = span
    for word in re.finditer(r"\S+", text[start:end]):
        if not REQUESTS.issuperset(words(word.group())):
            return start + word.start()
    return end


def _is_person(text: str, at: Characters, area: Area) -> bool:
    name = text[slice(*at)]
    own = set(words(name))
    if max(map(len, own), default=0) < MIN_NAME_LETTERS or not own.isdisjoint(NO_NAMES | REQUESTS | ORGANIZATION | area.words.ignored) or " ".join(words(name)) in area.localities:
        return False
    if "".join(words(name)) in area.words.sellers or mentioned(name, area, needs_cue=False):
        return False
    return re.search(rf"(?:\b[Aa]t|@|\b[Vv]enue:|📍)\s?(?:the\s)?{re.escape(name)}\b", text) is None


def _apart(found: Iterable[Candidate]) -> list[Candidate]:
    """In order, without those that begin within another one."""
    kept: list[Candidate] = []
    for one in sorted(found, key=lambda one: (one.at[0], -one.at[1])):
        if not kept or one.at[0] >= kept[-1].at[1]:
            kept.append(one)
    return kept
