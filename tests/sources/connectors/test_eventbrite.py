"""Eventbrite's lists over real HTTP, in bodies of its shape."""

from __future__ import annotations

import json
from datetime import UTC
from decimal import Decimal
from typing import Any

import pytest

from include.errors import ConfigurationError, CredentialsRefused, NotAnEvent, RateLimited, SourceRefused
from include.sources.connectors.eventbrite import EventbriteApi
from include.sources.identity import content_hash
from tests.sources.conftest import Connect, Connected, Site, data
from tests.sources.platforms.support import TOKEN, asked, put, query

BODY: dict[str, Any] = json.loads(data("eventbrite.json"))
SITAR, TYPE = BODY["events"]
LAST = {"has_more_items": False}


def page(*events: dict[str, Any], more: str | None = None) -> dict[str, Any]:
    return {"events": list(events), "pagination": {"has_more_items": True, "continuation": more} if more else LAST}


@pytest.fixture
def eventbrite(site: Site, connect: Connect) -> Any:
    def connected(**lists: Any) -> Connected:
        return connect("eventbrite", {"url": f"{site.base}/v3/", "token": TOKEN, **(lists or {"organizers": ["7"]})})

    return connected


def one(eventbrite: Any, site: Site, **changed: Any) -> Any:
    """The listing of the sitar evening with some fields changed."""
    put(site, "/v3/organizers/7/events/", page(SITAR | changed))
    return eventbrite().only()


class TestReading:
    def test_an_event_as_it_is(self, eventbrite: Any, site: Site) -> None:
        put(site, "/v3/organizers/7/events/", BODY)

        listing = eventbrite().listings()["700100"]

        assert listing.title == "Sitar under the rain tree"
        assert listing.description == "An hour of evening ragas.\nDoors open at 6:30 pm."
        (when,) = listing.occurrences
        assert (when.starts_at.isoformat(), when.ends_at.isoformat()) == (
            "2026-03-07T13:30:00+00:00", "2026-03-07T14:30:00+00:00"
        )  # fmt: skip
        assert (listing.venue.name, listing.venue.latitude) == ("Lamp Rooms", 12.9716)
        assert "100 Feet Road" in listing.venue.address
        assert "560038" in listing.venue.address
        assert (listing.price.minimum, listing.price.maximum, listing.price.currency) == (250, 800, "INR")
        assert listing.organizer.name == "Raga Circle"
        assert listing.category == "music"
        assert listing.ticket_url == SITAR["url"]
        assert [image.url for image in listing.images] == ["https://img.example.com/sitar.jpg"]
        assert listing.status == "scheduled"

    def test_an_online_event_is_at_no_place(self, eventbrite: Any, site: Site) -> None:
        put(site, "/v3/organizers/7/events/", BODY)

        listing = eventbrite().listings()["700101"]

        assert (listing.venue.online, listing.venue.name) == (True, None)
        assert (listing.price.cost_type, listing.price.minimum) == ("free", Decimal(0))

    @pytest.mark.parametrize(
        ("start", "utc"),
        [
            ({"local": "2026-03-07T13:30:00", "timezone": "Europe/London"}, "2026-03-07T13:30:00+00:00"),
            ({"local": "2026-03-07T19:00:00", "timezone": "Mars/Olympus"}, "2026-03-07T13:30:00+00:00"),
            ({"local": "2026-03-07T19:00:00"}, "2026-03-07T13:30:00+00:00"),
            ("2026-03-07T19:00:00", "2026-03-07T13:30:00+00:00"),
        ],
    )
    def test_a_local_time_is_that_of_the_zone_beside_it(
        self, eventbrite: Any, site: Site, start: Any, utc: str
    ) -> None:
        (when,) = one(eventbrite, site, start=start, end=None).occurrences

        assert when.starts_at.astimezone(UTC).isoformat() == utc

    def test_a_cancelled_event(self, eventbrite: Any, site: Site) -> None:
        assert one(eventbrite, site, status="canceled").status == "cancelled"

    @pytest.mark.parametrize("status", ["ended", "completed", "started"])
    def test_what_is_over_keeps_its_dates_and_is_not_cancelled(self, eventbrite: Any, site: Site, status: str) -> None:
        listing = one(eventbrite, site, status=status)

        assert listing.status == "scheduled"
        assert len(listing.occurrences) == 1

    def test_a_sold_out_event_stays_with_its_price_and_says_so(self, eventbrite: Any, site: Site) -> None:
        sold = SITAR["ticket_availability"] | {"is_sold_out": True, "has_available_tickets": False}

        listing = one(eventbrite, site, ticket_availability=sold)

        assert (listing.status, listing.price.minimum) == ("scheduled", 250)
        assert (listing.availability, listing.keywords) == ("sold_out", ["Music"])
        assert one(eventbrite, site).availability == "available"
        assert content_hash(SITAR | {"ticket_availability": sold}, EventbriteApi.volatile) != content_hash(
            SITAR, EventbriteApi.volatile
        )

    def test_without_ticket_availability_it_costs_an_unknown_amount(self, eventbrite: Any, site: Site) -> None:
        listing = one(eventbrite, site, ticket_availability=None)

        assert (listing.price.cost_type, listing.price.minimum) == ("paid", None)

    @pytest.mark.parametrize(
        "changed", [{"status": "draft"}, {"listed": False}, {"invite_only": True}, {"is_series_parent": True}]
    )
    def test_what_is_not_for_everybody_is_set_aside(self, eventbrite: Any, site: Site, changed: dict[str, Any]) -> None:
        with pytest.raises(NotAnEvent):
            one(eventbrite, site, **changed)

    def test_counters_and_stamps_are_no_change(self) -> None:
        later = SITAR | {
            "changed": "2026-03-01T00:00:00Z",
            "organizer": SITAR["organizer"] | {"num_followers": 99},
            "ticket_availability": SITAR["ticket_availability"] | {"has_available_tickets": False},
        }
        dearer = SITAR | {"ticket_availability": {"minimum_ticket_price": {"currency": "INR", "major_value": "300.00"}}}

        assert content_hash(later, EventbriteApi.volatile) == content_hash(SITAR, EventbriteApi.volatile)
        assert content_hash(dearer, EventbriteApi.volatile) != content_hash(SITAR, EventbriteApi.volatile)


