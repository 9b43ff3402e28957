"""By mail."""

import smtplib
import socket

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.validators import validate_email

from station.channels.message import ChannelError, Message, NotReached

# Refused before the text was handed over.
REFUSALS = (
    ConnectionRefusedError,
    socket.gaierror,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPRecipientsRefused,
)


def check(address: str) -> None:
    """A mail address."""
    validate_email(address)


def send(message: Message, *, address: str, secret: str = "") -> None:
    """One plain mail; a second one of the same notice has the same message id."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    mail = EmailMessage(
        subject=message.title or message.text,
        body=f"{message.body}\n",
        to=[address],
        headers={"Message-ID": f"<{message.key}@{domain}>"},
    )
    try:
        mail.send()
    except REFUSALS as error:
        raise NotReached(type(error).__name__) from error
    except OSError as error:  # smtplib's errors are OSErrors
        raise ChannelError(type(error).__name__) from error
