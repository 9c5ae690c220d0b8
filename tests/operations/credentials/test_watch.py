"""Credentials that end soon are exchanged or reported, with names and dates and without a value."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from include.db import engine as engine_of
from include.errors import ConfigurationError
from include.operations.credentials.__main__ import main
from include.operations.credentials.watch import CredentialsEnding, end_of_token, looked_at, watch_credentials
from include.settings import settings
from include.sources.configuration.instance import SourceInstance
from include.sources.configuration.secrets import from_file, names_in, stated_ends
from include.sources.instances import stored
from tests.conftest import Database
from tests.sources.conftest import NOW, Site
from tests.sources.platforms.support import asked, put

OLD, NEW, APP_SECRET = "marked-old-token", "marked-new-token", "marked-app-secret"
DEBUG, EXCHANGE = "/v26.0/debug_token", "/v26.0/oauth/access_token"
IN_ENVIRONMENT = {"PAGE": OLD, "APP": APP_SECRET}


@pytest.fixture
def engine(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    monkeypatch.setattr(settings(), "as_of", NOW)
    monkeypatch.setattr(settings(), "pipeline_url", database.pipeline_url)
    made = engine_of(database.pipeline_url)
    yield made
    made.dispose()


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "source_secrets.json"
    path.write_text(json.dumps({"PAGE": OLD, "APP": APP_SECRET}), encoding="utf-8")
    path.chmod(0o600)
    monkeypatch.setattr(settings(), "secrets_file", path)
    return path


def store(engine: Engine, site: Site, slug: str = "pages", kind: str = "facebook", **changed: Any) -> None:
    usual = {"url": site.base, "token": {"$secret": "PAGE"}, "app": "12345", "app_secret": {"$secret": "APP"}}
    config = usual | changed if kind == "facebook" else {"url": site.base, **changed}
    with engine.begin() as connection:
        stored.store(connection, SourceInstance(slug=slug, name=slug, kind=kind, config=config))


def ends_in(site: Site, days: float, **more: Any) -> None:
    about = {"expires_at": int((NOW + timedelta(days=days)).timestamp()), "data_access_expires_at": 0}
    put(site, DEBUG, {"data": about | more})


def known(engine: Engine) -> tuple[Any, ...]:
    """State, reasons and end as operators see them."""
    with engine.connect() as connection:
        sql = "select state, reasons, credentials_end_at::date::text from jatre.source_health_v1 where slug = 'pages'"
        return tuple(connection.execute(text(sql)).one())


def test_an_end_that_is_far_is_known_and_no_reason(engine: Engine, site: Site) -> None:
    store(engine, site)
    ends_in(site, 60)

    assert watch_credentials(IN_ENVIRONMENT.get) == {"sources": 1, "exchanged": 0}
    assert known(engine) == ("healthy", [], "2026-05-01")


def test_an_end_that_is_near_is_reported_and_degrades_the_source(engine: Engine, site: Site) -> None:
    store(engine, site)
    ends_in(site, 10)

    with pytest.raises(CredentialsEnding, match="1 of 1 sources: pages") as raised:
        watch_credentials(IN_ENVIRONMENT.get)

    reason = "its credentials end on 2026-03-12: make new ones and change the secret"
    assert raised.value.__notes__ == [f"the credentials of pages: {reason}"]
    assert known(engine) == ("degraded", [reason], "2026-03-12")


def test_a_new_secret_ends_it(engine: Engine, site: Site) -> None:
    store(engine, site)
    ends_in(site, -1)
    assert [one.reason for one in looked_at(engine, IN_ENVIRONMENT.get)] == [
        "its credentials ended on 2026-03-01: make new ones and change the secret"
    ]

    ends_in(site, 60)

    assert [one.reason for one in looked_at(engine, {**IN_ENVIRONMENT, "PAGE": NEW}.get)] == [None]
    assert known(engine)[:2] == ("healthy", [])


def test_a_token_that_is_taken_no_more_is_reported(engine: Engine, site: Site) -> None:
    store(engine, site)
    ends_in(site, 60, is_valid=False)

    (found,) = looked_at(engine, IN_ENVIRONMENT.get)

    assert "not valid any more" in (found.reason or "")
    assert known(engine)[0] == "degraded"


def test_a_secret_without_a_value_is_reported(engine: Engine, site: Site) -> None:
    store(engine, site)

    (found,) = looked_at(engine)

    assert "has no value" in (found.reason or "")
    assert site.requests == []


@pytest.mark.parametrize("how", [{"status": 500}, {"status": 429}, {"status": 404}])
def test_what_cannot_be_looked_up_leaves_what_was_known(engine: Engine, site: Site, how: dict[str, Any]) -> None:
    store(engine, site)
    ends_in(site, 60)
    list(looked_at(engine, IN_ENVIRONMENT.get))
    before = known(engine)

    put(site, DEBUG, {}, **how)
    (found,) = looked_at(engine, IN_ENVIRONMENT.get)

    assert (found.reason, found.unknown is None) == (None, False)
    assert known(engine) == before


def test_one_source_does_not_hide_another(engine: Engine, site: Site) -> None:
    put(site, "/v3/users/me", {"error": "NOT_AUTHORIZED"}, status=401)
    put(site, "/v3/users/me/", {"error": "INVALID_AUTH", "error_description": "no"}, status=401)
    store(engine, site, "a_box_office", "eventbrite", url=f"{site.base}/v3", token={"$secret": "TICKETS"})
    store(engine, site)
    ends_in(site, 60)
    store(engine, site, "open", "icalendar")

    found = {one.slug: one.reason for one in looked_at(engine, {**IN_ENVIRONMENT, "TICKETS": "marked-tickets"}.get)}

    assert set(found) == {"a_box_office", "pages"}
    assert "private token" in (found["a_box_office"] or "")
    assert found["pages"] is None


@pytest.mark.usefixtures("file")
def test_a_token_of_the_secrets_file_is_exchanged_before_anybody_is_warned(engine: Engine, site: Site) -> None:
    store(engine, site)
    ends_in(site, 20)
    put(site, EXCHANGE, {"access_token": NEW, "expires_in": 5_184_000})

    assert watch_credentials() == {"sources": 1, "exchanged": 1}

    assert from_file("PAGE") == NEW
    assert asked(site) == [DEBUG, EXCHANGE, DEBUG]
    assert site.requests[-1][1]["authorization"] == f"Bearer 12345|{APP_SECRET}"


@pytest.mark.usefixtures("file")
def test_a_token_of_a_connection_is_changed_by_who_put_it_there(engine: Engine, site: Site) -> None:
    store(engine, site)
    ends_in(site, 20)

    assert watch_credentials(IN_ENVIRONMENT.get) == {"sources": 1, "exchanged": 0}
    assert from_file("PAGE") == OLD
    assert asked(site) == [DEBUG]


def test_no_value_is_shown_anywhere(
    engine: Engine, site: Site, file: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    store(engine, site)
    ends_in(site, 5)
    put(site, EXCHANGE, {"error": {"code": 100, "message": f"no {OLD} {APP_SECRET}"}}, status=400)

    assert main([]) == 0  # what the exchange failed for is not known to be the token's fault
    ends_in(site, 60)
    assert main(["pages"]) == 0
    written = "".join(capsys.readouterr()) + caplog.text
    with engine.connect() as connection:
        written += str(connection.execute(text("select * from jatre.event_sources")).all())
    assert "pages" in written
    assert "marked-" not in written
    assert not [path for path, _ in site.requests if OLD in path and not path.startswith((EXCHANGE, DEBUG))]
    assert from_file("PAGE") == OLD


class TestEnds:
    def token(self, claims: Any) -> str:
        body = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
        return f"eyJhbGciOiJIUzI1NiJ9.{body}.c2lnbmF0dXJl"

    def test_a_web_token_names_its_own_end(self, engine: Engine, site: Site) -> None:
        soon = NOW + timedelta(days=3)
        store(
            engine, site, "api", "json_api", fields={"title": "t", "start": "s"},
            headers={"Authorization": {"$secret": "JWT", "prefix": "Bearer "}},
        )  # fmt: skip

        (found,) = looked_at(engine, {"JWT": self.token({"exp": soon.timestamp()})}.get)

        assert found.ends == soon
        assert "end on 2026-03-05" in (found.reason or "")
        assert site.requests == []

    @pytest.mark.parametrize(
        "value",
        ["a-key", "a.b.c", "..", "eyJ.W10.x", "e.e30.e", "\u2603.\u2603.\u2603", "x" * 9000 + ".[[[[.y"],
    )
    def test_what_is_none_has_no_end(self, value: str) -> None:
        assert end_of_token(value) is None

    @pytest.mark.parametrize("end", ["soon", None, [], 1e400, 10**30, True, {"a": 1}])
    def test_an_absurd_claim_is_none(self, end: Any) -> None:
        assert end_of_token(self.token({"exp": end})) is None or end is True

    def test_the_configuration_may_state_it(self, engine: Engine, site: Site) -> None:
        key = {"$secret": "KEY", "ends": "2026-03-09"}
        store(engine, site, "api", "json_api", fields={"title": "t", "start": "s"}, headers={"X-Api-Key": key})

        (found,) = looked_at(engine, {"KEY": "marked-key-of-tests"}.get)

        assert "end on 2026-03-09" in (found.reason or "")
        assert (names_in({"a": key}), str(stated_ends({"a": [key]})["KEY"])) == ({"KEY"}, "2026-03-09")

    def test_of_several_the_first_end_counts(self, engine: Engine, site: Site) -> None:
        headers = {
            f"X-{name}": {"$secret": name, "ends": ends}
            for name, ends in (("ONE", "2026-12-31"), ("TWO", "2026-03-09"), ("THREE", "2027-12-31"))
        }
        store(engine, site, "api", "json_api", fields={"title": "t", "start": "s"}, headers=headers)

        (found,) = looked_at(engine, dict.fromkeys(("ONE", "TWO", "THREE"), "marked-key-of-tests").get)

        assert "end on 2026-03-09" in (found.reason or "")

    @pytest.mark.parametrize("ends", ["soon", 20260309, "2026-02-30"])
    def test_a_day_that_is_none_is_refused(self, ends: Any) -> None:
        with pytest.raises(ConfigurationError, match="2026-12-31"):
            names_in({"token": {"$secret": "KEY", "ends": ends}})


def test_a_name_of_no_source_is_answered(engine: Engine, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    store(engine, site)
    ends_in(site, 60)

    assert main(["pages", "page"]) == 1

    shown = capsys.readouterr()
    assert shown.out.startswith("pages ")
    assert shown.err == "no active source 'page' names a secret\n"
