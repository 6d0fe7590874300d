"""Delivery: Slack, mail, JSON, and the rest through apprise.

No word of an error comes from the peer, the URL or the library between: one of them may be the secret.
"""

import logging
import smtplib
import ssl
import time
from contextlib import suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from html import escape
from importlib import import_module
from typing import Any

import requests

from kpi_watch.channels import DEFAULT, AnyChannel, Apprise, Email, Slack, UrlChannel
from kpi_watch.errors import UserError
from kpi_watch.outbox import Message

PAUSES = (2.0, 8.0, 20.0)
"""Seconds before the second, third and last try, where the peer names none."""
LONGEST_PAUSE = 60.0
TIMEOUT = (5.0, 15.0)

sleep = time.sleep

for talkative in ("urllib3", "apprise"):  # both would write the URL to a log that somebody turns on
    logging.getLogger(talkative).setLevel(logging.CRITICAL)


class UndeliveredError(Exception):
    """Why a message did not arrive, in words that hold no secret."""


class BusyError(Exception):
    """The peer refused for now, and said so: a further try repeats nothing."""

    def __init__(self, answer: object, pause: float | None = None) -> None:
        """Keep what it answered, and when to come back."""
        super().__init__(f"still answered {answer} at the last try")
        self.pause = pause


def deliver(channel: AnyChannel, message: Message) -> str:
    """Send one message, and say who refused it where others took it.

    Only a refusal that promises more is tried again here. Whatever else goes wrong waits for the next run:
    the peer may have taken the message before it fell silent.
    """
    for pause in (*PAUSES, None):
        try:
            return _send(channel, message)
        except BusyError as busy:
            if pause is None:
                raise UndeliveredError(str(busy)) from None
            sleep(min(pause if busy.pause is None else busy.pause, LONGEST_PAUSE))
    return ""


def _send(channel: AnyChannel, message: Message) -> str:
    if isinstance(channel, Email):
        return _mail(channel, message)
    if isinstance(channel, Apprise):
        return _apprise(channel, message)
    return _post(channel, message)


def slack_text(message: Message) -> str:
    """Slack's markup, of which names from the data can write none: no mention, no link, no channel call."""
    head, text = (
        part.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        for part in (message.subject, message.body)
    )
    return f"*{head.replace('*', '∗')}*\n{text}\n`{message.key}`"


def payload(channel: UrlChannel, message: Message) -> dict[str, object]:
    """What is posted."""
    if isinstance(channel, Slack):
        return {"text": slack_text(message), "unfurl_links": False}
    lines = message.body.splitlines()
    return {"key": message.key, "owner": message.owner, "subject": message.subject, "lines": lines}


def _post(channel: UrlChannel, message: Message) -> str:
    headers = {"Idempotency-Key": message.key}
    try:
        with requests.post(
            *channel.secrets(),
            json=payload(channel, message),
            headers=headers,
            timeout=TIMEOUT,
            allow_redirects=False,
            stream=True,
        ) as answer:
            status, later = answer.status_code, answer.headers.get("Retry-After")
    except requests.RequestException as error:
        raise UndeliveredError(f"no answer ({type(error).__name__})") from None
    if 300 <= status < 400:
        raise UndeliveredError(f"answered {status}: a redirect is refused, correct the URL")
    if status == 429 or status >= 500:
        raise BusyError(status, _seconds(later))
    if status >= 400:
        raise UndeliveredError(f"answered {status}: the URL or the message is refused")
    return ""


def _seconds(text: str | None) -> float | None:
    """Retry-After is a number of seconds or a date."""
    with suppress(TypeError, ValueError):
        return max(0.0, float(text or ""))
    with suppress(TypeError, ValueError):
        return max(0.0, (parsedate_to_datetime(text or "") - datetime.now(UTC)).total_seconds())
    return None


def as_mail(channel: Email, message: Message) -> EmailMessage:
    """Text and HTML; the same message has the same id however often it is sent."""
    mail = EmailMessage()
    mail["From"] = channel.sender
    mail["To"] = ", ".join(channel.recipients.get(message.owner, channel.recipients[DEFAULT]))
    mail["Subject"] = message.subject
    mail["Message-ID"] = f"<{message.key}@{channel.sender.rpartition('@')[2]}>"
    mail.set_content(message.body)
    mail.add_alternative(f'<p style="white-space: pre-wrap">{escape(message.body)}</p>', subtype="html")
    return mail


def _mail(channel: Email, message: Message) -> str:
    login = channel.secrets()
    try:
        with _connect(channel) as server:
            if login:
                server.login(*login)
            refused = server.send_message(as_mail(channel, message))
    except smtplib.SMTPNotSupportedError:
        raise UndeliveredError("the mail server offers no TLS, or no login: refused") from None
    except smtplib.SMTPResponseException as error:
        raise _refusal([error.smtp_code]) from None
    except smtplib.SMTPRecipientsRefused as error:
        raise _refusal([code for code, _ in error.recipients.values()]) from None
    except (OSError, smtplib.SMTPException) as error:
        raise UndeliveredError(f"no answer ({type(error).__name__})") from None
    return f" ({len(refused)} recipients were refused)" if refused else ""


def _connect(channel: Email) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if channel.port == 465:
        return smtplib.SMTP_SSL(channel.host, channel.port, timeout=TIMEOUT[1], context=context)
    server = smtplib.SMTP(channel.host, channel.port, timeout=TIMEOUT[1])
    try:
        server.starttls(context=context)
    except (OSError, smtplib.SMTPException):
        server.close()
        raise
    return server


def _refusal(codes: list[int]) -> Exception:
    """4yz is for now, 5yz for good."""
    if all(400 <= code < 500 for code in codes):
        return BusyError(max(codes))
    return UndeliveredError(f"the mail server answered {max(codes)}: check login, sender and recipients")


def _apprise(channel: Apprise, message: Message) -> str:
    try:
        service: Any = import_module("apprise").Apprise()
    except ImportError:
        raise UserError("apprise is not installed: pip install 'b2b_kpis[notify]'") from None
    is_known = service.add(*channel.secrets())
    if not (is_known and service.notify(title=message.subject, body=message.body)):
        raise UndeliveredError("apprise could not deliver it: check the URL and the service")
    return ""
