"""What a text stands for beneath its escapes: percent-encoding, HTML, JSON, folded lines, wide characters.

Sites and libraries escape what they give back, often twice and in one place otherwise than in the next. Instead of
listing every way to write a value, the text is unescaped layer by layer; what is found in a layer is traced back.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

MAX_LAYERS = 5
"""Escapes within escapes that are looked through."""

_ESCAPE = re.compile(
    rb"%[0-9a-f]{2}|&#[0-9]{1,8};?|&#x[0-9a-f]{1,8};?|&[a-z][a-z0-9]{1,30};"
    rb"|\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\[bfnrt]|\\[!-/:-@\[-`{-~]"
    rb"|=\r?\n|\r\n[ \t]?|\n[ \t]?",
    re.IGNORECASE,
)
_WIDE = re.compile(rb"\x00{1,64}")
"""What UTF-16 and UTF-32 have between the letters of ASCII; bounded, since what was found is remembered."""

Span = tuple[int, int]


@dataclass(frozen=True)
class Layer:
    """A text as bytes (UTF-8, if it was text), and the layer above, without whose `escape`s it is."""

    data: bytes
    escape: re.Pattern[bytes] = _ESCAPE
    above: Layer | None = None

    def written(self, spans: Sequence[Span]) -> list[Span]:
        """What parts of the text as it was written stand for these of `data`; none is empty."""
        if self.above is None or not spans:
            return list(spans)
        places = self._places(sorted({place for start, end in spans for place in (start, end - 1)}))
        return self.above.written([(places[start][0], places[end - 1][1]) for start, end in spans])

    def _places(self, wanted: Sequence[int]) -> dict[int, Span]:
        """Where these bytes stand in the layer above, by one pass over it: they are few, and escapes are many."""
        places: dict[int, Span] = {}
        length = 0
        for start, end, value in self._pieces():
            while len(places) < len(wanted) and wanted[len(places)] < length + len(value):
                offset = wanted[len(places)] - length
                plain = end - start == len(value)
                places[length + offset] = (start + offset, start + offset + 1) if plain else (start, end)
            length += len(value)
        return places

    def _pieces(self) -> Iterator[tuple[int, int, bytes]]:
        """Texts and escapes of the layer above in turn: where each stands, and what it stands for."""
        assert self.above is not None
        data, begin = self.above.data, 0
        for found in self.escape.finditer(data):
            yield begin, found.start(), data[begin : found.start()]
            yield found.start(), found.end(), _value(found)
            begin = found.end()
        yield begin, len(data), data[begin:]


def layers(written: bytes) -> Iterator[Layer]:
    """`written` as it is, and with one layer of escapes after the other taken away, until there is none."""
    layer = Layer(written)
    yield layer
    if b"\0" in written:
        layer = Layer(written.replace(b"\0", b""), _WIDE, layer)
        yield layer
    for _ in range(MAX_LAYERS):
        data = _ESCAPE.sub(_value, layer.data)
        if data == layer.data:
            return
        layer = Layer(data, _ESCAPE, layer)
        yield layer


def _value(found: re.Match[bytes]) -> bytes:
    return _meaning(found[0])


@lru_cache(maxsize=4096)
def _meaning(escape: bytes) -> bytes:
    """What one escape stands for; a fold and a NUL stand for nothing."""
    sign = escape[:1]
    if sign == b"%":
        return bytes.fromhex(escape[1:].decode())
    if sign == b"&":
        return html.unescape(escape.decode()).encode("utf-8", "surrogatepass")
    if sign != b"\\":
        return b""
    kind = escape[1:2].lower()
    if kind == b"x":
        return chr(int(escape[2:], 16)).encode()
    if kind in b"bfnrtu":
        text: str = json.loads(b'"%b"' % escape.lower())
        return text.encode("utf-8", "surrogatepass")
    return escape[1:]
