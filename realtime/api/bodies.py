"""The JSON that requests of moderators and administrators carry: read, with what is wrong in it named."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, TypeVar
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError
from starlette.datastructures import QueryParams
from starlette.requests import Request

from include.access_tokens import MAX_DAYS
from include.listing import SOURCE_SLUG
from include.untrusted.cleaning import clean_text
from realtime.errors import BadParameter
from realtime.limits.body import read_within

MAX_BODY_BYTES = 256 * 1024
MAX_VERSION = 2**63 - 1
MAX_WAIT_MINUTES = 240

Version = Annotated[int, Field(ge=0, le=MAX_VERSION)]
MAX_REASON_CHARS = 2_000
Reason = Annotated[str, Field(max_length=MAX_REASON_CHARS)]
Slug = Annotated[str, Field(pattern=f"^{SOURCE_SLUG}$")]


class Misfit(BadParameter):
    """The body is JSON and does not fit; the message names what to send instead."""

    status = 422


class TooLarge(BadParameter):
    """The body is longer than `MAX_BODY_BYTES`."""

    status = 413


class WrongType(BadParameter):
    """The body is of another type than JSON, which a form of another site can send and JSON it cannot."""

    status = 415


class Body(BaseModel):
    """What every body has: no field that is not known, and no text or truth value for a number."""

    model_config = ConfigDict(extra="forbid", strict=True)
    reason: Reason | None = None

    @property
    def why(self) -> str | None:
        """The reason on one line; None for none."""
        return _on_one_line(self.reason or "")


B = TypeVar("B", bound=Body)


class DecisionBody(Body):
    """A decision on an event. `expected` is the version of its decisions that the person has seen."""

    kind: Literal["approve", "reject", "flag", "edit", "merge", "split", "snooze"]
    expected: Version
    patch: dict[str, Any] | None = None
    other: UUID | None = None
    otherExpected: Version | None = None  # noqa: N815 - as in the body
    listings: Annotated[list[tuple[str, str]], Field(max_length=500)] | None = None
    until: AwareDatetime | None = None
    dryRun: bool = False  # noqa: N815 - as in the body

    def details(self) -> dict[str, Any]:
        """What the database takes beside kind and version."""
        found = {
            "patch": self.patch, "other": self.other, "otherExpected": self.otherExpected, "listings": self.listings,
            "until": self.until,
        }  # fmt: skip
        return {name: _plain(value) for name, value in found.items() if value is not None}


class DecisionsBody(Body):
    """One decision on many events, each with the version of its decisions that the person has seen."""

    kind: Literal["approve", "reject", "flag", "snooze"]
    events: Annotated[list[tuple[UUID, Version]], Field(min_length=1, max_length=500)]
    until: AwareDatetime | None = None


class RevocationBody(Body):
    """Taking a decision back."""

    dryRun: bool = False  # noqa: N815 - as in the body


class RemovalsBody(Body):
    """That so many held removals, as the person saw them, are gone."""

    count: Annotated[int, Field(ge=1, le=1_000_000)]


class PreviewBody(Body):
    """An address to be looked at."""

    address: Annotated[str, Field(min_length=1, max_length=2_000)]


class SourceBody(Body):
    """A source to be made of what a preview found: the request that was the preview, and what it is called."""

    preview: Annotated[int, Field(ge=1, le=MAX_VERSION)]
    name: Annotated[str, Field(max_length=100)] = ""
    official: bool = False


class TriggerBody(Body):
    """A source to be read now, as the plan has it."""

    source: Slug


class TokenBody(Body):
    """A new token; the scope source has the slug of one, the scope place the slug or id of one."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    scope: Literal["admin", "moderator", "source", "place"]
    source: Slug | None = None
    place: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    days: Annotated[float, Field(gt=0.001, le=MAX_DAYS)] = 30

    @property
    def about(self) -> str | None:
        """The one source or place. Raises: Misfit when one is named that is not of the scope."""
        named = {"source": self.source, "place": self.place}
        about = named.pop(self.scope, None)
        for name, value in named.items():
            if value is not None:
                raise Misfit(name, f"A {name} is named by the scope {name}, and by no other.")
        return about


class ReportBody(Body):
    """What somebody reports of a place; `minutes` is how long one waits, and goes with `wait` alone."""

    said: Literal["empty", "quiet", "moderate", "busy", "packed", "wait", "closed"]
    minutes: Annotated[int, Field(ge=0, le=MAX_WAIT_MINUTES)] | None = None
    token: Annotated[str, Field(max_length=200)] = ""


class PresenceBody(Body):
    """The event that a moderator looks at; None for none."""

    event: UUID | None = None


async def read(request: Request, model: type[B]) -> B:
    """The body as this model. Raises: WrongType, Misfit, BadParameter."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise WrongType("Content-Type", "Send application/json.")
    too_large = TooLarge("body", f"At most {MAX_BODY_BYTES:,} bytes are taken.")
    body = await read_within(request, MAX_BODY_BYTES, too_large)
    try:
        return model.model_validate_json(body or b"{}")
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        if first["type"] == "json_invalid":
            raise BadParameter("body", "The body cannot be read as JSON.") from None
        field = ".".join(map(str, first["loc"])) or "body"
        raise Misfit(field[:80], f"{first['msg']}.") from None


def integer(params: QueryParams, name: str, default: int, most: int) -> int:
    """A number of the address, from 1 to `most`. Raises: BadParameter."""
    text = params.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) < 20 and 1 <= int(text) <= most):
        raise BadParameter(name, f"Send a whole number from 1 to {most}.")
    return int(text)


def reason(params: QueryParams) -> str | None:
    """The reason in the address of a call that has no body, on one line; None for none. Raises: BadParameter."""
    text = params.get("reason", "")
    if len(text) > MAX_REASON_CHARS:
        raise BadParameter("reason", f"Send at most {MAX_REASON_CHARS:,} characters.")
    return _on_one_line(text)


def _on_one_line(text: str) -> str | None:
    return " ".join(clean_text(text).split()) or None


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else str(value) if isinstance(value, UUID) else value