class TestLists:
    def test_each_list_is_asked_for_in_its_own_way(self, eventbrite: Any, site: Site) -> None:
        lists = {"organizations": ["1"], "organizers": ["2"], "venues": ["3"], "series": ["4"]}
        for name, (number,) in lists.items():
            put(site, f"/v3/{name}/{number}/events/", page(SITAR | {"id": f"7{number}"}))

        result = eventbrite(**lists).fetch()

        assert asked(site) == [f"/v3/{name}/{number}/events/" for name, (number,) in lists.items()]
        assert sorted(one.external_id for one in result.records) == ["71", "72", "73", "74"]
        assert result.complete
        assert query(site, 0) == {
            "expand": "venue,organizer,ticket_availability,category", "status": "live,started,ended,canceled",
            "order_by": "start_asc", "time_filter": "current_future",
        }  # fmt: skip
        assert query(site, 1)["start_date.range_start"] == "2026-03-01T00:00:00"

    def test_the_token_stands_in_a_header_and_in_no_address(self, eventbrite: Any, site: Site) -> None:
        put(site, "/v3/organizers/7/events/", page(SITAR))

        result = eventbrite().fetch()

        ((path, headers),) = site.requests
        assert headers["authorization"] == f"Bearer {TOKEN}"
        assert TOKEN not in path + result.payloads[0].url

    def test_continuation_leads_through_the_pages(self, eventbrite: Any, site: Site) -> None:
        put(site, "/v3/organizers/7/events/", page(SITAR, more="two"))
        address = "/v3/organizers/7/events/"

        def third() -> str:
            return site.requests[-1][0].replace("continuation=two", "continuation=three")

        eventbrite().fetch()
        put(site, site.requests[-1][0], page(TYPE, more="three"))
        put(site, third(), page(SITAR | {"id": "700102"}))
        site.requests.clear()
        result = eventbrite().fetch()

        assert asked(site) == [address] * 3
        assert sorted(one.external_id for one in result.records) == ["700100", "700101", "700102"]
        assert result.complete

    def test_pages_that_repeat_end_the_reading_and_are_not_all(self, eventbrite: Any, site: Site) -> None:
        put(site, "/v3/organizers/7/events/", page(SITAR, more="again"))

        result = eventbrite().fetch()

        assert len(result.records) == 1
        assert not result.complete
        assert "nothing new" in result.unreadable[0].reason
        assert len(site.requests) == 4

    def test_too_many_pages_are_not_all(self, eventbrite: Any, site: Site) -> None:
        put(site, "/v3/organizers/7/events/", page(SITAR, more="on"))

        result = eventbrite(organizers=["7"], max_pages=1).fetch()

        assert (len(result.records), result.complete) == (1, False)

    def test_an_empty_list_is_one(self, eventbrite: Any, site: Site) -> None:
        put(site, "/v3/organizers/7/events/", page())

        result = eventbrite().fetch()

        assert (result.records, result.complete, result.unreadable) == ([], True, [])

    def test_an_answer_without_pagination_may_not_be_all(self, eventbrite: Any, site: Site) -> None:
        put(site, "/v3/organizers/7/events/", {"events": [SITAR]})

        result = eventbrite().fetch()

        assert (len(result.records), result.complete) == (1, False)

    def test_one_list_that_fails_costs_the_others_nothing(self, eventbrite: Any, site: Site) -> None:
        put(
            site,
            "/v3/organizers/1/events/",
            {"error": "NOT_FOUND", "error_description": "No such organizer"},
            status=404,
        )
        put(site, "/v3/organizers/7/events/", page(SITAR))

        result = eventbrite(organizers=["1", "7"]).fetch()

        assert [one.external_id for one in result.records] == ["700100"]
        assert not result.complete
        assert "organizer 1" in result.unreadable[0].reason
        assert "No such organizer" in result.unreadable[0].reason

    def test_an_outage_behind_the_first_list_leaves_the_fetch_incomplete(self, eventbrite: Any, site: Site) -> None:
        put(site, "/v3/organizers/7/events/", page(SITAR))
        put(site, "/v3/organizers/8/events/", {}, status=500)

        result = eventbrite(organizers=["7", "8", "9"]).fetch()

        assert ([one.external_id for one in result.records], result.complete) == (["700100"], False)
        assert "/v3/organizers/9/events/" not in asked(site), "who is down is not asked on"

    def test_without_a_list_it_is_the_organizations_of_the_token(self, connect: Connect, site: Site) -> None:
        own = {"organizations": [{"id": "1"}, {"id": "2"}], "pagination": LAST}
        put(site, "/v3/users/me/organizations/", own)
        for number in (1, 2):
            put(site, f"/v3/organizations/{number}/events/", page(SITAR | {"id": f"7{number}"}))

        result = connect("eventbrite", {"url": f"{site.base}/v3", "token": TOKEN}).fetch()

        assert sorted(one.external_id for one in result.records) == ["71", "72"]
        assert result.complete

    @pytest.mark.parametrize("own", [{"organizations": []}, {}, {"organizations": [{}]}])
    def test_a_token_of_no_organization_is_refused(self, connect: Connect, site: Site, own: dict[str, Any]) -> None:
        put(site, "/v3/users/me/organizations/", own)

        with pytest.raises(SourceRefused, match="name organizers or venues"):
            connect("eventbrite", {"url": f"{site.base}/v3", "token": TOKEN}).fetch()

    def test_the_search_of_the_plan(self, eventbrite: Any, site: Site) -> None:
        put(site, "/v3/events/search/", page(SITAR))

        eventbrite(near={"latitude": 12.9719, "longitude": 77.6412, "metres": 2000}).fetch()

        assert asked(site) == ["/v3/events/search/"]
        assert query(site) == {
            "location.latitude": "12.9719", "location.longitude": "77.6412", "location.within": "2km",
            "expand": "venue,organizer,category", "sort_by": "date",
        }  # fmt: skip
        assert site.requests[-1][1]["authorization"].startswith("Bearer ")


