"""Events and posts of Facebook Pages, by the Graph API.

`config`: `token`, of a Page or of a system user, as a secret; `pages`, ids or names (`me`, the default, is the Page of
the token); `read`: `events` (the default) or `posts`, whose texts are read like any announcement; `app_secret`, as a
secret, with which each request proves itself, and `app`, with which the end of the token is watched; `version` of
Graph; `max_pages` of each list (20); `venue` and `address` for events that name no place. `search` (`query`,
`latitude`, `longitude`, `metres`) asks the search of all events, which Facebook closed in 2018, for who still may.

Events are those to come, cancelled ones too. How many attend or are interested changes all the time and is no change
of an event. The address of a cover ends after a few days, so that it is read anew once a day. Posts are the newest
ones, so that an absence among them means nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from include.errors import ConfigurationError
from include.listing import Listing
from include.sources.base import Reading, Window
from include.sources.configuration.config import ConfigModel
from include.sources.platforms.config import Ids, Near
from include.sources.platforms.facebook_event import node_of
from include.sources.platforms.graph import GraphConfig, GraphPlatform
from include.sources.platforms.posts import read_post
from include.sources.platforms.reading import ListRequest, starts_in
from include.sources.structured.event_node import read_listing

EVENT_FIELDS = (
    "id,name,description,start_time,end_time,timezone,event_times,place,cover,category,type,owner{name},is_canceled,"
    "is_draft,is_online,online_event_format,ticket_uri,attending_count,interested_count,updated_time"
)
SEARCH_FIELDS = "id,name,description,start_time,end_time,place,cover,attending_count"
POST_FIELDS = "id,message,created_time,permalink_url,from{name}"
PAGE_SIZE = 50
POST_DAYS = 30
"""Days back in which posts are read: an announcement is seldom older."""


class FacebookSearch(Near):
    """What is searched for, and where."""

    query: Annotated[str, Field(min_length=1, max_length=200)]


class FacebookConfig(GraphConfig):
    """`facebook`."""

    pages: Annotated[Ids, Field(min_length=1)] = Field(default_factory=lambda: ["me"])
    read: Literal["events", "posts"] = "events"
    search: FacebookSearch | None = None


class FacebookApi(GraphPlatform):
    """Events or posts of Pages."""

    kind: ClassVar[str] = "facebook"
    prose: ClassVar[bool] = True
    config_model: ClassVar[ConfigModel] = FacebookConfig
    volatile: ClassVar[frozenset[str]] = frozenset(
        {"attending_count", "interested_count", "maybe_count", "declined_count", "noreply_count", "updated_time",
         "source", "offset_x", "offset_y"}
    )  # fmt: skip

    def lists(self, now: datetime) -> list[ListRequest]:
        """The lists of every Page."""
        api: FacebookConfig = self.api
        if api.search:
            return [_search(api.search)]
        if api.read == "posts":
            since = int((now - timedelta(days=POST_DAYS)).timestamp())
            params: dict[str, str | int] = {"fields": POST_FIELDS, "limit": PAGE_SIZE, "since": since}
        else:
            params = {"fields": EVENT_FIELDS, "limit": PAGE_SIZE, "time_filter": "upcoming", "include_canceled": "true"}
        return [ListRequest(f"{api.read} of Page {page}", f"{page}/{api.read}", params) for page in api.pages]

    def lists_between(self, asked: Window) -> list[ListRequest]:
        """The events, or the posts published, of a range of dates, whatever is past."""
        if self.api.search or not asked.end:
            raise ConfigurationError(f"{self.instance.slug}: the search of all events takes no dates")
        between = {"since": int(asked.start.timestamp()), "until": int(asked.end.timestamp())}
        lists = self.lists(asked.start)
        kept = [{name: value for name, value in one.params.items() if name != "time_filter"} for one in lists]
        return [replace(one, params={**params, **between}) for one, params in zip(lists, kept, strict=True)]

    def lies_in(self, item: Mapping[str, Any], asked: Window) -> bool:
        """By the start of an event, or of one of its dates; posts are asked for by when they were published."""
        if self.api.read == "posts":
            return True
        dates = [one.get("start_time") for one in item.get("event_times") or [] if isinstance(one, Mapping)]
        return any(starts_in(one, asked) for one in [item.get("start_time"), *dates])

    def record(self, item: Mapping[str, Any], request: ListRequest, now: datetime) -> Mapping[str, Any]:
        """With the day on which its cover was read, so that it changes once a day."""
        return {**item, "cover_read_on": f"{now:%Y-%m-%d}"} if item.get("cover") else item

    @property
    def lists_all(self) -> bool:
        """The newest posts are not all of them, and a search finds what it finds."""
        return self.api.read == "events" and not self.api.search

    def transform(self, raw: Mapping[str, Any], reading: Reading) -> Listing:
        """Read an event or a post. Raises: BrokenRecord, NotAnEvent."""
        if self.api.read == "posts":
            author = raw.get("from")
            name = author.get("name") if isinstance(author, Mapping) else None
            return read_post(raw.get("message"), raw.get("permalink_url"), name, reading, self.instance.config)
        return read_listing(node_of(raw), reading, self.instance.config)


def _search(wanted: FacebookSearch) -> ListRequest:
    params: dict[str, str | int] = {
        "type": "event",
        "q": wanted.query,
        "center": f"{wanted.latitude},{wanted.longitude}",
        "distance": wanted.metres,
        "fields": SEARCH_FIELDS,
        "limit": PAGE_SIZE,
    }
    return ListRequest("the search", "search", params)
