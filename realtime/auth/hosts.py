"""Under which names of hosts a page can be ours.

A name that anyone can register can be made to point here (DNS rebinding): what the page that had it before asks then
comes from the very origin that it names as its host. An address, or a name that nobody can register, cannot be taken.
"""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from realtime.settings import ServiceSettings

_NOT_REGISTERED = frozenset({"localhost", "local", "lan", "home", "internal", "arpa", "test", "example", "invalid"})
"""Last parts of names that no registry gives away (RFC 2606, 6761, 6762, 8375; ICANN's `internal`)."""


def is_own_host(host: str, settings: ServiceSettings) -> bool:
    """Whether a page of this host, as the header has it, can be ours: the settings name it, or nobody can take it."""
    try:
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return False
    if name in {urlsplit(settings.page_url).hostname, *map(str.lower, settings.allowed_hosts)}:
        return True
    return _is_address(name) or "." not in name or name.rpartition(".")[2] in _NOT_REGISTERED


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
