"""No byte leaves to an address that is not public: names are resolved here, once, and the checked address is used.

A name that resolves to a public and to a private address is refused as a whole: no public site does that, and which of
the two a connection would take is not ours to guess.
"""

from __future__ import annotations

import socket
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from ipaddress import ip_address

from include.errors import AddressRefused
from include.network.addresses import WEB_PORTS, Address, Allowance, is_public
from include.network.exchange_budget import BudgetedSocket, ExchangeBudget

MAX_NAME_CHARS = 255
Answer = tuple[socket.AddressFamily, socket.SocketKind, int, str, tuple[str | int, ...]]


@dataclass(frozen=True)
class CheckedAddress:
    """An address that may be connected to: what `socket.connect` takes for its family."""

    family: socket.AddressFamily
    socket_address: tuple[str | int, ...]


class Guard:
    """Decides about every connection that is opened on behalf of what somebody else wrote."""

    def __init__(self, allow: Allowance) -> None:
        self.allow = allow

    def checked(self, host: str, port: int, seconds: float) -> list[CheckedAddress]:
        """The addresses of `host`, each of them checked.

        Raises: AddressRefused, OSError when the name does not resolve (TimeoutError when not within `seconds`).
        """
        name = host.strip("[]").rstrip(".").lower()
        if not name or len(name) > MAX_NAME_CHARS:
            raise AddressRefused(f"{host[:80]!r} is no name of a host")
        if port not in WEB_PORTS and not self.allow.has_port(port):
            raise AddressRefused(_on_other_port(name, port))
        return [self._check(name, port, one) for one in _resolved(name, port, seconds)]

    def connect(self, host: str, port: int, budget: ExchangeBudget) -> BudgetedSocket:
        """A connection to `host`, at an address that was checked. Raises: AddressRefused, OSError, TimeoutError."""
        failure: OSError = OSError(f"{host} has no address")
        for one in self.checked(host, port, budget.left(budget.seconds)):
            made = BudgetedSocket(one.family, socket.SOCK_STREAM)
            made.budget = budget
            try:
                made.settimeout(budget.left(budget.connect))
                made.connect(one.socket_address)
                made.settimeout(budget.left(budget.silence))
            except OSError as error:
                made.close()
                failure = error
            else:
                return made
        raise failure

    def _check(self, name: str, port: int, answer: Answer) -> CheckedAddress:
        family, socket_address = answer[0], answer[4]
        address: Address = ip_address(str(socket_address[0]).partition("%")[0])
        if not self.allow.covers(name, address, port):
            if not is_public(address):
                raise AddressRefused(f"{name} is at {address}, which is no public address; {_REMEDY}")
            if port not in WEB_PORTS:
                raise AddressRefused(_on_other_port(name, port))
        return CheckedAddress(family, socket_address)


_REMEDY = "an operator may allow it as host:port in JATRE_FETCH_ALLOW"


def _on_other_port(name: str, port: int) -> str:
    ports = ", ".join(map(str, sorted(WEB_PORTS)))
    return f"{name[:80]}: {port} is none of the ports that are fetched from ({ports}); {_REMEDY}"


def _resolved(name: str, port: int, seconds: float) -> list[Answer]:
    """`getaddrinfo` of TCP, given up after `seconds`: the call itself knows no limit, so its thread is left behind."""
    answer: Future[list[Answer]] = Future()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
            answer.set_result([one for one in found if one[0] in (socket.AF_INET, socket.AF_INET6)])  # type: ignore[misc]
        except Exception as error:
            answer.set_exception(error)

    threading.Thread(target=ask, name="name look-up", daemon=True).start()
    try:
        return answer.result(timeout=seconds)
    except ValueError as error:  # a UnicodeError too: a label that is too long, a NUL
        raise AddressRefused(f"{name[:80]!r} is no name of a host: {error}") from error
