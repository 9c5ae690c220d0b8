"""After a new key was put in front and all is sealed under it, the old one can be thrown away."""

from __future__ import annotations

import psycopg
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine

from include.alerts import sealing
from include.alerts.resealing import reseal
from include.settings import settings
from tests.alerts.people import Person


def test_what_is_sealed_anew_needs_the_old_key_no_more(
    service: psycopg.Connection, owner: psycopg.Connection, pipeline: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost, old, new = (Fernet.generate_key().decode() for _ in range(3))

    def use(keys: str) -> None:
        monkeypatch.setenv("JATRE_ALERT_KEYS", keys)
        settings.cache_clear()

    def sign_up(kind: sealing.ChannelKind, address: str) -> Person:
        person = Person(service, kind)
        person.sealed, person.digest = (
            sealing.seal(sealing.Address(address, "a-word")),
            sealing.digests(kind, address)[0],
        )
        person.wants()
        return person

    use(lost)
    sign_up("push", "{}")
    use(old)
    asha = sign_up("email", "asha@reader.example")
    Person(service, "page").wants()
    use(f"{new},{old}")
    assert reseal(pipeline, 1) == (1, 1)

    use(new)
    row = owner.execute(
        "select address, digest, mailbox from jatre.alert_channels where token_digest = %s", [asha.token]
    ).fetchone()
    assert row is not None
    address = sealing.Address("asha@reader.example", "a-word")
    assert sealing.unseal(row[0]) == address
    assert row[1:] == (sealing.digests("email", address.address)[0], sealing.mailbox_digest(address.address))
