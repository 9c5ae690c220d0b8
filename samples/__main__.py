"""`python -m samples [--port 8010] [--date 2026-11-23]`: serve the sample sites on loopback."""

from __future__ import annotations

import argparse
from datetime import date

import uvicorn

from samples.server import HOSTS, application


def main() -> None:
    """Serve until stopped. With `--date` the sites stay as they are on that local day."""
    parser = argparse.ArgumentParser(prog="python -m samples", description="Serve the sample sites.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8010)
    parser.add_argument("--name", action="append", default=[], help="another name of this server, beside loopback's")
    parser.add_argument("--date", type=date.fromisoformat, help="the local day to serve, instead of today")
    asked = parser.parse_args()
    fixed: date | None = asked.date
    sites = application((lambda: fixed) if fixed else None, [*HOSTS, *asked.name])
    uvicorn.run(sites, host=asked.host, port=asked.port, log_level="info")


if __name__ == "__main__":
    main()
