"""What a fetch brought, into the archive: the bodies, and a record of what was asked, to read them again by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from include.network.http import NOT_MODIFIED
from include.payloads.archive import Archive
from include.payloads.fetch_record import FetchRecord, KeptAnswer, KeptPayload
from include.payloads.payload import RawPayload
from include.pipeline.fetching.answers import NotedAnswer
from include.redaction import Redactor
from include.sources.http import Response
from include.sources.instances.opening import redacted_payload


@dataclass
class FetchArchive:
    """Where one fetch of the source `slug` at `now` is archived, with its secrets masked by `redactor`."""

    archive: Archive
    slug: str
    now: datetime
    redactor: Redactor
    uris: dict[tuple[bytes, str], str] = field(default_factory=dict)
    """Of what is archived already, by body and media type as they came."""

    def store(
        self, came: Sequence[RawPayload], payloads: Sequence[RawPayload], answers: Sequence[NotedAnswer]
    ) -> list[str]:
        """Archive what a fetch brought; returns the URIs of `payloads`, and behind them that of its record.

        `payloads` are the bodies that `came`, without secrets.
        Raises: TransientError when the archive cannot be written.
        """
        kept = [
            KeptPayload(url=one.url, media_type=one.media_type, uri=self._kept(one), about=self._about(one))
            for one in payloads
        ]
        self.uris |= {(one.body, one.media_type): known.uri for one, known in zip(came, kept, strict=True)}
        pushed_or_crawled = [one for one in kept if one.about]
        record = FetchRecord(payloads=pushed_or_crawled, answers=[self._answer(one) for one in answers])
        body = record.model_dump_json(exclude_defaults=True).encode()
        return [*(one.uri for one in kept), self.archive.store_record(self.slug, body, self.now)]

    def store_unread(self, came: Sequence[RawPayload], answers: Sequence[NotedAnswer]) -> list[str]:
        """Archive what a connector could not read, so that it can be read again once that is mended.

        Returns and raises as `store`.
        """
        if not came and not any(one.response for one in answers):
            return []
        return self.store(came, [redacted_payload(one, self.redactor) for one in came], answers)

    def _answer(self, noted: NotedAnswer) -> KeptAnswer:
        text, response = self.redactor.text, noted.response
        if response is None:
            status = noted.refusal.status if noted.refusal else None
            return KeptAnswer(asked=text(noted.asked), error=text(str(noted.refusal)), status=status)
        return KeptAnswer(
            asked=text(noted.asked),
            url=text(response.url),
            status=response.status,
            content_type=text(response.headers.get("content-type", "")),
            uri=None if response.status == NOT_MODIFIED else self._uri_of(response),
        )

    def _uri_of(self, response: Response) -> str:
        key = (response.body, response.media_type)
        if key not in self.uris:
            came = response.payload()
            self.uris[key] = self._kept(RawPayload(came.url, came.media_type, self.redactor.body(came.body)))
        return self.uris[key]

    def _kept(self, payload: RawPayload) -> str:
        return self.archive.store(self.slug, payload, self.now)

    def _about(self, payload: RawPayload) -> dict[str, str]:
        return {name: self.redactor.text(value) for name, value in payload.about.items()}
