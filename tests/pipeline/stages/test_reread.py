"""Re-reads: what a fetch has archived is read again by today's connector, of every kind, and no request is sent."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine

from include.areas import seed as areas
from include.areas.area import load_area
from include.errors import ConfigurationError, UnreadablePayload
from include.payloads.fetch_record import is_record
from include.payloads.payload import RawPayload
from include.pipeline.fetching.dates import asked_archive
from include.pipeline.fetching.history import FetchReport
from include.pipeline.runs import STAGES
from include.pipeline.stages import extract, fetch, reread
from include.sources import registry
from include.sources.configuration.instance import SourceInstance
from tests.sources.every_kind import PUSHED, EveryKind
from tests.sources.platforms.support import TOKEN
from tests.sources.test_poisoned_fields import record

KEPT = sorted(set(registry.KINDS) - {"google_places"})
"""Kinds that archive what comes; Google forbids to keep its answers."""
FIELDS = {"id": "id", "title": "title", "start": "start", "venue": "venue"}


def again(source: EveryKind, day: Any = "last") -> FetchReport:
    """Read it again; a request to the site would be one too many."""
    before = len(source.site.requests)
    report = reread.run(source.engine, "a_source", None, source.settings, day, secrets={"PLATFORM": TOKEN}.get)
    assert len(source.site.requests) == before
    return report


def fetched(source: EveryKind, kind: str, *events: dict[str, str]) -> FetchReport:
    source.publish(kind, list(events))
    source.store(kind)
    return source.read(kind, understand=True)


def shown(source: EveryKind) -> list[Any]:
    return source.rows(
        "select external_id, stage, gone_at is null, processed_data ->> 'title' from jatre.events_staging order by 1"
    )


def change(source: EveryKind, sql: str) -> None:
    with psycopg.connect(source.database.owner_url) as owner:
        owner.execute(sql)


def forget(source: EveryKind) -> None:
    """As if the connector had read none of it: what a mended one finds is new."""
    change(source, "delete from jatre.events_staging")


@pytest.mark.parametrize("kind", KEPT)
def test_what_every_kind_has_archived_is_read_again_without_the_site(source: EveryKind, kind: str) -> None:
    first = fetched(source, kind, record(1), record(2))
    before = source.rows("select external_id, content_hash from jatre.events_staging order by 1")
    assert len(before) == first.new == 2
    source.site.pages.clear()

    same = again(source)

    assert (same.status, same.new, same.changed, same.unchanged, same.again) == ("success", 0, 0, 2, 2)
    assert source.rows("select external_id, content_hash from jatre.events_staging order by 1") == before
    extract.run(source.engine)
    forget(source)
    found = again(source)
    assert (found.new, found.missing, found.archived, found.unreadable) == (2, 0, 0, 0)
    assert source.rows("select external_id, content_hash from jatre.events_staging order by 1") == before
    assert again(source).new == 0


@pytest.mark.parametrize("kind", KEPT)
def test_nothing_is_gone_because_an_old_body_lacks_it_or_back_because_it_has_it(source: EveryKind, kind: str) -> None:
    fetched(source, kind, record(1), record(2))
    if kind in PUSHED:
        source.push(kind, b"[]", "two")
    change(source, "update jatre.fetch_history set started_at = started_at - interval '3 days'")
    change(source, "update jatre.events_staging set absent_runs = 2, gone_at = now() where external_id like '%1%'")
    source.publish(kind, [record(3)]) if kind not in PUSHED else None
    remembered = source.rows("select state, last_fetched_at from jatre.event_sources")
    before = source.rows("select external_id, gone_at, absent_runs from jatre.events_staging order by 1")
    day = source.rows("select (started_at at time zone 'Asia/Kolkata')::date from jatre.fetch_history")[0][0]

    again(source, day)

    assert source.rows("select external_id, gone_at, absent_runs from jatre.events_staging order by 1") == before
    assert source.rows("select state, last_fetched_at from jatre.event_sources") == remembered


def api(source: EveryKind, *events: dict[str, str], **config: Any) -> None:
    source.site.put("/api", json.dumps({"events": list(events)}), media_type="application/json")
    source.store("json_api", {"items": "events", "fields": FIELDS, **config})


def night(number: int, **more: str) -> dict[str, str]:
    """An event to come."""
    usual = {"start": "2031-03-07T19:00:00+05:30", "end": "2031-03-07T21:00:00+05:30"}
    return record(number, **{**usual, **more})


def test_a_mended_configuration_changes_the_listings(source: EveryKind) -> None:
    """What was fetched in vain is found, and what was read wrongly is read anew, though its record is as it was."""
    api(source, night(1, name="Tabla at ten"), fields={"id": "id", "title": "venue", "start": "start"})
    source.read("json_api", understand=True)
    assert [row[3] for row in shown(source)] == ["Lamp Rooms"]
    source.site.pages.clear()

    source.store(
        "json_api", {"items": "events", "fields": {"id": "id", "title": "name", "start": "start", "venue": "venue"}}
    )
    report = again(source)
    extract.run(source.engine)

    assert (report.changed, report.again) == (0, 1)
    assert [row[3] for row in shown(source)] == ["Tabla at ten"]
    source.store("json_api", {"items": "events", "ignore": ["keywords"], "fields": FIELDS})
    assert (again(source).changed, again(source).changed) == (1, 0)


def test_a_newer_word_stays(source: EveryKind) -> None:
    """What has changed since is newer, whether its records have a stamp or not; what came later stays."""
    api(source, night(1), night(2))
    source.read("json_api", understand=True)
    earlier = "started_at = started_at - interval '2 days', completed_at = completed_at - interval '2 days'"
    change(source, f"update jatre.fetch_history set {earlier}")
    change(source, "update jatre.events_staging set changed_at = changed_at - interval '2 days'")
    day = source.rows("select (started_at at time zone 'Asia/Kolkata')::date from jatre.fetch_history")[0][0]
    api(source, night(1, title="Sarod evening"), night(2), night(3))
    assert source.read("json_api", understand=True).changed == 1
    # a mended connector keeps less of each event
    source.store("json_api", {"items": "events", "ignore": ["keywords"], "fields": FIELDS})

    report = again(source, day)
    extract.run(source.engine)

    assert (report.changed, report.unreadable) == (1, 1)
    _, details = source.last()
    assert details["unreadable"] == [
        {"reason": "it has changed since the fetch that was read again", "excerpt": "https://example.invalid/e/1"}
    ]
    assert [row[3] for row in shown(source)] == ["Sarod evening", "Sitar evening 2", "Sitar evening 3"]
    assert again(source, day).changed == 0
    # and the last fetch, which has the newer word, may be read again after it
    assert again(source).changed == 2
    assert again(source, day).unreadable == 1


def test_what_could_not_be_read_at_all_is_read_again_once_that_is_mended(source: EveryKind) -> None:
    api(source, night(1), items="results")
    with pytest.raises(UnreadablePayload, match="no list of events at 'results'"):
        source.read("json_api")
    source.site.pages.clear()

    api_config = {"items": "events", "fields": FIELDS}
    source.store("json_api", api_config)

    assert again(source).new == 1


def test_what_was_no_list_at_all_is_passed_over_for_the_fetch_before_it(source: EveryKind) -> None:
    """A maintenance page, of a fetch that failed and has archived it."""
    api(source, night(1))
    source.read("json_api")
    source.site.put("/api", "<h1>Back soon</h1>")
    for _ in range(2):
        with pytest.raises(UnreadablePayload):
            source.read("json_api")
    forget(source)

    for day in ("last", source.rows("select (now() at time zone 'Asia/Kolkata')::date")[0][0]):
        report = again(source, day)
        assert (report.status, report.new + report.unchanged, len(report.warnings)) == ("partial", 1, 2)
        assert "failed then, and cannot be read now; one before it is read" in report.warnings[0]
    first, *_, last = source.rows("select started_at, reread_of from jatre.fetch_history order by started_at")
    assert last[1] == first[0]
    api(source, night(1), items="results")
    with pytest.raises(UnreadablePayload, match="no list of events at 'results'"):
        again(source)


def test_what_cannot_be_read_any_more_is_not_passed_over_for_an_older_list(source: EveryKind) -> None:
    """The last fetch succeeded: what it brought is the list, however the connector is configured today."""
    source.site.put("/api", json.dumps({"results": [night(1)]}), media_type="application/json")
    source.store("json_api", {"items": "results", "fields": FIELDS})
    source.read("json_api")
    api(source, night(2))
    source.read("json_api")

    source.store("json_api", {"items": "results", "fields": FIELDS})
    with pytest.raises(UnreadablePayload, match="no list of events at 'results'"):
        again(source)


def test_the_days_of_a_backfill_are_not_the_last_list(source: EveryKind) -> None:
    source.publish("icalendar", [night(1)])
    source.store("icalendar")
    source.read("icalendar")
    source.publish("icalendar", [night(2)])
    source.read("icalendar", dates=(date(2026, 3, 5), date(2026, 3, 8)))
    forget(source)

    assert again(source).new == 1
    assert [row[0] for row in shown(source)] == [night(1)["id"]]


def test_where_nothing_had_changed_the_body_is_that_of_a_fetch_that_succeeded(source: EveryKind) -> None:
    page = "<script type='application/ld+json'>{}</script>"
    node = {"@type": "Event", "name": "Night 1", "startDate": "2031-03-07T19:00:00+05:30"}
    source.site.put("/e/1", page.format(json.dumps(node)))
    source.site.put("/list", "<a class='e' href='/e/1'>1</a>", tagged=True)
    source.store("schema_org", {"url": f"{source.site.base}/list", "links": "a.e"})
    assert source.read("schema_org").new == 1
    source.site.put("/list", "{}")
    with pytest.raises(UnreadablePayload):
        source.read("schema_org")
    source.site.put("/list", "<a class='e' href='/e/1'>1</a>", tagged=True)
    source.site.put("/e/1", page.format(json.dumps({**node, "description": "Doors at six"})))
    assert source.read("schema_org").changed == 1
    forget(source)

    report = again(source)

    assert (report.status, report.new, report.missing) == ("success", 1, 0)


def test_a_crawl_whose_selectors_were_wrong_is_read_again_once_they_are_mended(source: EveryKind) -> None:
    entry = '<div class=e><h3>Tabla night</h3><time datetime="2031-03-07T19:00:00+05:30"></time></div>'
    source.site.put("/list", f"<html><body>{entry}</body></html>")
    config = {"url": f"{source.site.base}/list", "pause": 0.0, "pagination": None, "detail": None}
    wrong = {"container": ".e", "title": ".name", "date": ".when"}
    source.store("selectors", {**config, "selectors": wrong})
    with pytest.raises(UnreadablePayload, match="layout has changed"):
        source.read("selectors")
    source.site.pages.clear()

    source.store("selectors", {**config, "selectors": {"container": ".e", "title": "h3", "date": "time"}})
    report = again(source)
    extract.run(source.engine)

    assert report.new == 1
    assert [row[3] for row in shown(source)] == ["Tabla night"]


def test_pages_that_were_not_modified_are_those_of_the_fetch_before(source: EveryKind) -> None:
    page = "<script type='application/ld+json'>{}</script>"
    for number in (1, 2):
        node = {"@type": "Event", "name": f"Night {number}", "startDate": "2031-03-07T19:00:00+05:30"}
        source.site.put(f"/e/{number}", page.format(json.dumps(node)), tagged=True)
    source.site.put("/list", "<a class='e' href='/e/1'>1</a><a class='e' href='/e/2'>2</a><p>v1</p>")
    source.store("schema_org", {"url": f"{source.site.base}/list", "links": "a.e"})
    assert source.read("schema_org").new == 2
    source.site.put("/list", "<a class='e' href='/e/1'>1</a><a class='e' href='/e/2'>2</a><p>v2</p>")
    assert source.read("schema_org").unchanged == 2
    forget(source)

    report = again(source)

    assert (report.new, report.missing) == (2, 0)


def test_what_retention_has_taken_is_named_and_the_rest_is_read(source: EveryKind, tmp_path: Path) -> None:
    pages = {"type": "page", "parameter": "p"}
    for number in (1, 2, 3):
        events = [record(number, start="2031-03-07T19:00:00+05:30")] if number < 3 else []
        source.site.put(f"/api?p={number}", json.dumps({"events": events}))
    source.store("json_api", {"items": "events", "pagination": pages, "fields": FIELDS})
    assert source.read("json_api").new == 2
    bodies = {one: gzip.decompress(one.read_bytes()) for one in (tmp_path / "archive").rglob("*.html.gz")}
    (second,) = [one for one, body in bodies.items() if body.startswith(b'{"events"') and b"/e/2" in body]
    second.unlink()
    forget(source)

    report = again(source)

    assert (report.status, report.new, report.missing) == ("partial", 1, 1)
    assert "the archive has no" in report.warnings[0]
    assert second.name in report.warnings[0]


def test_what_cannot_be_read_again_is_refused_with_what_can_be(source: EveryKind) -> None:
    api(source)
    with pytest.raises(ConfigurationError, match=r"no fetch has archived what came\Z"):
        again(source)
    api(source, record(1))
    source.read("json_api")
    today = source.rows("select (started_at at time zone 'Asia/Kolkata')::date from jatre.fetch_history")[0][0]

    with pytest.raises(ConfigurationError, match="no fetch of 2020-01-01 has archived what came"):
        again(source, date(2020, 1, 1))
    with pytest.raises(ConfigurationError, match=f"there are some of {today}"):
        again(source, today + timedelta(days=1))


@pytest.mark.parametrize("stage", STAGES)
def test_any_stage_is_run_again_on_what_is_stored_with_the_same_result(source: EveryKind, stage: str) -> None:
    """As the operator's page has it: the rows wait for the stage by its name."""
    with source.engine.begin() as connection:
        areas.store(connection, load_area("indiranagar"))
    api(source, night(1), night(2), fields=FIELDS | {"address": "address"})
    source.read("json_api")
    run_stages(source.engine)
    events = "select id, version, status, title, is_public from jatre.discovered_events order by 1"
    before = source.rows(events)
    assert len(before) == 2, source.rows("select stage, status, set_aside_reason, error from jatre.events_staging")

    change(source, f"update jatre.events_staging set stage = '{stage}' where stage = 'done' and status <> 'set_aside'")
    run_stages(source.engine)

    assert source.rows(events) == before
    assert source.rows("select distinct stage from jatre.events_staging") == [("done",)]


