"""Ways from Airflow's pages to the page that people see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
from airflow.sdk import BaseOperatorLink

from include.settings import settings

if TYPE_CHECKING:
    from airflow.sdk import BaseOperator
    from airflow.sdk.types import TaskInstanceKey

WHATS_ON: dict[str, Any] = {
    "name": "What's on",
    "href": settings().page_url,
    "destination": "nav",
    "category": "browse",
}
"""An entry of the menu. Without `url_route` Airflow opens it in a tab of its own instead of in a frame."""


@attrs.define()
class PageLink(BaseOperatorLink):
    """A button on every task of a run. The API server asks for it, also when the task has not run."""

    @property
    def name(self) -> str:
        """The button's text."""
        return "What's on"

    def get_link(self, operator: BaseOperator, *, ti_key: TaskInstanceKey) -> str:
        """The page's address, as the settings of the API server name it."""
        return settings().page_url
