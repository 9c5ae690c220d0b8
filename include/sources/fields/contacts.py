"""Contacts that a source marks as public: a page, and of an e-mail address nothing but a keyed hash.

Telephone numbers are not kept at all, and so no links that open a chat with one.
"""

from __future__ import annotations

import hashlib
import hmac
import re

from include.settings import settings
from include.sources.fields.plain_text import mask_contacts

_NUMBER = re.compile(r"(?:[/=+]|%2B)\+?\d{10,13}(?!\d)")
"""A telephone number in the address of a chat."""
_SEPARATORS = re.compile(r"[\s().-]|%20")
"""Within a telephone number."""
_CHATS = re.compile(
    r"https?://(?:[\w-]{1,63}\.)?(?:wa\.me|whatsapp\.com|t\.me|telegram\.me|viber\.com|signal\.me)/", re.IGNORECASE
)
_ADDRESS = re.compile(r"[^\s@<>,;:]{1,64}@[a-z0-9.-]{1,190}\.[a-z]{2,24}")


def hashed_email(value: object) -> str | None:
    """HMAC-SHA256 of an e-mail address in lower case, as hexadecimal digits; None without a key, or for no address.

    Whoever has the key can find out whether an address is a given one, and nobody can read it.
    """
    key = settings().contact_key
    text = str(value or "").strip().lower()
    if text.startswith("mailto:"):
        text = text.removeprefix("mailto:").partition("?")[0].strip()
    if not key or not _ADDRESS.fullmatch(text):
        return None
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()


def opens_no_chat(url: str) -> bool:
    """Whether an address of a page is none that dials or opens a chat by a telephone number."""
    return mask_contacts(url) == url and not (_CHATS.match(url) and _NUMBER.search(_SEPARATORS.sub("", url)))
