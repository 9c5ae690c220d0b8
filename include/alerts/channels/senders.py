"""The ways to people that are configured."""

from __future__ import annotations

from include.alerts.channels.email import EmailSender
from include.alerts.channels.push import PushSender
from include.alerts.channels.webhook import WebhookSender
from include.alerts.message import Sender
from include.alerts.sealing import keys
from include.alerts.vapid import private_key, public_key
from include.settings import settings


def senders() -> dict[str, Sender]:
    """A sender for each kind of channel; none without keys, where alerts are off and what waits goes on waiting.

    Raises: ConfigurationError for a setting that is wrong.
    """
    if not keys():
        return {}
    known = settings()
    found: dict[str, Sender] = {"webhook": WebhookSender()}
    if server := known.smtp_url.get_secret_value():
        found["email"] = EmailSender.of(server, known.mail_from)
    if public_key():
        found["push"] = PushSender(private_key(), _contact())
    return found


def _contact() -> str:
    """How push services reach who runs this."""
    return f"mailto:{settings().mail_from or 'nobody@localhost'}"
