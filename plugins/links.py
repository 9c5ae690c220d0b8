"""Ways from Airflow's pages to what a run did, and to the page that people see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import attrs
from airflow.sdk import BaseOperatorLink
from airflow.sdk.configuration import conf

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
MODERATION: dict[str, Any] = {
    "name": "Moderation, in a tab",
    "href": f"{settings().page_url.rstrip('/')}/admin",
    "destination": "nav",
    "category": "browse",
}
"""Entries of the menu. Without `url_route` Airflow opens them in a tab of their own instead of in a frame."""


def _dag_page(dag_id: str, *path: str) -> str:
    base = str(conf.get("api", "base_url", fallback="") or "").rstrip("/")
    return "/".join([base, "dags", quote(dag_id, safe=""), *(quote(part, safe="") for part in path)])


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


@attrs.define()
class ListingsLink(BaseOperatorLink):
    """From a task to what its run brought, each with its event's page."""

    @property
    def name(self) -> str:
        """The button's text."""
        return "What it brought"

    def get_link(self, operator: BaseOperator, *, ti_key: TaskInstanceKey) -> str:
        """The run's tab `Listings`."""
        return _dag_page(ti_key.dag_id, "runs", ti_key.run_id, "plugin", "listings")


@attrs.define()
class FetchesLink(BaseOperatorLink):
    """From a task to the fetch history of its source."""

    @property
    def name(self) -> str:
        """The button's text."""
        return "Fetch history"

    def get_link(self, operator: BaseOperator, *, ti_key: TaskInstanceKey) -> str:
        """The DAG's tab `Fetches`."""
        return _dag_page(ti_key.dag_id, "plugin", "fetches")


LINKS: list[BaseOperatorLink] = [PageLink(), ListingsLink(), FetchesLink()]