class TestRefusals:
    @pytest.mark.parametrize("status", [401, 403])
    def test_a_refused_token_names_what_to_do(self, eventbrite: Any, site: Site, status: int) -> None:
        body = {"status_code": status, "error": "INVALID_AUTH", "error_description": "The token is not known."}
        put(site, "/v3/organizers/7/events/", body, status=status)

        with pytest.raises(CredentialsRefused, match=r"The token is not known.*private token"):
            eventbrite().fetch()

    def test_a_refused_token_is_not_tried_on_the_other_lists(self, eventbrite: Any, site: Site) -> None:
        put(site, "/v3/organizers/7/events/", {}, status=401)

        with pytest.raises(CredentialsRefused):
            eventbrite(organizers=["7", "8"]).fetch()

        assert asked(site) == ["/v3/organizers/7/events/"]

    def test_too_many_requests_carry_their_wait(self, eventbrite: Any, site: Site) -> None:
        put(site, "/v3/organizers/7/events/", {"error": "HIT_RATE_LIMIT"}, status=429, headers={"Retry-After": "77"})

        with pytest.raises(RateLimited) as raised:
            eventbrite().fetch()

        assert raised.value.retry_after == 77

    def test_a_page_in_place_of_an_explanation(self, eventbrite: Any, site: Site) -> None:
        site.put("/v3/organizers/7/events/?", "<html>Forbidden</html>", status=400)

        with pytest.raises(SourceRefused, match="Eventbrite answers 400"):
            eventbrite().fetch()

    @pytest.mark.parametrize(
        "config",
        [
            {"organizers": ["../users/me"]},
            {"organizers": [".."]},
            {"organizer": ["7"]},
            {"token": ""},
            {"token": "two words"},
            {"url": "ftp://x.example"},
        ],
    )
    def test_a_configuration_that_cannot_work_is_refused(self, config: dict[str, Any]) -> None:
        with pytest.raises(ConfigurationError):
            EventbriteApi.check({"token": TOKEN, **config})
