"""A configured source: what a row of `event_sources` and an entry of a seed file may hold."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from include.listing import SOURCE_SLUG
from include.settings import settings
from include.untrusted.cleaning import clean_text

MAX_REQUESTS = 100_000
"""Requests in one window."""
MAX_WINDOW_SECONDS = 86_400
SUBMISSIONS = "submissions"
"""The slug of the source that what readers send in comes to; `submission_receive_v1` makes it."""


def _visible(name: str) -> str:
    if clean_text(name) != name:
        raise ValueError("write it without invisible characters and those that turn the direction of a text")
    return name


class SourceInstance(BaseModel):
    """One configured source: a row of `event_sources`, an entry of the seed file and of the snapshot.

    `rate_limit` is in requests in any window of `rate_window` seconds. `priority` 1 is the most trusted. `official`
    means that the source belongs to the venue or organizer itself. One that is `on_trial` is inactive until its first
    successful trial. The DAG of one that was `added_by` somebody is switched on from the start. `config` is read by the
    connector; every kind documents its keys. `as_of` in it is the date of a replay: such a source is read by a replay
    alone.
    """

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    slug: str = Field(pattern=f"^{SOURCE_SLUG}$")
    name: Annotated[str, AfterValidator(_visible)] = Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$")
    kind: str = Field(min_length=1, max_length=60)
    config: dict[str, Any] = Field(default_factory=dict)
    area: str = Field(default_factory=lambda: settings().area, pattern=r"^[a-z][a-z0-9-]{0,60}$")
    schedule: str | None = Field(default="0 */2 * * *", description="Cron in the area's zone; None runs by hand only.")
    rate_limit: int = Field(default=60, gt=0, le=MAX_REQUESTS)
    rate_window: int = Field(default=3600, gt=0, le=MAX_WINDOW_SECONDS)
    priority: int = Field(default=5, ge=1, le=10)
    official: bool = False
    is_active: bool = True
    on_trial: bool = False
    added_by: str | None = Field(default=None, max_length=200, description="Who added it by its address.")

    @property
    def waits_for_trial(self) -> bool:
        """Whether its first successful trial makes it active."""
        return self.on_trial and not self.is_active
