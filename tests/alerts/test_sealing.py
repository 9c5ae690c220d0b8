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
    assert sealing.digests("push", "X") != sealing.digests("push", "x")


@pytest.mark.parametrize("keys", [(), ("no key",)])
def test_without_keys_nothing_is_sealed(monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]) -> None:
    _keys(monkeypatch, *keys)
    with pytest.raises(ConfigurationError, match="JATRE_ALERT_KEYS"):
        sealing.seal(ASHA)


def test_an_address_is_not_shown_in_logs() -> None:
    assert "asha" not in repr(ASHA)
