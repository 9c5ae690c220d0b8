"""Exchange a source's token for a fresh one: `python -m include.operations.renew_token SOURCE`.

Facebook and Instagram exchange a person's token for one that lasts 60 days, as often as one asks. The new one takes the
place of the old one in the secrets file. A token that is in the environment or in a connection of Airflow is changed
there by who put it there, so it is not exchanged.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence

from include.db import engine
from include.errors import ConfigurationError, JatreError
from include.network.http import HttpClient
from include.pipeline.fetching.limits import shared_client
from include.redaction import errors_redacted, remember
from include.settings import settings
from include.sources import registry
from include.sources.configuration.instance import SourceInstance
from include.sources.configuration.secrets import REFERENCE, from_environment, from_file, to_file
from include.sources.instances import stored
from include.sources.instances.opening import opened
from include.sources.platforms.graph import GraphPlatform


def renew(instance: SourceInstance, client: HttpClient) -> float | None:
    """Exchange the token of `instance`; the seconds that the new one lasts, None for ever.

    `client` keeps the limit of the source, and is closed.

    Raises: ConfigurationError when the token is not in the secrets file or its kind exchanges none; the errors of a
    fetch, and then the old token stays.
    """
    name = name_of_token(instance)
    with errors_redacted(), client as http:
        whole, _ = opened(instance)
        source = registry.make(whole, http)
        if not isinstance(source, GraphPlatform):
            raise ConfigurationError(f"a token of the kind {instance.kind} is not exchanged: make a new one")
        token, seconds = source.exchanged()
        remember([token])
        to_file(name, token)
    return seconds


def name_of_token(instance: SourceInstance) -> str:
    """Under which name the token stands in the secrets file. Raises: ConfigurationError when it stands elsewhere."""
    reference = instance.config.get("token")
    name = reference.get(REFERENCE) if isinstance(reference, Mapping) else None
    if not isinstance(name, str):
        raise ConfigurationError(f"the source {instance.slug!r} names no token")
    if from_environment(name) or from_file(name) is None:
        raise ConfigurationError(
            f"{name} is not in {settings().secrets_file}, or the environment hides it: change the token where it is"
        )
    return name


def main(arguments: Sequence[str] | None = None) -> int:
    """Exchange and report. Returns the exit code."""
    parser = argparse.ArgumentParser(description="Exchange a source's token for a fresh one.")
    parser.add_argument("source", help="the source's slug")
    slug = parser.parse_args(arguments).source
    database = engine(settings().pipeline_url)
    try:
        with database.connect() as connection:
            found = stored.one(connection, slug)
        seconds = renew(found.instance, shared_client(database, found))
    except JatreError as error:
        sys.stderr.write(f"renew_token: {error}\n")
        return 2
    finally:
        database.dispose()
    lasts = f"for {seconds / 86_400:.0f} days" if seconds else "until somebody withdraws it"
    sys.stdout.write(f"renew_token: the new token of {slug} lasts {lasts}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
