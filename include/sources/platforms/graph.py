"""Meta's Graph API, which Facebook and Instagram share: its version, its proof, its pages, its errors and its tokens.

The token goes in a header. Graph takes the proof that we hold the app's secret, and a token that is asked about, as
parameters only; both are masked like the secrets that they are made of.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from pydantic import Field

from include.errors import ConfigurationError, CredentialsRefused, JatreError, SourceRefused, UnreadablePayload
from include.network.urls import WebAddress
from include.payloads.payload import RawPayload
from include.redaction import MIN_SECRET_CHARS
from include.sources.base import FetchResult
from include.sources.http import Response
from include.sources.json.paths import look_up
from include.sources.platforms.config import PlatformConfig, Token
from include.sources.platforms.graph_errors import failure_of
from include.sources.platforms.reading import ListPage, ListRequest, Platform, cursor, listed
from include.untrusted.bounds import reason_of

WARNING_DAYS = 14
"""Days before a token ends from which on every fetch warns."""
LOOK_AGAIN = timedelta(days=1)
"""How long what Graph said about a token is believed."""


class GraphConfig(PlatformConfig):
    """What both take: with `app_secret` requests carry a proof, with `app` too the end of the token is watched."""

    url: WebAddress = "https://graph.facebook.com"
    version: Annotated[str, Field(pattern=r"^v\d{1,3}\.\d{1,2}$")] | None = "v26.0"
    app: Annotated[str, Field(pattern=r"^\d{1,30}$")] | None = None
    app_secret: Token | None = None


class GraphPlatform(Platform):
    """An API of Graph."""

    @classmethod
    def derived_secrets(cls, config: Mapping[str, Any]) -> Iterable[str]:
        """The proof, which is sent as a parameter."""
        token, secret = config.get("token"), config.get("app_secret")
        return [proof(token, secret)] if isinstance(token, str) and isinstance(secret, str) else []

    def ask(
        self, path: str, params: Mapping[str, str | int], headers: Mapping[str, str] | None = None
    ) -> tuple[Any, RawPayload]:
        """Of the version that the instance names, with the proof."""
        api: GraphConfig = self.api
        # what another token asks for is proven by that token
        proven = {"appsecret_proof": proof(api.token, api.app_secret)} if api.app_secret and not headers else {}
        return super().ask(f"{api.version}/{path}" if api.version else path, {**params, **proven}, headers)

    def failure(self, answer: Response) -> JatreError | None:
        """By the code of Graph's own error."""
        return failure_of(answer)

    def page(self, document: Any, request: ListRequest) -> ListPage:
        """The items in `data`; `next` says that there are more, and is not followed, because it holds the token."""
        items = listed(document, "data", request.about)
        after, more = cursor(look_up(document, "paging.cursors.after")), look_up(document, "paging.next")
        if not more:
            return ListPage(items)
        return ListPage(items, {"after": after}) if after else ListPage(items, whole=False)

    def fetch(self, now: datetime) -> FetchResult:
        """What the lists hold, with a warning when the token ends soon."""
        result = super().fetch(now)
        api: GraphConfig = self.api
        if not (api.app and api.app_secret):
            return result
        try:
            token = self._token(now)
        except JatreError as error:
            return replace(result, warnings=[f"when the token ends is not known: {reason_of(error)}"])
        state = {**result.state, "token": token}
        return replace(result, state=state, warnings=list(_warnings(token.get("ends"), now)))

    def credentials_end(self, now: datetime) -> datetime | None:
        """What Graph gives for the token, to who names `app` and `app_secret`. Raises: the errors of a fetch."""
        api: GraphConfig = self.api
        if not (api.app and api.app_secret):
            return None
        ends = self._looked_up(now)["ends"]
        return datetime.fromisoformat(ends) if ends else None

    def _token(self, now: datetime) -> dict[str, Any]:
        """When the token was looked at, and when it ends (ISO 8601), None for never. Raises: the errors of a fetch."""
        known = self.state.get("token")
        return known if isinstance(known, dict) and _is_believed(known, now) else self._looked_up(now)

    def _looked_up(self, now: datetime) -> dict[str, Any]:
        api: GraphConfig = self.api
        headers = {"Authorization": f"Bearer {api.app}|{api.app_secret}"}
        document, _ = self.ask("debug_token", {"input_token": api.token}, headers)
        about = look_up(document, "data")
        if not isinstance(about, Mapping):
            raise SourceRefused("Graph does not say what the token is")
        if about.get("is_valid") is False:
            raise CredentialsRefused("the token is not valid any more: make a new one and change the secret")
        ends = [_moment(about.get(key)) for key in ("expires_at", "data_access_expires_at")]
        first = min((one for one in ends if one), default=None)
        return {"looked": now.isoformat(), "ends": first.isoformat() if first else None}

    def exchanged(self) -> tuple[str, float | None]:
        """A fresh token for this one, and the seconds that it lasts, None for ever. Raises: the errors of a fetch."""
        api: GraphConfig = self.api
        if not (api.app and api.app_secret):
            raise ConfigurationError("to exchange a token, name app and app_secret")
        params = {
            "grant_type": "fb_exchange_token",
            "client_id": api.app,
            "client_secret": api.app_secret,
            "fb_exchange_token": api.token,
        }
        document, _ = self.ask("oauth/access_token", params)
        token, seconds = look_up(document, "access_token"), look_up(document, "expires_in")
        if not isinstance(token, str) or len(token) < MIN_SECRET_CHARS:
            raise UnreadablePayload("Graph answers without a token")
        return token, float(seconds) if isinstance(seconds, int) and seconds > 0 else None


def proof(token: str, secret: str) -> str:
    """HMAC-SHA256 of the token under the app's secret, in hex: that who sends the token also holds the secret."""
    return hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest()


def _moment(value: Any) -> datetime | None:
    """The moment of a Unix time in seconds; None for 0, which means never."""
    try:
        return datetime.fromtimestamp(int(value), UTC) if value else None
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _is_believed(known: Mapping[str, Any], now: datetime) -> bool:
    """A day long, but not when it ended soon: somebody may have made another."""
    try:
        looked = datetime.fromisoformat(str(known["looked"]))
    except (KeyError, ValueError):
        return False
    return timedelta(0) <= now - looked < LOOK_AGAIN and not list(_warnings(known.get("ends"), now))


def _warnings(ends: Any, now: datetime) -> Iterable[str]:
    if not isinstance(ends, str):
        return
    left = (datetime.fromisoformat(ends) - now).days
    if left < WARNING_DAYS:
        yield f"the token ends on {ends[:10]}, in {max(0, left)} days: make a new one and change the secret"
