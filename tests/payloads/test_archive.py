"""The archive of raw payloads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import fsspec  # type: ignore[import-untyped]
import pytest

from include.errors import TransientError, UnreadablePayload
from include.payloads.archive import Archive
from include.payloads.fetch_record import is_record
from include.payloads.payload import RawPayload

DAY = datetime(2026, 3, 7, 23, 0, tzinfo=UTC)
FEED = RawPayload("https://example.com/feed", "text/calendar", b"BEGIN:VCALENDAR\r\n")


@pytest.fixture(params=["file", "memory"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    yield Archive(f"file://{tmp_path}/raw" if request.param == "file" else "memory://raw")
    fsspec.filesystem("memory").store.clear()


def test_what_is_stored_is_loaded(archive: Archive) -> None:
    uri = archive.store("a_source", FEED, DAY)

    assert archive.load(uri) == FEED.body
    assert "/a_source/2026/03/07/" in uri
    assert uri.endswith(".ics.gz")


def test_the_same_payload_is_stored_once(archive: Archive) -> None:
    first = archive.store("a_source", FEED, DAY)

    assert archive.store("a_source", FEED, DAY) == first
    assert archive.store("a_source", RawPayload(FEED.url, FEED.media_type, b"other"), DAY) != first


def test_the_record_of_a_fetch_is_known_from_bodies_by_its_name(archive: Archive) -> None:
    record = archive.store_record("a_source", b"{}", DAY)

    assert is_record(record)
    assert archive.load(record) == b"{}"
    assert not is_record(archive.store("a_source", RawPayload(FEED.url, "application/json", b"{}"), DAY))


def test_what_is_missing_is_reported(archive: Archive) -> None:
    with pytest.raises(UnreadablePayload, match="the archive has no"):
        archive.load(f"{archive.root}/a_source/2026/03/07/{'0' * 64}.ics.gz")


@pytest.mark.parametrize("harm", [lambda old: old[:-4], lambda _: b"not gzip", lambda _: b""])
def test_damage_is_noticed(tmp_path: Path, harm: object) -> None:
    archive = Archive(f"file://{tmp_path}")
    uri = archive.store("a_source", FEED, DAY)
    path = Path(uri.removeprefix("file://"))
    path.write_bytes(harm(path.read_bytes()))  # type: ignore[operator]

    with pytest.raises(UnreadablePayload, match="damaged"):
        archive.load(uri)


def test_an_exchanged_body_is_noticed(tmp_path: Path) -> None:
    archive = Archive(f"file://{tmp_path}")
    mine = archive.store("a_source", FEED, DAY)
    other = archive.store("a_source", RawPayload(FEED.url, FEED.media_type, b"other"), DAY)
    Path(mine.removeprefix("file://")).write_bytes(Path(other.removeprefix("file://")).read_bytes())

    with pytest.raises(UnreadablePayload, match="does not match its name"):
        archive.load(mine)


def test_no_half_file_is_left(tmp_path: Path) -> None:
    Archive(f"file://{tmp_path}").store("a_source", FEED, DAY)

    assert [path.suffix for path in tmp_path.rglob("*") if path.is_file()] == [".gz"]


def test_a_full_or_missing_disk_is_transient(tmp_path: Path) -> None:
    (tmp_path / "raw").write_text("a file where a folder should be")

    with pytest.raises(TransientError, match="cannot archive"):
        Archive(f"file://{tmp_path}/raw").store("a_source", FEED, DAY)


@pytest.mark.parametrize(
    ("media_type", "extension"),
    [("text/html", "html"), ("application/ld+json", "json"), ("", "bin"), ("image/png", "png")],
)
def test_extensions(tmp_path: Path, media_type: str, extension: str) -> None:
    uri = Archive(f"file://{tmp_path}").store("a_source", RawPayload("https://x.example", media_type, b"x"), DAY)

    assert uri.endswith(f".{extension}.gz")
