"""What Jatre adds to Airflow: measures of every task, and ways from a run to what it put on the page."""

from __future__ import annotations

from typing import Any

from airflow.plugins_manager import AirflowPlugin

from plugins import links, listener


class JatrePlugin(AirflowPlugin):
    """Registered by Airflow when it loads the plugins folder."""

    name = "jatre"
    listeners: list[Any] = [listener]  # noqa: RUF012  (Airflow declares it as an instance attribute)
    external_views: list[Any] = [links.WHATS_ON]  # noqa: RUF012
    global_operator_extra_links: list[Any] = [links.PageLink()]  # noqa: RUF012
