"""Who sends a request: an anonymous reader, a program with a bearer token, or a browser with a session."""

from __future__ import annotations

import time
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from starlette.requests import HTTPConnection

from include.access_tokens import PREFIX
from realtime.auth import stored
from realtime.auth.hosts import is_own_host
from realtime.auth.tokens import PROGRAM, SESSION, Use, verify
from realtime.errors import BadParameter, Forbidden, TooOften, Unauthorized
from realtime.feed.rooms import PRIVATE
from realtime.limits.visits import address_of, elsewhere, network_of
from realtime.service import service_of

_IN_ADDRESS = ("access_token", "auth", "authorization", "bearer", "jwt", "token")
_SECURE = ("https", "wss")
MODERATING = ("admin", "moderator")
"""Scopes that may decide, and read the moderators' room."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads; an anonymous reader has no name. `expires_at` is in Unix seconds.

    `token` is that of a token which can be taken back, or of a session begun with one; only these have a scope.
    """

    name: str = ""
    rooms: frozenset[str] = frozenset()
    expires_at: float | None = None
    token: UUID | None = None
    scope: str = ""
    source: str = ""
    place: str = ""

    def expired(self, now: float) -> bool:
        """Whether the permission has expired at `now`, in Unix seconds."""
        return self.expires_at is not None and now >= self.expires_at


ANONYMOUS = Reader()


async def reader_of(connection: HTTPConnection) -> Reader:
    """The reader behind a request: by `Authorization` if present, else by the session cookie.

    Raises Unauthorized for an invalid token or session, BadParameter for a token in the URL, TooOften for a client that
    sent too many that did not hold; DatabaseAway and Busy where one has to be looked up.
    """
    _refuse_in_address(connection)
    given = connection.headers.get("authorization", "")
    # Basic authentication is between the browser and a proxy
    if given and not given.lower().startswith("basic "):
        return await bearer_of(given, connection)
    session = connection.cookies.get(cookie_name(connection))
    if not session or not from_own_page(connection):
        return ANONYMOUS
    try:
        return await _reader(SESSION, session, connection)
    except Unauthorized:
        raise _ended_session(connection) from None


async def bearer_of(given: str, connection: HTTPConnection) -> Reader:
    """The reader that the value of `Authorization` names. Raises as `reader_of`."""
    scheme, _, token = given.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthorized("Send 'Authorization: Bearer <token>'.")
    return await _reader(PROGRAM, token.strip(), connection)


def refuse_foreign(connection: HTTPConnection) -> None:
    """Raise Forbidden when a page of another site asks; called before anything is changed for a session."""
    if not from_own_page(connection):
        raise Forbidden(
            "Origin",
            "This is not for pages of other sites; do it from a page of this one, by an address that JATRE_PAGE_URL or "
            "JATRE_ALLOWED_HOSTS names.",
        )


def from_own_page(connection: HTTPConnection) -> bool:
    """Whether the request is from our own page, from an origin that is allowed by name, or from a program.

    So is a page that a browser goes to from one of the same site, such as Airflow's on another port, or shows in its
    frame: who sent it there can neither read it, nor frame it without leave (`realtime/security.py`).
    """
    origin = connection.headers.get("origin")
    if origin is not None:
        return origin in _origins(connection)
    site = connection.headers.get("sec-fetch-site", "none")
    return site in ("same-origin", "none") or (site == "same-site" and _is_going(connection))


def _is_going(connection: HTTPConnection) -> bool:
    """Whether a browser opens a page."""
    asked = (connection.headers.get("sec-fetch-mode"), connection.headers.get("sec-fetch-dest"))
    return connection.scope.get("method") == "GET" and asked in (("navigate", "document"), ("navigate", "iframe"))


def is_secure(connection: HTTPConnection) -> bool:
    """Whether readers reach the service by TLS, here or at a proxy."""
    return connection.url.scheme in _SECURE or service_of(connection).settings.page_url.startswith("https:")


def cookie_name(connection: HTTPConnection) -> str:
    """The name of the session cookie; behind TLS one that browsers accept from this host only."""
    return "__Host-jatre-session" if is_secure(connection) else "jatre-session"


def cookie(connection: HTTPConnection, value: str, seconds: int) -> str:
    """The `Set-Cookie` of a session: not for scripts, requests of other sites or, behind TLS, plain HTTP."""
    secure = "; Secure" if is_secure(connection) else ""
    return f"{cookie_name(connection)}={value}; Max-Age={seconds}; Path=/; HttpOnly; SameSite=Strict{secure}"


async def _reader(use: Use, token: str, connection: HTTPConnection) -> Reader:
    """The reader of a token, which is refused unread to a client of which too many did not hold."""
    service, address = service_of(connection), address_of(connection)
    network, now = network_of(address), time.monotonic()
    if elsewhere(address) and (wait := service.failed_sign_ins.spent(network, now)):
        raise TooOften(wait)
    try:
        if token.startswith(PREFIX):
            return _holder(await stored.find(service.database, use, token))
        grant = verify(service.settings.live_token_secrets, use, token)
    except Unauthorized:
        service.failed_sign_ins.wait(network, now)
        raise
    return Reader(grant.name, grant.rooms & PRIVATE, grant.expires_at)


def _holder(found: stored.StoredToken) -> Reader:
    rooms = PRIVATE if found.scope in MODERATING else frozenset[str]()
    return Reader(found.name, rooms, found.expires_at, found.id, found.scope, found.source, found.place)


def _ended_session(connection: HTTPConnection) -> Unauthorized:
    """Deletes the cookie, so that a page with an invalid session is not refused for ever."""
    error = Unauthorized("The session has ended; sign in again at /signin.", "Cookie")
    error.headers["set-cookie"] = cookie(connection, "", 0)
    return error


def _refuse_in_address(connection: HTTPConnection) -> None:
    for name in connection.query_params:
        if name.lower() in _IN_ADDRESS:
            raise BadParameter(name, "A token in an address is read by others; send 'Authorization: Bearer <token>'.")


def _origins(connection: HTTPConnection) -> set[str]:
    settings = service_of(connection).settings
    page = urlsplit(settings.page_url)
    scheme = "https" if connection.url.scheme in _SECURE else "http"
    host = connection.headers.get("host", "")
    own = {f"{scheme}://{host}"} if is_own_host(host, settings) else set()
    return own | {f"{page.scheme}://{page.netloc}"} | (set(settings.allowed_origins) - {"*"})
