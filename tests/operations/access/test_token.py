"""`make token`: the first administrator is made by a command, and every token can be listed and taken back by it."""

from __future__ import annotations

import pytest

from include.access_tokens import PREFIX
from include.operations.access import token
from include.settings import settings
from tests.conftest import Database


@pytest.fixture(autouse=True)
def _on_the_database(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JATRE_PIPELINE_URL", database.pipeline_url)
    settings.cache_clear()


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = token.main(arguments)
    found = capsys.readouterr()
    return code, found.out, found.err


def test_a_token_is_made_listed_and_taken_back(capsys: pytest.CaptureFixture[str]) -> None:
    code, made, _ = _run(capsys, "create", "--name", "meena", "--scope", "admin")
    assert (code, made[: len(PREFIX)]) == (0, PREFIX)
    _, listed, _ = _run(capsys, "list")
    assert "valid    admin  meena" in listed
    assert "never used" in listed
    assert made.strip() not in listed
    identity = listed.split()[0]
    assert _run(capsys, "revoke", identity, "--by", "ravi")[0] == 0
    assert "revoked  admin  meena" in _run(capsys, "list")[1]
    log = _run(capsys, "log")[1]
    assert f"token_revoked {identity} by ravi" in log
    assert "name=meena scope=admin" in log


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["create"], "--name is missing"),
        (["create", "--name", "meena", "--days", "0"], "--days is more than 0 and at most 366"),
        (["create", "--name", "meena", "--days", "400"], "--days is more than 0 and at most 366"),
        (["create", "--name", "a\nb"], "one line each"),
        (["create", "--name", "x" * 101], "at most 100 characters"),
        (["create", "--name", "hall", "--scope", "source"], "named by the scopes source and place"),
        (["create", "--name", "hall", "--source", "hall"], "--source goes with --scope source"),
        (["create", "--name", "toit", "--scope", "source", "--place", "toit"], "--place goes with --scope place"),
        (
            ["create", "--name", "t", "--scope", "place", "--source", "a", "--place", "toit"],
            "--source goes with --scope",
        ),
        (["create", "--name", "hall", "--scope", "source", "--source", "none"], "there is no such source"),
        (["create", "--name", "toit", "--scope", "place", "--place", "none"], "there is no such place"),
        (["revoke", "meena"], "no id of a token"),
        (["revoke", "3f2b0a0e-0000-4000-8000-000000000000"], "there is no token"),
    ],
)
def test_what_cannot_be_is_stated(capsys: pytest.CaptureFixture[str], arguments: list[str], words: str) -> None:
    code, out, err = _run(capsys, *arguments)
    assert (code, out) == (1, "")
    assert words in err
