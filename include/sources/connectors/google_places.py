"""What places are like right now, by Google's Places API (New): whether they are open, closed for good, have moved.

`config`: `token`, the key, as a secret; `near` (`latitude`, `longitude`, `metres`), around which the twenty most
prominent places are asked for, of the `types` that are named (all when none is); `places`, ids whose details are read;
`url` of the API, where it is not Google's own. At least one of `near` and `places` is there.

There are no events in it. Google's terms allow no more to be kept than the ids of places, and coordinates for thirty
days; so a record holds an id, no answer is archived, and the coordinates serve to recognise a place of ours and are
forgotten: nothing is located by them. What a place is like counts for a few hours, and retention deletes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any, ClassVar, NoReturn

from pydantic import Field, model_validator

from include.areas.area import load_area
from include.errors import CredentialsRefused, JatreError, NotAnEvent, SourceRefused, UnreadablePayload
from include.network.statuses import failure_of
from include.network.urls import WebAddress
from include.payloads.payload import RawPayload
from include.sources.base import FetchResult, PlaceStatus, Reading
from include.sources.configuration.config import ConfigModel
from include.sources.http import Response
from include.sources.json.documents import read_document
from include.sources.json.paths import look_up
from include.sources.platforms.config import Ids, Near, PlatformConfig
from include.sources.platforms.google_place import FIELDS, status_of
from include.sources.platforms.reading import EXPLAINED_STATUSES, ListPage, ListRequest, Platform, listed

SEARCH = "places:searchNearby"
MAX_NEARBY = 20
"""Places in the answer to a search; there is no next page."""
MAX_MOVES = 5
"""Moves that are followed from one id."""
REMEDY = (
    "in Google's cloud console switch on the Places API (New) and billing for the project of the key, let the key be "
    "used for that API from here, and give it as the secret that the source names"
)


class GooglePlacesConfig(PlatformConfig):
    """`google_places`."""

    url: WebAddress = "https://places.googleapis.com/v1"
    near: Near | None = None
    types: list[Annotated[str, Field(pattern=r"^[a-z_]{1,60}$")]] = Field(default_factory=list, max_length=50)
    places: Ids = Field(default_factory=list)

    @model_validator(mode="after")
    def _asks_for_something(self) -> GooglePlacesConfig:
        if self.near is None and not self.places:
            raise ValueError("near or places is missing")
        return self


class GooglePlaces(Platform):
    """Places nearby, and places by their ids."""

    kind: ClassVar[str] = "google_places"
    config_model: ClassVar[ConfigModel] = GooglePlacesConfig
    lists_all = False
    keeps_answers: ClassVar[bool] = False

    def fetch(self, now: datetime) -> FetchResult:
        """The ids as records, and what the places are like beside them; no answer is kept."""
        self.found: dict[str, PlaceStatus] = {}
        result = super().fetch(now)
        moved = {one.former_id: one.place_id for one in self.found.values() if one.former_id}
        state = {"moved": {**self._moved(), **moved}}
        return replace(result, payloads=[], places=list(self.found.values()), state=state)

    def lists(self, now: datetime) -> list[ListRequest]:
        """The search, then each place by the id that it has now."""
        search = [ListRequest("the search", SEARCH)] if self.api.near else []
        ids = dict.fromkeys(self._current(one) for one in self.api.places)
        return search + [ListRequest(f"place {one}", f"places/{one}") for one in ids]

    def _moved(self) -> dict[str, str]:
        known = self.state.get("moved")
        return {old: new for old, new in known.items() if isinstance(new, str)} if isinstance(known, dict) else {}

    def _current(self, place_id: str) -> str:
        moved = self._moved()
        for _ in range(MAX_MOVES):
            place_id = moved.get(place_id, place_id)
        return place_id

    def headers(self) -> Mapping[str, str]:
        """The key, which stands in no address, and the fields that are wanted of one place."""
        return {"X-Goog-Api-Key": self.api.token, "X-Goog-FieldMask": ",".join(FIELDS)}

    def ask(
        self, path: str, params: Mapping[str, str | int], headers: Mapping[str, str] | None = None
    ) -> tuple[Any, RawPayload]:
        """A search is asked by POST, a place by GET. Raises: the errors of a fetch."""
        if path != SEARCH:
            return super().ask(path, params, headers)
        wanted = {**self.headers(), "X-Goog-FieldMask": ",".join(f"places.{one}" for one in FIELDS)}
        url = f"{self.api.url.rstrip('/')}/{SEARCH}"
        answer = self.http.post(url, self._question(), headers=wanted, accept=EXPLAINED_STATUSES)
        if error := self.failure(answer):
            raise error
        return read_document(answer), answer.payload()

    def _question(self) -> dict[str, Any]:
        near = self.api.near
        circle = {"center": {"latitude": near.latitude, "longitude": near.longitude}, "radius": float(near.metres)}
        types = {"includedTypes": self.api.types} if self.api.types else {}
        return {**types, "maxResultCount": MAX_NEARBY, "locationRestriction": {"circle": circle}}

    def page(self, document: Any, request: ListRequest) -> ListPage:
        """The places of a search, or the one place of its details."""
        if look_up(document, "result") is not None or look_up(document, "results") is not None:
            raise UnreadablePayload(f"{request.about}: an answer of the legacy Places API; `url` is not the new one's")
        if request.path == SEARCH:
            return ListPage(listed(document, "places", request.about))
        if look_up(document, "id") is None:
            raise UnreadablePayload(f"{request.about}: no place in the answer: {str(document)[:80]}")
        return ListPage([document])

    def record(self, item: Mapping[str, Any], request: ListRequest, now: datetime) -> Mapping[str, Any]:
        """The id alone. Raises: BrokenRecord."""
        status = status_of(item, now, load_area(self.instance.area).zone)
        self.found[status.place_id] = status
        return {"place_id": status.place_id}

    def failure(self, answer: Response) -> JatreError | None:
        """With Google's own explanation; a key that is none is refused with the status 400."""
        error = failure_of(answer.url, answer.status, answer.headers)
        if not isinstance(error, SourceRefused):
            return error
        about = _explained(answer)
        words = f"Google answers {answer.status}{f' ({about})' if about else ''}"
        if answer.status in (401, 403) or "API key" in about:
            return CredentialsRefused(f"{words}: {REMEDY}")
        if answer.status == 404:
            return SourceRefused(f"{words}: there is no such place any more; look for its new id ({answer.url[:300]})")
        return SourceRefused(f"{words} ({answer.url[:300]})")

    def transform(self, raw: Mapping[str, Any], reading: Reading) -> NoReturn:
        """Raises: NotAnEvent, always."""
        raise NotAnEvent("it is a place: what it is like goes to its status, and it announces nothing")


def _explained(answer: Response) -> str:
    try:
        return str(look_up(read_document(answer), "error.message") or "")[:300]
    except UnreadablePayload:
        return ""
