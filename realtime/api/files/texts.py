"""Foreign texts as files carry them: without control, invisible and direction-changing characters, and bounded.

They were cleaned when they were read; what the database holds is trusted no further than what a site sent.
"""

from __future__ import annotations

import re

from include.untrusted.cleaning import clean_text

MAX_LINE_CHARS = 500
MAX_TEXT_CHARS = 2_000
"""Of a description in a file of many events; the file of one event has all of it."""
_WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


def line(text: str | None, most: int = MAX_LINE_CHARS) -> str:
    """The text on one line of at most so many characters; empty for None."""
    return cut(" ".join(clean_text(text or "").split()), most)


def paragraphs(text: str | None, most: int = MAX_TEXT_CHARS) -> str:
    """The text with its line breaks, which are `\\n`, and at most so many characters; empty for None."""
    unbroken = clean_text(text or "").replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return cut(unbroken.strip(), most)


def cut(text: str, most: int) -> str:
    """The text, with an ellipsis where it is cut off."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def web_link(url: str | None) -> str | None:
    """The address if it is one of the web that no format has to escape; sources send others too."""
    return url if url and _WEB.fullmatch(url) and clean_text(url) == url else None
