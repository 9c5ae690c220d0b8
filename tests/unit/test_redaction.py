"""A secret is masked in every form in which it comes back."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Callable
from typing import ClassVar
from urllib.parse import quote, quote_plus

import pytest
import requests

from include.errors import ConfigurationError, RateLimited
from include.redaction import MASK, Redactor, errors_redacted, redact_text, remember
from include.sources.configuration import secrets

SECRET = "p&ss/wörd <7> =+%'\"\\x"


def _escaped_signs(written: str) -> str:
    return "".join(one if one.isalnum() else written.format(ord(one)) for one in SECRET)


FORMS = {
    "as it is": SECRET,
    "in an address": quote(SECRET),
    "in a query": quote_plus(SECRET),
    "with small hex": re.sub("%..", lambda found: found[0].lower(), quote(SECRET, safe="")),
    "in JSON": json.dumps(SECRET)[1:-1],
    "in JSON, not ASCII": json.dumps(SECRET, ensure_ascii=False)[1:-1],
    "in a page": html.escape(SECRET),
    "as Python shows it": repr(SECRET)[1:-1],
    "in base64": base64.b64encode(SECRET.encode()).decode(),
    "in hex": SECRET.encode().hex(),
    "in large hex": SECRET.encode().hex().upper(),
    "in an address within an address": quote(quote(SECRET, safe=""), safe=""),
    "in a page, by numbers": _escaped_signs("&#{:d};"),
    "in a page, by hex numbers": _escaped_signs("&#x{:X};"),
    "in JSON, signs escaped": _escaped_signs("\\u{:04x}"),
}


@pytest.mark.parametrize("form", list(FORMS.values()), ids=list(FORMS))
def test_every_form_is_masked(form: str) -> None:
    assert Redactor([SECRET]).text(f"before {form} after") == f"before {MASK} after"
    assert Redactor([SECRET]).body(f"<{form}>".encode()) == f"<{MASK}>".encode()


def _each(written: str) -> str:
    return "".join(written.format(ord(one)) for one in SECRET)


def _by_turns(*ways: Callable[[str], str]) -> str:
    return "".join(ways[n % len(ways)](one) for n, one in enumerate(SECRET))


def _folded(text: str, by: str) -> str:
    return by.join(text[n : n + 9] for n in range(0, len(text), 9))


MIXED = {
    "all by percent": "".join(f"%{byte:02X}" for byte in SECRET.encode()),
    "three times by percent": quote(quote(quote(SECRET, safe=""), safe=""), safe=""),
    "all by numbers": _each("&#{:d};"),
    "all by numbers with zeros": _each("&#x{:06x};"),
    "all by numbers, and escaped": html.escape(_each("&#{:d};")),
    "all in JSON": _each("\\u{:04x}"),
    "all in JSON in JSON": json.dumps(_each("\\u{:04x}"))[1:-1],
    "each otherwise": _by_turns(str, html.escape, lambda one: quote(one, safe=""), lambda one: json.dumps(one)[1:-1]),
    "a query in a page in JSON": json.dumps(html.escape(quote_plus(SECRET)))[1:-1],
    "folded in a calendar": _folded(SECRET, "\r\n "),
    "broken in a mail": _folded(SECRET, "=\n"),
    "base64 in lines": _folded(base64.b64encode(SECRET.encode()).decode().rstrip("="), "\r\n"),
    "base64 in lines in JSON": json.dumps(_folded(base64.b64encode(SECRET.encode()).decode().rstrip("="), "\n"))[1:-1],
    "base64 of UTF-16": base64.b64encode(SECRET.encode("utf-16-le")).decode(),
}


@pytest.mark.parametrize("form", list(MIXED.values()), ids=list(MIXED))
def test_escapes_are_looked_through_and_what_is_around_stays(form: str) -> None:
    assert Redactor([SECRET]).text(f"50%\r\n&amp; {form}\r\nEND") == f"50%\r\n&amp; {MASK}\r\nEND"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("form", [SECRET, MIXED["each otherwise"], base64.b64encode(SECRET.encode()).decode()])
def test_wide_bodies_are_masked_and_can_still_be_read(encoding: str, form: str) -> None:
    body = f"ಜಾತ್ರೆ: {form}; ಜಾತ್ರೆ".encode(encoding)

    assert Redactor([SECRET]).body(body).decode(encoding) == f"ಜಾತ್ರೆ: {MASK}; ಜಾತ್ರೆ"


def test_bytes_that_are_no_text_stay_as_they_are() -> None:
    body = bytes(range(256)) * 3

    assert Redactor([SECRET]).body(body) == body
    assert Redactor([SECRET]).body(body + SECRET.encode() + body) == body + MASK.encode() + body


@pytest.mark.parametrize("user", ["", "a", "ab", "abc", "meena"])
def test_it_is_masked_in_a_basic_login(user: str) -> None:
    login = base64.b64encode(f"{user}:marked-0f3a9c!".encode()).decode()

    shown = Redactor(["marked-0f3a9c!"]).text(f"Basic {login}")

    assert MASK in shown
    assert len(shown) < len("Basic ") + len(MASK) + 12, "no more than the user and an edge is left"


def test_a_secret_address_is_masked_in_pieces() -> None:
    redactor = Redactor(
        ["https://u:marked-pass@calendar.example/ical/private-0123456789abcdef/basic.ics?key=marked-key"]
    )

    masked = redactor.text("GET /ical/private-0123456789abcdef/basic.ics?key=marked-key as marked-pass; marked-key")

    assert "marked" not in masked
    assert "private-0123456789abcdef" not in masked


def test_documents_are_masked_to_their_keys() -> None:
    shown = Redactor(["marked-0f3a9c"]).document({"a": ["x marked-0f3a9c"], "marked-0f3a9c": {"n": 1}})

    assert shown == {"a": [f"x {MASK}"], MASK: {"n": 1}}


@pytest.mark.parametrize(
    "text",
    [
        "https://a.test/x?api_key=marked-1&page=2",
        "https://a.test/x?page=2&X-Amz-Signature=marked-1",
        "could not connect to postgresql://jatre:marked-1@127.0.0.1/jatre",
        "https://u:marked-1@a.test/",
    ],
)
def test_an_address_in_an_error_shows_no_credentials(text: str) -> None:
    once = redact_text(text)

    assert "marked" not in once
    assert redact_text(once) == once


def test_the_environment_s_secrets_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_SERVICE_TOKEN", "marked-token")
    monkeypatch.setenv("JATRE_WEBHOOK_SECRETS", '{"office": "marked-webhook"}')
    monkeypatch.setenv("JATRE_PIPELINE_URL", "postgresql://jatre:marked-database@127.0.0.1/jatre")

    assert "marked" not in redact_text("marked-token, marked-webhook, marked-database")


def test_an_error_keeps_its_type_and_numbers_and_loses_its_secrets() -> None:
    remember(["marked-0f3a9c"])

    def fetch() -> None:
        try:
            raise requests.ConnectionError(OSError("no route to /x?k=marked-0f3a9c"))
        except requests.ConnectionError as cause:
            raise RateLimited(f"https://a.test/?k=marked-0f3a9c: {cause}", retry_after=7) from cause

    with pytest.raises(RateLimited) as raised, errors_redacted():
        fetch()

    assert raised.value.retry_after == 7
    assert "marked" not in f"{raised.value} {raised.value.__cause__} {raised.value.__cause__!r}"


class TestSecretsOfSources:
    CONFIG: ClassVar[dict[str, object]] = {
        "url": "https://a.test/",
        "headers": {"Authorization": {"$secret": "MY_TOKEN", "prefix": "Bearer "}},
    }

    def test_the_value_comes_from_whoever_knows_it_first(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("JATRE_SECRET_MY_TOKEN", "from-the-environment")

        there, values = secrets.opened(self.CONFIG, lambda name: {"MY_TOKEN": "from-airflow"}.get(name))
        elsewhere, _ = secrets.opened(self.CONFIG, lambda _: None)

        assert (there["headers"]["Authorization"], values) == ("Bearer from-airflow", ["from-airflow"])
        assert elsewhere["headers"]["Authorization"] == "Bearer from-the-environment"

    @pytest.mark.parametrize(
        ("config", "message"),
        [
            (CONFIG, "JATRE_SECRET_MY_TOKEN"),
            ({"key": {"$secret": "lower"}}, "capitals"),
            ({"key": {"$secret": "A_KEY", "value": "x"}}, "prefix"),
            ({"key": {"$secret": "A_KEY", "prefix": "marked secret "}}, "prefix"),
        ],
    )
    def test_what_is_wrong_is_reported(self, config: dict[str, object], message: str) -> None:
        with pytest.raises(ConfigurationError, match=message):
            secrets.opened(config)

    def test_a_secret_too_short_to_be_masked_is_refused(self) -> None:
        with pytest.raises(ConfigurationError, match="shorter than 8"):
            secrets.opened(self.CONFIG, lambda _: "short")
