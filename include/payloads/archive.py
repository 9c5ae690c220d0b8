"""The archive of raw payloads: response bodies as they came, to be read again later.

A payload lives at `<root>/<source>/<yyyy>/<mm>/<dd>/<sha256 of the body>.<extension>.gz`, so storing it twice on a day
stores it once. The root is a URI: `file://`, `s3://`, or whatever else fsspec knows.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

import fsspec  # type: ignore[import-untyped]

from include.errors import TransientError, UnreadablePayload
from include.payloads.payload import RawPayload

EXTENSIONS = {
    "text/calendar": "ics", "application/rss+xml": "xml", "application/atom+xml": "xml", "application/xml": "xml",
    "text/xml": "xml", "text/html": "html", "application/json": "json", "application/ld+json": "json",
}  # fmt: skip


DAY = re.compile(r"\d{4}(/\d\d(/\d\d)?)?")


class Archive:
    """Payloads below one root URI. Raises TransientError when the storage cannot be reached or written."""

    def __init__(self, root: str) -> None:
        self.root = root.rstrip("/")

    def store(self, source: str, payload: RawPayload, now: datetime) -> str:
        """Keep `payload`, and return its URI. `now` gives the day it is filed under."""
        digest = hashlib.sha256(payload.body).hexdigest()
        uri = f"{self.root}/{source}/{now:%Y/%m/%d}/{digest}.{_extension(payload.media_type)}.gz"
        try:
            storage, path = fsspec.core.url_to_fs(uri)
            if not storage.exists(path):
                storage.makedirs(str(PurePosixPath(path).parent), exist_ok=True)
                # the transaction writes beside and renames, so that a killed process leaves no half file
                with storage.transaction, storage.open(path, "wb") as file:
                    file.write(gzip.compress(payload.body, mtime=0))
        except OSError as error:
            raise TransientError(f"cannot archive to {self.root}: {error}") from error
        return uri

    def drop(self, before: date, *, dry: bool = False) -> int:
        """Delete what was filed on days before `before`, or with `dry` count it only; returns how many payloads."""
        try:
            storage, root = fsspec.core.url_to_fs(self.root)
            gone = 0
            for folder in _days(storage, root, before):
                found = storage.find(folder)
                gone += len(found)
                if found and not dry:
                    storage.rm(folder, recursive=True)
        except OSError as error:
            raise TransientError(f"cannot empty {self.root}: {error}") from error
        return gone

    def load(self, uri: str) -> bytes:
        """The body stored at `uri`. Raises: UnreadablePayload when it is missing or damaged."""
        try:
            storage, path = fsspec.core.url_to_fs(uri)
            body = gzip.decompress(storage.cat_file(path))
        except FileNotFoundError as error:
            raise UnreadablePayload(f"the archive has no {uri}") from error
        except (gzip.BadGzipFile, EOFError) as error:
            raise UnreadablePayload(f"{uri} is damaged: {error}") from error
        except OSError as error:
            raise TransientError(f"cannot read {uri}: {error}") from error
        if hashlib.sha256(body).hexdigest() != PurePosixPath(path).name.partition(".")[0]:
            raise UnreadablePayload(f"{uri} is damaged: its content does not match its name")
        return body


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
