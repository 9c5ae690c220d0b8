"""A language model behind an endpoint of chat completions (OpenAI's, which others follow), over the guarded client.

It is asked at most so many times and for so many tokens as its caller allows; what its owner named may stand in our own
network. A redirect is a refusal, as for every question that is posted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from pydantic import BaseModel, Field, ValidationError

from include.errors import ConfigurationError, RateLimited, UnreadablePayload
from include.network.addresses import Allowance, keep_key_private
from include.network.http import HttpClient
from include.settings import settings

REQUESTS_AN_HOUR = 600
USED_UP = "the language model has had what it may be asked"
MAX_CONTENT_CHARS = 10_000
"""Of one answer."""
MAX_STATED_TOKENS = 10_000_000
"""Of one answer; what states more states no cost."""


class _Message(BaseModel):
    content: str = Field(max_length=MAX_CONTENT_CHARS)


class _Choice(BaseModel):
    message: _Message


class _Usage(BaseModel):
    total_tokens: int = Field(default=0, ge=0, le=MAX_STATED_TOKENS)


class _Billed(BaseModel):
    usage: _Usage | None = None


class _Completion(_Billed):
    choices: list[_Choice] = Field(min_length=1, max_length=1)


class Spending(Protocol):
    """How many more requests and tokens may be spent."""

    def take(self) -> None:
        """One request. Raises: RateLimited when there is none, or no token, left."""

    def spend(self, tokens: int) -> None:
        """So many tokens have been read and written."""


@dataclass
class ModelAllowance:
    """That of one run; a model that states no tokens is held to its requests."""

    requests: int
    tokens: int

    def take(self) -> None:
        """One request. Raises: RateLimited when there is none, or no token, left."""
        if self.requests < 1 or self.tokens < 1:
            raise RateLimited(USED_UP)
        self.requests -= 1

    def spend(self, tokens: int) -> None:
        """So many tokens have been read and written."""
        self.tokens -= tokens


@dataclass
class LanguageModel:
    """The model of the settings. `key` is sent as a bearer token, where there is one.

    Raises: ConfigurationError where the settings name no model, or no address of one.
    """

    key: str | None
    allowance: Spending
    client: HttpClient = field(init=False)

    def __post_init__(self) -> None:
        self.name, self.url = settings().language_model, settings().language_model_url.rstrip("/")
        if not self.name:
            raise ConfigurationError("JATRE_LANGUAGE_MODEL names no model")
        # it may stand in our own network, and on any port
        allow = Allowance.read(settings().fetch_allow).naming(self.url, "JATRE_LANGUAGE_MODEL_URL")
        if self.key:
            keep_key_private(self.url, "JATRE_LANGUAGE_MODEL_URL")
        self.client = HttpClient(REQUESTS_AN_HOUR, retries=0, allow=allow)

    def ask(self, request: dict[str, Any]) -> str:
        """What the model writes. Raises: RateLimited beyond the allowance, else as `HttpClient.post`."""
        self.allowance.take()
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        answer = self.client.post(f"{self.url}/chat/completions", request, headers=headers)
        self.allowance.spend(_cost(answer.body))
        try:
            read = _Completion.model_validate_json(answer.body)
        except ValidationError as error:
            raise UnreadablePayload("the answer is none of a chat completion") from error
        return read.choices[0].message.content


def _cost(body: bytes) -> int:
    """The tokens that an answer states, also one that is of no use: it is paid for all the same."""
    try:
        usage = _Billed.model_validate_json(body).usage
    except ValidationError:
        return 0
    return usage.total_tokens if usage else 0
