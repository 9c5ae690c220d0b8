"""A site's sitemaps: which pages are read, when again, and what robots.txt forbids."""

from __future__ import annotations

import gzip
import json
from datetime import timedelta
from typing import Any

import pytest

from include.errors import SourceRefused, TransientError, UnreadablePayload
from include.operations.preview.detection import Detected, candidates
from include.sources.base import FetchResult
from include.sources.sitemaps import pages as mapped
from tests.sources.conftest import NOW, Connect, Site

MAP = "/sitemap.xml"
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(*entries: tuple[str, str | None], kind: str = "url", root: str = "urlset") -> str:
    inside = "".join(
        f"<{kind}><loc>{url}</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}</{kind}>"
        for url, changed in entries
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><{root} xmlns="{SPACE}">{inside}</{root}>'


def index(*entries: tuple[str, str | None]) -> str:
    return sitemap(*entries, kind="sitemap", root="sitemapindex")


def event(name: str) -> str:
    node = {"@type": "Event", "@id": f"urn:{name}", "name": name, "startDate": "2026-03-14T19:00+05:30"}
    return f'<!doctype html><script type="application/ld+json">{json.dumps(node)}</script>'


class Mapped:
    """A site with event pages in a sitemap, fetched again and again."""

    def __init__(self, site: Site, connect: Connect, **config: Any) -> None:
        self.site, self.connect, self.config = site, connect, {"url": site.base + MAP, **config}
        self.state: dict[str, Any] = {}
        self.now = NOW

    def put(self, changed: dict[str, str | None]) -> None:
        self.site.put(MAP, sitemap(*((f"{self.site.base}/events/{name}", stamp) for name, stamp in changed.items())))
        for name in changed:
            self.site.put(f"/events/{name}", event(name))

    def fetch(self, later: timedelta = timedelta()) -> tuple[list[str], FetchResult]:
        """The pages that were read, and the result."""
        self.site.requests.clear()
        self.now += later
        result = self.connect("schema_org", self.config, self.state).fetch(self.now)
        self.state = json.loads(json.dumps(result.state))
        asked = [path.removeprefix("/events/") for path, _ in self.site.requests]
        return sorted({*asked} - {MAP, "/robots.txt"}), result


@pytest.fixture
def mapped_site(site: Site, connect: Connect) -> Mapped:
    return Mapped(site, connect)


def names(result: FetchResult) -> set[str]:
    return {record.data["name"] for record in result.records}


def test_the_pages_of_a_sitemap_are_read(mapped_site: Mapped) -> None:
    mapped_site.put({"a": "2026-03-01", "b": None})

    read, result = mapped_site.fetch()

    assert (read, names(result), result.complete, result.unreadable) == (["a", "b"], {"a", "b"}, True, [])


def test_what_has_not_changed_is_not_read_and_still_listed(mapped_site: Mapped) -> None:
    mapped_site.put({"a": "2026-03-01", "b": "2026-03-01"})
    mapped_site.fetch()

    read, result = mapped_site.fetch(timedelta(hours=2))

    assert (read, result.unchanged, result.complete) == ([], True, True)
    assert result.kept == {"urn:a", "urn:b"}


def test_a_page_that_has_changed_is_read_and_the_others_count_as_listed(mapped_site: Mapped) -> None:
    mapped_site.put({"a": "2026-03-01", "b": "2026-03-01"})
    mapped_site.fetch()
    mapped_site.put({"a": "2026-03-02T09:00:00+05:30", "b": "2026-03-01"})

    read, result = mapped_site.fetch(timedelta(hours=2))

    assert (read, names(result), result.kept, result.complete) == (["a"], {"a"}, {"urn:b"}, True)


def test_a_page_that_is_no_longer_listed_is_absent(mapped_site: Mapped) -> None:
    mapped_site.put({"a": "2026-03-01", "b": "2026-03-01"})
    mapped_site.fetch()
    mapped_site.put({"a": "2026-03-01"})

    _, result = mapped_site.fetch(timedelta(hours=2))

    assert (result.kept, result.complete) == ({"urn:a"}, True)


def test_each_page_is_looked_at_once_a_week_whatever_is_stated(mapped_site: Mapped) -> None:
    mapped_site.put({"a": "2026-03-01"})
    mapped_site.fetch()

    assert mapped_site.fetch(timedelta(days=6))[0] == []
    assert mapped_site.fetch(timedelta(days=2))[0] == ["a"]


def test_a_page_without_a_date_is_read_each_time(mapped_site: Mapped) -> None:
    mapped_site.put({"a": None})
    mapped_site.fetch()

    assert mapped_site.fetch()[0] == ["a"]


def test_one_fetch_reads_a_part_and_the_next_goes_on(site: Site, connect: Connect) -> None:
    some = Mapped(site, connect, max_pages=2)
    some.put({"old": "2026-01-01", "new": "2026-03-01", "older": "2025-01-01"})

    first, partly = some.fetch()
    second, wholly = some.fetch()

    assert (first, partly.complete) == (["new", "old"], False)
    assert (second, wholly.complete, wholly.kept) == (["older"], True, {"urn:new", "urn:old"})


@pytest.mark.parametrize("status", [403, 500])
def test_a_page_that_fails_is_tried_again_and_takes_nothing_away(mapped_site: Mapped, status: int) -> None:
    mapped_site.put({"a": "2026-03-01", "b": "2026-03-01"})
    mapped_site.fetch()
    mapped_site.put({"a": "2026-03-02", "b": "2026-03-01"})
    mapped_site.site.put("/events/a", "oops", status=status)

    _, failed = mapped_site.fetch()
    mapped_site.site.put("/events/a", event("a"))
    read, again = mapped_site.fetch()

    assert (failed.complete, failed.kept) == (False, {"urn:b"})
    assert (read, names(again), again.complete) == (["a"], {"a"}, True)


def test_a_page_that_is_gone_is_no_failure(mapped_site: Mapped) -> None:
    mapped_site.put({"a": "2026-03-01", "b": "2026-03-01"})
    mapped_site.site.put("/events/a", "gone", status=410)

    _, result = mapped_site.fetch()
    again, _ = mapped_site.fetch()

    assert (names(result), result.complete, again) == ({"b"}, True, [])


class TestRobots:
    def test_what_is_forbidden_is_not_read(self, mapped_site: Mapped) -> None:
        mapped_site.put({"a": None, "secret": None})
        mapped_site.site.put("/robots.txt", "User-agent: *\nDisallow: /events/sec*\n")

        read, result = mapped_site.fetch()

        assert (read, names(result)) == (["a"], {"a"})

    def test_rules_for_our_own_name_go_before(self, mapped_site: Mapped) -> None:
        mapped_site.put({"a": None})
        mapped_site.site.put("/robots.txt", "User-agent: Jatre\nAllow: /\nUser-agent: *\nDisallow: /\n")

        assert mapped_site.fetch()[0] == ["a"]

    def test_all_forbidden_is_a_refusal(self, mapped_site: Mapped) -> None:
        mapped_site.put({"a": None})
        mapped_site.site.put("/robots.txt", "User-agent: *\nDisallow: /\n")

        with pytest.raises(SourceRefused, match=r"robots\.txt"):
            mapped_site.fetch()

    def test_rules_that_cannot_be_read_just_now_allow_nothing(self, mapped_site: Mapped) -> None:
        mapped_site.put({"a": None})
        mapped_site.site.put("/robots.txt", "busy", status=503)

        with pytest.raises(TransientError):
            mapped_site.fetch()

    def test_what_a_page_listed_before_it_was_forbidden_stays(self, mapped_site: Mapped) -> None:
        mapped_site.put({"a": "2026-03-01", "b": "2026-03-01", "c": "2026-03-01"})
        mapped_site.fetch()
        mapped_site.site.put("/robots.txt", "User-agent: *\nDisallow: /events/b\n")

        for _ in range(2):
            read, result = mapped_site.fetch(timedelta(days=8))

            assert (read, names(result), result.kept, result.complete) == (["a", "c"], {"a", "c"}, {"urn:b"}, True)
            assert ["forbids to read this page" in one.reason for one in result.unreadable] == [True]

    def test_a_host_whose_rules_cannot_be_read_costs_its_own_pages_alone(
        self, other: Site, mapped_site: Mapped
    ) -> None:
        mapped_site.put({"a": "2026-03-01"})
        other.put("/events/b", event("b"))
        pages = ((f"{mapped_site.site.base}/events/a", None), (f"{other.base}/events/b", None))
        mapped_site.site.put(MAP, sitemap(*pages))
        mapped_site.fetch()
        other.put("/robots.txt", "busy", status=500)

        _, failed = mapped_site.fetch()
        other.put("/robots.txt", "User-agent: *\nDisallow: /\n")
        _, forbidden = mapped_site.fetch()

        assert (names(failed), failed.complete, len(failed.unreadable)) == ({"a"}, False, 1)
        assert (names(forbidden), forbidden.complete, forbidden.kept) == ({"a"}, True, {"urn:b"})

    def test_the_rules_of_a_host_are_asked_for_once_in_a_fetch(self, site: Site, connect: Connect) -> None:
        for number in range(2):
            site.put(f"/{number}.xml", sitemap((f"{site.base}/events/{number}", None)))
            site.put(f"/events/{number}", event(str(number)))
        source = connect("schema_org", {"urls": [f"{site.base}/{number}.xml" for number in range(2)]})

        for count in (1, 2):
            assert names(source.fetch()) == {"0", "1"}
            assert [path for path, _ in site.requests].count("/robots.txt") == count

    def test_rules_of_many_parts_are_no_obstacle(self, mapped_site: Mapped) -> None:
        mapped_site.put({"a" * 300: None})
        mapped_site.site.put("/robots.txt", "User-agent: *\nDisallow: /*" + "a*" * 40 + "b$\n")

        assert mapped_site.fetch()[0] == ["a" * 300]


class TestWhichPages:
    def test_those_that_look_like_events(self, site: Site, connect: Connect) -> None:
        paths = {
            "/about": 0, "/events/a": 1, "/event/b": 1, "/whats-on/c": 1, "/tribe_events/d": 1, "/blog/prevention": 0,
            "/shows": 1, "/showroom": 0, "/workshops/e": 1, "/programme/f": 1,
        }  # fmt: skip
        site.put(MAP, sitemap(*((site.base + path, None) for path in paths)))

        connect("schema_org", {"url": site.base + MAP}).fetch()

        asked = {path for path, _ in site.requests} - {MAP, "/robots.txt"}
        assert asked == {path for path, wanted in paths.items() if wanted}

    def test_those_that_the_configuration_names(self, site: Site, connect: Connect) -> None:
        site.put(MAP, sitemap((f"{site.base}/termine/a", None), (f"{site.base}/events/b", None)))
        site.put("/termine/a", event("a"))

        assert names(connect("schema_org", {"url": site.base + MAP, "match": "/termine/"}).fetch()) == {"a"}

    def test_none_is_a_reason(self, site: Site, connect: Connect) -> None:
        site.put(MAP, sitemap((f"{site.base}/about", None)))

        with pytest.raises(UnreadablePayload, match="none of 1 addresses looks like an event's"):
            connect("schema_org", {"url": site.base + MAP}).fetch()

    def test_an_empty_sitemap_is_an_empty_list(self, site: Site, connect: Connect) -> None:
        site.put(MAP, sitemap())

        result = connect("schema_org", {"url": site.base + MAP}).fetch()

        assert (result.records, result.complete) == ([], True)

    def test_pages_of_another_site_are_noted_and_not_read(self, site: Site, connect: Connect) -> None:
        site.put(MAP, sitemap((f"{site.base}/events/a", None), ("https://other.example/events/b", None)))
        site.put("/events/a", event("a"))

        result = connect("schema_org", {"url": site.base + MAP}).fetch()

        assert names(result) == {"a"}
        assert ["other site" in one.reason or "another site" in one.reason for one in result.unreadable] == [True]

    def test_more_than_a_source_may_have_are_noted(
        self, site: Site, connect: Connect, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(mapped, "MAX_PAGES", 2)
        some = Mapped(site, connect)
        some.put({"a": "2026-03-03", "b": "2026-03-02", "c": "2026-03-01"})

        read, result = some.fetch()

        assert (read, result.complete) == (["a", "b"], False)
        assert [one.reason for one in result.unreadable] == ["3 pages of events in the sitemap, at most 2"]


class TestIndex:
    def test_the_sitemap_of_events_is_read_alone(self, site: Site, connect: Connect) -> None:
        site.put(MAP, index((f"{site.base}/post-sitemap.xml", None), (f"{site.base}/tribe_events-sitemap.xml", None)))
        packed = gzip.compress(sitemap((f"{site.base}/2026/jazz", None)).encode())
        site.put("/tribe_events-sitemap.xml", packed, media_type="application/gzip")
        site.put("/2026/jazz", event("jazz"))

        result = connect("schema_org", {"url": site.base + MAP}).fetch()

        assert (names(result), result.complete) == ({"jazz"}, True)
        assert "/post-sitemap.xml" not in {path for path, _ in site.requests}

    def test_one_that_cannot_be_read_makes_the_fetch_incomplete(self, site: Site, connect: Connect) -> None:
        site.put(MAP, index((f"{site.base}/one.xml", None), (f"{site.base}/two.xml", None)))
        site.put("/one.xml", sitemap((f"{site.base}/events/a", None)))
        site.put("/events/a", event("a"))

        result = connect("schema_org", {"url": site.base + MAP}).fetch()

        assert (names(result), result.complete, len(result.unreadable)) == ({"a"}, False, 1)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (sitemap(("https://x.example/events/a", None))[:-9].encode(), "ends in the middle"),
        (gzip.compress(sitemap(("https://x.example/events/a", None)).encode())[:-12], "ends in the middle"),
        (gzip.compress(b"<urlset>" + b" " * 21_000_000 + b"</urlset>"), "unpacks to more than 20,000,000 bytes"),
        (("<urlset>" + "<url><loc>https://x.example/</loc></url>" * 50_001 + "</urlset>").encode(), "at most 50,000"),
    ],
    ids=["cut", "cut gzip", "bomb", "many"],
)
def test_what_is_broken_or_beyond_a_bound_is_refused(site: Site, connect: Connect, body: bytes, reason: str) -> None:
    with pytest.raises(UnreadablePayload, match=reason):
        connect("schema_org", {"url": site.put(MAP, body)}).fetch()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "utf-8-sig", "cp1252"])
