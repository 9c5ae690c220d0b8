"""The page behind the link in each message: to open it changes nothing, its buttons do."""

from __future__ import annotations

from urllib.parse import urlencode

import httpx
import psycopg
import pytest

from include.alerts import sealing
from tests.conftest import Database
from tests.realtime.alerts.conftest import JAZZ, Reader, addressed, stored
from tests.realtime.running import Running

CONFIRMED = "select count(*) from jatre.alerts where confirmed_at is not null"
KEPT = "select count(*) from jatre.alert_channels"


@pytest.fixture
async def asked(service: Running, database: Database) -> Reader:
    """Somebody whose address was left, with the word that stands in the mail to them."""
    await service.client.post("/api/alerts", json={"channel": "email", "email": "asha@reader.example", **JAZZ})
    (address,) = addressed(database)
    return Reader(service, address.token)


async def press(reader: Reader, action: str, **fields: str) -> httpx.Response:
    """A button of the page, as a browser sends it."""
    return await reader.service.client.post(
        f"/alerts/{reader.token}/{action}", content=urlencode(fields),
        headers={"content-type": "application/x-www-form-urlencoded", "origin": reader.service.url},
    )  # fmt: skip


async def test_a_scanner_that_opens_links_confirms_nothing(asked: Reader, database: Database) -> None:
    page = await asked.service.get(f"/alerts/{asked.token}?confirm=1")

    assert page.status_code == 200
    assert "Jazz" in page.text
    assert stored(database, CONFIRMED) == [0]


async def test_the_button_confirms(asked: Reader, database: Database) -> None:
    answer = await press(asked, "confirm")

    assert (answer.status_code, answer.headers["location"]) == (303, f"/alerts/{asked.token}")
    assert stored(database, CONFIRMED) == [1]


async def test_a_mail_program_unsubscribes_by_one_click(asked: Reader, database: Database) -> None:
    answer = await asked.service.client.post(
        f"/alerts/{asked.token}/unsubscribe", data={"List-Unsubscribe": "One-Click"}
    )

    assert answer.status_code == 204
    assert stored(database, "select unsubscribed_at is not null from jatre.alert_channels") == [True]


async def test_one_click_may_come_as_a_form_in_parts(asked: Reader, database: Database) -> None:
    answer = await asked.service.client.post(
        f"/alerts/{asked.token}/unsubscribe", files={"List-Unsubscribe": (None, "One-Click")}
    )

    assert answer.status_code == 204
    assert stored(database, "select unsubscribed_at is not null from jatre.alert_channels") == [True]


async def test_the_link_erases_everything(asked: Reader, database: Database) -> None:
    answer = await press(asked, "erase")

    assert answer.status_code == 200
    assert stored(database, KEPT) == [0]
    assert (await asked.service.get(f"/alerts/{asked.token}")).status_code == 404


async def test_the_link_gives_a_copy_of_everything(asked: Reader) -> None:
    answer = await asked.service.get(f"/alerts/{asked.token}/export")

    assert answer.json()["address"] == "asha@reader.example"
    assert "attachment" in answer.headers["content-disposition"]


async def test_the_form_changes_how_somebody_is_told(asked: Reader) -> None:
    fields = {"quietFrom": "22:00", "quietUntil": "07:00", "digestHour": "8", "maxPerDay": "2", "language": "kn"}
    assert (await press(asked, "settings", **fields)).headers["location"].endswith("?saved=1")

    page = (await asked.service.get(f"/alerts/{asked.token}")).text
    assert all(f'value="{fields[name]}"' in page for name in ("quietFrom", "quietUntil", "digestHour", "maxPerDay"))


async def test_a_wrong_setting_is_told_and_changes_nothing(asked: Reader) -> None:
    for fields in [{"digestHour": "ten"}, {"quietFrom": "22:00"}, {"maxPerDay": "0"}]:
        answer = await press(asked, "settings", **fields)

        assert answer.status_code == 422, fields
        assert 'role="status"' in answer.text, fields


async def test_a_word_that_was_never_given_leads_to_nothing(service: Running) -> None:
    stranger = Reader(service, sealing.new_token())
    for action in ("confirm", "erase", "unsubscribe", "export-me"):
        assert (await press(stranger, action)).status_code == 404
    assert (await service.get(f"/alerts/{stranger.token}")).status_code == 404
    assert (await service.get(f"/alerts/{stranger.token}/export")).status_code == 404


async def test_the_link_is_kept_by_nobody_and_sent_to_no_other_site(asked: Reader) -> None:
    page = await asked.service.get(f"/alerts/{asked.token}")

    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "same-origin"
    assert "noindex" in page.headers["x-robots-tag"]


async def test_a_name_is_text_on_the_page(asked: Reader, database: Database) -> None:
    with psycopg.connect(database.admin_url, autocommit=True) as admin:
        admin.execute("update jatre.alerts set name = '<script>x</script>'")
    assert "<script>x" not in (await asked.service.get(f"/alerts/{asked.token}")).text


async def test_the_page_is_in_the_language_of_its_reader(asked: Reader) -> None:
    page = await asked.service.client.get(f"/alerts/{asked.token}", headers={"accept-language": "kn"})
    assert '<html lang="kn">' in page.text
