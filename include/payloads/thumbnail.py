"""A thumbnail of a picture that a site has sent: small, of one format, and without what a camera wrote into it.

What is no picture, is too small to show or has too many pixels is refused before it is decoded. It is read by Pillow
within a budget of time and memory (`made_within_budget`): decoders are programs in C that read what strangers wrote.
"""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from include.errors import BrokenRecord
from include.untrusted.budget import Budget, within_budget

FORMATS = ("AVIF", "GIF", "JPEG", "PNG", "WEBP")
"""What sites show; other formats that Pillow knows have readers that few people test."""
MAX_PIXELS = 25_000_000
"""Of a picture: 100 MB of memory once it is decoded."""
MIN_EDGE_PIXELS = 48
"""A smaller picture is an icon, or counts readers."""
MAX_EDGE_PIXELS = 640
"""Of a thumbnail: as wide as the page shows it."""
WEBP_QUALITY = 70
HASH_COLUMNS, HASH_ROWS = 9, 8
BUDGET = Budget(seconds=10, wall_seconds=40, megabytes=400)
ORIENTATION = 0x0112
"""Which way up a picture is, among what a camera writes into it (Exif)."""


@dataclass(frozen=True)
class Thumbnail:
    """A picture of `width` times `height` pixels in WebP, of one that has `source_width` times `source_height`.

    `perceptual_hash` has 64 bits, as a signed number: pictures that look alike differ in few of them.
    """

    body: bytes
    width: int
    height: int
    source_width: int
    source_height: int
    perceptual_hash: int

    @property
    def name(self) -> str:
        """Under which it is served: another picture has another name, and its size stands in it."""
        return f"{hashlib.sha256(self.body).hexdigest()[:32]}-{self.width}x{self.height}.webp"


def made_within_budget(body: bytes) -> Thumbnail:
    """The thumbnail of a picture, made in a process of its own. Raises: as `thumbnail_of`; OverBudget."""
    return within_budget(thumbnail_of, body, budget=BUDGET)


def thumbnail_of(body: bytes) -> Thumbnail:
    """The thumbnail of a picture. Raises: BrokenRecord, which names what is wrong and the bound."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of metadata, which is not kept
            with Image.open(BytesIO(body), formats=FORMATS) as picture:
                _check_size(*picture.size)
                return _made(picture)
    except UnidentifiedImageError as error:
        raise BrokenRecord(f"no picture of a kind that is taken ({', '.join(FORMATS)})") from error
    except (BrokenRecord, MemoryError):
        raise
    except Exception as error:  # each of Pillow's readers raises errors of its own
        raise BrokenRecord(f"no picture that can be read: {error}") from error


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise BrokenRecord(f"the picture has {width:,} x {height:,} pixels, at most {MAX_PIXELS:,} in all")
    if min(width, height) < MIN_EDGE_PIXELS:
        raise BrokenRecord(f"the picture has {width:,} x {height:,} pixels, at least {MIN_EDGE_PIXELS} each way")


def _made(picture: Image.Image) -> Thumbnail:
    """From a picture whose size has been checked; of several frames, the first."""
    width, height = picture.size
    picture.draft("RGB", (2 * MAX_EDGE_PIXELS, 2 * MAX_EDGE_PIXELS))  # a JPEG is made smaller as it is decoded
    small = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    small.thumbnail((MAX_EDGE_PIXELS, MAX_EDGE_PIXELS), Image.Resampling.LANCZOS)
    turned = picture.getexif().get(ORIENTATION)
    if turned:
        small.info.clear()  # what else was written there may be broken, and turning would write it again
        small.getexif()[ORIENTATION] = turned
        small = ImageOps.exif_transpose(small)
    written = BytesIO()
    small.save(written, "WEBP", quality=WEBP_QUALITY, method=4, exif=b"", icc_profile=None)
    return Thumbnail(written.getvalue(), *small.size, width, height, _perceptual_hash(small))


def _perceptual_hash(picture: Image.Image) -> int:
    """Of each pixel of a tiny grey picture, whether the one right of it is brighter (a difference hash)."""
    grey = picture.convert("L").resize((HASH_COLUMNS, HASH_ROWS), Image.Resampling.LANCZOS).tobytes()
    bits = 0
    for row in range(HASH_ROWS):
        for column in range(HASH_COLUMNS - 1):
            at = row * HASH_COLUMNS + column
            bits = bits << 1 | (grey[at] < grey[at + 1])
    return bits - 2**64 if bits >= 2**63 else bits
