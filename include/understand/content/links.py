"""Links that harm whoever follows them, as far as their addresses show it. Nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from ipaddress import ip_address
from itertools import islice
from types import MappingProxyType
from urllib.parse import SplitResult, urlsplit

from include.listing import Listing
from include.understand.content.lists import listed
from include.untrusted.cleaning import without_accents

MAX_TEXT_LINKS = 200
MAX_HOST_CHARS = 253
"""No longer name can be looked up."""
MIN_NAME_CHARS = 6
"""Of a seller whose name others may imitate: shorter ones are also words."""
NONE_UNSAFE: Mapping[str, str] = MappingProxyType({})
_LINK = re.compile(r"(?<![^\W_])https?://[^\s<>\"'“”‘’«»|)\]]{1,1000}", re.IGNORECASE)
_SIGNS_BEHIND = ".,;:!?*_~…"
"""Of the sentence in which an address stands, and no part of it."""
_LOOKS_LIKE = str.maketrans("013578аеорсухіԁһӏαορυνιıɡ|", "oiestbaeopcyxidhlaopuviigi")
"""Digits, Cyrillic, Greek and further letters that pass for Latin ones; l and i are one."""
_ENDS_IN_A_NUMBER = re.compile(r"(?:^|\.)(?:\d+|0x[0-9a-f]*)$", re.ASCII)
"""What a browser takes for an address by number, however it is written: `2130706433`, `0x7f.1`."""


def links_of(record: Listing) -> frozenset[str]:
    """Every address that an event shows: its links, those in its description, and its pictures'."""
    stated = (record.url, record.ticket_url, record.organizer.url)
    return links_of_text(record).union(link for link in (*stated, *(i.url for i in record.images)) if link)


def links_of_text(record: Listing) -> frozenset[str]:
    """The addresses of its description, written out or behind words."""
    marked = (mark.url for mark in record.description_marks)
    return frozenset(link for link in (*marked, *links_in(record.description or "")) if link)


def links_in(text: str) -> list[str]:
    """The addresses that stand in a text, MAX_TEXT_LINKS at most."""
    found = (one[0].rstrip(_SIGNS_BEHIND) for one in _LINK.finditer(text))
    return list(islice((link for link in found if not link.endswith("//")), MAX_TEXT_LINKS))


def host_of(link: str) -> str:
    """The host of an address in small letters; empty where it cannot be read."""
    try:
        return (urlsplit(link).hostname or "").rstrip(".")
    except ValueError:
        return ""


def as_looked_up(host: str) -> str:
    """A host as it is asked for: other letters than Latin ones as `xn--`, wide ones and digits as plain ones.

    One that is too long stays as it is: nobody can look it up, and to order its accents takes the square of its length.
    """
    try:
        return host if host.isascii() or len(host) > MAX_HOST_CHARS else host.encode("idna").decode("ascii")
    except UnicodeError:  # no host that can be
        return host


def harmful_link(
    links: Iterable[str], hosts: frozenset[str], sellers: frozenset[str], unsafe: Mapping[str, str] = NONE_UNSAFE
) -> str | None:
    """Why a link is harmful, with its host; None where none is.

    `hosts` are known ones, beside those of `data`; `unsafe` are addresses that Safe Browsing lists, with their threats.
    """
    found = (_harm(link, hosts, sellers) or _threat(link, unsafe) for link in sorted(links))
    return next((why for why in found if why), None)


def _threat(link: str, unsafe: Mapping[str, str]) -> str | None:
    return f"{host_of(link)}, listed by Google Safe Browsing: {unsafe[link]}" if link in unsafe else None


def _harm(link: str, hosts: frozenset[str], sellers: frozenset[str]) -> str | None:
    host = host_of(link)
    if not host or len(host) > MAX_HOST_CHARS:
        return "an address that cannot be read"
    parts, labels = urlsplit(link), host.split(".")
    asked = as_looked_up(host)
    if "@" in parts.netloc:
        return f"{host}, behind a name before @"
    if any(_is_known(asked.split(".", at)[-1], hosts) for at in range(len(labels))):
        return f"{host}, known as harmful"
    if _is_public_number(asked):
        return f"{host}, a number instead of a name"
    if _ends_as_program(parts):
        return f"{host}, a program to download"
    if imitated := next((name for label in labels if (name := _imitated(label, sellers))), None):
        return f"{host}, which imitates {imitated}"
    return None


def _is_known(host: str, hosts: frozenset[str]) -> bool:
    """Looked up, never searched for: lists of hosts have hundreds of thousands."""
    return host in hosts or host in listed("links", "hosts")


def _is_public_number(host: str) -> bool:
    try:
        return ip_address(host).is_global
    except ValueError:
        return _ENDS_IN_A_NUMBER.search(host) is not None


def _ends_as_program(parts: SplitResult) -> bool:
    return parts.path.lower().rpartition(".")[2] in listed("links", "programs") and "." in parts.path


def _imitated(label: str, sellers: frozenset[str]) -> str | None:
    shown = _decoded(label)
    return None if shown in sellers else _by_skeleton(sellers).get(_skeleton(shown))


@lru_cache(maxsize=16)
def _by_skeleton(sellers: frozenset[str]) -> dict[str, str]:
    return {_skeleton(name): name for name in sellers if len(name) >= MIN_NAME_CHARS}


def _decoded(label: str) -> str:
    """A label of a host as a browser shows it."""
    try:
        return label.encode("ascii").decode("idna") if label.startswith("xn--") else label
    except UnicodeError:
        return label


def _skeleton(name: str) -> str:
    shown = without_accents(name.lower()).translate(_LOOKS_LIKE)
    return shown.replace("rn", "m").replace("vv", "w").replace("l", "i").replace("-", "")
