"""Web push against a push service that decrypts what comes and checks who has signed it."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece  # type: ignore[import-untyped]
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid  # type: ignore[import-untyped]

from include.alerts import vapid
from include.alerts.channels.push import PushSender, topic_of
from include.alerts.channels.senders import senders
from include.alerts.message import AlertMessage, ChannelGone, SendFailed
from include.errors import ConfigurationError
from include.network.serving import serving
from tests.alerts.channels.conftest import OTHER_EVENT, item, message
from tests.allowed import allowed


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


KEY = b64(bytes(range(1, 33)))


class PushService:
    """One browser and the service that keeps its pushes: it reads what only that browser can."""

    def __init__(self) -> None:
        self.key, self.secret = ec.generate_private_key(ec.SECP256R1()), b"0123456789abcdef"
        self.status, self.more = 201, {"Retry-After": "120"}
        self.pushed: list[tuple[dict[str, str], bytes]] = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                service.pushed.append(({name.lower(): value for name, value in self.headers.items()}, body))
                self.send_response(service.status)
                for name, value in {**service.more, "Content-Length": "0"}.items():
                    self.send_header(name, value)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Log nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_address[1]}"

    @property
    def subscription(self) -> str:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return json.dumps({"endpoint": f"{self.base}/push/1", "keys": {"p256dh": b64(point), "auth": b64(self.secret)}})

    @property
    def headers(self) -> dict[str, str]:
        return self.pushed[-1][0]

    @property
    def notification(self) -> dict[str, Any]:
        """The last payload, decrypted."""
        read = http_ece.decrypt(
            self.pushed[-1][1], private_key=self.key, auth_secret=self.secret, version=self.headers["content-encoding"]
        )
        document = json.loads(read)
        assert document["web_push"] == 8030
        return dict(document["notification"])


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[PushService]:
    monkeypatch.setenv("JATRE_VAPID_KEY", KEY)
    made = PushService()
    with serving(made.server), allowed(made.base, setting="alert_allow"):
        yield made


def send(service: PushService, *items: Any, **about: Any) -> None:
    one: AlertMessage = message("push", service.subscription, *items, **about)
    PushSender(KEY, "mailto:news@jatre.example").send(one)


def test_only_the_browser_that_subscribed_can_read_it(service: PushService) -> None:
    send(service, item("cancelled"))

    assert service.notification == {
        "title": "Cancelled: Jazz & <b>blues</b>", "body": "Sat 7 Mar, 19:30 · Fig Rooms", "lang": "en",
        "navigate": "https://jatre.example/e/00000000-0000-4000-8000-0000000000e1",
        "tag": "000000000000400080000000000000e1",
    }  # fmt: skip
    assert b"Jazz" not in service.pushed[0][1]


def test_it_is_signed_by_the_key_that_browsers_subscribe_with(service: PushService) -> None:
    send(service, item())

    authorization = service.headers["authorization"]
    assert Vapid.verify(authorization)
    assert authorization.endswith(f",k={vapid.public_key()}")
    claims = json.loads(base64.urlsafe_b64decode(authorization.split(".")[1] + "=="))
    assert claims["aud"] == service.base
    assert claims["sub"] == "mailto:news@jatre.example"


def test_it_is_kept_no_longer_than_until_the_first_event_begins(service: PushService) -> None:
    tomorrow = [{"startsAt": "2026-03-03T06:30:00Z", "endsAt": None, "dateOnly": False}]
    send(service, item(), item("new", OTHER_EVENT, occurrences=tomorrow))

    assert service.headers["ttl"] == str(24 * 3600)


def test_it_is_kept_four_weeks_at_most_and_an_hour_when_it_has_begun(service: PushService) -> None:
    for start, kept in (("2026-12-24T06:30:00Z", timedelta(days=28)), ("2026-03-01T06:30:00Z", timedelta(hours=1))):
        send(service, item(occurrences=[{"startsAt": start, "endsAt": None, "dateOnly": False}]))
        assert service.headers["ttl"] == str(int(kept.total_seconds()))


def test_news_of_an_event_replaces_older_news_of_it_and_a_bundle_replaces_nothing() -> None:
    one, later, bundle = (
        message("push", "{}", *items)
        for items in ([item()], [item("cancelled")], [item(), item("new", OTHER_EVENT)])
    )  # fmt: skip
    assert topic_of(one) == topic_of(later) != topic_of(bundle)
    assert len(topic_of(one)) == len(topic_of(bundle)) == 32


def test_what_starts_soon_is_urgent(service: PushService) -> None:
    send(service, item("soon"))
    assert service.headers["urgency"] == "high"


@pytest.mark.parametrize("language", ["en", "kn"])
def test_the_longest_titles_fit_into_a_push(service: PushService, language: str) -> None:
    long = "ಜಾತ್ರೆ" * 100
    send(service, item(title=long), item("new", OTHER_EVENT, title=long), language=language)
    assert len(service.pushed[-1][1]) <= 4096


def test_when_nothing_is_left_to_tell_nothing_is_pushed(service: PushService) -> None:
    send(service, item(shown=False))
    assert service.pushed == []


@pytest.mark.parametrize("status", [404, 410])
def test_a_subscription_that_has_ended_ends_the_channel(service: PushService, status: int) -> None:
    service.status = status
    with pytest.raises(ChannelGone):
        send(service, item())


@pytest.mark.parametrize(("status", "permanent"), [(429, False), (500, False), (503, False), (413, True), (307, True)])
def test_a_refused_push_is_tried_again_when_that_may_help(service: PushService, status: int, permanent: bool) -> None:
    service.status = status
    if status == 307:
        service.more = {"Location": f"{service.base}/elsewhere"}
    with pytest.raises(SendFailed) as failure:
        send(service, item())
    assert failure.value.permanent is permanent
    assert len(service.pushed) == 1
    assert failure.value.retry_after == (None if status == 307 else 120)


def test_a_subscription_may_not_lead_into_our_own_network(service: PushService) -> None:
    subscription = json.loads(service.subscription) | {"endpoint": "http://127.0.0.1:8000/push"}
    with allowed("http://127.0.0.1:8000"), pytest.raises(SendFailed) as failure:
        PushSender(KEY, "mailto:news@jatre.example").send(message("push", json.dumps(subscription), item()))
    assert failure.value.permanent
    assert "127.0.0.1" not in str(failure.value)


@pytest.mark.parametrize(
    "address", ["", "[]", "{}", '{"endpoint": "https://a.example"}', '{"endpoint": "https://a.example", "keys": {}}',
                '{"endpoint": "https://a.example", "keys": {"p256dh": "AAAA", "auth": "AAAA"}}'],
)  # fmt: skip
def test_what_is_no_subscription_ends_the_channel(address: str) -> None:
    with pytest.raises(ChannelGone):
        PushSender(KEY, "mailto:news@jatre.example").send(message("push", address, item()))


def test_a_wrong_key_is_named_and_without_one_there_is_no_push(monkeypatch: pytest.MonkeyPatch) -> None:
    assert vapid.public_key() == ""
    assert "push" not in senders()
    monkeypatch.setattr("include.alerts.vapid.private_key", lambda: "short")
    with pytest.raises(ConfigurationError, match="JATRE_VAPID_KEY"):
        vapid.public_key()
