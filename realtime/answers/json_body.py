"""A JSON answer as it is sent: its bytes, their compressed forms and its tag are made when first needed, and once."""

from __future__ import annotations

import hashlib
import sys
from functools import cached_property

from realtime.answers.compression import LARGE_BYTES, MIN_COMPRESSED_BYTES, Encoding, compressed

_FORMS = 3
"""Text, its bytes, and the two compressed forms with what Python adds."""


class JsonBody:
    """JSON text with a weak tag of `tagged`: the text without what moves by itself, such as a window."""

    def __init__(self, text: str, tagged: str) -> None:
        self._text = text
        self._tagged = tagged
        self._compressed: dict[Encoding, bytes] = {}

    @cached_property
    def plain(self) -> bytes:
        """The bytes."""
        return self._text.encode()

    @property
    def is_large(self) -> bool:
        """Whether others should not wait while it is compressed."""
        return len(self.plain) >= LARGE_BYTES

    def compressed(self, encoding: Encoding) -> bytes | None:
        """The bytes in an encoding; None where there are too few."""
        if len(self.plain) < MIN_COMPRESSED_BYTES:
            return None
        if encoding not in self._compressed:
            self._compressed[encoding] = compressed(self.plain, encoding)
        return self._compressed[encoding]

    @cached_property
    def tag(self) -> str:
        """The value of `ETag`."""
        return f'W/"{hashlib.blake2b(self._tagged.encode(), digest_size=12).hexdigest()}"'

    @property
    def size(self) -> int:
        """About the bytes of memory that it takes with all its forms."""
        # by the string itself: a single character outside of Latin-1 makes each of them two or four bytes
        tagged = 0 if self._tagged is self._text else sys.getsizeof(self._tagged)
        return _FORMS * sys.getsizeof(self._text) + tagged
