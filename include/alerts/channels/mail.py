"""A message as an e-mail: text and HTML, without pictures, and with what a mail program needs to unsubscribe."""

from __future__ import annotations

from datetime import datetime
from email.headerregistry import Address as MailAddress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from include.alerts.channels.links import confirm_link, manage_link, unsubscribe_link
from include.alerts.channels.wording import Wording
from include.alerts.message import AlertMessage

MAX_SUBJECT_CHARS = 150


def mail_of(message: AlertMessage, sender: str, now: datetime) -> EmailMessage | None:
    """The mail, or None when nothing is left to tell. `sender` is our own address.

    Its Message-ID is the same at each try: of several with one, mail programs show one.
    """
    words = Wording.of(message)
    told = words.sentences(message.items, now)
    if message.kind == "news" and not told:
        return None
    subject = words.subject(told) if told else words.text("confirm_subject")
    context = {
        "text": words.text, "language": words.language, "subject": subject, "told": told,
        "name": message.name or words.text("confirm_name"),
        "manage": manage_link(message), "confirm": confirm_link(message),
    }  # fmt: skip
    mail = EmailMessage(policy=SMTP)
    # what signs mails (DKIM) signs these headers; encoded to ASCII, they and the text pass every relay unchanged
    mail["From"] = MailAddress("Jatre", addr_spec=sender)
    mail["To"] = MailAddress(addr_spec=message.address.address)
    mail["Subject"] = subject[:MAX_SUBJECT_CHARS]
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{message.id}@{sender.rpartition('@')[2]}>"
    mail["List-Unsubscribe"] = f"<{unsubscribe_link(message)}>"
    mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(_render(f"{message.kind}.txt", context), cte="quoted-printable")
    mail.add_alternative(_render(f"{message.kind}.html", context), subtype="html", cte="quoted-printable")
    return mail


def _render(name: str, context: dict[str, object]) -> str:
    return _templates().get_template(name).render(context)


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
