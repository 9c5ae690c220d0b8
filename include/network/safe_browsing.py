"""Google Safe Browsing by HTTP: version 5 is told the first four bytes of hashes, version 4 whole addresses.

The key goes in a header, so that no address, error or log holds it. A run of questions has few seconds in all; what is
not answered within them is unknown.
"""

from __future__ import annotations

import time
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from include.errors import ConfigurationError, UnreadablePayload
from include.network.addresses import Allowance, keep_key_private
from include.network.http import HttpClient
from include.settings import settings

REQUESTS_AN_HOUR = 600
PREFIX_BYTES = 4
HASH_BYTES = 32
MAX_ASKED = 100
"""Prefixes or addresses in one request."""
MAX_SECONDS = 86_400
"""For which an answer holds at most, whatever it says."""
THREATS = {
    1: "malware", 2: "social engineering", 3: "unwanted software", 4: "potentially harmful application",
}  # fmt: skip
_FIXED = {1: 8, 5: 4}
"""Bytes of the kinds of fields whose length is not written."""
_NAMES = {name.upper().replace(" ", "_"): name for name in THREATS.values()}


@dataclass(frozen=True)
class ThreatAnswer:
    """What is known of a hash or an address, and for how many seconds."""

    threat: str
    seconds: float


@dataclass(frozen=True)
class HashAnswer:
    """The full hashes that begin with the prefixes of a question, and the seconds for which that holds of all."""

    threats: dict[bytes, str]
    seconds: float


class _Entry(BaseModel):
    url: str


class _Match(BaseModel):
    threatType: str  # noqa: N815 - as it is sent
    threat: _Entry
    cacheDuration: str = "300s"  # noqa: N815 - as it is sent


class _Matches(BaseModel):
    matches: list[_Match] = Field(default=[], max_length=10_000)


class SafeBrowsingClient:
    """The list of the settings, for one run of questions that takes `seconds` in all.

    Raises: ConfigurationError where the settings name no key, or no address to send one to.
    """

    def __init__(self, seconds: float) -> None:
        self._url = settings().safe_browsing_url.rstrip("/")
        key = settings().safe_browsing_key.get_secret_value()
        if not key:
            raise ConfigurationError("JATRE_SAFE_BROWSING_KEY: Safe Browsing wants a key")
        allow = Allowance.read(settings().fetch_allow).naming(self._url, "JATRE_SAFE_BROWSING_URL")
        keep_key_private(self._url, "JATRE_SAFE_BROWSING_URL")
        self._headers = {"X-Goog-Api-Key": key}
        self._client = HttpClient(REQUESTS_AN_HOUR, retries=0, allow=allow)
        self._client.ends = time.monotonic() + seconds

    def search(self, prefixes: Sequence[bytes]) -> HashAnswer:
        """Version 5: the listed hashes that begin with one of at most MAX_ASKED prefixes. Raises: as `HttpClient`."""
        asked = {"hashPrefixes": [b64encode(one).decode() for one in prefixes]}
        answer = self._client.get(f"{self._url}/v5/hashes:search", headers=self._headers, params=asked)
        try:
            return _hash_answer(answer.body)
        except (IndexError, ValueError) as error:
            raise UnreadablePayload("Safe Browsing's answer cannot be read") from error

    def find(self, urls: Sequence[str]) -> dict[str, ThreatAnswer]:
        """Version 4: those of at most MAX_ASKED addresses that are listed. Raises: as `HttpClient`."""
        info: dict[str, Any] = {
            "threatTypes": [*_NAMES], "platformTypes": ["ANY_PLATFORM"], "threatEntryTypes": ["URL"],
            "threatEntries": [{"url": one} for one in urls],
        }  # fmt: skip
        document = {"client": {"clientId": "jatre", "clientVersion": "1"}, "threatInfo": info}
        answer = self._client.post(f"{self._url}/v4/threatMatches:find", document, headers=self._headers)
        try:
            found = _Matches.model_validate_json(answer.body).matches
            return {
                one.threat.url: ThreatAnswer(
                    _NAMES[one.threatType], _bounded(float(one.cacheDuration.removesuffix("s")))
                )
                for one in found
                if one.threatType in _NAMES
            }
        except (ValidationError, ValueError) as error:
            raise UnreadablePayload("Safe Browsing's answer cannot be read") from error


def _bounded(seconds: float) -> float:
    return min(max(seconds, 0.0), float(MAX_SECONDS))


def _hash_answer(body: bytes) -> HashAnswer:
    """SearchHashesResponse: 1 full hashes, 2 how long they hold. Unknown fields and threats are passed over."""
    threats, seconds = dict[bytes, str](), 0.0
    for number, value in _fields(body):
        if number == 1 and isinstance(value, bytes):
            digest, threat = _full_hash(value)
            if threat and len(digest) == HASH_BYTES:
                threats[digest] = threat
        elif number == 2 and isinstance(value, bytes):
            seconds = float(next((part for at, part in _fields(value) if at == 1 and isinstance(part, int)), 0))
    return HashAnswer(threats, _bounded(seconds))


def _full_hash(message: bytes) -> tuple[bytes, str | None]:
    """FullHash: 1 the hash, 2 details, each 1 a threat and 2 what restricts it; a restricted one counts for nothing."""
    digest, threat = b"", None
    for number, value in _fields(message):
        if number == 1 and isinstance(value, bytes):
            digest = value
        elif number == 2 and isinstance(value, bytes):
            detail = dict(_fields(value))
            named = detail.get(1)
            threat = threat or (THREATS.get(named) if isinstance(named, int) and 2 not in detail else None)
    return digest, threat


def _fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """The fields of a message of protocol buffers. Raises: IndexError, ValueError where it is none."""
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        kind = tag & 7
        if kind == 0:
            value, at = _varint(message, at)
            yield tag >> 3, value
            continue
        length, at = _varint(message, at) if kind == 2 else (_FIXED.get(kind, -1), at)
        if length < 0 or at + length > len(message):
            raise ValueError("no message of protocol buffers")
        yield tag >> 3, message[at : at + length]
        at += length


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(10):
        byte = message[at + place]
        value |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            return value, at + place + 1
    raise ValueError("no number of protocol buffers")
