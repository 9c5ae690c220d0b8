"""Texts as nobody friendly would send them, and what of them no file and no page may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

HOSTILE = (
    '=HYPERLINK("https://evil.example")\r\nEND:VEVENT\r\nUID:evil ]]> </script><script>alert(1)</script> &amp; '
    "\u202egnp.exe\u202c \x07\x1b[31m \u2028 \ufffe 🎪👩‍👩‍👧 ಜಾತ್ರೆ <![CDATA[ ; , \\n \\"
)
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2028\ufffe]")


def texts(value: Any) -> Iterator[str]:
    """Every string in what was read from JSON, as it is: written as JSON or by Python, what is invisible is escaped."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield name
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
