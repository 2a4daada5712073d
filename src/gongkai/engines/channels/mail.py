"""E-mail over SMTP. The contract stands in docs/channels.md.

What a server says of a mail names the address, and what becomes of a delivery is a fact for ever: only its number is told on.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import formataddr
from ipaddress import ip_address
from mimetypes import guess_type
from urllib.parse import urlsplit

from gongkai.engines.channels.http import SECONDS
from gongkai.ground.outbox.sending import Answer, ChannelDown, OnlyByHand, Parcel, Refused, TryLater


class Mail:
    """Speaks to a server (``smtp://host:port``, ``smtps://host:port``). ``opens``: ``from``, the sender's address; ``user`` and ``password`` if it asks for them."""

    def __init__(self, address: str, opens: dict[str, str]) -> None:
        parts = urlsplit(address)
        self.plain, self.host = parts.scheme == "smtp", parts.hostname or ""
        self.port, self.opens = parts.port or (25 if self.plain else 465), opens

    def send(self, parcel: Parcel, progress: dict[str, str]) -> Answer:
        message = self._message(parcel)
        try:
            with self._connected() as server:
                server.send_message(message, self.opens["from"], [parcel.body["to"]])
        except smtplib.SMTPRecipientsRefused as refusal:
            raise _trouble(next(iter(refusal.recipients.values()))[0], "收信的服务器不收这个邮箱") from None
        except smtplib.SMTPDataError as refusal:
            raise _trouble(refusal.smtp_code, "邮件服务器不收这封信") from None
        except (smtplib.SMTPNotSupportedError, UnicodeError):
            raise Refused("邮件服务器不支持这个邮箱里的字") from None
        return Answer(message["Message-ID"])

    def find(self, parcel: Parcel) -> str:
        """A server cannot be asked for what it has sent; a mail that comes twice bears the same Message-ID."""
        return ""

    def withdraw(self, remote: str, parcel: Parcel) -> None:
        raise OnlyByHand("发出的邮件收不回来")

    def _message(self, parcel: Parcel) -> EmailMessage:
        body, sender = parcel.body, self.opens["from"]
        made = EmailMessage()
        made["From"], made["To"] = formataddr((body["sender"], sender)), body["to"]
        made["Subject"], made["Date"] = body["subject"], body["date"]
        made["Message-ID"] = f"<{parcel.key}@{sender.rpartition('@')[2]}>"
        # No machine is to answer, and none is to tell of a holiday.
        made["Auto-Submitted"] = "auto-generated"
        if body["leave"]:
            # One click in the reader's program is enough (RFC 8058).
            made["List-Unsubscribe"] = f"<{body['leave']}>"
            made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        made.set_content(body["text"], cte="base64")
        for name, data in parcel.files.values():
            kind, _, sort = (guess_type(name)[0] or "application/octet-stream").partition("/")
            made.add_attachment(data, maintype=kind, subtype=sort, filename=name)
        return made

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        """A server that takes mail from us. Raises ChannelDown, or what sending raises."""
        try:
            server = self._open()
        except smtplib.SMTPAuthenticationError as error:
            raise ChannelDown(f"邮件服务器不认这个账号或者密码（{error.smtp_code}），请找系统管理员") from None
        except (OSError, smtplib.SMTPException) as error:
            raise ChannelDown("连不上邮件服务器，或者等了太久没有回音") from error
        try:
            with server:
                yield server
        except smtplib.SMTPDataError:
            raise
        except smtplib.SMTPSenderRefused as error:
            raise ChannelDown(f"邮件服务器不让用这个发信邮箱（{error.smtp_code}），请找系统管理员") from None
        except smtplib.SMTPServerDisconnected as error:
            raise ChannelDown("邮件服务器中途断开了") from error
        except smtplib.SMTPResponseException as error:
            raise ChannelDown(f"邮件服务器现在不收信（{error.smtp_code}）") from None
        except (TimeoutError, ConnectionError) as error:
            raise ChannelDown("邮件服务器等了太久没有回音") from error

    def _open(self) -> smtplib.SMTP:
        secure = ssl.create_default_context()
        if not self.plain:
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS, context=secure)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
        server.ehlo()
        if self.plain and server.has_extn("starttls"):
            server.starttls(context=secure)
            server.ehlo()
        elif self.plain and not _near(self.host):
            server.close()
            raise ChannelDown("邮件服务器不加密，不能把读者的邮箱交给它，请找系统管理员")
        if self.opens.get("user"):
            server.login(self.opens["user"], self.opens.get("password", ""))
        return server


def _near(host: str) -> bool:
    """Is it on this machine, where nobody listens between?"""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _trouble(code: int, words: str) -> Exception:
    return Refused(f"{words}（{code}）") if code >= 500 else TryLater(f"{words}，过一会儿再试（{code}）")
