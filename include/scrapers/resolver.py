"""The guard inside a crawl: Scrapy's resolver of names, below every request, robots.txt and redirects included.

Twisted connects to the address that its resolver gives, so the address that was checked is the one that is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from socket import AF_INET6
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.resolver import HostResolution
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.base import ReactorBase
from twisted.internet.interfaces import IAddress, IHostnameResolver
from twisted.internet.threads import deferToThread
from twisted.python.failure import Failure
from zope.interface import implementer  # type: ignore[import-untyped]

from include.errors import AddressRefused
from include.network.addresses import Allowance
from include.network.guard import CheckedAddress, Guard
from include.settings import settings

LOOK_UP_SECONDS = 15.0
MAX_REASONS = 1_000
REFUSAL_REASONS: dict[tuple[str, int], str] = {}
"""Why a host and port were refused: a resolver can only answer "no address"."""


class RememberingGuard(Guard):
    """Keeps the reasons for which it refuses."""

    def checked(self, host: str, port: int, seconds: float) -> list[CheckedAddress]:
        """As any guard. Raises: AddressRefused, OSError."""
        try:
            return super().checked(host, port, seconds)
        except AddressRefused as error:
            if len(REFUSAL_REASONS) < MAX_REASONS:
                REFUSAL_REASONS[host, port] = str(error)
            raise


@implementer(IHostnameResolver)
class GuardedResolver:
    """Gives the addresses of a host that the guard lets through. Each connection is looked up and checked anew."""

    def __init__(self, guard: Guard, reactor: ReactorBase) -> None:
        self.guard, self.reactor = guard, reactor

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Called by Scrapy."""
        allow = Allowance.read(settings().fetch_allow)
        if way_out := crawler.settings.get("WAY_OUT"):  # the proxy of this very process, which checks each address
            allow = Allowance(frozenset({("127.0.0.1", urlsplit(way_out).port or 0)}))
        return cls(RememberingGuard(allow), reactor)

    def install_on_reactor(self) -> None:
        """Called by Scrapy."""
        self.reactor.installNameResolver(self)  # type: ignore[arg-type]

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        resolutionReceiver: Any,  # noqa: N803 - an IResolutionReceiver
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> HostResolution:
        """Called by Twisted before each connection."""
        resolution = HostResolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)

        def found(addresses: list[CheckedAddress]) -> None:
            for one in addresses:
                kind: Any = IPv6Address if one.family == AF_INET6 else IPv4Address
                resolutionReceiver.addressResolved(kind("TCP", *one.socket_address))
            resolutionReceiver.resolutionComplete()

        def failed(_: Failure) -> None:
            resolutionReceiver.resolutionComplete()

        deferToThread(self.guard.checked, hostName, portNumber, LOOK_UP_SECONDS).addCallbacks(found, failed)
        return resolution


def why_refused(url: str) -> str | None:
    """Why the guard let nobody connect to the host of `url`, if that is so."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return next(
        (reason for (host, at), reason in REFUSAL_REASONS.items() if (host, at) == (parts.hostname, port)), None
    )
