"""A source with its secrets in place, for as long as it fetches; and what it brought, without them."""

from __future__ import annotations

from dataclasses import replace

from include.payloads.payload import RawPayload
from include.redaction import Redactor, remember, secret_parts
from include.sources import registry
from include.sources.base import FetchResult, RawRecord
from include.sources.configuration.instance import SourceInstance
from include.sources.configuration.secrets import Resolver
from include.sources.configuration.secrets import opened as opened_config


def opened(instance: SourceInstance, resolve: Resolver | None = None) -> tuple[SourceInstance, Redactor]:
    """The instance with the values of its secrets, and what masks them. Raises: ConfigurationError."""
    config, values = opened_config(instance.config, resolve)
    values += registry.connector(instance.kind).derived_secrets(config)
    remember(part for value in values for part in secret_parts(value))
    return instance.model_copy(update={"config": config}), Redactor(values)


def redacted(result: FetchResult, redactor: Redactor) -> FetchResult:
    """What a fetch brought, with the secrets masked that the site gave back: in records, ids, addresses and bodies."""
    return replace(
        result,
        records=[_redacted_record(one, redactor) for one in result.records],
        payloads=[redacted_payload(one, redactor) for one in result.payloads],
        unreadable=[
            replace(one, reason=redactor.text(one.reason), excerpt=redactor.text(one.excerpt))
            for one in result.unreadable
        ],
        kept=frozenset(map(redactor.text, result.kept)),
        state=redactor.document(result.state),
        warnings=[redactor.text(one) for one in result.warnings],
    )


def _redacted_record(record: RawRecord, redactor: Redactor) -> RawRecord:
    external_id, data = redactor.text(record.external_id), redactor.document(record.data)
    is_same = external_id == record.external_id and data is record.data
    return record if is_same else RawRecord(external_id, data)  # a record is cleaned as it is made


def redacted_payload(payload: RawPayload, redactor: Redactor) -> RawPayload:
    """A body as it may be archived, with the secrets masked that it holds."""
    return replace(payload, url=redactor.text(payload.url), body=redactor.body(payload.body))
