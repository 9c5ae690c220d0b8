"""When sources' credentials end, and which are taken no more: what can be exchanged is, the rest is for a person.

Of each active source that names secrets it asks when they end: the platform, where it tells, the token itself, where it
is a JSON Web Token, and the configuration, where a person has stated it (`ends` beside the name). A token that its
platform exchanges, and that stands in the secrets file, is exchanged before it is reported. What is found stands in
`source_health_v1`; of a secret only its name is shown.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import Engine

from include.db import query
from include.errors import ConfigurationError, CredentialsRefused, JatreError, PermissionRefused
from include.network.http import HttpClient
from include.operations.renew_token import name_of_token, renew
from include.pipeline.fetching.health import CREDENTIALS
from include.pipeline.fetching.limits import shared_client
from include.pipeline.runs import Report, pipeline_engine
from include.redaction import errors_redacted, redact_text
from include.sources import registry
from include.sources.configuration.secrets import Resolver, names_in, stated_ends
from include.sources.configuration.secrets import opened as opened_config
from include.sources.instances import stored
from include.sources.instances.opening import opened
from include.sources.instances.stored import StoredInstance
from include.sources.platforms.graph import WARNING_DAYS
from include.sources.platforms.reading import Platform

EXCHANGE_DAYS = 21
"""Days before its end from which on a token is exchanged: a week before anybody is warned."""
MAX_REASON_CHARS = 300


class CredentialsEnding(JatreError):
    """Credentials end soon, or are taken no more; each note names a source and what to do."""


@dataclass(frozen=True)
class Credentials:
    """Those of one source: when they end, where that is known, and why a person has to act, None where none has to."""

    slug: str
    ends: datetime | None = None
    reason: str | None = None
    exchanged: bool = False
    unknown: str | None = None
    """Why it could not be looked up this time: then what was known stays."""

    def line(self) -> str:
        """For a screen."""
        end = f"{self.ends:%Y-%m-%d}" if self.ends else "no end is known"
        about = self.reason or self.unknown or ("exchanged for fresh ones" if self.exchanged else "fine")
        return f"{self.slug:32} {end:16} {about}"


def watch_credentials(secrets: Resolver | None = None) -> Report:
    """Look at the credentials of every active source. Raises: CredentialsEnding when a person has to act."""
    with pipeline_engine() as engine:
        found = list(looked_at(engine, secrets))
    due = [one for one in found if one.reason]
    if due:
        error = CredentialsEnding(f"{len(due)} of {len(found)} sources: {', '.join(one.slug for one in due)}")
        for one in due:
            error.add_note(f"{CREDENTIALS}{one.slug}: {one.reason}")
        raise error
    return {"sources": len(found), "exchanged": sum(one.exchanged for one in found)}


def looked_at(engine: Engine, secrets: Resolver | None = None, slugs: Sequence[str] = ()) -> Iterator[Credentials]:
    """The credentials of each active source that has some, written down where health is read.

    Never raises for what a source is or answers.
    """
    with engine.connect() as connection:
        now = connection.execute(query("business_now")).scalar_one()
        every = [one for one in stored.every(connection)[0] if one.is_active and names_in(one.config)]
    for instance in every:
        if slugs and instance.slug not in slugs:
            continue
        with engine.connect() as connection:
            source = stored.one(connection, instance.slug)
        found = _looked_at(engine, source, now, secrets)
        if found.unknown is None:
            with engine.begin() as connection:
                about = {"source_id": source.id, "ends_at": found.ends, "reason": found.reason}
                connection.execute(query("credentials_write"), about)
        yield found


def _looked_at(engine: Engine, source: StoredInstance, now: datetime, secrets: Resolver | None) -> Credentials:
    slug = source.instance.slug
    try:
        with errors_redacted(), shared_client(engine, source) as http:
            ends = _ends(source, http, now, secrets)
        exchanged = (
            ends is not None and ends - now < timedelta(days=EXCHANGE_DAYS) and _exchange(engine, source, secrets)
        )
        if exchanged:
            with errors_redacted(), shared_client(engine, source) as http:
                ends = _ends(source, http, now, secrets)
    except PermissionRefused as error:  # the token is taken; what it may not read, the fetch reports
        return Credentials(slug, unknown=_shown(error))
    except (CredentialsRefused, ConfigurationError) as error:
        return Credentials(slug, reason=_shown(error))
    except Exception as error:  # the platform is away: nothing is known today, and the others have their turn
        return Credentials(slug, unknown=_shown(error))
    return Credentials(slug, ends, _why(ends, now), exchanged)


def _ends(source: StoredInstance, http: HttpClient, now: datetime, secrets: Resolver | None) -> datetime | None:
    """The first moment at which one of the secrets is taken no more. Raises: the errors of a fetch."""
    whole, _ = opened(source.instance, secrets)
    made = registry.make(whole, http, source.state)
    known = [made.credentials_end(now) if isinstance(made, Platform) else None]
    known += [datetime.combine(one, time.max, UTC) for one in stated_ends(source.instance.config).values()]
    known += [end_of_token(value) for value in opened_config(source.instance.config, secrets)[1]]
    return min((one for one in known if one), default=None)


def end_of_token(value: str) -> datetime | None:
    """When a JSON Web Token ends by its own claim `exp` (RFC 7519); None for whatever else a secret is."""
    parts = value.split(".")
    if len(parts) != 3:
        return None
    try:
        claims = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
        return datetime.fromtimestamp(claims["exp"], UTC)
    except (ValueError, KeyError, TypeError, RecursionError, OverflowError, OSError):
        return None


def _exchange(engine: Engine, source: StoredInstance, secrets: Resolver | None) -> bool:
    """Whether the token was exchanged; not where it is kept elsewhere, or its platform exchanges none."""
    try:
        if secrets and secrets(name_of_token(source.instance)):
            return False
        renew(source.instance, shared_client(engine, source))
    except ConfigurationError:
        return False
    return True


def _why(ends: datetime | None, now: datetime) -> str | None:
    if ends is None or ends - now >= timedelta(days=WARNING_DAYS):
        return None
    verb = "ended" if ends <= now else "end"
    return f"its credentials {verb} on {ends:%Y-%m-%d}: make new ones and change the secret"


def _shown(error: Exception) -> str:
    return redact_text(str(error) or type(error).__name__)[:MAX_REASON_CHARS]
