"""Values that break readers: texts, dates, numbers, addresses. Each function takes the generator of random numbers."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

MAX_FLOOD_CHARS = 400_000
REPEATED = (
    "<", ">", "<b>", "<br ", "</", "<!--", "<![CDATA[", "&", "&#", "&amp;", "&#8205;", "/*", "//",
    "\\", '"', "'", "`", "(",
    "[", "{", "}", ",", ";", ":", "-", "–", "/", ".", "…", "_", "@", "#", "|", "*", "+", "~", "?", "!", "=", "%",
    " ", "\t",
    "\n", "\r\n ", " \n", "\u00a0", "\u200b", "\u202e", "\u0301", "ﷺ", "ಕ", "a", "A ", "1", "9", "12:", "1-",
    "1/", "7pm ",
    "http://", "www.", "₹", "Rs ", "Rs. 1", "1,", "from ", "to ", "and ", "every ", "at ", "until ", "Monday ",
    "Mar ", "{{",
    "\\u0000", "\\n", "@ ", "5th ", "by ", "venue: ", "entry ", "free ",
)  # fmt: skip
ODD_TEXTS = (
    "", " ", "\x00", "so\x00so", "\\u0000", "\ud83d", "\udc00x", "a\ud800b", "\u202eegnahc\u202c",
    "\u2066x\u2069", "\ufeff",
    "\u200b\u200d\u2060", "e\u0301" * 300, "z" + "\u0335\u0342" * 400, "👩‍👩‍👧‍👦", "\U000e0041\U000e007f", "ﬁﬂﷺ",
    "İı", "ß",
    "null", "NaN", "undefined", "[object Object]", "true", "-", "<script>alert(1)</script>", "<p", "&#55357;&#56832;",
    "&#0;", "&#x110000;", "&nosuch;", "{{ 7 * 7 }}", "%s%n", "'; drop table x; --", "../../etc/passwd",
    "\u2028\u2029", "\x1b[31m",
)  # fmt: skip
ODD_DATES = (
    "0000-00-00 00:00:00", "0000-00-00", "0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "9999-12-31T23:59:59Z",
    "99991231",
    "99991231T235959", "10000-01-01", "-2026-03-06", "2026-02-30", "2026-13-01", "2026-03-06T24:00:00",
    "2026-03-06T25:61:61",
    "2026-03-06T20:00:00+23:59", "2026-03-06T20:00:00-14:01", "2026-03-06T20:00:00+99:99", "2026-03-06T20:00:00+0530",
    "2026-03-06T20:00:60Z", "2026-03-06T20:00:00.123456789123Z", "2026-W10-5", "2026-065", "20260306T143000Z",
    "2026-03",
    "2026", "6", "1772796600", "1772796600000", "1e400", "31/02/2026", "13/13/2026", "Fri, 31 Feb 2026 99:99:99 +9999",
    "Fri, 06 Mar 2026 20:00:00 XYZ", "6 March 2026, 8pm to 7pm", "every day until 2100", "tomorrow",
    "८ मार्च २०२६", "P1D",
    "2026-03-06/2026-03-01", "2026-03-06T20:00:00[Asia/Kolkata]", "{2026-03-06}", "2026-03-06 to 2099-01-01",
)  # fmt: skip
DIGITS = "@digits"
"""Stands for a number of 5,000 digits, which Python itself does not write."""
ODD_NUMBERS: tuple[Any, ...] = (
    0, -1, -0.0, 0.1, 1e308, -1e308, 1e-320, float("nan"), float("inf"), float("-inf"), 2**31, 2**63, 2**64,
    10**30, 10**400,
    181, 90.0001, True, DIGITS,
)  # fmt: skip
ODD_ADDRESSES = (
    "http://[event-url]/x", "http://[::1", "http://", "https:///x", "//x", "/", "?", "#", "http://a b/",
    "http://\u202ea.example/",
    "http://xn--.example/", "http://" + "a" * 300 + ".example/", "http://a.example:99999/", "http://a.example:x/",
    "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://a.example/", "http://127.0.0.1:1/",
    "mailto:a@b",
    "http://user:pass@a.example/", "http://ಕ.example/ಕ?ಕ=ಕ#ಕ", "HTTP://A.EXAMPLE/%00", "http://a.example/\ud800",
    "http://a.example/%zz",
)  # fmt: skip


def flood(rng: Random) -> str:
    """One delimiter 10 to 100,000 times, sometimes two in turn, sometimes with an end that nothing matches."""
    piece = "".join(rng.choices(REPEATED, k=rng.choice((1, 1, 1, 2))))
    many = piece * min(10 ** rng.choice((1, 2, 2, 3, 3, 4, 5)), MAX_FLOOD_CHARS // len(piece))
    return many + rng.choice(("", "", "x", "\n", "!"))


def crowd(rng: Random) -> str:
    """Dates, times or amounts by the hundred."""
    count = rng.choice((20, 100, 399, 401, 1000))
    forms: tuple[Callable[[int], str], ...] = (
        lambda n: f"{n % 28 + 1} March 2026, ", lambda n: f"2026-{n % 12 + 1:02}-{n % 28 + 1:02} ",
        lambda n: f"{n % 12 + 1}:{n % 60:02} pm - ", lambda n: f"₹{n * 100}/- ", lambda n: f"{n}/3/26 & ",
        lambda n: f"every {('Mon', 'Tue', 'Fri')[n % 3]}day at {n % 12 + 1}, ", lambda n: f"http://a.example/{n} ",
    )  # fmt: skip
    made = rng.choice(forms)
    return "".join(made(n) for n in range(count))


def text(rng: Random, before: str = "") -> str:
    """A hostile text; often with a part of what stood there around it."""
    cut = rng.randint(0, len(before))
    odd: str = rng.choice((flood, crowd, _odd, _odd, date, address))(rng)
    return rng.choice((odd, before[:cut] + odd + before[cut:], before + odd, odd + before))


def date(rng: Random) -> str:
    """A date as sites get it wrong."""
    return rng.choice(ODD_DATES)


def address(rng: Random) -> str:
    """An address that is none, or a very long one."""
    return rng.choice((*ODD_ADDRESSES, "https://a.example/?" + "k=v&" * rng.choice((100, 1_000, 10_000))))


def number(rng: Random) -> Any:
    """A number that some type or column does not take."""
    return rng.choice(ODD_NUMBERS)


def scalar(rng: Random, before: Any = "") -> Any:
    """Anything but a list or an object."""
    chosen = rng.choice(("text", "text", "text", "date", "address", "number", "nothing"))
    if chosen == "text":
        return text(rng, before if isinstance(before, str) else "")
    makers: dict[str, Callable[[Random], Any]] = {
        "date": date, "address": address, "number": number, "nothing": lambda _: None,
    }  # fmt: skip
    return makers[chosen](rng)


def _odd(rng: Random) -> str:
    return rng.choice(ODD_TEXTS)
