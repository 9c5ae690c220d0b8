"""`python -m realtime`: the service on uvicorn, as it is meant to run."""

from __future__ import annotations

import uvicorn

from realtime.live.ws import MAX_MESSAGE_BYTES
from realtime.logs import LOGGING
from realtime.settings import service_settings


def main() -> None:
    """Serve until a signal comes; clients are told, and have `drain_seconds` and a little more to leave."""
    settings = service_settings()
    uvicorn.run(
        "realtime.app:app",
        host=settings.service_host,
        port=settings.service_port,
        http="realtime.transport.protocols:LiveHTTPProtocol",
        ws="realtime.transport.protocols:LiveWebSocketProtocol",
        ws_max_size=MAX_MESSAGE_BYTES,
        ws_per_message_deflate=False,
        loop="uvloop",
        log_config=LOGGING,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=int(settings.drain_seconds) + 3,
        backlog=4096,
    )


if __name__ == "__main__":
    main()
