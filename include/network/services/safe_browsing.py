"""Google Safe Browsing by HTTP: version 5 is told the first four bytes of hashes, version 4 whole addresses.

The key goes in a header, so that no address, error or log holds it. A run of questions has few seconds in all; what is
not answered within them is unknown.
"""

from __future__ import annotations

import time
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
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
_MESSAGES = """
name: "safe_browsing_v5.proto" package: "v5" syntax: "proto3"
message_type {
  name: "Duration"
  field { name: "seconds" number: 1 type: TYPE_INT64 label: LABEL_OPTIONAL }
}
message_type {
  name: "FullHashDetail"
  field { name: "threat_type" number: 1 type: TYPE_INT32 label: LABEL_OPTIONAL }
  field { name: "attributes" number: 2 type: TYPE_INT32 label: LABEL_REPEATED }
}
message_type {
  name: "FullHash"
  field { name: "full_hash" number: 1 type: TYPE_BYTES label: LABEL_OPTIONAL }
  field { name: "details" number: 2 type: TYPE_MESSAGE label: LABEL_REPEATED type_name: ".v5.FullHashDetail" }
}
message_type {
  name: "SearchHashesResponse"
  field { name: "full_hashes" number: 1 type: TYPE_MESSAGE label: LABEL_REPEATED type_name: ".v5.FullHash" }
  field { name: "cache_duration" number: 2 type: TYPE_MESSAGE label: LABEL_OPTIONAL type_name: ".v5.Duration" }
}
"""
"""What is read of version 5's messages; the fields that are not described are passed over."""
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
        except ValueError as error:
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
    """The listed hashes; a threat that is restricted to some uses counts for nothing. Raises: ValueError."""
    from google.protobuf.message import DecodeError  # type: ignore[import-untyped] # noqa: PLC0415

    answer = _answer_class()()
    try:
        answer.ParseFromString(body)
    except DecodeError as error:
        raise ValueError("no message of protocol buffers") from error
    threats = {
        one.full_hash: THREATS[detail.threat_type]
        for one in answer.full_hashes
        if len(one.full_hash) == HASH_BYTES
        for detail in reversed(one.details)  # so that the first one stands
        if detail.threat_type in THREATS and not detail.attributes
    }
    return HashAnswer(threats, _bounded(float(answer.cache_duration.seconds)))


@lru_cache(maxsize=1)
def _answer_class() -> Any:
    # only where a list is asked: protocol buffers are nobody else's
    from google.protobuf import (  # type: ignore[import-untyped] # noqa: PLC0415
        descriptor_pb2,
        descriptor_pool,
        message_factory,
        text_format,
    )  # fmt: skip

    pool = descriptor_pool.DescriptorPool()
    pool.Add(text_format.Parse(_MESSAGES, descriptor_pb2.FileDescriptorProto()))
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("v5.SearchHashesResponse"))
