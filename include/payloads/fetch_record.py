"""What one fetch asked and what came back, archived beside the bodies: by it they can be read again without a request.

It names no time, so that fetches which brought the same have one record.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from include.errors import UnreadablePayload

RECORD_EXTENSION = "fetch.json"


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid")


class KeptPayload(_Kept):
    """A body that was crawled or pushed, with what its connector has to know of it; `uri` is where it is archived."""

    url: str
    media_type: str
    uri: str
    about: dict[str, str] = Field(default_factory=dict)


class KeptAnswer(_Kept):
    """What came back to the request `asked`: a body, "not modified", or with an `error` a refusal for good.

    `content_type` is the header, in full.
    """

    asked: str
    url: str = ""
    status: int | None = None
    content_type: str = ""
    uri: str | None = None
    error: str | None = None


class FetchRecord(_Kept):
    """One fetch."""

    payloads: list[KeptPayload] = Field(default_factory=list)
    answers: list[KeptAnswer] = Field(default_factory=list)


def is_record(uri: str) -> bool:
    """Whether what is archived there is the record of a fetch, and no body."""
    return uri.endswith(f".{RECORD_EXTENSION}.gz")


def read_record(body: bytes) -> FetchRecord:
    """Raises: UnreadablePayload."""
    try:
        return FetchRecord.model_validate_json(body)
    except ValidationError as error:
        raise UnreadablePayload(f"a record of a fetch that cannot be read: {error.error_count()} faults") from error
