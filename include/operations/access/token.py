"""Tokens for moderators, administrators and programs: `python -m include.operations.access.token create --name meena`.

| what | does |
|---|---|
| `create --name NAME` | prints a token, this once; `--scope` is `admin`, `moderator`, `source` or `place`, named |
| `list` | all tokens with their ids, and when each was last used |
| `revoke ID` | takes one back: at once, with all sessions begun with it |
| `log` | what was done with tokens and sources |

The first administrator is made here; others can be made in the console.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, text

from include.access_tokens import MAX_DAYS, SCOPES, digest, new_token
from include.errors import ConfigurationError
from include.pipeline.command import write_lines

MAX_LOG_ROWS = 100

_CREATE = text("select jatre.token_write_v1(:digest, :name, :scope, :about, :seconds, :by)")
_LIST = text("select jatre.tokens_list_v1()")
_REVOKE = text("select jatre.token_revoke_v1(cast(:id as uuid), :by)")
_LOG = text("select jatre.access_log_v1(:size)")


def create(connection: Connection, name: str, scope: str, about: str | None, days: float, by: str) -> str:
    """A new token; `about` is the one source or place that it is for.

    Raises: ConfigurationError, which states what cannot be.
    """
    made = new_token()
    asked = {"name": name, "scope": scope, "about": about, "seconds": int(days * 86_400), "by": by}
    _checked(connection.execute(_CREATE, {"digest": digest(made), **asked}).scalar_one())
    return made


def revoke(connection: Connection, written: str, by: str) -> None:
    """Take a token back. Raises: ConfigurationError when there is none of that id."""
    try:
        token = UUID(written)
    except ValueError:
        raise ConfigurationError(f"{written!r} is no id of a token: `list` shows them") from None
    _checked(connection.execute(_REVOKE, {"id": token, "by": by}).scalar_one())


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit code."""
    asked = _parser().parse_args(arguments)
    return write_lines(lambda engine: _done(engine, asked))


def _done(engine: Engine, asked: argparse.Namespace) -> list[str]:
    with engine.begin() as connection:
        return list(_lines(connection, asked))


def _parser() -> argparse.ArgumentParser:
    raw = argparse.RawDescriptionHelpFormatter
    name = "python -m include.operations.access.token"
    parser = argparse.ArgumentParser(prog=name, description=__doc__, formatter_class=raw)
    parser.add_argument("what", choices=("create", "list", "revoke", "log"))
    parser.add_argument("id", nargs="?", help="of the token that is taken back")
    parser.add_argument("--name", help="whom it is for: decisions are signed with it")
    parser.add_argument("--scope", choices=SCOPES, default="moderator", help="default: moderator")
    parser.add_argument("--source", metavar="SLUG", help="the one source that a token of the scope source is for")
    parser.add_argument("--place", metavar="SLUG", help="the one place that a token of the scope place speaks for")
    parser.add_argument("--days", type=float, default=30.0, help=f"how long, at most {MAX_DAYS} (default 30)")
    parser.add_argument("--by", default="an operator", help="who does it; it is kept")
    return parser


def _lines(connection: Connection, asked: argparse.Namespace) -> Iterator[str]:
    match asked.what:
        case "create":
            if not asked.name:
                raise ConfigurationError("--name is missing: decisions are signed with it")
            if not 0 < asked.days <= MAX_DAYS:
                raise ConfigurationError(f"--days is more than 0 and at most {MAX_DAYS}")
            yield create(connection, asked.name, asked.scope, _about(asked), asked.days, asked.by)
        case "list":
            yield from map(_token_line, connection.execute(_LIST).scalar_one())
        case "revoke":
            revoke(connection, asked.id or "", asked.by)
            yield f"{asked.id} is taken back, with its sessions"
        case _:
            yield from map(_log_line, connection.execute(_LOG, {"size": MAX_LOG_ROWS}).scalar_one())


def _about(asked: argparse.Namespace) -> str | None:
    named = {"source": asked.source, "place": asked.place}
    about: str | None = named.pop(asked.scope, None)
    for name, value in named.items():
        if value is not None:
            raise ConfigurationError(f"--{name} goes with --scope {name}, and with no other")
    return about


def _token_line(one: dict[str, Any]) -> str:
    used = f"last used {one['lastUsedAt'][:16]}" if one["lastUsedAt"] else "never used"
    scope = " ".join(filter(None, (one["scope"], one["source"], one["placeName"])))
    return f"{one['id']}  {one['state']:<7}  {scope}  {one['name']}, until {one['expiresAt'][:10]}, {used}"


def _log_line(one: dict[str, Any]) -> str:
    details = " ".join(f"{name}={value}" for name, value in one["details"].items() if value is not None)
    return f"{one['at'][:19]}  {one['action']} {one['target']} by {one['actor']}  {details}".rstrip()


def _checked(answer: dict[str, Any]) -> None:
    if "missing" in answer:
        raise ConfigurationError(f"there is no token {answer['missing']}: `list` shows them")
    if "refused" in answer:
        raise ConfigurationError(answer["refused"])


if __name__ == "__main__":
    sys.exit(main())
