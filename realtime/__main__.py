"""`python -m realtime`: the service on uvicorn, with its production options."""

from __future__ import annotations

import uvicorn

from realtime.live.ws import MAX_MESSAGE_BYTES
from realtime.logs import LOGGING
from realtime.settings import service_settings


def main() -> None:
    """Serve until a signal arrives; live connections are then closed over `drain_seconds`."""
    settings = service_settings()
    uvicorn.run(
        "realtime.app:app",
        host=settings.service_host,
        port=settings.service_port,
        http="realtime.transport.http_protocol:LiveHTTPProtocol",
        ws="realtime.transport.websocket_protocol:LiveWebSocketProtocol",
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
