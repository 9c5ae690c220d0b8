"""What Jatre adds to Airflow: measures of every task, how the sources stand, and ways from a run to what it did."""

from __future__ import annotations

from typing import Any

from airflow.plugins_manager import AirflowPlugin

from plugins import links, listener, views


class JatrePlugin(AirflowPlugin):
    """Registered by Airflow when it loads the plugins folder."""

    name = "jatre"
    listeners: list[Any] = [listener]  # noqa: RUF012  (Airflow declares it as an instance attribute)
    fastapi_apps: list[Any] = [views.DATA_APP]  # noqa: RUF012
    react_apps: list[Any] = views.VIEWS
    external_views: list[Any] = [links.WHATS_ON, links.MODERATION]  # noqa: RUF012
    global_operator_extra_links: list[Any] = links.LINKS
