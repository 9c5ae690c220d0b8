"""Visitors, counted without storing who they are.

A visitor is a hash of address and browser under a salt that lasts for a day: from the hash alone the address cannot be
found, and with the salt gone not even by trying.
"""

from __future__ import annotations

import hashlib
import ipaddress
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

from starlette.requests import HTTPConnection

from realtime import contract
from realtime.contract import DaySalt
from realtime.database import Connection

_WINDOW_SECONDS = 60.0
_UNREADABLE = "unreadable"
"""All whose address a proxy reports as something else: who makes up words is no other client with each."""


@dataclass
class Rate:
    """A number of requests per address and minute; `policy` is its name in answers."""

    per_minute: int
    policy: str = "minute"
    _began: float = 0.0
    _seen: Counter[str] = field(default_factory=Counter)

    def wait(self, address: str, now: float) -> int:
        """Seconds that this address has to wait, 0 when it may go on; `now` is a monotonic clock."""
        if now - self._began >= _WINDOW_SECONDS:
            self._began, self._seen = now, Counter()
        self._seen[address] += 1
        return 0 if self._seen[address] <= self.per_minute else int(self._began + _WINDOW_SECONDS - now) + 1

    def spent(self, address: str, now: float) -> int:
        """The seconds that this address would have to wait; asking counts nothing."""
        if now - self._began >= _WINDOW_SECONDS or self._seen[address] < self.per_minute:
            return 0
        return int(self._began + _WINDOW_SECONDS - now) + 1

    def headers(self, address: str, now: float) -> dict[str, str]:
        """What an address has left, as `RateLimit` headers (draft-ietf-httpapi-ratelimit-headers)."""
        left, seconds = max(self.per_minute - self._seen[address], 0), int(self._began + _WINDOW_SECONDS - now) + 1
        return {
            "ratelimit-policy": f'"{self.policy}";q={self.per_minute};w={_WINDOW_SECONDS:.0f}',
            "ratelimit": f'"{self.policy}";r={left};t={seconds}',
        }


@dataclass
class Visits(Rate):
    """The rate of counted visits per address, and the salt of today."""

    _salt: DaySalt | None = None

    async def salt(self, connection: Connection) -> DaySalt:
        """Today and its salt, read once a day."""
        if self._salt is None or self._salt.day != datetime.now(UTC).date():
            self._salt = await contract.visit_salt(connection)
        return self._salt


def visitor(salt: bytes, who: str, event: str) -> bytes:
    """16 bytes that stand for a visitor of one event on one day; the same visitor of another event is somebody else."""
    return hashlib.blake2b(f"{event}\n{who}".encode(), key=salt, digest_size=16).digest()


def address_of(connection: HTTPConnection) -> str:
    """The client's address: that of the socket, or what a trusted proxy reports; empty without one (a Unix socket)."""
    return connection.client.host if connection.client else ""


def client_of(connection: HTTPConnection) -> str:
    """The network that a request comes from, as limits count it."""
    return network_of(address_of(connection))


def network_of(address: str) -> str:
    """The address; of IPv6 the /64, since one household has a whole /64. What is no address is one client in all."""
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return address and _UNREADABLE
    if read.version == 4:
        return address
    mapped = read.ipv4_mapped
    return str(mapped) if mapped else str(ipaddress.ip_network((read, 64), strict=False).network_address)


def elsewhere(address: str) -> bool:
    """Whether it is another machine. Loopback, or no address, is a proxy that does not forward the client's address."""
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return bool(address)
    mapped = read.ipv4_mapped if read.version == 6 else None
    return not (mapped or read).is_loopback
