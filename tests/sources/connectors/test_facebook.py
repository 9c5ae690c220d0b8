"""Events and posts of Facebook Pages over real HTTP, in bodies of Graph's shape."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from include.errors import NotAnEvent
from include.pipeline.reading.raw_listing import RawListing, understand
from include.sources.connectors.facebook import FacebookApi
from include.sources.identity import content_hash
from include.sources.parts import split
from tests.sources.conftest import NOW, Connect, Connected, Site, data
from tests.sources.platforms.support import TOKEN, asked, put, query

BODY: dict[str, Any] = json.loads(data("facebook.json"))
SITAR, TYPE = BODY["data"]
EVENTS = "/v26.0/me/events"


@pytest.fixture
def facebook(site: Site, connect: Connect) -> Any:
    def connected(**config: Any) -> Connected:
        return connect("facebook", {"url": site.base, "token": TOKEN, **config})

    return connected


def one(facebook: Any, site: Site, **changed: Any) -> Any:
    put(site, EVENTS, {"data": [SITAR | changed]})
    return facebook().only()


class TestEvents:
    def test_an_event_as_it_is(self, facebook: Any, site: Site) -> None:
        put(site, EVENTS, BODY)

        listing = facebook().listings()["880001"]

        assert listing.title == "Sitar under the rain tree 🎶"
        assert "Doors open at 6:30 pm" in listing.description
        (when,) = listing.occurrences
        assert when.starts_at.isoformat() == "2026-03-07T19:00:00+05:30"
        assert when.ends_at.isoformat() == "2026-03-07T20:00:00+05:30"
        assert (listing.venue.name, listing.venue.latitude) == ("Lamp Rooms", 12.9716)
        assert "100 Feet Road" in listing.venue.address
        assert listing.organizer.name == "Raga Circle"
        assert listing.category == "music"
        assert listing.url == "https://www.facebook.com/events/880001/"
        assert listing.ticket_url == "https://tickets.example.com/sitar"
        assert [image.url for image in listing.images] == [SITAR["cover"]["source"]]

    def test_an_online_event_with_several_dates(self, facebook: Any, site: Site) -> None:
        put(site, EVENTS, BODY)

        listing = facebook().listings()["880002"]

        assert listing.venue.online
        assert [when.starts_at.day for when in listing.occurrences] == [8, 15]

    @pytest.mark.parametrize(
        ("changed", "online"),
        [
            ({"place": None, "is_online": True}, True),
            ({"place": None, "online_event_format": "messenger_rooms"}, True),
            ({"place": None, "online_event_format": "none"}, False),
            ({"place": {}, "online_event_format": "NONE"}, False),
            ({"is_online": True}, False),
        ],
    )
    def test_online_is_what_has_no_place(
        self, facebook: Any, site: Site, changed: dict[str, Any], online: bool
    ) -> None:
        assert one(facebook, site, **changed).venue.online is online

    def test_a_cancelled_event(self, facebook: Any, site: Site) -> None:
        assert one(facebook, site, is_canceled=True).status == "cancelled"

    @pytest.mark.parametrize("changed", [{"is_draft": True}, {"type": "private"}, {"type": "group"}])
    def test_what_is_not_for_everybody_is_set_aside(self, facebook: Any, site: Site, changed: dict[str, Any]) -> None:
        with pytest.raises(NotAnEvent):
            one(facebook, site, **changed)

    def test_who_attends_is_no_change_of_the_event(self) -> None:
        busier = SITAR | {
            "attending_count": 99, "interested_count": 400, "updated_time": "2026-03-01T00:00:00+0000",
            "cover": SITAR["cover"] | {"source": "https://pictures.example.com/31.jpg?oe=6490"},
        }  # fmt: skip

        assert content_hash(busier, FacebookApi.volatile) == content_hash(SITAR, FacebookApi.volatile)
        assert content_hash(SITAR | {"name": "Veena"}, FacebookApi.volatile) != content_hash(
            SITAR, FacebookApi.volatile
        )

    def test_a_cover_is_read_anew_once_a_day(self, facebook: Any, site: Site) -> None:
        put(site, EVENTS, {"data": [SITAR, TYPE]})

        def hashes(after: timedelta) -> list[bytes]:
            return [content_hash(one.data, FacebookApi.volatile) for one in facebook().fetch(NOW + after).records]

        today, later, tomorrow = hashes(timedelta()), hashes(timedelta(hours=3)), hashes(timedelta(days=1))
        assert today == later
        assert tomorrow[0] != today[0]
        assert tomorrow[1] == today[1], "it has no cover"

    def test_cursors_lead_through_the_pages_and_no_address_is_followed(self, facebook: Any, site: Site) -> None:
        elsewhere = "https://elsewhere.example/v26.0/me/events?access_token=leaked-token"
        put(site, EVENTS, {"data": [SITAR], "paging": {"cursors": {"after": "QVFJ"}, "next": elsewhere}})
        facebook().fetch()
        put(site, site.requests[-1][0], {"data": [TYPE], "paging": {"cursors": {"after": "QVFK"}}})
        site.requests.clear()

        result = facebook().fetch()

        assert sorted(one.external_id for one in result.records) == ["880001", "880002"]
        assert result.complete
        assert asked(site) == [EVENTS, EVENTS]
        assert query(site)["after"] == "QVFJ"

    def test_a_next_page_without_a_cursor_may_not_be_reached(self, facebook: Any, site: Site) -> None:
        put(site, EVENTS, {"data": [SITAR], "paging": {"next": "https://elsewhere.example/"}})

        result = facebook().fetch()

        assert (len(result.records), result.complete) == (1, False)

    def test_empty_pages_between_are_passed(self, facebook: Any, site: Site) -> None:
        put(site, EVENTS, {"data": [], "paging": {"cursors": {"after": "QVFJ"}, "next": "https://x.example"}})
        facebook(max_pages=2).fetch()
        put(site, site.requests[-1][0], {"data": [TYPE]})

        result = facebook().fetch()

        assert ([one.external_id for one in result.records], result.complete) == (["880002"], True)

    def test_the_request_names_what_it_wants(self, facebook: Any, site: Site) -> None:
        put(site, "/v25.0/70/events", {"data": []})

        result = facebook(pages=["70"], version="v25.0").fetch()

        wanted = query(site)
        assert {"id", "name", "description", "start_time", "end_time", "place", "cover", "attending_count"} <= set(
            wanted["fields"].split(",")
        )
        assert (wanted["time_filter"], wanted["include_canceled"]) == ("upcoming", "true")
        assert result.complete

    def test_the_search_of_the_plan(self, facebook: Any, site: Site) -> None:
        put(site, "/v17.0/search", {"data": [SITAR]})
        search = {"query": "Indiranagar Bangalore", "latitude": 12.9719, "longitude": 77.6412, "metres": 2000}

        result = facebook(version="v17.0", search=search).fetch()

        assert query(site) == {
            "type": "event", "q": "Indiranagar Bangalore", "center": "12.9719,77.6412", "distance": "2000",
            "fields": "id,name,description,start_time,end_time,place,cover,attending_count", "limit": "50",
        }  # fmt: skip
        assert (len(result.records), result.complete) == (1, False)


class TestPosts:
    POST = {  # noqa: RUF012
        "id": "70_1",
        "message": "🎉\nSitar under the rain tree\nSaturday 7 March, 7 pm, at Lamp Rooms. Entry ₹250",
        "created_time": "2026-03-01T10:00:00+0000",
        "permalink_url": "https://www.facebook.com/70/posts/1",
        "from": {"name": "Raga Circle", "id": "70"},
    }

    def test_a_post_is_read_from_its_text(self, facebook: Any, site: Site) -> None:
        put(site, "/v26.0/me/posts", {"data": [self.POST, {"id": "70_2", "created_time": "2026-03-01T10:00:00+0000"}]})
        posts = facebook(read="posts")

        result = posts.fetch()
        listing = understand(RawListing.of(posts.source.instance, result.records[0].data, NOW))

        assert not result.complete, "the newest are not all"
        assert listing.title == "Sitar under the rain tree"
        assert [when.starts_at.isoformat() for when in listing.occurrences] == ["2026-03-07T19:00:00+05:30"]
        assert listing.price.minimum == 250
        assert listing.url == "https://www.facebook.com/70/posts/1"
        assert listing.organizer.name == "Raga Circle"
        with pytest.raises(NotAnEvent):
            posts.source.transform(result.records[1].data, posts.reading)

    def test_a_post_with_several_happenings_is_a_listing_for_each_and_an_event_is_one(
        self, facebook: Any, site: Site
    ) -> None:
        week = "FRI 6: Jazz trio 8pm\nSAT 7: Comedy night 9pm\nSUN 8: Pub quiz 7pm"
        put(site, "/v26.0/me/posts", {"data": [self.POST | {"message": f"This week at the Lamp Rooms\n{week}"}]})
        put(site, EVENTS, {"data": [SITAR | {"description": week}]})
        posts, events = facebook(read="posts"), facebook()

        assert len(split(posts.fetch(), posts.source, NOW).records) == 3
        assert len(split(events.fetch(), events.source, NOW).records) == 1

    def test_only_newer_posts_are_asked_for(self, facebook: Any, site: Site) -> None:
        put(site, "/v26.0/me/posts", {"data": []})

        facebook(read="posts").fetch()

        assert int(query(site)["since"]) == int((NOW - timedelta(days=30)).timestamp())
