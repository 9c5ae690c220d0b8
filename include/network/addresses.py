"""Which addresses are public, and which others an operator has named.

`JATRE_FETCH_ALLOW` is a list of `host:port`, separated by commas: `127.0.0.1:8010`, `[::1]:8010`, `samples:8010`. An
address is allowed as such, whatever name leads to it; a name is allowed with whatever it resolves to. There is no form
for "every host" or "every port".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from include.errors import ConfigurationError

Address = IPv4Address | IPv6Address

NOT_PUBLIC_IPV4 = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24")))
"""What `ipaddress` of some supported Python takes for global: protocol assignments, and the relays of 6to4."""
UNICAST_IPV6 = ip_network("2000::/3")
NOT_PUBLIC_IPV6 = tuple(map(ip_network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
"""Inside unicast: protocol assignments with Teredo, documentation, 6to4."""
WEB_PORTS = frozenset({80, 443, 8000, 8008, 8080, 8443, 8888})
"""Ports on which web sites are; a site on another one is named in `JATRE_FETCH_ALLOW`."""
DEFAULT_PORTS = {"http": 80, "https": 443}
OWN_HOSTS = ("127.0.0.1", "::1", "localhost")
"""This machine, by the names that an operator gives it."""
_ENTRY = re.compile(r"^(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<host>[a-z0-9._-]+)):(?P<port>[0-9]{1,5})$")


def is_public(address: Address) -> bool:
    """Whether `address` belongs to one host of the public internet.

    Of IPv6 only allocated unicast is: all forms that carry an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo)
    lie outside, so none of them leads back in.
    """
    if isinstance(address, IPv6Address):
        return address in UNICAST_IPV6 and not any(address in network for network in NOT_PUBLIC_IPV6)
    reserved = address.is_multicast or address.is_reserved or any(address in network for network in NOT_PUBLIC_IPV4)
    return address.is_global and not reserved


@dataclass(frozen=True)
class Allowance:
    """What an operator allows beside public addresses on the ports of the web."""

    entries: frozenset[tuple[str, int]] = field(default_factory=frozenset)

    @classmethod
    def read(cls, text: str) -> Allowance:
        """Read the setting. Raises: ConfigurationError, which names the entry."""
        return cls(frozenset(_entry(word) for word in re.split(r"[,\s]+", text.lower()) if word))

    def naming(self, url: str, setting: str) -> Allowance:
        """This, and the host and port of the address of the web that an operator has named in `setting`.

        Raises: ConfigurationError where it is none.
        """
        try:
            parts = urlsplit(url)
            port = (parts.port or DEFAULT_PORTS[parts.scheme]) if parts.scheme in DEFAULT_PORTS else None
        except ValueError:
            port = None
        if port is None or not parts.hostname:
            raise ConfigurationError(f"{setting} is no address of the web")
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        return Allowance(self.entries | {_entry(f"{host}:{port}")})

    def covers(self, name: str, address: Address, port: int) -> bool:
        """Whether `address` may be connected to at `port`, asked for as `name` (lower case, no dot at its end)."""
        return (name, port) in self.entries or (str(address), port) in self.entries

    def has_port(self, port: int) -> bool:
        """Whether any entry is for this port."""
        return any(allowed == port for _, allowed in self.entries)


def keep_key_private(url: str, setting: str) -> None:
    """Raises: ConfigurationError for an address to which a key would travel where others can read it."""
    parts = urlsplit(url)
    if parts.scheme == "http" and parts.hostname not in OWN_HOSTS:
        raise ConfigurationError(f"{setting}: a key is sent encrypted, or to this machine")


def _entry(word: str) -> tuple[str, int]:
    found = _ENTRY.match(word)
    wrong = ConfigurationError(
        f"JATRE_FETCH_ALLOW: {word!r} is no host with a port; write 127.0.0.1:8010 or samples:8010"
    )
    if found is None or not 0 < int(found["port"]) < 65_536:
        raise wrong
    try:
        address = ip_address(found["six"] or found["host"])
    except ValueError:
        if found["six"]:
            raise wrong from None
        return found["host"].rstrip("."), int(found["port"])
    if address.is_unspecified:
        raise ConfigurationError(
            f"JATRE_FETCH_ALLOW: {word!r} is every address of this machine; name the one that is meant"
        )
    return str(address), int(found["port"])
