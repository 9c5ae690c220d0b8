"""Chromium for foreign pages: the arguments with which it is started, so that the guard stands before all it asks for.

Whoever crawls pages that need a browser starts it with these and with no others that open a way out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from include.network.addresses import Allowance
from include.network.guard import Guard
from include.network.proxy import guarded_proxy
from include.settings import settings

QUIET_FLAGS = (
    "--headless=new",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--no-pings",
)


@contextmanager
def browser_arguments(guard: Guard | None = None) -> Iterator[list[str]]:
    """Chromium's arguments; good while the block runs, for so long its proxy does.

    `guard` None allows what the settings do.
    """
    with guarded_proxy(guard or Guard(Allowance.read(settings().fetch_allow))) as proxy:
        yield arguments_for(proxy)


def arguments_for(proxy: str) -> list[str]:
    """The arguments with which all that Chromium asks for goes through the guarded proxy at this address."""
    return [
        *QUIET_FLAGS,
        f"--proxy-server={proxy}",
        "--proxy-bypass-list=<-loopback>",  # else loopback is asked directly
        # it resolves nothing itself: the proxy looks names up, and connects to the address that it has checked
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--dns-prefetch-disable",
        # what does not go through a proxy does not go
        "--disable-quic",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    ]
