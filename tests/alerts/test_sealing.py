"""Addresses are sealed under keys that can be replaced."""

from __future__ import annotations

import pytest
from cryptography.fernet import Fernet

from include.alerts import sealing
from include.alerts.sealing import Address
from include.errors import ConfigurationError
from include.settings import settings

OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))
ASHA = Address("asha@example.org", "a-word")


def _keys(monkeypatch: pytest.MonkeyPatch, *keys: str) -> None:
    monkeypatch.setenv("JATRE_ALERT_KEYS", ",".join(keys))
    settings.cache_clear()


def test_an_address_is_sealed_and_recognised_under_a_key_that_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    _keys(monkeypatch, OLD)
    sealed, digest = sealing.seal(ASHA), sealing.digests("email", ASHA.address)
    assert b"asha" not in sealed
    assert sealing.unseal(sealed) == ASHA

    _keys(monkeypatch, NEW, OLD)
    assert sealing.unseal(sealed) == ASHA
    assert sealing.digests("email", " Asha@example.org")[1:] == digest
    anew = sealing.resealed(sealed)

    _keys(monkeypatch, NEW)
    assert sealing.unseal(anew) == ASHA
    with pytest.raises(ConfigurationError, match="sealed with a key"):
        sealing.unseal(sealed)


def test_kinds_are_told_apart_and_only_mail_knows_no_capitals(monkeypatch: pytest.MonkeyPatch) -> None:
    _keys(monkeypatch, OLD)
    assert sealing.digests("email", "x") != sealing.digests("webhook", "x")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("asha@reader.example", "Asha+1@Reader.example", True),
        ("a.sha+x+y@gmail.com", "asha@googlemail.com", True),
        ("a.sha@reader.example", "asha@reader.example", False),
        ("asha@reader.example", "asha@other.example", False),
        ("+1@reader.example", "+2@reader.example", False),
    ],
)
def test_one_mailbox_is_known_however_it_is_written(
    monkeypatch: pytest.MonkeyPatch, one: str, other: str, same: bool
) -> None:
    monkeypatch.setenv("JATRE_ALERT_KEYS", Fernet.generate_key().decode())
    settings.cache_clear()
    assert (sealing.mailbox_digest(one) == sealing.mailbox_digest(other)) is same
    assert sealing.digests("push", "X") != sealing.digests("push", "x")


@pytest.mark.parametrize("keys", [(), ("no key",)])
def test_without_keys_nothing_is_sealed(monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]) -> None:
    _keys(monkeypatch, *keys)
    with pytest.raises(ConfigurationError, match="JATRE_ALERT_KEYS"):
        sealing.seal(ASHA)


def test_an_address_is_not_shown_in_logs() -> None:
    assert "asha" not in repr(ASHA)
