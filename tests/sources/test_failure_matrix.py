"""However a site fails: the right error, a row in the fetch history, the right next try, and nothing known is lost.

Every kind of failure with every kind of connector. The kinds come from the registry, with the bodies of the poisoned
fields, so that a new one joins by itself. Each has one ledger for all failures, over real local HTTP.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from include.errors import (
    AddressRefused,
    CredentialsRefused,
    JatreError,
    RateLimited,
    SourceRefused,
    TransientError,
    UnreadablePayload,
)
from include.network import http
from include.sources import registry
from tests.conftest import Database
from tests.sources.conftest import Site
from tests.sources.every_kind import FETCHED, PLATFORMS, PUSHED, EveryKind
from tests.sources.test_poisoned_fields import HEALTHY, KINDS

os.environ.setdefault("AIRFLOW_HOME", tempfile.mkdtemp(prefix="airflow-"))

LOGIN = '<!doctype html><title>Sign in</title><form><input type="password"></form>'
OTHER_LAYOUT = json.dumps({"result": {"happenings": [{"headline": "Jazz"}]}})
GRAPH_EXPIRED = json.dumps({"error": {"code": 190, "message": "Session has expired", "type": "OAuthException"}})
INSIDE = "http://10.0.0.1/metadata"
FAILURES: dict[str, tuple[dict[str, Any], type[JatreError]]] = {
    "429": ({"body": b"{}", "status": 429, "headers": {"Retry-After": "120"}}, RateLimited),
    "expired credentials": ({"body": GRAPH_EXPIRED.encode(), "status": 401}, SourceRefused),
    "500": ({"body": b"oops", "status": 500}, TransientError),
    "503": ({"body": b"busy", "status": 503}, TransientError),
    "404": ({"body": b"{}", "status": 404}, SourceRefused),
    "410": ({"body": b"{}", "status": 410}, SourceRefused),
    "timeout": ({"body": b"{}", "delay": 1.0}, TransientError),
    "truncated": ({"body": b'{"events": [', "missing": 5_000}, TransientError),
    "cut JSON": ({"body": b'{"events": [{"id": "1", "na'}, UnreadablePayload),
    "wrong body": ({"body": LOGIN.encode(), "media_type": "text/html"}, UnreadablePayload),
    "empty body": ({"body": b""}, UnreadablePayload),
    "changed layout": ({"body": OTHER_LAYOUT.encode()}, UnreadablePayload),
    "redirects without an end": ({"body": b"", "status": 302, "headers": {"Location": "?"}}, SourceRefused),
    "redirect into our network": ({"body": b"", "status": 302, "headers": {"Location": INSIDE}}, AddressRefused),
    "redirect off the web": (
        {"body": b"", "status": 302, "headers": {"Location": "file:///etc/hostname"}},
        SourceRefused,
    ),
}
BY_KIND: dict[tuple[str, str], type[JatreError]] = {
    **{(kind, "expired credentials"): CredentialsRefused for kind in PLATFORMS},
    # a question is asked by POST, and no redirect of one is followed
    ("google_places", "redirect into our network"): SourceRefused,
    # a crawl comes back from its process with the error's family
    ("selectors", "redirect into our network"): SourceRefused,
}
"""Where a kind knows better."""
QUICK: dict[str, dict[str, Any]] = {"selectors": {"max_seconds": 2}}
"""Settings with which a kind gives up soon."""
DELAYS = {"selectors": 4.0}
AGAIN = (TransientError,)
"""Errors after which another try may help; after any other a person has to look."""


@pytest.fixture
def source(
    engine: Engine, database: Database, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> EveryKind:
    monkeypatch.setattr(http, "SILENCE_SECONDS", 0.3)
    return EveryKind(engine, database, site, tmp_path)


@pytest.fixture(scope="module")
def decide() -> Callable[[JatreError], Any]:
    """What Airflow is to do after an error."""
    retries = pytest.importorskip("plugins.retries", reason="Airflow is not installed")
    policy = retries.RetryByErrorType()
    return lambda error: policy.evaluate(error, try_number=1, max_tries=3)


def test_every_kind_of_the_registry_is_tried() -> None:
    assert sorted(FETCHED + PUSHED) == sorted(registry.KINDS)


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=pytest.mark.slow) if KINDS[kind].crawls else kind for kind in FETCHED]
)
def test_no_failure_takes_anything_away(source: EveryKind, kind: str, decide: Callable[[JatreError], Any]) -> None:
    source.publish(kind, list(HEALTHY))
    source.store(kind, QUICK.get(kind))
    assert source.read(kind).new == len(HEALTHY)
    before = source.ledger()

    for how, (about, usual) in FAILURES.items():
        expected = BY_KIND.get((kind, how), usual)
        forget_hosts(source.engine)
        source.serve(kind, **(about | ({"delay": DELAYS[kind]} if "delay" in about and kind in DELAYS else {})))

        with pytest.raises(JatreError) as raised:
            source.read(kind)

        status, details = source.last()
        assert type(raised.value) is expected, how
        assert (status, details["error"]) == ("failed", expected.__name__), how
        assert "unexpected" not in details, how
        assert len(details["message"]) > 20, how
        assert source.ledger() == before, f"{how}: an outage takes nothing away"
        decision = decide(raised.value)
        assert (decision.action.name == "RETRY") is issubclass(expected, AGAIN), how
        if how == "429":
            assert decision.retry_delay.total_seconds() == 120

    forget_hosts(source.engine)
    source.publish(kind, list(HEALTHY))
    again = source.read(kind)
    assert (again.new, again.changed, again.unchanged, again.gone) == (0, 0, len(HEALTHY), 0)


@pytest.mark.parametrize("kind", PUSHED)
def test_no_delivery_takes_anything_away(source: EveryKind, kind: str) -> None:
    source.publish(kind, list(HEALTHY))
    assert source.read(kind).new == len(HEALTHY)
    before = source.ledger()

    for how, (about, _) in FAILURES.items():
        source.push(kind, about["body"], how)

        report = source.read(kind)

        assert (report.unreadable, report.gone, source.last()[0]) == (1, 0, "success"), how
        assert source.ledger() == before, how
    assert source.rows("select count(*) from jatre.webhook_inbox where taken_at is null") == [(0,)]


def forget_hosts(engine: Engine) -> None:
    """Each failure for itself: a host that fails in a row is left alone (tests/pipeline/fetching/test_limits.py)."""
    with engine.begin() as connection:
        connection.exec_driver_sql("delete from jatre.host_failures")
