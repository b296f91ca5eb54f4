"""The mail server: the format of a letter as mail, and one connection that sends many."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from types import TracebackType
from typing import Self

from survey.letters import PAGES
from survey.settings import Settings
from survey.storage.mail.letters import Letter
from survey.storage.people.people import Person

PATIENCE_SECONDS = 20
"""Seconds to wait for one answer of the mail server."""

MOST_SILENCES = 2
"""Letters to which the server said nothing in time before it counts as away: one may be to blame itself."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """The server that takes the letters, the name of the sender, and the address of the pages."""

    host: str
    port: int
    sender: str
    starttls: bool = True
    user: str = ""
    password: str = field(default="", repr=False)
    reply_to: str = ""
    name: str = ""
    pages: str = ""


def mail_server(settings: Settings) -> MailServer | None:
    """Return the mail server of an installation, if it has one."""
    if not settings.smtp_host or not settings.smtp_sender:
        return None
    return MailServer(
        settings.smtp_host,
        settings.smtp_port,
        settings.smtp_sender,
        settings.smtp_starttls,
        settings.smtp_user,
        settings.smtp_password,
        settings.reply_to,
        settings.partnership,
        settings.base_url.rstrip("/"),
    )


class Postman:
    """One connection, opened for the first letter; it tells whether more letters may be sent now."""

    def __init__(self, server: MailServer) -> None:
        self.server = server
        self.answers = True
        """Whether the server answers: if not, the other letters keep their turn."""
        self.greeted = False
        """Whether the server ever took the connection: if not, a failure is not the letter's."""
        self._silences = 0
        self._connection: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._leave()

    def send(self, letter: EmailMessage) -> None:
        """Send a letter; any failure is raised."""
        connection = self._connection or self._connect()
        try:
            connection.send_message(letter)
        except OSError as failure:
            # A refused recipient leaves the connection open; the next letter reopens a lost one.
            answered = isinstance(failure, smtplib.SMTPException)
            if isinstance(failure, TimeoutError) or isinstance(failure.__context__, TimeoutError):
                self._silences += 1
                self.answers = self._silences < MOST_SILENCES
            if not answered or isinstance(failure, smtplib.SMTPServerDisconnected):
                self._hang_up(connection)
            raise

    def _connect(self) -> smtplib.SMTP:
        server = self.server
        connection = None
        try:
            connection = smtplib.SMTP(server.host, server.port, timeout=PATIENCE_SECONDS)
            if server.starttls:
                connection.starttls(context=ssl.create_default_context())
            if server.user:
                connection.login(server.user, server.password)
        except (smtplib.SMTPException, OSError):
            self.answers = self.greeted = False
            if connection is not None:
                connection.close()
            raise
        self._connection = connection
        self.greeted = True
        return connection

    def _hang_up(self, connection: smtplib.SMTP) -> None:
        """End a connection without waiting for a word of farewell, which would not come."""
        connection.close()
        self._connection = None

    def _leave(self) -> None:
        if self._connection is not None:
            try:
                self._connection.quit()
            except (smtplib.SMTPException, OSError):
                self._connection.close()
            self._connection = None


def addressed(name: str, email: str) -> EmailMessage:
    """Return an empty mail to somebody; the library raises what is wrong with the address."""
    mail = EmailMessage(policy=SMTP)
    mail["To"] = Address(_one_line(name), addr_spec=email)
    return mail


def message(letter: Letter, person: Person, server: MailServer, now: datetime) -> EmailMessage:
    """Return a letter as mail, marked as automatic; its id is the same at each attempt."""
    mail = addressed(person.name, person.email)
    domain = server.sender.rpartition("@")[2]
    mail["From"] = Address(_one_line(server.name), addr_spec=server.sender)
    mail["Subject"] = _one_line(letter.subject)
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<letter-{letter.id}-{letter.written_at.timestamp():.0f}@{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = letter.language
    if server.reply_to:
        mail["Reply-To"] = server.reply_to
    mail.set_content(letter.plain.replace(PAGES, server.pages))
    mail.add_alternative(letter.html.replace(PAGES, server.pages), subtype="html")
    return mail


def _one_line(text: str) -> str:
    """Return a name or a subject as a header allows it."""
    return " ".join(text.split())
