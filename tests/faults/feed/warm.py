"""What a replica is a fork of: a process that has imported the service, but for the application itself.

That one is made when its module is imported, with the settings of the process.
"""

from __future__ import annotations

import sys
from importlib import import_module

from realtime.settings import service_settings

for _name in (
    "realtime.__main__",
    "realtime.app",
    "realtime.transport.http_protocol",
    "realtime.transport.websocket_protocol",
    "uvicorn.lifespan.on",
    "uvicorn.loops.uvloop",
):
    import_module(_name)
del sys.modules["realtime.app"], sys.modules["realtime.__main__"]
service_settings.cache_clear()
