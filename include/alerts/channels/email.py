"""E-mail over the operator's own mail server."""

from __future__ import annotations

import re
import smtplib
import ssl
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import Self
from urllib.parse import SplitResult, unquote, urlsplit

from include.alerts.channels.mail import mail_of
from include.alerts.channels.smtp import BoundedSMTP, BoundedSMTPS
from include.alerts.channels.wording import utc_now
from include.alerts.message import AlertMessage, ChannelGone, SendFailed
from include.errors import ConfigurationError
from include.network.addresses import OWN_HOSTS

SILENCE_SECONDS = 10.0
_PORTS = {"smtp": 587, "smtps": 465}
_NO_MAILBOX = re.compile(rb"\s*5\.(?:1\.[1236]|2\.1)\b")
"""Enhanced status codes (RFC 3463) of an address that does not exist, has moved or is switched off."""
_ENHANCED = re.compile(rb"\s*[245]\.\d{1,3}\.\d{1,3}\b")
_NO_MAILBOX_STATUSES = (550, 551)
"""The same where a server sends no enhanced code."""


@dataclass(frozen=True, slots=True, repr=False)
class EmailSender:
    """Sends a message as a mail; at least once: where the server's last word is lost, the same mail goes again."""

    server: SplitResult
    sender: str

    @classmethod
    def of(cls, url: str, sender: str) -> Self:
        """For `smtp://` or `smtps://name:password@host:port`. Raises: ConfigurationError."""
        server = urlsplit(url)
        if server.scheme not in _PORTS or not server.hostname:
            raise ConfigurationError("JATRE_SMTP_URL is no mail server: write smtp://name:password@host:587")
        if not re.fullmatch(r"[^@\s<>]{1,64}@[a-z0-9.-]{1,200}", sender):
            raise ConfigurationError("JATRE_MAIL_FROM is no address that mails could come from")
        return cls(server, sender)

    def send(self, message: AlertMessage) -> None:
        """See `Sender`."""
        mail = mail_of(message, self.sender, utc_now())
        if mail is None:
            return
        try:
            with closing(self._connected()) as server:
                self._introduce(server)
                server.send_message(mail, from_addr=self.sender, to_addrs=[message.address.address])
                # it is taken, whatever the server says to a goodbye: tried again, it would come twice
                with suppress(smtplib.SMTPException, OSError):
                    server.quit()
        except smtplib.SMTPRecipientsRefused as error:
            raise _refused(*next(iter(error.recipients.values()))) from None
        except smtplib.SMTPResponseException as error:
            raise _failed(error) from None
        except (smtplib.SMTPNotSupportedError, UnicodeError):
            raise SendFailed("the mail server takes no such address", permanent=True) from None
        except (smtplib.SMTPException, OSError) as error:
            raise SendFailed(f"the mail server did not take it: {type(error).__name__}") from None

    def _connected(self) -> smtplib.SMTP:
        host, port = self.server.hostname or "", self.server.port or _PORTS[self.server.scheme]
        if self.server.scheme == "smtps":
            return BoundedSMTPS(host, port, timeout=SILENCE_SECONDS, context=ssl.create_default_context())
        return BoundedSMTP(host, port, timeout=SILENCE_SECONDS)

    def _introduce(self, server: smtplib.SMTP) -> None:
        """Encrypt what follows, and say who we are."""
        if self.server.scheme == "smtp":
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
                server.ehlo()
            elif self.server.hostname not in OWN_HOSTS and self.server.password:
                raise SendFailed("the mail server offers no TLS, and a password is not sent in the clear")
        if self.server.username:
            server.login(unquote(self.server.username), unquote(self.server.password or ""))


def _refused(status: int, said: bytes) -> ChannelGone | SendFailed:
    """What a refused recipient means: that nobody is there, or that this mail is not taken, now or ever."""
    code = _ENHANCED.match(said)
    if _NO_MAILBOX.match(said) if code else status in _NO_MAILBOX_STATUSES:
        return ChannelGone(f"there is no such mailbox ({status})")
    return SendFailed(f"the mail server refused the recipient ({status})", permanent=500 <= status < 600)


def _failed(error: smtplib.SMTPResponseException) -> SendFailed:
    """A refusal of the mail itself is final; one of ourselves (our name, our password) is for an operator to mend."""
    return SendFailed(
        f"the mail server answered {error.smtp_code}",
        permanent=isinstance(error, smtplib.SMTPDataError) and 500 <= error.smtp_code < 600,
    )
