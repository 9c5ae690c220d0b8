"""What Facebook and Instagram share: the proof, Graph's errors by their codes, and the end of a token."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from include.errors import (
    ConfigurationError,
    CredentialsRefused,
    JatreError,
    PermissionRefused,
    RateLimited,
    SourceRefused,
    TransientError,
)
from include.redaction import redact_text
from include.sources.configuration.instance import SourceInstance
from include.sources.connectors.facebook import FacebookApi
from include.sources.instances.opening import opened, redacted
from include.sources.platforms.graph import proof
from tests.sources.conftest import NOW, Connect, Connected, Site
from tests.sources.platforms.support import TOKEN, asked, put, query

SECRET = "an-app-secret-of-tests"
EVENTS = "/v26.0/me/events"
WATCHED = {"app": "12345", "app_secret": SECRET}


def failing(code: int, **more: Any) -> dict[str, Any]:
    return {"error": {"message": f"(#{code}) No.", "type": "OAuthException", "code": code, "fbtrace_id": "A1", **more}}


@pytest.fixture
def facebook(site: Site, connect: Connect) -> Any:
    def connected(state: dict[str, Any] | None = None, **config: Any) -> Connected:
        return connect("facebook", {"url": site.base, "token": TOKEN, **config}, state)

    return connected


class TestProof:
    def test_it_is_the_hmac_of_the_token_under_the_secret(self) -> None:
        assert proof("a", "b") == hmac.new(b"b", b"a", hashlib.sha256).hexdigest()

    def test_it_goes_with_every_request_and_the_token_with_none(self, facebook: Any, site: Site) -> None:
        put(site, EVENTS, {"data": []})

        facebook(app_secret=SECRET).fetch()

        ((path, headers),) = site.requests
        assert query(site)["appsecret_proof"] == proof(TOKEN, SECRET)
        assert headers["authorization"] == f"Bearer {TOKEN}"
        assert TOKEN not in path

    def test_without_the_app_s_secret_there_is_none(self, facebook: Any, site: Site) -> None:
        put(site, EVENTS, {"data": []})

        facebook().fetch()

        assert "appsecret_proof" not in query(site)

    def test_it_is_masked_like_a_secret(self, facebook: Any, site: Site) -> None:
        put(
            site, EVENTS, {"data": [], "paging": {"next": f"https://x.example/?appsecret_proof={proof(TOKEN, SECRET)}"}}
        )
        config = {"url": site.base, "token": {"$secret": "TOKEN"}, "app_secret": {"$secret": "APP"}}
        instance = SourceInstance(slug="a_source", name="A", kind="facebook", config=config)

        whole, redactor = opened(instance, {"TOKEN": TOKEN, "APP": SECRET}.get)
        result = redacted(facebook(**whole.config).fetch(), redactor)

        written = f"{result.payloads[0].url} {result.payloads[0].body!r} {result.unreadable}"
        assert "(secret)" in written
        assert proof(TOKEN, SECRET) not in written
        assert proof(TOKEN, SECRET) not in redact_text(f"no answer from /me?appsecret_proof={proof(TOKEN, SECRET)}")
        assert proof("x" * 9, "y" * 9) not in redact_text(f"/me?appsecret_proof={proof('x' * 9, 'y' * 9)}&limit=1")


class TestErrors:
    @pytest.mark.parametrize(
        ("status", "code", "error"),
        [
            (400, 190, CredentialsRefused), (401, 190, CredentialsRefused), (400, 102, CredentialsRefused),
            (400, 4, RateLimited), (400, 17, RateLimited), (400, 32, RateLimited), (400, 613, RateLimited),
            (403, 4, RateLimited), (400, 80_001, RateLimited), (429, 4, RateLimited),
            (400, 10, PermissionRefused), (403, 200, PermissionRefused), (400, 283, PermissionRefused),
            (400, 100, SourceRefused), (404, 803, SourceRefused), (400, 999_999, SourceRefused),
            (500, 1, TransientError), (400, 2, TransientError),
        ],
    )  # fmt: skip
    def test_a_code_decides(self, facebook: Any, site: Site, status: int, code: int, error: type[JatreError]) -> None:
        put(site, EVENTS, failing(code), status=status)

        with pytest.raises(error) as raised:
            facebook().fetch()

        assert type(raised.value) is error
        assert f"({'#' + str(code)})" in str(raised.value)

    def test_what_passes_says_so(self, facebook: Any, site: Site) -> None:
        put(site, EVENTS, failing(999, is_transient=True), status=400)

        with pytest.raises(TransientError):
            facebook().fetch()

    def test_an_expired_token_names_what_to_do(self, facebook: Any, site: Site) -> None:
        put(site, EVENTS, failing(190, error_subcode=463), status=400)

        with pytest.raises(CredentialsRefused, match="Make a new token"):
            facebook().fetch()

    @pytest.mark.parametrize(
        ("headers", "seconds"),
        [
            ({}, 3600),
            ({"Retry-After": "90"}, 90),
            ({"X-Business-Use-Case-Usage": '{"70": [{"estimated_time_to_regain_access": 19}]}'}, 1140),
            ({"X-Business-Use-Case-Usage": '{"70": [{"estimated_time_to_regain_access": 0}]}'}, 3600),
            ({"X-Business-Use-Case-Usage": '{"70": [{"estimated_time_to_regain_access": NaN}]}'}, 3600),
            ({"X-Business-Use-Case-Usage": '{"70": [{"estimated_time_to_regain_access": -5}]}'}, 3600),
            ({"X-Business-Use-Case-Usage": "[1]"}, 3600),
            ({"X-Business-Use-Case-Usage": "{"}, 3600),
        ],
    )
    def test_a_limit_carries_its_wait(self, facebook: Any, site: Site, headers: dict[str, str], seconds: float) -> None:
        put(site, EVENTS, failing(32), status=400, headers=headers)

        with pytest.raises(RateLimited) as raised:
            facebook().fetch()

        assert raised.value.retry_after == seconds

    @pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"error": "no"}', b'{"error": {"code": "190"}}'])
    def test_without_a_code_the_status_decides(self, facebook: Any, site: Site, body: bytes) -> None:
        site.put(f"{EVENTS}?", body, status=400)

        with pytest.raises(SourceRefused, match="answered 400"):
            facebook().fetch()

    def test_a_page_that_the_token_may_not_read_costs_the_others_nothing(self, facebook: Any, site: Site) -> None:
        put(site, "/v26.0/70/events", failing(10), status=400)
        put(site, "/v26.0/71/events", {"data": [{"id": "1", "name": "Talk", "start_time": "2026-03-07T19:00:00+0530"}]})

        result = facebook(pages=["70", "71"]).fetch()

        assert ([one.external_id for one in result.records], result.complete) == (["1"], False)

    def test_a_dead_token_is_tried_once(self, facebook: Any, site: Site) -> None:
        put(site, "/v26.0/70/events", failing(190), status=400)

        with pytest.raises(CredentialsRefused):
            facebook(pages=["70", "71"]).fetch()

        assert asked(site) == ["/v26.0/70/events"]


class TestTheEndOfAToken:
    def ends(self, site: Site, when: datetime | None, data_access: datetime | None = None) -> None:
        put(site, EVENTS, {"data": []})
        moments = [int(one.timestamp()) if one else 0 for one in (when, data_access)]
        about = dict(zip(("expires_at", "data_access_expires_at"), moments, strict=True)) | {"is_valid": True}
        put(site, "/v26.0/debug_token", {"data": about})

    @pytest.mark.parametrize(("days", "warned"), [(2, True), (13, True), (15, False), (60, False), (-1, True)])
    def test_it_is_warned_of_ahead(self, facebook: Any, site: Site, days: int, warned: bool) -> None:
        self.ends(site, NOW + timedelta(days=days))

        result = facebook(**WATCHED).fetch()

        assert bool(result.warnings) == warned
        assert query(site) == {"input_token": TOKEN}
        assert site.requests[-1][1]["authorization"] == f"Bearer 12345|{SECRET}"
        if warned:
            assert f"{NOW + timedelta(days=days):%Y-%m-%d}" in result.warnings[0]

    def test_the_end_of_access_to_data_counts_too(self, facebook: Any, site: Site) -> None:
        self.ends(site, None, NOW + timedelta(days=3))

        assert facebook(**WATCHED).fetch().warnings

    def test_one_that_never_ends(self, facebook: Any, site: Site) -> None:
        self.ends(site, None)

        assert facebook(**WATCHED).fetch().warnings == []

    def test_it_is_asked_for_once_a_day(self, facebook: Any, site: Site) -> None:
        self.ends(site, NOW + timedelta(days=60))
        state = facebook(**WATCHED).fetch().state
        site.requests.clear()

        facebook(state, **WATCHED).fetch(NOW + timedelta(hours=23))
        assert asked(site) == [EVENTS]
        facebook(state, **WATCHED).fetch(NOW + timedelta(hours=25))
        assert asked(site)[1:] == [EVENTS, "/v26.0/debug_token"]

    def test_after_a_warning_it_is_asked_for_each_time(self, facebook: Any, site: Site) -> None:
        self.ends(site, NOW + timedelta(days=2))
        state = facebook(**WATCHED).fetch().state
        self.ends(site, NOW + timedelta(days=60))

        assert facebook(state, **WATCHED).fetch(NOW + timedelta(minutes=30)).warnings == []

    @pytest.mark.parametrize(
        "answer", [{}, {"data": []}, {"data": {"expires_at": "soon"}}, {"data": {"expires_at": 1e30}}]
    )
    def test_an_odd_answer_fails_nothing(self, facebook: Any, site: Site, answer: Any) -> None:
        self.ends(site, None)
        put(site, "/v26.0/debug_token", answer)

        assert facebook(**WATCHED).fetch().complete

    def test_when_graph_does_not_say_it_is_a_warning(self, facebook: Any, site: Site) -> None:
        self.ends(site, None)
        put(site, "/v26.0/debug_token", failing(100), status=400)

        result = facebook(**WATCHED).fetch()

        assert result.complete
        assert "not known" in result.warnings[0]

    @pytest.mark.parametrize("state", [{"token": 7}, {"token": {}}, {"token": {"looked": "x", "ends": 3}}])
    def test_an_odd_memory_is_asked_for_anew(self, facebook: Any, site: Site, state: dict[str, Any]) -> None:
        self.ends(site, datetime(2027, 1, 1, tzinfo=UTC))

        facebook(state, **WATCHED).fetch()

        assert asked(site) == [EVENTS, "/v26.0/debug_token"]


@pytest.mark.parametrize(
    "config",
    [
        {"version": "26"},
        {"version": "v26.0/../me"},
        {"pages": []},
        {"pages": ["a/b"]},
        {"app": "x"},
        {"read": "all"},
    ],
)
def test_a_configuration_that_cannot_work_is_refused(config: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError):
        FacebookApi.check({"token": TOKEN, **config})
