"""The external geocoder of the settings: Nominatim or Photon, asked by geopy over the one guarded HTTP client.

It is asked once a second at most, whoever asks: the turns are rows of the database. A geocoder that fails is left
alone for a while; nothing waits for it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from geopy.adapters import BaseSyncAdapter  # type: ignore[import-untyped]
from geopy.exc import GeopyError  # type: ignore[import-untyped]
from geopy.geocoders import Nominatim, Photon  # type: ignore[import-untyped]
from sqlalchemy import Engine

from include.areas.area import Area
from include.db import query
from include.errors import ConfigurationError, HostUnavailable, RateLimited, UnreadablePayload
from include.listing import Approximate
from include.network.addresses import Allowance
from include.network.http import EXCHANGE_SECONDS, USER_AGENT, HttpClient
from include.network.limits import PATIENCE_SECONDS, RequestLimit, Reservation
from include.pipeline.venues.answers import address, service
from include.redaction import redact_text
from include.settings import settings
from include.understand.memory.geocoder_questions import GeocoderQuestion, accepted, read_nominatim, read_photon

SPACING_SECONDS = 1.0
FAILURES_IN_A_ROW, PAUSE_SECONDS = 3, 300.0
"""So many let the geocoder be left alone, for so long at first."""
MAX_ANSWERS = 5
MAX_REASON_CHARS = 300


class SharedTurns(RequestLimit):
    """One request in SPACING_SECONDS, whichever worker sends it."""

    def __init__(self, engine: Engine, name: str, sleep: Callable[[float], None] = time.sleep) -> None:
        self.engine, self.service, self.patience, self.sleep = engine, name, PATIENCE_SECONDS, sleep

    def reserve(self, patience: float) -> Reservation:
        """Take the next turn. Raises: RateLimited, with the wait."""
        wanted = {"service": self.service, "spacing": f"{SPACING_SECONDS} s", "patience": f"{patience} s"}
        with self.engine.begin() as connection:
            wait: float | None = connection.execute(query("geocoder_turn"), wanted).scalar_one_or_none()
        if wait is None:
            raise RateLimited("many workers wait for the geocoder", retry_after=patience)
        return Reservation(wait, lambda: None)


class SharedState:
    """Whether the geocoder answers, as all workers know it (`include/network/limits.py`, `Hosts`)."""

    def __init__(self, engine: Engine, name: str) -> None:
        self.engine, self.service = engine, name

    def check(self, url: str) -> None:
        """Whether it may be asked. Raises: HostUnavailable."""
        with self.engine.begin() as connection:
            closed = connection.execute(query("geocoder_state"), {"service": self.service}).one_or_none()
        if closed is not None:
            message = f"the geocoder has failed and is left alone for {closed.wait:.0f} s more: {closed.reason}"
            raise HostUnavailable(message, retry_after=closed.wait)

    def answered(self, url: str) -> None:
        """What it failed before is forgotten."""
        with self.engine.begin() as connection:
            connection.execute(query("geocoder_works"), {"service": self.service})

    def failed(self, url: str, reason: str) -> None:
        """One failure more in a row."""
        failure = {
            "service": self.service, "reason": redact_text(reason)[:MAX_REASON_CHARS], "threshold": FAILURES_IN_A_ROW,
            "pause_seconds": PAUSE_SECONDS,
        }  # fmt: skip
        with self.engine.begin() as connection:
            connection.execute(query("geocoder_fails"), failure)


class _Guarded(BaseSyncAdapter):  # type: ignore[misc]
    """geopy's way out: the guarded client, which knows the limit."""

    def __init__(self, client: HttpClient, *, proxies: Any, ssl_context: Any) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self.client = client

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
        text = self.get_text(url, timeout=timeout, headers=headers)
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            raise UnreadablePayload(f"the geocoder's answer is no JSON: {error}") from error

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
        return self.client.get(url, headers=headers).text()


class Geocoder:
    """The geocoder of the settings. Raises: ConfigurationError where they name none, or no address of one."""

    def __init__(self, engine: Engine) -> None:
        name, self.kind = service(), settings().geocoder
        if name is None:
            raise ConfigurationError("JATRE_GEOCODER names no geocoder")
        allow = Allowance.read(settings().fetch_allow)
        if settings().geocoder_url:  # it may stand in our own network, and on any port
            allow = allow.naming(address(), "JATRE_GEOCODER_URL")
        self.service, parts = name, urlsplit(address())
        self.client = HttpClient(SharedTurns(engine, name), hosts=SharedState(engine, name), retries=0, allow=allow)
        self.geopy: Any = {"nominatim": Nominatim, "photon": Photon}[self.kind](
            domain=f"{parts.netloc}{parts.path}", scheme=parts.scheme, user_agent=USER_AGENT,
            timeout=EXCHANGE_SECONDS, adapter_factory=partial(_Guarded, self.client),
        )  # fmt: skip

    def ask(self, question: GeocoderQuestion, area: Area) -> Approximate | None:
        """The place asked for, None where the geocoder knows none that counts.

        Raises: as `HttpClient.get`.
        """
        south, west, north, east = area.city_box
        box = [(south, west), (north, east)]
        more: dict[str, Any] = {"bbox": box}
        if self.kind == "nominatim":
            more = {"viewbox": box, "bounded": True, "addressdetails": True}
        try:
            found = self.geopy.geocode(question.text, exactly_one=False, limit=MAX_ANSWERS, language="en", **more) or []
            reader = read_nominatim if self.kind == "nominatim" else read_photon
            return accepted([reader(one.raw) for one in found], question, area)
        except (GeopyError, AttributeError, KeyError, TypeError, ValueError) as error:
            raise UnreadablePayload(f"the geocoder's answer cannot be read: {type(error).__name__} {error}") from error