def test_listings_that_have_not_changed_are_masked_by_the_rules_of_today(source: EveryKind) -> None:
    with source.engine.begin() as connection:
        areas.store(connection, load_area("indiranagar"))
    api(source, night(1) | {"about": "Call Anjali on 98450 00001"}, fields=FIELDS | {"description": "about"})
    source.read("json_api")
    run_stages(source.engine)
    shown = "select description from jatre.discovered_events"
    masked = [("Call [name] on [phone]",)]
    assert source.rows(shown) == masked
    as_read = "jsonb_set(processed_data, '{description}', '\"Call Anjali on 98450 00001\"')"
    change(source, f"update jatre.events_staging set processed_data = {as_read}, stage = 'dedup'")
    run_stages(source.engine)
    assert source.rows(shown) == [("Call Anjali on 98450 00001",)]

    report = again(source)
    run_stages(source.engine)

    assert (report.unchanged, report.again) == (1, 1)
    assert source.rows(shown) == masked


def run_stages(engine: Engine) -> None:
    for name in STAGES:
        import_module(f"include.pipeline.stages.{name}").run(engine)


def test_a_reread_is_no_fetch_of_the_source(source: EveryKind) -> None:
    """Its health, its pause and the page for its publisher come from what the site answered."""
    api(source, record(1))
    source.read("json_api", understand=True)
    before = source.rows("select state, found, last_success_at from jatre.source_health_v1")

    again(source)

    assert source.rows("select state, found, last_success_at from jatre.source_health_v1") == before
    history = source.rows("select reread_of is null, archive_uris = '{}' from jatre.fetch_history order by started_at")
    assert history == [(True, False), (False, True)]


