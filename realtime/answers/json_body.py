"""A JSON answer as it is sent: its bytes, their compressed form and its tag are made when first needed, and once."""

from __future__ import annotations

import gzip
import hashlib
import sys
from functools import cached_property

GZIP_LEVEL = 5
MIN_GZIP_BYTES = 1_000
"""Shorter answers are not compressed."""
_FORMS = 3
"""Text, its bytes, and the compressed form with what Python adds."""


class JsonBody:
    """JSON text with a weak tag of `tagged`: the text without what moves by itself, such as a window."""

    def __init__(self, text: str, tagged: str) -> None:
        self._text = text
        self._tagged = tagged

    @cached_property
    def plain(self) -> bytes:
        """The bytes."""
        return self._text.encode()

    @cached_property
    def gzipped(self) -> bytes:
        """The same, compressed; alike each time."""
        return gzip.compress(self.plain, GZIP_LEVEL, mtime=0)

    @cached_property
    def tag(self) -> str:
        """The value of `ETag`."""
        return f'W/"{hashlib.blake2b(self._tagged.encode(), digest_size=12).hexdigest()}"'

    @property
    def size(self) -> int:
        """About the bytes of memory that it takes with all its forms."""
        # by the string itself: a single character outside of Latin-1 makes each of them two or four bytes
        return _FORMS * sys.getsizeof(self._text) + sys.getsizeof(self._tagged)
