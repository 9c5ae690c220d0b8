"""Eventbrite, by its API v3.

`config`: `token`, as a secret; the ids of whose events are read, in `organizations`, `organizers`, `venues`, `series`
(where none is named, the organizations to which the token's account belongs);
`max_pages` of each list (20); `venue` and `address` for events that name no place; `url` of the API, where it is not
Eventbrite's own. `near` (`latitude`, `longitude`, `metres`) asks the search of all events, which Eventbrite closed to
everybody in 2020, for who runs a service that still has it.

The records are Eventbrite's own, with venue, organizer, category and ticket availability; they are read in the words of
schema.org. The lists hold what is to come, cancelled events too. A draft, an event that is not listed for everybody,
and the frame around a series, whose dates are events of their own, are set aside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, ClassVar

from pydantic import Field

from include.errors import (
    ConfigurationError,
    CredentialsRefused,
    JatreError,
    PermissionRefused,
    SourceRefused,
    UnreadablePayload,
)
from include.listing import Listing
from include.network.statuses import failure_of
from include.network.urls import WebAddress
from include.sources.base import Reading, Window
from include.sources.configuration.config import ConfigModel
from include.sources.http import Response
from include.sources.json.documents import read_document
from include.sources.json.paths import look_up
from include.sources.platforms.config import Ids, Near, PlatformConfig
from include.sources.platforms.eventbrite_event import node_of
from include.sources.platforms.reading import ListPage, ListRequest, Platform, cursor, listed, starts_in
from include.sources.structured.event_node import read_listing

EXPANSIONS = "venue,organizer,ticket_availability,category"
SEARCH_EXPANSIONS = "venue,organizer,category"
STATUSES = "live,started,ended,canceled"
REMEDY = (
    "make a private token under Account settings, Developer links, API keys of an account that belongs to the "
    "organization, and give it as the secret that the source names"
)


class EventbriteConfig(PlatformConfig):
    """`eventbrite`."""

    url: WebAddress = "https://www.eventbriteapi.com/v3"
    organizations: Ids = Field(default_factory=list)
    organizers: Ids = Field(default_factory=list)
    venues: Ids = Field(default_factory=list)
    series: Ids = Field(default_factory=list)
    near: Near | None = None

    @property
    def names_a_list(self) -> bool:
        """Whether it states what is to be read."""
        return bool(self.organizations or self.organizers or self.venues or self.series or self.near)


class EventbriteApi(Platform):
    """Events of organizations, organizers, venues and series."""

    kind: ClassVar[str] = "eventbrite"
    config_model: ClassVar[ConfigModel] = EventbriteConfig
    volatile: ClassVar[frozenset[str]] = frozenset(
        {"changed", "version", "has_available_tickets", "waitlist_available", "num_followers", "num_past_events",
         "num_future_events", "resource_uri", "crop_mask", "edge_color"}
    )  # fmt: skip

    def lists(self, now: datetime) -> list[ListRequest]:
        """The lists that the configuration names; of organizers and venues those from today on."""
        api: EventbriteConfig = self.api
        organizations = api.organizations or ([] if api.names_a_list else self._own_organizations())
        usual = {"expand": EXPANSIONS, "status": STATUSES, "order_by": "start_asc"}
        ahead = usual | {"time_filter": "current_future"}
        # in the organizer's local time: a day earlier, so that it is before today in every zone
        today = usual | {
            "start_date.range_start": f"{now - timedelta(days=1):%Y-%m-%d}T00:00:00",
            "only_public": "true",
        }
        named = [
            *(("organization", one, ahead) for one in organizations),
            *(("organizer", one, today) for one in api.organizers),
            *(("venue", one, today) for one in api.venues),
            *(("series", one, {"expand": EXPANSIONS, "time_filter": "current_future"}) for one in api.series),
        ]
        found = [ListRequest(f"{what} {one}", f"{_path(what)}/{one}/events/", params) for what, one, params in named]
        return found + ([_search(api.near)] if api.near else [])

    def lists_between(self, asked: Window) -> list[ListRequest]:
        """The same lists; those of organizations and series take no dates and are read whole, past events too."""
        whole: list[ListRequest] = []
        for request in self.lists(asked.start):
            if request.path.startswith("events/search"):
                raise ConfigurationError(f"{self.instance.slug}: the search of all events takes no dates")
            params = dict(request.params)
            if "start_date.range_start" in params and asked.end:
                # in the organizer's local time: a day more, so that it is the end in every zone
                params["start_date.range_end"] = f"{asked.end + timedelta(days=1):%Y-%m-%d}T23:59:59"
            else:
                params["time_filter"] = "all"
            whole.append(replace(request, params=params))
        return whole

    def lies_in(self, item: Mapping[str, Any], asked: Window) -> bool:
        """By its start, and taken where that cannot be read: a person sees why it is set aside."""
        return starts_in(look_up(item, "start.utc"), asked)

    def credentials_end(self, now: datetime) -> datetime | None:
        """Its tokens have no end; one that was withdrawn is refused. Raises: the errors of a fetch."""
        self.ask("users/me/", {})
        return None

    def _own_organizations(self) -> list[str]:
        """Ids of the organizations to which the token's account belongs. Raises: SourceRefused when there are none."""
        document, _ = self.ask("users/me/organizations/", {})
        ids = look_up(document, "organizations.*.id")
        if not isinstance(ids, list):
            raise SourceRefused("the token's account belongs to no organization: name organizers or venues")
        return [str(one) for one in ids]

    def page(self, document: Any, request: ListRequest) -> ListPage:
        """The events of an answer; more follow while it says so, from its `continuation`."""
        items = listed(document, "events", request.about)
        more, token = look_up(document, "pagination.has_more_items"), look_up(document, "pagination.continuation")
        if more is True and (known := cursor(token)):
            return ListPage(items, {"continuation": known})
        return ListPage(items, whole=more is False)

    def failure(self, answer: Response) -> JatreError | None:
        """With Eventbrite's own explanation, and what to do where it refuses the token."""
        error = failure_of(answer.url, answer.status, answer.headers)
        if not isinstance(error, SourceRefused):
            return error
        words = f"Eventbrite answers {answer.status}{_explained(answer)}"
        if answer.status in (401, 403):
            refused = CredentialsRefused if answer.status == 401 else PermissionRefused
            return refused(f"{words}: {REMEDY}")
        if answer.status == 404:
            return SourceRefused(f"{words}: there is no such list, or the token may not see it ({answer.url[:300]})")
        return SourceRefused(f"{words} ({answer.url[:300]})")

    def transform(self, raw: Mapping[str, Any], reading: Reading) -> Listing:
        """Read one event. Raises: BrokenRecord without a name; NotAnEvent for what is not public."""
        return read_listing(node_of(raw), reading, self.instance.config)


def _path(what: str) -> str:
    return what if what == "series" else f"{what}s"


def _search(near: Near) -> ListRequest:
    params: dict[str, str | int] = {
        "location.latitude": str(near.latitude),
        "location.longitude": str(near.longitude),
        "location.within": f"{max(1, round(near.metres / 1000))}km",
        "expand": SEARCH_EXPANSIONS,
        "sort_by": "date",
    }
    return ListRequest("the search", "events/search/", params)


def _explained(answer: Response) -> str:
    """` (INVALID_AUTH: The token is not valid)`; nothing where the answer explains nothing."""
    try:
        document = read_document(answer)
    except UnreadablePayload:
        return ""
    parts = [str(found)[:200] for key in ("error", "error_description") if (found := look_up(document, key))]
    return f" ({': '.join(parts)})" if parts else ""