def test_a_sitemap_in_another_encoding(site: Site, connect: Connect, encoding: str) -> None:
    text = sitemap((f"{site.base}/events/a", None)).replace("UTF-8", encoding)
    url = site.put(MAP, text.encode(encoding))
    site.put("/events/a", event("a"))

    assert names(connect("schema_org", {"url": url}).fetch()) == {"a"}
    assert candidates(url) == [Detected("schema_org", {"url": url})]


class TestDetection:
    def test_a_sitemap_by_its_root(self, site: Site) -> None:
        url = site.put("/map", sitemap(("https://x.example/events/a", None)))

        assert candidates(url) == [Detected("schema_org", {"url": url})]

    def test_the_sitemap_of_a_site_that_names_nothing_else(self, site: Site) -> None:
        site.put("/robots.txt", "User-agent: *\nDisallow:\nSitemap: /all.xml\n")
        url = site.put("/", "<html>Welcome</html>")

        assert candidates(url) == [Detected("schema_org", {"url": f"{site.base}/all.xml"})]


def test_the_cursor_is_a_time() -> None:
    known = {"a": {"lastmod": "1", "read": NOW.isoformat()}}

    assert mapped.to_read({"a": "1", "b": None}, known, NOW) == ["b"]
    assert mapped.to_read({"a": "1"}, known, NOW + timedelta(days=8)) == ["a"]
    assert mapped.to_read({"a": "1"}, {"a": {"lastmod": "1"}}, NOW) == ["a"]
