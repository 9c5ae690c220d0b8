"""Posts of Instagram, by the Graph API: of a list of professional accounts, and of hashtags.

`config`: `token`, of the Facebook Page that our own professional account belongs to, as a secret; `handles`, names of
venues' and organizers' professional accounts; `hashtags`, without `#`; `account`, the id of our own account (it is
asked for unless given); `app_secret`, `app`, `version`, as for `facebook`; `max_pages` of each list (1); `venue` and
`address` for posts that name no place. `locations` asks for the posts at places by their ids, which Instagram closed to
everybody, for who still may.

A post gives its text, its address, when it was posted and, of an account, who wrote it; the stages read from the text
whether it announces something, and what. Its picture is left out, because the picture's address ends after a few days.
Posts are the newest ones, so that an absence among them means nothing. Instagram lets an account ask for 30 different
hashtags within 7 days: which ones were is remembered, and a tag beyond is left out with that reason.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any, ClassVar

from pydantic import Field, model_validator

from include.errors import SourceRefused
from include.listing import Listing
from include.sources.base import FetchResult, Reading, Unreadable
from include.sources.configuration.config import ConfigModel
from include.sources.json.paths import look_up
from include.sources.platforms.config import MAX_LISTS, Ids, PlatformId
from include.sources.platforms.graph import GraphConfig, GraphPlatform
from include.sources.platforms.hashtags import MAX_HASHTAGS, AskedHashtags
from include.sources.platforms.posts import read_post
from include.sources.platforms.reading import ListPage, ListRequest

MEDIA_FIELDS = "id,caption,permalink,timestamp,media_type"
LOCATION_FIELDS = "id,caption,media_type,media_url,timestamp,username"
PAGE_SIZE = 50
CURSOR = re.compile(r"[\w=.-]{1,500}", re.ASCII)
Hashtag = Annotated[str, Field(pattern=r"^[^\W]{1,100}$")]


class InstagramConfig(GraphConfig):
    """`instagram`."""

    account: PlatformId | None = None
    handles: Annotated[list[Annotated[str, Field(pattern=r"^[A-Za-z0-9_.]{1,60}$")]], Field(max_length=MAX_LISTS)] = (
        Field(default_factory=list)
    )
    hashtags: Annotated[list[Hashtag], Field(max_length=MAX_HASHTAGS)] = Field(default_factory=list)
    locations: Ids = Field(default_factory=list)
    max_pages: int = Field(default=1, ge=1, le=20)

    @model_validator(mode="after")
    def _names_a_list(self) -> InstagramConfig:
        if not (self.handles or self.hashtags or self.locations):
            raise ValueError("name handles, hashtags or locations")
        return self


class InstagramApi(GraphPlatform):
    """Posts of accounts and hashtags."""

    kind: ClassVar[str] = "instagram"
    prose: ClassVar[bool] = True
    config_model: ClassVar[ConfigModel] = InstagramConfig
    volatile: ClassVar[frozenset[str]] = frozenset({"like_count", "comments_count", "media_url"})

    @property
    def lists_all(self) -> bool:
        """The newest posts are not all of them."""
        return False

    def fetch(self, now: datetime) -> FetchResult:
        """The newest posts; the hashtags that were asked for are remembered."""
        self.asked = AskedHashtags(self.state.get("hashtags"), now)
        result = super().fetch(now)
        beyond = [Unreadable(self.asked.reason, f"#{one}") for one in self.asked.refused]
        state = {**result.state, "hashtags": self.asked.state()}
        return replace(result, state=state, unreadable=[*result.unreadable, *beyond])

    def lists(self, now: datetime) -> list[ListRequest]:
        """The accounts first, then the hashtags."""
        api: InstagramConfig = self.api
        found = [ListRequest(f"place {one}", f"{one}/media", {"fields": LOCATION_FIELDS}) for one in api.locations]
        if api.handles or api.hashtags:
            own = api.account or self._own_account()
            found += [_of_account(own, handle) for handle in api.handles]
            found += [_of_hashtag(own, tag) for tag in api.hashtags if self.asked.take(tag)]
        return found

    def resolved(self, request: ListRequest) -> ListRequest:
        """A hashtag is asked for by its id. Raises: the errors of a fetch."""
        tag, own = request.context.get("hashtag"), request.params.get("user_id")
        if tag is None or own is None:
            return request
        number = self.asked.id_of(tag)
        if number is None:
            document, _ = self.ask("ig_hashtag_search", {"user_id": own, "q": tag})
            number = str(look_up(document, "data.0.id") or "")
            if not number.isdecimal():
                raise SourceRefused(f"Instagram knows no hashtag {tag!r}")
            self.asked.remember(tag, number)
        return replace(request, path=f"{number}/recent_media")

    def page(self, document: Any, request: ListRequest) -> ListPage:
        """The posts in an answer, wherever the kind of list has them."""
        handle = request.context.get("handle")
        if handle is None:
            return super().page(document, request)
        page = super().page(look_up(document, "business_discovery.media"), request)
        after = page.onward and str(page.onward["after"])
        return replace(
            page, onward={"fields": _discovery(handle, after)} if after and CURSOR.fullmatch(after) else None
        )

    def record(self, item: Mapping[str, Any], request: ListRequest, now: datetime) -> Mapping[str, Any]:
        """With the account that was asked for."""
        handle = request.context.get("handle")
        return {**item, "username": handle} if handle else item

    def transform(self, raw: Mapping[str, Any], reading: Reading) -> Listing:
        """Read one post. Raises: NotAnEvent when it has no text."""
        return read_post(raw.get("caption"), raw.get("permalink"), raw.get("username"), reading, self.instance.config)

    def _own_account(self) -> str:
        """The id of the professional account that belongs to the token's Page. Raises: SourceRefused."""
        document, _ = self.ask("me", {"fields": "instagram_business_account"})
        found = look_up(document, "instagram_business_account.id")
        if not isinstance(found, str | int) or isinstance(found, bool):
            raise SourceRefused("the token's Page has no professional Instagram account: connect one, or name account")
        return str(found)


def _of_account(own: str, handle: str) -> ListRequest:
    return ListRequest(f"account {handle}", own, {"fields": _discovery(handle)}, {"handle": handle})


def _of_hashtag(own: str, tag: str) -> ListRequest:
    params: dict[str, str | int] = {"user_id": own, "fields": MEDIA_FIELDS, "limit": PAGE_SIZE}
    return ListRequest(f"hashtag {tag}", "recent_media", params, {"hashtag": tag})


def _discovery(handle: str, after: str | None = None) -> str:
    """The fields by which one account's posts are found through another's."""
    behind = f".after({after})" if after else ""
    return f"business_discovery.username({handle}){{id,username,media{behind}.limit({PAGE_SIZE}){{{MEDIA_FIELDS}}}}}"
