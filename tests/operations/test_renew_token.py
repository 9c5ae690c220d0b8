"""A token in the secrets file is exchanged for a fresh one, and shown nowhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from include.db import engine as engine_of
from include.errors import ConfigurationError, CredentialsRefused, UnreadablePayload
from include.network.http import HttpClient
from include.operations import renew_token
from include.settings import settings
from include.sources.configuration.instance import SourceInstance
from include.sources.configuration.secrets import from_file
from include.sources.instances import stored
from tests.conftest import Database
from tests.sources.conftest import Site, site
from tests.sources.platforms.support import put, query

__all__ = ["site"]
OLD, NEW, APP_SECRET = "an-old-token-of-tests", "a-new-token-of-tests", "an-app-secret-of-tests"
EXCHANGE = "/v26.0/oauth/access_token"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "source_secrets.json"
    path.write_text(json.dumps({"PAGE": OLD, "APP": APP_SECRET, "OTHER": "left-as-it-is"}), encoding="utf-8")
    path.chmod(0o600)
    monkeypatch.setenv("JATRE_SECRETS_FILE", str(path))
    settings.cache_clear()
    yield path
    settings.cache_clear()


def instance(site: Site, **changed: Any) -> SourceInstance:
    config = {"url": site.base, "token": {"$secret": "PAGE"}, "app": "12345", "app_secret": {"$secret": "APP"}}
    return SourceInstance(slug="pages", name="Pages", kind="facebook", config=config | changed)


def test_the_new_token_takes_the_place_of_the_old_one(site: Site, file: Path) -> None:
    put(site, EXCHANGE, {"access_token": NEW, "token_type": "bearer", "expires_in": 5_184_000})

    assert renew_token.renew(instance(site), HttpClient()) == 5_184_000

    assert json.loads(file.read_text(encoding="utf-8")) == {"PAGE": NEW, "APP": APP_SECRET, "OTHER": "left-as-it-is"}
    assert file.stat().st_mode & 0o077 == 0
    assert [one.name for one in file.parent.iterdir()] == [file.name]
    asked = query(site)
    assert (asked["grant_type"], asked["client_id"], asked["fb_exchange_token"]) == ("fb_exchange_token", "12345", OLD)


@pytest.mark.parametrize(
    ("answer", "status", "error"),
    [
        ({"error": {"code": 190, "message": f"{OLD} has expired"}}, 400, CredentialsRefused),
        ({"expires_in": 5}, 200, UnreadablePayload),
        ({"access_token": "short"}, 200, UnreadablePayload),
    ],
)
def test_without_a_new_token_the_old_one_stays(
    site: Site, file: Path, answer: Any, status: int, error: type[Exception]
) -> None:
    put(site, EXCHANGE, answer, status=status)

    with pytest.raises(error) as raised:
        renew_token.renew(instance(site), HttpClient())

    assert from_file("PAGE") == OLD
    assert OLD not in str(raised.value)
    assert file.exists()


@pytest.mark.parametrize(
    ("changed", "kind", "reason"),
    [
        ({"token": {"$secret": "ELSEWHERE"}}, "facebook", "ELSEWHERE is not in"),
        ({"app": None}, "facebook", "name app and app_secret"),
        ({"app": None, "app_secret": None}, "eventbrite", "is not exchanged"),
    ],
)
@pytest.mark.usefixtures("file")
def test_what_cannot_be_exchanged_names_why(site: Site, changed: dict[str, Any], kind: str, reason: str) -> None:
    config = {name: value for name, value in (instance(site).config | changed).items() if value is not None}

    with pytest.raises(ConfigurationError, match=reason):
        renew_token.renew(instance(site).model_copy(update={"kind": kind, "config": config}), HttpClient())

    assert site.requests == []


@pytest.mark.usefixtures("file")
def test_a_token_of_the_environment_is_not_hidden_by_a_newer_one(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JATRE_SECRET_PAGE", OLD)

    with pytest.raises(ConfigurationError, match="the environment hides it"):
        renew_token.renew(instance(site), HttpClient())


@pytest.mark.usefixtures("file")
def test_the_command_shows_no_token(
    site: Site, database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JATRE_PIPELINE_URL", database.pipeline_url)
    settings.cache_clear()
    engine = engine_of(database.pipeline_url)
    with engine.begin() as connection:
        stored.store(connection, instance(site))
    engine.dispose()

    put(site, EXCHANGE, {"error": {"code": 100, "message": f"no {OLD} {APP_SECRET}"}}, status=400)
    assert renew_token.main(["pages"]) == 2
    put(site, EXCHANGE, {"access_token": NEW, "expires_in": 5_184_000})
    assert renew_token.main(["pages"]) == 0

    written = "".join(capsys.readouterr())
    assert "lasts for 60 days" in written
    assert not [one for one in (OLD, NEW, APP_SECRET) if one in written]
    assert from_file("PAGE") == NEW
