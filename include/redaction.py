"""Nothing that we write down shows a secret: not a table, not a log, not an error that a person reads.

A `Redactor` masks the secrets that it is given, in every form in which a site or a library gives them back. What goes
into errors and logs passes `redact_text`, which knows all secrets of this process: those that were resolved for a
source, and those in its environment.
"""

from __future__ import annotations

import base64
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

from include.escapes import Span, layers

MASK = "(secret)"
MIN_SECRET_CHARS = 8
"""A shorter secret could not be masked without masking ordinary words, so none is accepted."""
MIN_SEGMENT_CHARS = 16
"""A segment of a secret address that is as long as this is taken for a secret of its own."""

_NAMES = (
    r"(?:api|app|access|auth|client|consumer|private|secret)?[-_]?"
    r"(?:key|token|secret|password|passwd|pwd|appid|sig|signature|proof)"
)
_IN_QUERY = re.compile(rf"(?i)([?&;](?:[\w.-]{{0,40}}[-_.])?{_NAMES}=)(?!\(secret\))[^&\s'\"<>#;)]{{1,4000}}")
_USERINFO = re.compile(r"(?i)\b([a-z][a-z0-9+.-]{1,20}://)[^/\s:@'\"]{0,200}:[^/\s@'\"]{1,500}@")
_SECRET_NAME = re.compile(r"(?i)(?:^|_)(?:password|passwd|secret|secrets|token|tokens|key|credentials)$|^JATRE_SECRET_")

_known: set[str] = set()

Value = TypeVar("Value")


class Redactor:
    """Masks `secrets` wherever they appear: as they are, escaped in whatever way, in base64 or in hex."""

    def __init__(self, secrets: Iterable[str]) -> None:
        forms = sorted({form for one in secrets for form in _forms(one)}, key=lambda form: (-len(form), form))
        self._forms = re.compile(b"|".join(map(re.escape, forms))) if forms else None

    def text(self, value: str) -> str:
        """`value` with each secret masked."""
        return self.body(value.encode("utf-8", "surrogatepass")).decode("utf-8", "surrogatepass")

    def body(self, value: bytes) -> bytes:
        """The same for what a site sent, in whatever encoding."""
        if self._forms is None:
            return value
        plain = _masked(value, [found.span() for found in self._forms.finditer(value)])
        beneath = islice(layers(plain), 1, None)
        found = (one.written([hit.span() for hit in self._forms.finditer(one.data)]) for one in beneath)
        return _masked(plain, [span for spans in found for span in spans])

    def document(self, value: Value) -> Value:
        """The same for JSON: every text in it, keys too."""
        return _each_text(value, self.text) if self._forms else value


def _masked(value: bytes, spans: Sequence[Span]) -> bytes:
    if not spans:
        return value
    parts: list[bytes] = []
    done = 0
    for start, end in sorted(spans):
        if start >= done:
            wide = len(value[start + 1 : end]) - len(value[start + 1 : end].lstrip(b"\0"))
            # in UTF-16 and UTF-32 the mask has their width, so that the rest can still be read
            parts += [value[done:start], bytes(wide).join(bytes([one]) for one in MASK.encode())]
        done = max(done, end)
    return b"".join([*parts, value[done:]])


def remember(secrets: Iterable[str]) -> None:
    """Mask these, too, in every later error and log of this process."""
    _known.update(one for one in secrets if len(one) >= MIN_SECRET_CHARS)


def redact_text(text: str) -> str:
    """`text` for people: without any secret of this process, without credentials in addresses."""
    masked = _redactor(frozenset(_known | _in_environment())).text(text)
    return _IN_QUERY.sub(rf"\1{MASK}", _USERINFO.sub(rf"\1{MASK}@", masked))


def redact_error(error: BaseException) -> None:
    """Mask secrets in an error and in all that it was caused by, in place: its type and its numbers stay."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        waiting += [one.__cause__, one.__context__, *(arg for arg in one.args if isinstance(arg, BaseException))]
        # requests and urllib3 keep another error and the request; both show addresses
        waiting += [reason for name in ("reason", "orig") if isinstance(reason := getattr(one, name, None), Exception)]
        one.args = tuple(redact_text(arg) if isinstance(arg, str) else arg for arg in one.args)
        for name, value in list(vars(one).items()):
            if isinstance(value, str):
                setattr(one, name, redact_text(value))
        if hasattr(one, "__notes__"):
            one.__notes__ = [redact_text(note) for note in one.__notes__]


@contextmanager
def errors_redacted() -> Iterator[None]:
    """What the block raises goes on its way without secrets."""
    try:
        yield
    except Exception as error:
        redact_error(error)
        raise


def secret_parts(value: str) -> Iterator[str]:
    """A secret, and the parts of it that are secrets when they stand alone: an address appears in pieces, too."""
    yield value
    if "://" not in value:
        return
    parts = urlsplit(value)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    userinfo = parts.netloc.rpartition("@")[0]
    values = [pair.partition("=")[2] for pair in parts.query.split("&")]
    segments = [one for one in parts.path.split("/") if len(one) >= MIN_SEGMENT_CHARS]
    for one in (target, parts.path, userinfo, userinfo.partition(":")[2], *values, *segments):
        yield from {one, unquote(one)}


def _forms(secret: str) -> Iterator[bytes]:
    """What is looked for beneath the escapes of a text. The secret may hold what looks like an escape itself."""
    for one in secret_parts(secret):
        if len(one) >= MIN_SECRET_CHARS:
            yield from (layer.data for layer in layers(one.encode()) if len(layer.data) >= MIN_SECRET_CHARS)
            yield one.replace(" ", "+").encode()  # in a query
            yield one.encode().hex().encode()
            yield one.encode().hex().upper().encode()
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                yield one.encode(encoding).replace(b"\0", b"")
                yield from _in_base64(one.encode(encoding))


def _in_base64(value: bytes) -> Iterator[bytes]:
    """The base64 of `value` wherever it begins in what is encoded, without the letters that its neighbours share."""
    yield base64.b64encode(value)
    yield base64.b64encode(value).rstrip(b"=")
    for shift in range(3):
        coded = base64.b64encode(bytes(shift) + value).rstrip(b"=")
        whole = coded[(0, 2, 3)[shift] : len(coded) - (1 if (shift + len(value)) % 3 else 0)]
        yield whole
        yield whole.replace(b"+", b"-").replace(b"/", b"_")


@lru_cache(maxsize=8)
def _redactor(secrets: frozenset[str]) -> Redactor:
    return Redactor(secrets)


def _in_environment() -> set[str]:
    """Values of this process's environment that are secrets by their names, and the credentials of its addresses."""
    found: set[str] = set()
    for name, value in os.environ.items():
        if _SECRET_NAME.search(name):
            found |= _leaves(value)
        elif "://" in value and "@" in value:
            found.add(unquote(urlsplit(value).netloc.rpartition("@")[0].partition(":")[2]))
    return {one for one in found if len(one) >= MIN_SECRET_CHARS}


def _leaves(value: str) -> set[str]:
    """The texts in a JSON object of secrets; else the value itself."""
    try:
        document = json.loads(value) if value.startswith("{") else value
    except ValueError:
        return {value}
    return {str(one) for one in document.values()} if isinstance(document, dict) else {value}


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_each_text(one, change) for one in value]
    if isinstance(value, dict):
        return {_each_text(key, change): _each_text(one, change) for key, one in value.items()}
    return value
