"""The list as feed, map and table; what all files have in common; and foreign texts in each of them."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
import shapely
from icalendar import Calendar

from realtime.api.files import endpoints
from realtime.api.files.formats import FORMATS
from realtime.api.files.rows import COLUMNS
from realtime.api.files.table import harmless
from tests.conftest import ROOT, Database
from tests.realtime.files.foreign import FORBIDDEN, HOSTILE, texts
from tests.realtime.files.strict_calendar import faults
from tests.realtime.running import Running, running
from tests.realtime.scene import Scene

LIST = "/api/events/discovered"


@pytest.fixture
def fair(scene: Scene) -> dict[str, str]:
    return {
        "jazz": scene.open(
            "Jazz night", [scene.at(1, 20), scene.at(8, 20)], category="music", cost_type="paid", tags=["jazz", "live"],
            venue_name="The Humming Tree", images=["https://example.org/jazz.jpg"], published_at=scene.at(-2, 9),
            price_range={"minimum": 299.5, "maximum": 499, "currency": "INR"}, external_url="https://example.org/jazz",
        ),
        "dosa": scene.open(
            "Dosa day", scene.at(5, 0), 48, date_only=True, at=None, category="food_festival", cost_type="free",
            published_at=scene.at(-1, 9), status="cancelled",
        ),
    }  # fmt: skip


async def _table(jatre: Running, **params: Any) -> list[dict[str, str]]:
    text = (await jatre.get(f"{LIST}.csv", **params)).content.decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


async def test_a_feed_has_the_newest_first(jatre: Running, scene: Scene, fair: dict[str, str]) -> None:
    answer = await jatre.get(f"{LIST}.rss")
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    assert (feed.version, answer.headers["content-type"]) == ("rss20", "application/rss+xml; charset=utf-8")
    assert [entry.id for entry in feed.entries] == [f"urn:uuid:{fair[name]}" for name in ("dosa", "jazz")]
    assert [entry.title for entry in feed.entries] == ["Cancelled: Dosa day", "Jazz night"]
    jazz = feed.entries[1]
    assert jazz.link == f"{jatre.url}/e/{fair['jazz']}"
    assert list(jazz.published_parsed[:6]) == list(scene.at(-2, 9).utctimetuple()[:6])
    assert [tag.term for tag in jazz.tags] == ["music", "jazz", "live"]
    assert "20:00 to 22:00 (+ 1 more)<br />The Humming Tree<br />INR 299.50 to 499" in jazz.summary
    assert jazz.where == {"type": "Point", "coordinates": (77.6408, 12.9784)}
    assert jazz.media_content[0]["url"] == "https://example.org/jazz.jpg"
    assert feed.feed.links[1]["href"] == str(answer.url)


async def test_an_entry_keeps_its_guid_and_date_when_its_event_changes(
    jatre: Running, scene: Scene, fair: dict[str, str]
) -> None:
    before = feedparser.parse((await jatre.get(f"{LIST}.rss")).content).entries[1]
    scene.change(fair["jazz"], title="Jazz at night")
    after = feedparser.parse((await jatre.get(f"{LIST}.rss")).content).entries[1]
    assert (after.title, after.id, after.published) == ("Jazz at night", before.id, before.published)


async def test_a_map_has_a_point_per_event_or_none(jatre: Running, fair: dict[str, str]) -> None:
    answer = await jatre.get(f"{LIST}.geojson")
    assert answer.headers["content-type"] == "application/geo+json"
    read = answer.json()
    jazz, dosa = read["features"]
    assert (jazz["id"], dosa["id"], dosa["geometry"]) == (fair["jazz"], fair["dosa"], None)
    point = shapely.geometry.shape(jazz["geometry"])
    assert (point.x, point.y, point.is_valid) == (77.6408, 12.9784, True)
    assert shapely.from_geojson(json.dumps(jazz)).equals(point)
    assert jazz["properties"]["tags"] == ["jazz", "live"]
    assert jazz["properties"]["url"] == f"{jatre.url}/e/{fair['jazz']}"
    assert (read["total"], dosa["properties"]["status"]) == (2, "cancelled")


async def test_a_table_has_the_documented_columns(jatre: Running, scene: Scene, fair: dict[str, str]) -> None:
    jazz, dosa = await _table(jatre)
    assert list(jazz) == list(COLUMNS)
    assert (jazz["title"], jazz["tags"], jazz["moreDates"]) == ("Jazz night", "jazz; live", "1")
    assert datetime.fromisoformat(jazz["startsAt"]) == scene.at(1, 20)
    assert (jazz["latitude"], jazz["minimumPrice"], jazz["currency"]) == ("12.9784", "299.5", "INR")
    assert (dosa["startsAt"], dosa["endsAt"]) == (f"{scene.at(5, 0):%Y-%m-%d}", f"{scene.at(6, 0):%Y-%m-%d}")
    assert (dosa["dateOnly"], dosa["latitude"], dosa["price"], dosa["status"]) == ("true", "", "free", "cancelled")
    page = (ROOT / "docs/files-and-feeds.md").read_text(encoding="utf-8")
    for name, column in COLUMNS.items():
        assert f"| `{name}` | {column.about} |" in page


async def test_a_file_is_the_list_of_the_same_filter(jatre: Running, fair: dict[str, str]) -> None:
    for suffix in FORMATS:
        filters: list[dict[str, Any]] = [
            {}, {"category": "music"}, {"cost": "free"}, {"q": "dosa"}, {"when": "tomorrow"}, {"limit": 1, "offset": 1},
        ]  # fmt: skip
        for params in filters:
            listed = (await jatre.get(LIST, **params)).json()
            answer = await jatre.get(f"{LIST}.{suffix}", **params)
            titles = {event["title"] for event in listed["events"]}
            assert {title for title in ("Jazz night", "Dosa day") if title in answer.text} == titles, suffix
            assert answer.headers["jatre-total"] == str(listed["total"]), suffix
            assert ("jatre-truncated" in answer.headers) == listed["hasMore"], suffix
        unknown = (await jatre.get(f"{LIST}.{suffix}", categry="music")).json()["error"]
        assert (unknown["field"], "Did you mean category?" in unknown["message"]) == ("categry", True), suffix
        for params in ({"limit": "0"}, {"when": "someday"}, {"area": "atlantis"}):
            refused = await jatre.get(f"{LIST}.{suffix}", **params)
            same = (await jatre.get(LIST, **params)).json()
            assert (refused.status_code, refused.json()["parameter"]) == (400, same["parameter"]), suffix


@pytest.mark.parametrize("suffix", FORMATS)
async def test_whoever_has_a_file_is_not_sent_it_again(
    jatre: Running, scene: Scene, suffix: str, fair: dict[str, str]
) -> None:
    path = f"{LIST}.{suffix}"
    first = await jatre.get(path)
    assert first.headers["cache-control"] == "public, max-age=60"
    head = await jatre.client.head(path)
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", first.headers["etag"])
    tag = {"if-none-match": first.headers["etag"]}
    same = await jatre.client.get(path, headers=tag)
    assert (same.status_code, same.content) == (304, b"")
    scene.change(fair["jazz"], title="Jazz at night")
    assert (await jatre.client.get(path, headers=tag)).status_code == 200


async def test_where_the_page_is_set_no_host_is_believed(database: Database, fair: dict[str, str]) -> None:
    paths = [*(f"{LIST}.{suffix}?q=jazz" for suffix in FORMATS), f"/api/events/{fair['jazz']}.ics", "/"]
    async with running(database.service_url, page_url="https://jatre.example/") as jatre:
        answers = [await jatre.client.get(path, headers={"host": "evil.example"}) for path in paths]
        page = await jatre.client.get(f"/e/{fair['jazz']}", headers={"host": "evil.example"})
    for answer in (*answers, page):
        assert answer.status_code == 200
        assert "//jatre.example/" in answer.text
        assert "evil.example" not in answer.text


async def test_without_a_page_only_names_of_its_own_are_repeated(database: Database, fair: dict[str, str]) -> None:
    async with running(database.service_url, allowed_hosts=["jatre.example"]) as jatre:

        async def written(host: str) -> str:
            answer = await jatre.client.get(f"/api/events/{fair['jazz']}.ics", headers={"host": host})
            return answer.text.replace("\r\n ", "")

        for host in ("localhost:8123", "127.0.0.1:8123", "[::1]:8123", "jatre.example"):
            assert f"http://{host}/e/{fair['jazz']}" in await written(host)
        for host in ("evil.example", "jatre.example.evil.example", "10.0.0.1"):
            assert host not in await written(host)
            assert f"http://127.0.0.1:8000/e/{fair['jazz']}" in await written(host)


@pytest.mark.parametrize("suffix", FORMATS)
async def test_a_file_is_bounded_and_says_so(
    jatre: Running, fair: dict[str, str], suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoints, "MAX_FILE_EVENTS", 1)
    first = await jatre.get(f"{LIST}.{suffix}")
    assert (first.headers["jatre-total"], first.headers["jatre-truncated"]) == ("2", "true")
    assert "Jazz night" in first.text
    assert "Dosa day" not in first.text
    rest = await jatre.client.get(first.links["next"]["url"])
    assert rest.status_code == 200
    assert "Dosa day" in rest.text
    assert "Jazz night" not in rest.text
    assert ("link" in rest.headers, "jatre-truncated" in rest.headers) == (False, False)
    if suffix == "csv":
        return  # a table has no room for it
    says = '"truncated":true' if suffix == "geojson" else "it has 2 events, this file"
    assert [says in answer.text.replace("\r\n ", "") for answer in (first, rest)] == [True, False]


@pytest.fixture
def hostile(scene: Scene) -> str:
    """An event whose every text is hostile."""
    address = "javascript:alert(1)//\r\nX:1"
    return scene.open(
        HOSTILE, scene.at(1, 20), description=HOSTILE * 200, venue_name=HOSTILE, venue_address=HOSTILE, tags=[HOSTILE],
        organizer_name=HOSTILE, external_url=address, ticket_url=address, images=["https://e.example/\u202e.png"],
        links=[{"source": "x", "url": address}], price_range={"minimum": 1, "currency": HOSTILE}, cost_type="paid",
    )  # fmt: skip


async def test_foreign_text_is_harmless_in_a_calendar(jatre: Running, hostile: str) -> None:
    for path in (f"{LIST}.ics", f"/api/events/{hostile}.ics"):
        body = (await jatre.get(path)).content
        assert faults(body) == []
        (event,) = Calendar.from_ical(body).events
        assert str(event["UID"]) == hostile
        assert "👩‍👩‍👧 ಜಾತ್ರೆ" in str(event["SUMMARY"])
        assert not FORBIDDEN.search(body.decode())
        assert "javascript:" not in body.decode()


async def test_foreign_text_is_harmless_in_a_feed(jatre: Running, hostile: str) -> None:
    body = (await jatre.get(f"{LIST}.rss")).content
    feed = feedparser.parse(body)
    assert not feed.bozo
    assert len(feed.entries) == 1
    item = ET.fromstring(body).find("channel/item")
    assert item is not None
    assert "</script><script>" in (item.findtext("title") or "")
    assert "<script" not in (item.findtext("description") or "")
    assert not FORBIDDEN.search(body.decode())
    assert b"javascript:" not in body


async def test_foreign_text_is_harmless_on_a_map(jatre: Running, hostile: str) -> None:
    text = (await jatre.get(f"{LIST}.geojson")).text
    (feature,) = json.loads(text)["features"]
    assert not any(map(FORBIDDEN.search, texts(feature)))
    assert (feature["properties"]["ticketUrl"], feature["properties"]["image"]) == (None, None)


async def test_no_cell_of_a_table_is_a_formula(jatre: Running, hostile: str) -> None:
    (row,) = await _table(jatre)
    assert row["title"].startswith("'=HYPERLINK(")
    assert [cell for cell in row.values() if cell[:1] in "=+-@\t\r" and cell] == []
    assert not any(map(FORBIDDEN.search, texts(row)))


def test_what_spreadsheets_would_calculate_stands_behind_an_apostrophe() -> None:
    for text in ("=1+1", "+91", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1"):
        assert harmless(text) == f"'{text}"
    for text in ("", "Jazz = life", "5-7 pm", "'quoted'"):
        assert harmless(text) == text
