"""`python -m realtime.token --name ops --rooms moderation --hours 12`: a token for a program or a person."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from realtime.auth.tokens import MAX_TOKEN_SECONDS, PROGRAM, sign
from realtime.feed.rooms import PRIVATE
from realtime.settings import service_settings

_MAX_HOURS = MAX_TOKEN_SECONDS / 3600
_HOW_TO_BEGIN = """\
There is no secret to sign with. Make one, and give it to the service and to this command alike:

  export JATRE_LIVE_TOKEN_SECRETS="{\\"$(date +%Y-%m)\\": \\"$(openssl rand -base64 32)\\"}"
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a token; 1 when there is no secret to sign it with."""
    asked = _read(arguments)
    secrets = service_settings().live_token_secrets
    if not secrets:
        sys.stderr.write(_HOW_TO_BEGIN)
        return 1
    sys.stdout.write(sign(secrets, PROGRAM, asked.name, asked.rooms, time.time() + asked.hours * 3600) + "\n")
    return 0


def _read(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m realtime.token", description="Print a token for private rooms.")
    parser.add_argument("--name", required=True, type=_name, help="whom it is for")
    parser.add_argument("--rooms", nargs="+", default=[], choices=sorted(PRIVATE), help="private rooms it opens")
    parser.add_argument("--hours", type=_hours, default=12.0, help=f"how long, at most {_MAX_HOURS:.0f} (default 12)")
    return parser.parse_args(arguments)


def _name(text: str) -> str:
    if not 0 < len(text) <= 100:
        raise argparse.ArgumentTypeError("give 1 to 100 characters")
    return text


def _hours(text: str) -> float:
    try:
        hours = float(text)
    except ValueError:
        hours = 0
    if not 0 < hours <= _MAX_HOURS:
        raise argparse.ArgumentTypeError(f"give more than 0 and at most {_MAX_HOURS:.0f}")
    return hours


if __name__ == "__main__":
    sys.exit(main())
