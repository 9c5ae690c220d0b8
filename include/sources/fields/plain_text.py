"""Plain text from what publishers call text: HTML, escaped HTML, odd white space, and people's contact details.

The rule on contact details: e-mail addresses, telephone numbers and accounts for payments never leave the pipeline.
An address becomes `[e-mail]`, a number `[phone]`, an account `[payment]`, in every free text of a listing. A number
counts as a telephone number when it has 10 to 13 digits and is grouped as one (an Indian mobile begins with 6-9, a
landline with 0, a foreign number with +), or follows `tel:`, `wa.me/` and the like; not behind "meeting id". An account
is a name at a payment service ("name@okaxis"), or what follows "UPI id". Names of private persons beside contacts are
masked by a later stage (`include/understand/personal`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import nh3

from include.understand.text.marked.marks import Edit, edited
from include.untrusted.cleaning import clean_text

MAX_TEXT_CHARS, MAX_MARKUP_CHARS = 20_000, 400_000
"""Characters of a text that are kept, and of its markup that are read: what is longer is no announcement."""
MARGIN_CHARS = 100
"""Read beyond the limit, so that what is cut there was masked as a whole."""
MAX_TAGS = 1_000
"""Tags that are read as a tree, which takes the square of their number when they are not closed; more are cut out."""
ANY_TAG = re.compile(r"</?[a-zA-Z][^>]{0,500}>?")
PROGRAM = re.compile(r"<(script|style)\b[^<>]*>.*?(?:</\1\b|\Z)", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]{2,8});")
BLOCK = re.compile(r"<\s*(?:br|/p|/div|/li|/h[1-6]|/tr|/ul|/ol|hr)\b[^<>]*>", re.IGNORECASE)
ITEM = re.compile(r"<\s*li\b[^<>]*>", re.IGNORECASE)
SPACES = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
"""Blanks that are not one space."""
REFERENCE = re.compile(
    r"&#(?:x0{0,8}(?P<hex>d[89a-f][0-9a-f]{2})|0{0,8}(?P<decimal>5[5-7]\d{3})|x?[0-9a-f]{8,});?", re.IGNORECASE
)
"""Numeric references to half a surrogate pair (two of them mean an emoji), and those too long for any character."""

AT = r"(?:@|\s@\s|\s*[\[({]\s*at\s*[\])}]\s*)"
"""Not a blank before it alone: "DM @old.town" names an account of a social network."""
DOT = r"(?:\.|\s*[\[({]\s*dot\s*[\])}]\s*)"
EMAIL = re.compile(
    rf"(?<![\w.+%-])(?:mailto:)?[\w.+%-]{{1,64}}{AT}[\w-]{{1,63}}(?:{DOT}[\w-]{{1,63}}){{0,5}}{DOT}[a-z]{{2,24}}\b",
    re.IGNORECASE,
)
MAY_BE_CONTACT = re.compile(r"[@\d\[({]|\sdot\s", re.IGNORECASE)
"""What every contact detail has one of: most names have none."""
SPOKEN_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]{1,64}\sat\s[\w-]{1,63}(?:\sdot\s[\w-]{1,63}){0,3}\sdot\s(?:com|in|org|net|co|io)\b",
    re.IGNORECASE,
)
PAYMENT = re.compile(
    r"(?<![\w.+%@-])[\w.-]{2,64}@(?:ok(?:axis|hdfc(?:bank)?|icici|sbi)|wa(?:axis|hdfcbank|icici|sbi)|pt(?:axes|axis|hdfc|sbi|yes)"
    r"|paytm|ybl|ibl|axl|upi|r?apl|yapl|sbi|icici|hdfc(?:bank)?|axis(?:bank|b)?|kotak|kbl|federal|fbl|pnb|barodampay|cnrb"
    r"|idfc(?:bank|first)?|indus|airtel|freecharge|jupiteraxis|slice|yesbank(?:ltd)?|yescred|ikwik|rbl|dbs|hsbc|postbank)"
    r"(?![\w-]|\.\w)"
    r"|(?:(?<=upi:\s)|(?<=upi\sid\s)|(?<=upi\sid:\s)|(?<=pay\sto\s)|(?<=gpay\s))[\w.-]{2,64}@[a-z]{2,20}\b"
    r"|\bupi://pay\?[^\s<>]{1,600}",
    re.IGNORECASE,
)
CHAT = re.compile(
    r"(?:https?://)?(?:api\.)?(?:wa\.me/|whatsapp\.com/send/?\?phone=|tel:|callto:)\+?[\d%+ -]{6,}\d", re.IGNORECASE
)
URL = re.compile(r"https?://\S+|www\.\S+")
DATE = re.compile(r"^(?:\d{4}[-./ ]\d{2}[-./ ]\d{2}|\d{2}[-./ ]\d{2}[-./ ]\d{4})(?:\D|$)")
PHONE = re.compile(
    r"""(?=[+(016-9])(?<!\d:)
    (?:(?<![\w.,/=#₹$€£])|(?<=[Pp]h\.)|(?<=[Nn]o\.)|(?<=[Nn]os\.)|(?<=[Mm]ob\.)|(?<=[Tt]el\.))(?:
      \(?\+\s?91[ ().–-]{0,3}(?:0\)?[ -]?)?(?:\d[ ().–-]{0,3}){9}\d
    | \+\s?(?:\d[ ().–-]{0,3}){9,12}\d
    | (?:(?:91|0)[\s-]?)?[6-9](?:\d{4}[\s.-]?\d{5}|\d{2}[\s-]\d{3}[\s-]\d{4}|\d{3}[\s-]\d{3}[\s-]\d{3}
        |\d{3}[\s-]\d{6})
    | \(?0\d{2,4}\)?[\s-]*\d{3,4}[\s-]?\d{3,4}
    | [6-9](?:[ .-]\d){9}
    | 1[89][0-9]0[\s-]?\d{3}[\s-]?\d{3,4}
    )(?P<more>(?:/(?:[6-9]\d{4}[\s-]?\d{5}|\d{1,5}(?!\d))){0,5})(?![\w/]|[.,:]\d)""",
    re.VERBOSE,
)
"""Behind +91 as many digits as an Indian number has: an hour or a day behind it is none of them. `more`: further
numbers, or the last digits of such, behind strokes."""
_MEETING_ID = re.compile(r"\b(?:meeting|zoom|webinar)\s(?:id|number|no\b\.?|#)\s?:?\s?$", re.IGNORECASE)
"""A label of a number by which readers join. Numbers of orders and bookings help no reader, and may be telephones'."""
_DIALLED = re.compile(r"[(+0]|\d{5}[\s.-]\d{5}|1[89]\d\d")
"""As only a telephone number is written, whatever its label says: +91, 0 or two groups of five."""
MAX_LABEL_CHARS = 40


def plain_text(value: object, limit: int = MAX_TEXT_CHARS) -> str | None:
    """`value` as plain text without contact details, paragraphs kept, or None when nothing is left."""
    if not isinstance(value, str):
        return None
    return mask_contacts(unmasked(value, limit))[:limit].rstrip() or None


def unmasked(value: str, limit: int = MAX_TEXT_CHARS) -> str:
    """The same before contact details are masked, and with the margin that finds them as a whole."""
    return tidy(_without_markup(value[:MAX_MARKUP_CHARS]))[: limit + MARGIN_CHARS]


def one_line(value: object, limit: int = 255) -> str | None:
    """`value` as one line of plain text of at most `limit` characters, cut at a word with an ellipsis."""
    text = plain_text(value, limit=4 * limit)
    if text is None:
        return None
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:-") + "…"


def mask_contacts(text: str) -> str:
    """`text` with e-mail addresses, telephone numbers and accounts masked; addresses of pages are left alone."""
    for edits in contact_edits(text):
        text = edited(text, edits)
    return text


def contact_edits(text: str) -> Iterator[list[Edit]]:
    """What masks the contacts of a text: one kind after the other, each of the text that those before it have left."""
    if not MAY_BE_CONTACT.search(text):
        return
    for find in (_emails, _spoken_emails, _payments, _chats, _phones):
        if edits := find(text):
            yield edits
            text = edited(text, edits)


def tidy(text: str) -> str:
    """`text` cleaned, with single spaces and at most one empty line in a row."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    lines = SPACES.sub(" ", clean_text(text)).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in lines)).strip()


def _emails(text: str) -> list[Edit]:
    return [Edit(*one.span(), "[e-mail]") for one in EMAIL.finditer(text)]


def _spoken_emails(text: str) -> list[Edit]:
    return [Edit(*one.span(), "[e-mail]") for one in SPOKEN_EMAIL.finditer(text)]


def _payments(text: str) -> list[Edit]:
    return [Edit(*one.span(), "[payment]") for one in PAYMENT.finditer(text)] if "@" in text else []


def _chats(text: str) -> list[Edit]:
    return [Edit(*one.span(), "[phone]") for one in CHAT.finditer(text)]


def _phones(text: str) -> list[Edit]:
    """Between addresses of pages: those have numbers of their own."""
    found: list[Edit] = []
    last = 0
    for start, end in [*(url.span() for url in URL.finditer(text)), (len(text), len(text))]:
        numbers = ((one.span(), _phone(one)) for one in PHONE.finditer(text[last:start]))
        found += [Edit(last + a, last + z, mask) for (a, z), mask in numbers if mask == "[phone]"]
        last = end
    return found


def _phone(match: re.Match[str]) -> str:
    found = match.group()
    labelled = _MEETING_ID.search(match.string, max(0, match.start() - MAX_LABEL_CHARS), match.start())
    if labelled and not match["more"] and not _DIALLED.match(found):
        return found
    first = found.removesuffix(match["more"] or "")
    digits = sum(character.isdigit() for character in first)
    most = 11 if first.lstrip("(").startswith("0") else 13
    return "[phone]" if 10 <= digits <= most and not DATE.match(found) else found


def _without_markup(value: str) -> str:
    """Markup is removed twice at most: feeds escape HTML once more than they need."""
    for _ in range(2):
        value = with_breaks(value)
        if TAG.search(value):
            value = nh3.clean(value, tags=set(), clean_content_tags={"script", "style"})
        if not ENTITY.search(value):
            break
        value = html.unescape(value)
    return value


def with_breaks(value: str) -> str:
    """Markup, cleaned, in which line breaks stand for blocks and bullets for items; without tags if they are many."""
    value = clean_text(REFERENCE.sub(_half, value) if "&#" in value else value)
    if TAG.search(value):
        value = ITEM.sub("\n• ", BLOCK.sub("\n", value.replace("\n", " ") if BLOCK.search(value) else value))
        if value.count("<") > MAX_TAGS:
            value = ANY_TAG.sub("", PROGRAM.sub("", value))
    return value


def _half(match: re.Match[str]) -> str:
    """Half a surrogate pair as it is, to be joined with the other; nothing for what stands for no character."""
    point = int(match["hex"], 16) if match["hex"] else int(match["decimal"] or 0)
    return chr(point) if 0xD800 <= point <= 0xDFFF else match.group() if point else ""
