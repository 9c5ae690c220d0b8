"""Thumbnails of pictures of every kind that is taken, and why others are refused."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from include.errors import BrokenRecord
from include.payloads.thumbnail import FORMATS, MAX_EDGE_PIXELS, made_within_budget, thumbnail_of
from tests.payloads.pictures import picture

ORIENTATION, ARTIST, WIDTH = 0x0112, 0x013B, 0x0100


def shown(body: bytes) -> Image.Image:
    return Image.open(BytesIO(body))


@pytest.mark.parametrize("kind", FORMATS)
def test_every_kind_becomes_a_small_webp(kind: str) -> None:
    made = thumbnail_of(picture(kind, 900, 600))
    assert shown(made.body).format == "WEBP"
    assert shown(made.body).size == (made.width, made.height) == (MAX_EDGE_PIXELS, 427)
    assert (made.source_width, made.source_height) == (900, 600)
    assert made.name.endswith("-640x427.webp")


def test_a_small_picture_stays_as_large_as_it_is_and_what_is_clear_stays_clear() -> None:
    made = thumbnail_of(picture("PNG", 60, 50, mode="RGBA"))
    assert (made.width, made.height) == (60, 50)
    assert shown(made.body).mode == "RGBA"


def test_a_picture_stands_upright_and_keeps_nothing_of_its_camera() -> None:
    exif = Image.Exif()
    exif[ORIENTATION], exif[ARTIST] = 6, "Uma Rao"
    made = thumbnail_of(picture("JPEG", 900, 600, exif=exif))
    assert (made.width, made.height) == (427, MAX_EDGE_PIXELS)
    assert b"Uma Rao" not in made.body
    assert not shown(made.body).getexif()


def test_a_picture_stands_upright_though_the_rest_of_what_its_camera_wrote_is_broken() -> None:
    exif = Image.Exif()
    exif[ORIENTATION], exif[WIDTH] = 6, 900
    whole = picture("JPEG", 900, 600, exif=exif)
    width = b"\x01\x00\x00\x04\x00\x00\x00\x01\x00\x00\x03\x84"
    assert whole.count(width) == 1
    broken = whole.replace(width, b"\x01\x00\x00\x02" + width[4:])  # a text where a number belongs
    assert thumbnail_of(broken).name == thumbnail_of(whole).name


def test_the_same_picture_has_one_name_and_forms_of_it_look_alike() -> None:
    large, small, other = picture("JPEG", 1200, 800), picture("WEBP", 600, 400), picture("PNG", 600, 400, turned=True)
    hashes = [thumbnail_of(one).perceptual_hash for one in (large, small, other)]
    assert thumbnail_of(large).name == thumbnail_of(large).name != thumbnail_of(other).name

    def differ(one: int, two: int) -> int:
        return ((one ^ two) & (2**64 - 1)).bit_count()

    assert differ(hashes[0], hashes[1]) <= 4
    assert differ(hashes[0], hashes[2]) > 16
    assert all(-(2**63) <= one < 2**63 for one in hashes)


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (lambda: b"", "a kind that is taken"),
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a kind that is taken"),
        (lambda: b"<html>not found</html>", "AVIF, GIF, JPEG, PNG, WEBP"),
        (lambda: picture("BMP", 60, 60), "a kind that is taken"),
        (lambda: picture("TIFF", 60, 60), "a kind that is taken"),
        (lambda: picture("PNG", 200, 200)[:200], "can be read"),
        (lambda: picture("JPEG", 200, 200)[:400], "can be read"),
        (lambda: picture("GIF", 1, 1), "1 x 1 pixels, at least 48"),
        (lambda: picture("PNG", 400, 20), "at least 48"),
        (lambda: picture("PNG", 9_000, 3_000, mode="1"), "at most 25,000,000"),
    ],
    ids=["empty", "svg", "page", "bmp", "tiff", "half png", "half jpeg", "counter", "bar", "bomb"],
)
def test_what_cannot_be_shown_is_refused_with_its_reason(made: Callable[[], bytes], reason: str) -> None:
    with pytest.raises(BrokenRecord, match=reason):
        thumbnail_of(made())


def test_every_broken_picture_is_refused_or_shown_whatever_its_reader_raises() -> None:
    for kind in FORMATS:
        body = picture(kind, 200, 150)
        for start in range(12, len(body), max(1, len(body) // 30)):
            with suppress(BrokenRecord):
                thumbnail_of(body[:start] + bytes(8) + body[start + 8 :])


def test_a_bomb_is_refused_by_its_head_and_the_next_picture_is_made() -> None:
    head: Any = bytearray(picture("PNG", 60, 60))
    head[16:24] = (60_000).to_bytes(4, "big") * 2
    with pytest.raises(BrokenRecord):
        made_within_budget(bytes(head))
    assert made_within_budget(picture("PNG", 60, 60)).width == 60
