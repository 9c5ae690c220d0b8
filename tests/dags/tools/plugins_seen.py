"""What Airflow finds in the plugins folder."""

import json
import sys

from airflow import plugins_manager

before = set(sys.modules)
plugins, errors = plugins_manager._get_plugins()
ours = next(plugin for plugin in plugins if plugin.name == "jatre")
print(  # noqa: T201
    json.dumps(
        {
            "errors": errors,
            "names": [plugin.name for plugin in plugins],
            "listeners": [listener.__name__ for listener in ours.listeners],
            "views": ours.external_views,
            "drawn": ours.react_apps,
            "apps": [app["url_prefix"] for app in ours.fastapi_apps],
            "brought": sorted(set(sys.modules) - before),
            "links": [link.name for link in plugins_manager.get_global_operator_extra_links()],
        }
    )
)
