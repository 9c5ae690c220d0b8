"""In which language a page is written: that of a reader's choice, or else of the browser. Events stay as published.

The texts are in `static/texts`, a file for each language, for the scripts read the same (`static/texts.js`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextvars import ContextVar
from pathlib import Path

from starlette.requests import Request

from realtime.answers.preferences import weights
from realtime.pages import assets

DEFAULT = "en"
LANGUAGES: dict[str, Mapping[str, str]] = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "static" / "texts").glob("*.json"))
}
"""The texts of each language by its code (BCP 47)."""
COOKIE = "lang"
COOKIE_SECONDS = 365 * 24 * 3600
VARY = "accept-language, cookie"
_current: ContextVar[str] = ContextVar("language", default=DEFAULT)


def use(request: Request) -> str:
    """Write what follows of this request in the language of its reader; gives its code."""
    code = _asked(request) or _of_browser(request.headers.get("accept-language", ""))
    _current.set(code)
    return code


def current() -> str:
    """The code of the language in use."""
    return _current.get()


def others() -> dict[str, Mapping[str, str]]:
    """The languages to which the page offers to switch: their texts, which name each in itself, by code."""
    return {code: texts for code, texts in LANGUAGES.items() if code != current()}


def text(key: str, **values: object) -> str:
    """A text in the language in use. Raises: KeyError where there is none."""
    found = LANGUAGES[current()][key]
    return found.format(**values) if values else found


def count(key: str, number: int) -> str:
    """A text about so many, by the forms `key_one` and `key_other`."""
    return text(f"{key}_{'one' if number == 1 else 'other'}", count=number)


def words(key: str) -> list[str]:
    """A text that is a list, such as the names of the months."""
    return text(key).split()


def address() -> str:
    """Where the scripts read the texts in use."""
    return f"{assets.ADDRESS}/texts/{current()}.json"


def chosen(request: Request) -> str | None:
    """The cookie that keeps a language that the address asks for (`lang=kn`); None where it asks for none."""
    code = request.query_params.get("lang")
    return f"{COOKIE}={code}; Path=/; Max-Age={COOKIE_SECONDS}; SameSite=Lax" if code in LANGUAGES else None


def _asked(request: Request) -> str | None:
    codes = (request.query_params.get("lang"), request.cookies.get(COOKIE))
    return next((code for code in codes if code in LANGUAGES), None)


def _of_browser(header: str) -> str:
    """The best of `Accept-Language` that there is."""
    ranked = [(weight, code.partition("-")[0]) for code, weight in weights(header).items() if weight]
    known = [one for one in ranked if one[1] in LANGUAGES]
    return max(known, key=lambda one: one[0])[1] if known else DEFAULT
