"""The archive of raw payloads: response bodies as they came, to be looked at and to be read again.

A payload lives at `<root>/<source>/<yyyy>/<mm>/<dd>/<sha256 of the body>.<extension>.gz`, so storing it twice on a day
stores it once. The root is a URI: `file://`, `s3://`, or whatever else fsspec knows. What opens a storage is in the
environment, or in a connection of Airflow, which whoever knows Airflow resolves (`resolved_by`).
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

import fsspec  # type: ignore[import-untyped]
from botocore.exceptions import BotoCoreError  # type: ignore[import-untyped]

from include.errors import ConfigurationError, TransientError, UnreadablePayload
from include.payloads.fetch_record import RECORD_EXTENSION
from include.payloads.payload import RawPayload
from include.settings import Settings

EXTENSIONS = {
    "text/calendar": "ics", "application/rss+xml": "xml", "application/atom+xml": "xml", "application/xml": "xml",
    "text/xml": "xml", "text/html": "html", "application/json": "json", "application/ld+json": "json",
}  # fmt: skip


DAY = re.compile(r"\d{4}(/\d\d(/\d\d)?)?")


Resolve = Callable[[str, str], Any]
"""The storage (of fsspec) at a URI that a connection, by its name, opens."""
_resolve: list[Resolve] = []


def resolved_by(resolve: Resolve) -> None:
    """Let connections of the archive be resolved by this from now on, in this process."""
    _resolve[:] = [resolve]


class Archive:
    """Payloads below one root URI, in `storage` where that is opened already.

    Raises TransientError when the storage cannot be reached or written.
    """

    def __init__(self, root: str, storage: Any = None) -> None:
        self.root, self.storage = root.rstrip("/"), storage

    @classmethod
    def of(cls, settings: Settings) -> Archive:
        """The archive of the settings. Raises: ConfigurationError when nobody here knows their connection."""
        name = settings.archive_connection
        if not name:
            return cls(settings.archive_uri)
        if not _resolve:
            raise ConfigurationError("JATRE_ARCHIVE_CONNECTION is a connection of Airflow: only its tasks know it")
        return cls(settings.archive_uri, _resolve[0](settings.archive_uri, name))

    def store(self, source: str, payload: RawPayload, now: datetime) -> str:
        """Keep `payload`, and return its URI. `now` gives the day it is filed under."""
        return self._store(source, payload.body, _extension(payload.media_type), now)

    def store_record(self, source: str, body: bytes, now: datetime) -> str:
        """Keep the record of a fetch, as `store` does: by its name it is known from bodies, whatever these are."""
        return self._store(source, body, RECORD_EXTENSION, now)

    def _store(self, source: str, body: bytes, extension: str, now: datetime) -> str:
        digest = hashlib.sha256(body).hexdigest()
        uri = f"{self.root}/{source}/{now:%Y/%m/%d}/{digest}.{extension}.gz"
        with self._reached("archive to") as storage:
            path = storage._strip_protocol(uri)
            if not storage.exists(path):
                storage.makedirs(str(PurePosixPath(path).parent), exist_ok=True)
                # the transaction writes beside and renames, so that a killed process leaves no half file
                with storage.transaction, storage.open(path, "wb") as file:
                    file.write(gzip.compress(body, mtime=0))
        return uri

    def load(self, uri: str) -> bytes:
        """The body stored at `uri`. Raises: UnreadablePayload when it is missing or damaged."""
        with self._reached("read") as storage:
            try:
                packed = storage.cat_file(storage._strip_protocol(uri))
            except FileNotFoundError as error:
                raise UnreadablePayload(f"the archive has no {uri}") from error
        try:
            body = gzip.decompress(packed)
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise UnreadablePayload(f"{uri} is damaged: {error}") from error
        if hashlib.sha256(body).hexdigest() != PurePosixPath(uri).name.partition(".")[0]:
            raise UnreadablePayload(f"{uri} is damaged: its content does not match its name")
        return body

    def drop(self, before: date, *, dry: bool = False) -> int:
        """Delete what was filed on days before `before`, or with `dry` count it only; returns how many payloads."""
        gone = 0
        with self._reached("empty") as storage:
            for folder in _days(storage, storage._strip_protocol(self.root), before):
                found = storage.find(folder)
                gone += len(found)
                if found and not dry:
                    storage.rm(folder, recursive=True)
        return gone

    def filed(self, sources: Sequence[str]) -> list[str]:
        """The URIs of all that was filed of `sources`."""
        with self._reached("list") as storage:
            root = storage._strip_protocol(self.root)
            folders = [f"{root}/{source}" for source in sources if source]
            return [storage.unstrip_protocol(path) for folder in folders for path in storage.find(folder)]

    def remove(self, uris: Sequence[str]) -> None:
        """Delete what is stored at `uris`, if it is still there."""
        with self._reached("erase from") as storage:
            for path in (storage._strip_protocol(uri) for uri in uris):
                if storage.exists(path):
                    storage.rm(path)

    @contextmanager
    def _reached(self, what: str) -> Iterator[Any]:
        """The storage, without what it remembers of others' files. Raises: TransientError, to do `what`."""
        try:
            storage = self.storage or fsspec.core.url_to_fs(self.root)[0]
            storage.invalidate_cache()
            yield storage
        except (OSError, BotoCoreError) as error:
            raise TransientError(f"cannot {what} {self.root}: {error}") from error


def _days(storage: Any, root: str, before: date) -> Iterator[str]:
    """The folders of days before `before`; years and months after it are not looked into."""
    limit = f"{before:%Y/%m/%d}"
    waiting = [(folder, "") for folder in _folders(storage, root)]
    while waiting:
        folder, filed = waiting.pop()
        if filed.count("/") == 2:
            yield folder
            continue
        for one in _folders(storage, folder):
            name = f"{filed}/{PurePosixPath(one).name}".lstrip("/")
            part = limit[: len(name)]
            if DAY.fullmatch(name) and (name < limit if name.count("/") == 2 else name <= part):
                waiting.append((one, name))


def _folders(storage: Any, folder: str) -> list[str]:
    try:
        return sorted(one["name"] for one in storage.ls(folder, detail=True) if one["type"] == "directory")
    except FileNotFoundError:
        return []


def _extension(media_type: str) -> str:
    return EXTENSIONS.get(media_type) or (mimetypes.guess_extension(media_type) or ".bin").lstrip(".")
