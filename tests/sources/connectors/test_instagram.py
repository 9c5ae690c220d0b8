"""Posts of Instagram's accounts and hashtags over real HTTP, in bodies of Graph's shape."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from include.errors import ConfigurationError, NotAnEvent, SourceRefused
from include.pipeline.reading.raw_listing import RawListing, understand
from include.sources.connectors.instagram import InstagramApi
from include.sources.parts import split
from tests.sources.conftest import NOW, Connect, Connected, Site, data
from tests.sources.platforms.support import TOKEN, asked, put, query

BODY: dict[str, Any] = json.loads(data("instagram.json"))
POSTS = BODY["business_discovery"]["media"]["data"]
OWN = "/v26.0/17"
SEARCH = "/v26.0/ig_hashtag_search"


@pytest.fixture
def instagram(site: Site, connect: Connect) -> Any:
    def connected(state: dict[str, Any] | None = None, **config: Any) -> Connected:
        return connect("instagram", {"url": site.base, "token": TOKEN, "account": "17", **config}, state)

    return connected


def tagged(site: Site, *tags: str) -> None:
    """Hashtags with ids by their place in the list, and one post each."""
    for number, tag in enumerate(tags, start=100):
        put(site, f"{SEARCH}?user_id=17&q={tag}", {"data": [{"id": str(number)}]})
        put(site, f"/v26.0/{number}/recent_media", {"data": [POSTS[0] | {"id": f"9{number}"}]})


class TestAccounts:
    def test_a_caption_is_read_like_any_announcement(self, instagram: Any, site: Site) -> None:
        put(site, OWN, BODY)
        accounts = instagram(handles=["lamprooms"])

        result = accounts.fetch()
        listing = understand(RawListing.of(accounts.source.instance, result.records[0].data, NOW))

        assert listing.title == "Sitar under the rain tree"
        assert [when.starts_at.isoformat() for when in listing.occurrences] == ["2026-03-07T19:00:00+05:30"]
        assert listing.price.minimum == 250
        assert listing.url == "https://www.instagram.com/p/AbC123/"
        assert listing.organizer.name == "lamprooms"
        assert not result.complete, "the newest are not all"

    def test_a_caption_with_several_happenings_is_a_listing_for_each(self, instagram: Any, site: Site) -> None:
        caption = (
            "This week at the Lamp Rooms\nFRI 6: Jazz trio 8pm, ₹400\nSAT 7: Comedy night 9pm\nSUN 8: Pub quiz 7pm"
        )
        put(site, OWN, {"business_discovery": {"media": {"data": [POSTS[0] | {"caption": caption}]}}})
        accounts = instagram(handles=["lamprooms"])

        parts = split(accounts.fetch(), accounts.source, NOW).records

        titles = [understand(RawListing.of(accounts.source.instance, one.data, NOW)).title for one in parts]
        assert titles == ["Jazz trio", "Comedy night", "Pub quiz"]

    def test_posts_that_announce_nothing_are_set_aside(self, instagram: Any, site: Site) -> None:
        put(site, OWN, BODY)
        accounts = instagram(handles=["lamprooms"])

        for record in accounts.fetch().records[1:]:
            with pytest.raises(NotAnEvent):
                understand(RawListing.of(accounts.source.instance, record.data, NOW))

    def test_a_date_is_read_against_the_day_of_the_post(self, instagram: Any, site: Site) -> None:
        post = POSTS[0] | {"caption": "Open mic this Friday, 8 pm!", "timestamp": "2026-02-24T10:00:00+0000"}
        put(site, OWN, {"business_discovery": {"media": {"data": [post]}}})
        accounts = instagram(handles=["lamprooms"])
        (record,) = accounts.fetch().records

        listing = understand(RawListing.of(accounts.source.instance, record.data, NOW, has_event=True))

        assert [f"{when.starts_at:%d %H}" for when in listing.occurrences] == ["27 20"]

    def test_the_request_of_an_account(self, instagram: Any, site: Site) -> None:
        put(site, OWN, BODY)

        instagram(handles=["lamprooms"]).fetch()

        fields = query(site)["fields"]
        assert fields.startswith("business_discovery.username(lamprooms){id,username,media.limit(50){")
        assert "caption,permalink,timestamp" in fields
        assert TOKEN not in site.requests[-1][0]

    def test_more_pages_follow_the_cursor(self, instagram: Any, site: Site) -> None:
        paging = {"cursors": {"after": "QVFI="}, "next": "https://elsewhere.example"}
        put(site, OWN, {"business_discovery": {"media": {"data": POSTS[:1], "paging": paging}}})

        instagram(handles=["lamprooms"], max_pages=2).fetch()

        assert len(site.requests) == 2
        assert "media.after(QVFI=).limit(50)" in query(site)["fields"]

    @pytest.mark.parametrize("cursor", ["x){id}", "", 7, "a" * 501])
    def test_a_cursor_that_is_none_is_not_sent(self, instagram: Any, site: Site, cursor: Any) -> None:
        paging = {"cursors": {"after": cursor}, "next": "https://elsewhere.example"}
        put(site, OWN, {"business_discovery": {"media": {"data": POSTS[:1], "paging": paging}}})

        instagram(handles=["lamprooms"], max_pages=5).fetch()

        assert len(site.requests) == 1

    def test_an_account_that_is_gone_costs_the_others_nothing(self, instagram: Any, site: Site) -> None:
        put(site, OWN, BODY)
        accounts = instagram(handles=["gone", "lamprooms"])
        accounts.fetch()
        put(site, site.requests[0][0], {"error": {"code": 110, "message": "Invalid user id"}}, status=400)

        result = accounts.fetch()

        assert len(result.records) == 3
        assert "account gone" in result.unreadable[0].reason

    def test_our_own_account_is_asked_for(self, instagram: Any, site: Site) -> None:
        put(site, "/v26.0/me", {"instagram_business_account": {"id": "17"}, "id": "70"})
        put(site, OWN, BODY)

        assert len(instagram(account=None, handles=["lamprooms"]).fetch().records) == 3
        assert asked(site) == ["/v26.0/me", OWN]

    def test_a_page_without_an_account_names_what_to_do(self, instagram: Any, site: Site) -> None:
        put(site, "/v26.0/me", {"id": "70"})

        with pytest.raises(SourceRefused, match="connect one"):
            instagram(account=None, handles=["lamprooms"]).fetch()


class TestHashtags:
    def test_the_newest_posts_of_a_tag(self, instagram: Any, site: Site) -> None:
        tagged(site, "indiranagar")

        result = instagram(hashtags=["indiranagar"]).fetch()

        assert [one.external_id for one in result.records] == ["9100"]
        assert asked(site) == [SEARCH, "/v26.0/100/recent_media"]
        assert query(site)["user_id"] == "17"

    def test_an_id_is_looked_up_once(self, instagram: Any, site: Site) -> None:
        tagged(site, "indiranagar")
        state = instagram(hashtags=["indiranagar"]).fetch().state
        site.requests.clear()

        instagram(state, hashtags=["indiranagar"]).fetch(NOW + timedelta(days=1))

        assert asked(site) == ["/v26.0/100/recent_media"]

    def test_thirty_within_seven_days(self, instagram: Any, site: Site) -> None:
        tags = [f"tag{number}" for number in range(30)]
        tagged(site, *tags, "another")
        state = instagram(hashtags=tags).fetch().state
        site.requests.clear()

        week = instagram(state, hashtags=["another", "tag3"]).fetch(NOW + timedelta(days=6))
        assert "/v26.0/130/recent_media" not in asked(site)
        assert "30 other hashtags" in week.unreadable[0].reason
        assert [one.external_id for one in week.records] == ["9103"]

        later = instagram(week.state, hashtags=["another"]).fetch(NOW + timedelta(days=7))
        assert [one.external_id for one in later.records] == ["9130"]

    @pytest.mark.parametrize("answer", [{"data": []}, {}, {"data": [{"id": "../me"}]}])
    def test_a_tag_that_is_not_known_costs_the_others_nothing(self, instagram: Any, site: Site, answer: Any) -> None:
        tagged(site, "indiranagar", "odd")
        put(site, f"{SEARCH}?user_id=17&q=odd", answer)

        result = instagram(hashtags=["odd", "indiranagar"]).fetch()

        assert [one.external_id for one in result.records] == ["9100"]
        assert "hashtag odd" in result.unreadable[0].reason

    def test_the_same_cursor_may_lead_on(self, instagram: Any, site: Site) -> None:
        tagged(site, "indiranagar")
        address = "/v26.0/100/recent_media"
        paging = {"cursors": {"after": "same"}, "next": "https://elsewhere.example"}
        put(site, address, {"data": POSTS[:1], "paging": paging})

        result = instagram(hashtags=["indiranagar"], max_pages=20).fetch()

        assert len(result.records) == 1
        assert asked(site).count(address) == 4, "until three pages bring nothing new"

    @pytest.mark.parametrize(
        "memory", [7, {"a": 1}, {"a": {"since": "x"}}, {"a": {"since": "2026-03-01", "id": "x/y"}}]
    )
    def test_an_odd_memory_is_no_memory(self, instagram: Any, site: Site, memory: Any) -> None:
        tagged(site, "a")

        assert len(instagram({"hashtags": memory}, hashtags=["a"]).fetch().records) == 1


def test_the_places_of_the_plan(instagram: Any, site: Site) -> None:
    put(site, "/235439779/media", {"data": POSTS[:1]})

    result = instagram(version=None, locations=["235439779"]).fetch()

    assert query(site) == {"fields": "id,caption,media_type,media_url,timestamp,username"}
    assert site.requests[-1][1]["authorization"] == f"Bearer {TOKEN}"
    assert len(result.records) == 1


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"handles": ["a){id}"]},
        {"hashtags": ["#a"]},
        {"hashtags": ["two words"]},
        {"hashtags": [f"t{n}" for n in range(31)]},
    ],
)
def test_a_configuration_that_cannot_work_is_refused(config: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError):
        InstagramApi.check({"token": TOKEN, **config})
