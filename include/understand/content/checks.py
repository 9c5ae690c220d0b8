"""What of an event's content a person should see before the public does, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from include.areas.area import Area
from include.listing import Listing, Mark
from include.understand.content.copying import forbids_copies, proof_of
from include.understand.content.links import harmful_link, links_in, links_of, links_of_text
from include.understand.content.lists import listed
from include.understand.content.spam import spam_signs, spam_words
from include.understand.content.words import word_list

ABUSE, SPAM, LINK, COPY = "bad language", "looks like spam", "a harmful link", "others' work"
"""How the reasons of the four checks begin; what follows a colon is what was found."""


@dataclass(frozen=True)
class KnownOfContent:
    """What a record by itself does not show: `hosts` known as harmful, links that are `unsafe`, with
    their threats, and the texts that were `published` before by others, each with their event's title."""

    hosts: frozenset[str] = frozenset()
    published: Mapping[str, str] = field(default_factory=dict)
    unsafe: Mapping[str, str] = field(default_factory=dict)


def content_doubts(
    record: Listing, area: Area, known: KnownOfContent, *, official: bool = False, others_links: Iterable[str] = ()
) -> list[str]:
    """The reasons, at most one of each check. `others_links` are shown beside the record's own.

    Where the venue's or organizer's own source is `official`, its text is its own, whatever it says of copies.
    """
    text = "\n\n".join(one for one in (record.title, record.organizer.name, record.description) if one)
    links = links_of(record).union(others_links)
    copied = None if official else forbids_copies(text) or _repeated(record, known)
    found = {
        ABUSE: _abuse(text, area),
        SPAM: spam_words(text) or ", ".join(spam_signs(text, links_of_text(record))) or None,
        LINK: harmful_link(links, known.hosts, area.words.sellers, known.unsafe),
        COPY: proof_of(record.images) or copied,
    }
    return [f"{check}: {what}" for check, what in found.items() if what]


def is_doubtful_text(text: str, area: Area) -> bool:
    """Whether a text alone would hold its event back."""
    links = frozenset(links_in(text))
    return bool(
        _abuse(text, area)
        or spam_words(text)
        or spam_signs(text, links)
        or forbids_copies(text)
        or harmful_link(links, frozenset(), area.words.sellers)
    )


def are_doubtful_marks(marks: Sequence[Mark], area: Area) -> bool:
    """Whether a link among the marks of a text would hold its event back."""
    return harmful_link([one.url for one in marks if one.url], frozenset(), area.words.sellers) is not None


def _repeated(record: Listing, known: KnownOfContent) -> str | None:
    title = known.published.get(record.description or "")
    return f"the text of {title}" if title else None


def _abuse(text: str, area: Area) -> str | None:
    return word_list(listed("english", "abuse"), area.words.abuse).find(text)