@pytest.mark.parametrize(
    ("text", "asked"), [("", None), (None, None), ("last", "last"), ("2026-03-07", date(2026, 3, 7))]
)
def test_a_day_of_the_archive_is_a_date_or_the_last(text: Any, asked: Any) -> None:
    assert asked_archive(text) == asked


@pytest.mark.parametrize("text", ["yesterday", "2026-02-30", "9999-12-31"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ConfigurationError, match="write 'last', or a date"):
        asked_archive(text)


def test_a_day_is_of_the_archive_or_of_a_backfill() -> None:
    with pytest.raises(ConfigurationError, match="leave out the dates"):
        asked_archive("last", (date(2026, 3, 7), date(2026, 3, 7)))


def test_a_source_whose_address_is_a_secret_is_read_again_with_the_same_ids(source: EveryKind) -> None:
    """The archive holds neither the address nor what was sent along; a key that was changed since is no matter."""
    path = "/private/abcdefghijklmnop.json"
    for page, events in ((1, [night(1, id="", url=""), night(2)]), (2, [night(3)]), (3, [])):
        source.site.put(f"{path}?key=first-secret-key&p={page}", json.dumps({"events": events}))
    config = {
        "url": {"$secret": "ADDRESS"}, "params": {"key": {"$secret": "KEY"}}, "items": "events", "fields": FIELDS,
        "pagination": {"type": "page", "parameter": "p"},
    }  # fmt: skip
    secrets = {"ADDRESS": source.site.base + path, "KEY": "first-secret-key"}
    source.store("json_api", config)
    fetch.run(source.engine, "a_source", None, source.settings, secrets=secrets.get)
    before = source.rows("select external_id, content_hash from jatre.events_staging order by 1")
    assert len(before) == 3
    forget(source)

    changed = secrets | {"KEY": "second-secret-key"}
    report = reread.run(source.engine, "a_source", None, source.settings, "last", secrets=changed.get)

    assert (report.new, report.missing) == (3, 0)
    assert source.rows("select external_id, content_hash from jatre.events_staging order by 1") == before
    archived = [gzip.decompress(one.read_bytes()) for one in Path(source.settings.archive_uri[7:]).rglob("*.gz")]
    assert not [one for one in archived if b"abcdefghijklmnop" in one or b"secret-key" in one]


def test_pages_of_a_sitemap_that_several_fetches_have_read_are_all_read_again(source: EveryKind) -> None:
    urls = [f"{source.site.base}/events/{number}" for number in range(1, 6)]
    entries = "".join(f"<url><loc>{one}</loc><lastmod>2026-03-01</lastmod></url>" for one in urls)
    source.site.put(
        "/sitemap.xml", f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{entries}</urlset>",
        media_type="application/xml",
    )  # fmt: skip
    for number in range(1, 6):
        node = {"@type": "Event", "name": f"Night {number}", "startDate": "2031-03-07T19:00:00+05:30"}
        source.site.put(f"/events/{number}", f"<script type='application/ld+json'>{json.dumps(node)}</script>")
    source.store("schema_org", {"url": f"{source.site.base}/sitemap.xml", "max_pages": 2})
    assert [source.read("schema_org").new for _ in range(3)] == [2, 2, 1]
    forget(source)

    assert again(source).new == 5


def feed(*lines: str) -> str:
    """One post of a feed that announces several happenings."""
    text = "\n".join(lines)
    return (
        "<rss version='2.0'><channel><item><guid>post-1</guid><title>This week at the Loft</title>"
        f"<pubDate>Mon, 02 Mar 2026 10:00:00 +0530</pubDate><description><![CDATA[{text}]]></description>"
        "</item></channel></rss>"
    )


def test_a_part_that_a_later_edit_added_stays(source: EveryKind) -> None:
    jazz, comedy, quiz = "FRI 6 March: Jazz trio 8pm", "SAT 7 March: Comedy night 9pm", "SUN 8 March: Pub quiz 7pm"
    url = source.site.put("/feed", feed(jazz, comedy), media_type="application/rss+xml")
    source.store("rss", {"url": url})
    source.read("rss")
    assert len(shown(source)) == 2
    change(
        source,
        "update jatre.fetch_history set started_at = started_at - interval '2 days', "
        "completed_at = completed_at - interval '2 days'",
    )
    change(source, "update jatre.events_staging set changed_at = changed_at - interval '2 days'")
    day = source.rows("select (started_at at time zone 'Asia/Kolkata')::date from jatre.fetch_history")[0][0]
    source.site.put("/feed", feed(jazz, comedy, quiz), media_type="application/rss+xml")
    source.read("rss")
    before = [(row[0], row[2]) for row in shown(source)]
    assert len(before) == 3

    again(source, day)

    assert [(row[0], row[2]) for row in shown(source)] == before


CRAWLED = {
    "pause": 0.0,
    "selectors": {"container": ".e", "title": "h3", "date": "time", "link": "a"},
    "pagination": {"type": "next", "selector": ".next"},
    "detail": {"description": ".about"},
}


def entry(number: int) -> str:
    when = '<time datetime="2031-03-07T19:00:00+05:30"></time>'
    return f'<div class=e><h3>Night {number}</h3>{when}<a href="/go/{number}">more</a></div>'


def test_a_crawl_of_several_pages_and_those_of_its_events_is_read_again(source: EveryKind, tmp_path: Path) -> None:
    """Event pages are found again by the links that led to them; an entry without its own stays as it was."""
    site = source.site
    site.put("/list", f"<html><body>{entry(1)}<a class=next href='/list2'>on</a></body></html>")
    site.put("/list2", f"<html><body>{entry(2)}</body></html>")
    for number in (1, 2):
        site.put(f"/go/{number}", "", status=302, headers={"Location": f"/e/{number}"})
        site.put(f"/e/{number}", f"<html><body><p class=about>Doors at {number}</p></body></html>")
    source.store("selectors", {**CRAWLED, "url": f"{site.base}/list"})
    assert source.read("selectors").new == 2
    site.pages.clear()
    forget(source)

    assert (again(source).new, again(source).new) == (2, 0)
    about = source.rows("select raw_data ->> 'description' from jatre.events_staging order by 1")
    assert about == [("Doors at 1",), ("Doors at 2",)]
    (lost,) = [one for one in (tmp_path / "archive").rglob("*.html.gz") if b"at 2" in gzip.decompress(one.read_bytes())]
    lost.unlink()
    forget(source)
    report = again(source)
    assert (report.status, report.new, report.missing) == ("partial", 1, 1)


def test_event_pages_are_found_again_whatever_letters_their_links_have(source: EveryKind) -> None:
    site = source.site
    links = {"/go/ಸಂಜೆ": "/go/%E0%B2%B8%E0%B2%82%E0%B2%9C%E0%B3%86", "/go/a night?on=é": "/go/a%20night?on=%C3%A9"}
    entries = "".join(entry(number).replace(f"/go/{number}", link) for number, link in enumerate(links))
    site.put("/list", f"<html><meta charset=utf-8><body>{entries}</body></html>")
    for path in links.values():
        site.put(path, "<html><body><p class=about>Doors at 7</p></body></html>")
    source.store("selectors", {**CRAWLED, "url": f"{site.base}/list"})
    assert source.read("selectors").new == 2
    forget(source)

    report = again(source)

    assert (report.new, report.unreadable) == (2, 0)


def test_the_states_of_a_page_that_a_browser_built_are_read_without_one() -> None:
    config = {**CRAWLED, "url": "http://127.0.0.1:9/list", "pagination": {"type": "click", "selector": ".more"}}
    instance = SourceInstance(slug="a_source", name="A source", kind="selectors", config={**config, "detail": None})
    made = registry.make(instance)
    about = {"asked": "", "where": "list", "charset": "utf-8"}
    made.crawled = [
        RawPayload("http://127.0.0.1:9/list", "text/html", f"<html>{entry(1)}{more}</html>".encode(), about)
        for more in ("", entry(2))
    ]

    found = made.fetch(datetime(2031, 3, 1, tzinfo=UTC))

    assert sorted(one.data["title"] for one in found.records) == ["Night 1", "Night 2"]


@pytest.mark.parametrize(("kind", "config"), [("facebook", {"read": "posts"}), ("eventbrite", {"organizers": ["7"]})])
def test_requests_that_name_a_moment_are_found_by_that_of_their_fetch(
    source: EveryKind, kind: str, config: dict[str, Any]
) -> None:
    source.publish(kind, [record(1), record(2)])
    source.site.pages |= {path.replace("/events?", "/posts?"): page for path, page in source.site.pages.items()}
    source.store(kind, config)
    assert source.read(kind).new == 2
    source.site.pages.clear()
    forget(source)

    report = again(source)

    assert (report.new, report.missing) == (2, 0)


def test_what_a_site_calls_its_page_makes_it_no_record_of_a_fetch(source: EveryKind) -> None:
    """Else a site could state what other requests had brought."""
    page = f"<html><body>{entry(1)}</body></html>"
    source.site.put("/list", page, media_type="application/vnd.jatre.fetch+json")
    source.store("selectors", {**CRAWLED, "url": f"{source.site.base}/list", "pagination": None, "detail": None})
    assert source.read("selectors").new == 1
    forget(source)

    assert again(source).new == 1
    ((uris,),) = source.rows("select archive_uris from jatre.fetch_history where reread_of is null")
    assert [is_record(one) for one in uris] == [False, True]
