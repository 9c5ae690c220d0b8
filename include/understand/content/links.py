"""Links that harm whoever follows them, as far as their addresses show it. Nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from include.listing import Listing
from include.understand.content.lists import listed
from include.untrusted.cleaning import without_accents

MAX_TEXT_LINKS = 200
MIN_NAME_CHARS = 6
"""Of a seller whose name others may imitate: shorter ones are also words."""
_LINK = re.compile(r"\bhttps?://[^\s<>\"')\]]{1,1000}", re.IGNORECASE)
_LOOKS_LIKE = str.maketrans("013578аеорсухіԁһӏαορυνι|", "oiestbaeopcyxidhlaopuvii")
"""Digits, Cyrillic and Greek letters that pass for Latin ones; l and i are one."""


def links_of(record: Listing) -> frozenset[str]:
    """Every address that an event shows: its links, those in its description, and its pictures'."""
    stated = (record.url, record.ticket_url, record.organizer.url)
    marked = (mark.url for mark in record.description_marks)
    written = links_in(record.description or "")
    return frozenset(link for link in (*stated, *marked, *written, *(i.url for i in record.images)) if link)


def links_in(text: str) -> list[str]:
    """The addresses that stand in a text, MAX_TEXT_LINKS at most."""
    return _LINK.findall(text)[:MAX_TEXT_LINKS]


def host_of(link: str) -> str:
    """The host of an address in small letters; empty where it cannot be read."""
    try:
        return (urlsplit(link).hostname or "").rstrip(".")
    except ValueError:
        return ""


def harmful_link(links: Iterable[str], hosts: frozenset[str], sellers: Iterable[str]) -> str | None:
    """Why a link is harmful, with its host; None where none is. `hosts` are known ones, beside those of `data`."""
    known = hosts.union(listed("links", "hosts"))
    names = frozenset(name for name in sellers if len(name) >= MIN_NAME_CHARS)
    return next((why for link in sorted(links) if (why := _harm(link, known, names))), None)


def _harm(link: str, known: frozenset[str], sellers: frozenset[str]) -> str | None:
    host = host_of(link)
    if not host:
        return "an address that cannot be read"
    parts = urlsplit(link)
    if "@" in parts.netloc:
        return f"{host}, behind a name before @"
    if any(host == one or host.endswith(f".{one}") for one in known):
        return f"{host}, known as harmful"
    if _is_public_number(host):
        return f"{host}, a number instead of a name"
    if _ends_as_program(parts):
        return f"{host}, a program to download"
    if imitated := next((name for label in host.split(".") for name in sellers if _imitates(label, name)), None):
        return f"{host}, which imitates {imitated}"
    return None


def _is_public_number(host: str) -> bool:
    try:
        return ip_address(host).is_global
    except ValueError:
        return False


def _ends_as_program(parts: SplitResult) -> bool:
    return parts.path.lower().rpartition(".")[2] in listed("links", "programs") and "." in parts.path


def _imitates(label: str, name: str) -> bool:
    shown = _decoded(label)
    return shown != name and _skeleton(shown) == _skeleton(name)


def _decoded(label: str) -> str:
    """A label of a host as a browser shows it."""
    try:
        return label.encode("ascii").decode("idna") if label.startswith("xn--") else label
    except UnicodeError:
        return label


def _skeleton(name: str) -> str:
    shown = without_accents(name.lower()).translate(_LOOKS_LIKE)
    return shown.replace("rn", "m").replace("vv", "w").replace("l", "i").replace("-", "")
