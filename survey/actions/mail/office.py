"""The outbox: an action puts its letters in, and the worker sends them afterwards.

The office knows languages and the addresses of pages; it does not know what letters say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from survey.catalogs import INTERFACE, Catalogs, Speaker, load_catalogs
from survey.countries import reporter_name
from survey.languages import LANGUAGES, SOURCE, Language, ReaderLocale
from survey.letters import PAGES, Letter, Matter, Reader
from survey.settings import Settings
from survey.storage.mail.letters import put_in
from survey.storage.people.people import Person
from survey.storage.reports.reports import Report
from survey.storage.rounds.frozen import FrozenRound, frozen
from survey.storage.rounds.reporters import names_of_reporter

PATIENCE = timedelta(minutes=10)
"""The time for which a letter about queries waits for further queries."""
GATHERED = ("query_asked", "query_answered")
"""Letters that wait in the outbox and are rewritten until they are sent."""


@dataclass(frozen=True, slots=True)
class Office:
    """The office that writes letters: its languages, what stands for the pages' address, and its name."""

    catalogs: Catalogs
    base_url: str
    partnership: str
    contact: str = ""

    def reader(self, language: str, name: str) -> Reader:
        """Return the reader of a letter that is not about a report."""
        speaks = language_of(language)
        return Reader(
            Speaker(speaks, ReaderLocale(speaks), self.catalogs), name, self.partnership, self.contact
        )

    def about(self, session: Session, report: Report) -> AboutReport:
        """Return what letters about a report need to know, read once for all recipients."""
        names = names_of_reporter(session, report.reporter)
        return AboutReport(self, report.reporter, report.extended_to, frozen(session, report.round_id), names)

    def sign_in_page(self, language: str) -> str:
        """Return the address of the page that asks for a mail address."""
        return self.page(language_of(language), "sign-in")

    def sign_in_link(self, language: str, token: str) -> str:
        """Return the address of the page with the button that uses up a link."""
        return self.page(language_of(language), f"sign-in/link/{token}")

    def country_page(self, language: str, iso3: str) -> str:
        """Return the address of a country's page over the years."""
        return self.page(language_of(language), f"countries/{iso3}")

    def page(self, language: Language, path: str) -> str:
        """Return the address of a page in a language."""
        return f"{self.base_url.rstrip('/')}/{language.code}/{path}"


@dataclass(frozen=True, slots=True)
class AboutReport:
    """What letters about one report say about it, in each recipient's language."""

    office: Office
    reporter: str
    extended_to: date | None
    this: FrozenRound
    names: Mapping[str, str]

    def reader(self, person: Person) -> Reader:
        """Return the reader of a letter about the report, with the round's words for its questionnaire."""
        speaks = language_of(person.language)
        domains = (INTERFACE, self.this.questionnaire.slug)
        values = {**_words_set_by(self.this), "country": self._name(speaks)}
        catalogs = self.office.catalogs.replaced(*self.this.catalogs)
        speaker = Speaker(speaks, ReaderLocale(speaks), catalogs, domains, values)
        return Reader(speaker, person.name, self.office.partnership, self.office.contact)

    def matter(self, person: Person) -> Matter:
        """Return the subject of a letter: the report with its page and its last day."""
        language, round_ = language_of(person.language), self.this.round
        return Matter(
            self._name(language),
            self.this.questionnaire.title,
            round_.year,
            self.office.page(language, f"reports/{round_.form}/{round_.year}/{self.reporter}"),
            self.extended_to or round_.closes_on,
        )

    def letter(self, write: Callable[[Reader, Matter], Letter], person: Person) -> Letter:
        """Write a letter about the report to a person."""
        return write(self.reader(person), self.matter(person))

    def _name(self, language: Language) -> str:
        return reporter_name(self.reporter, self.names, language)


def office_of(settings: Settings, catalogs: Catalogs | None = None) -> Office:
    """Return the office of an installation."""
    found = catalogs if catalogs is not None else load_catalogs(settings.translations)
    return Office(found, PAGES, settings.partnership, settings.reply_to)


def _words_set_by(this: FrozenRound) -> dict[str, object]:
    """Return the words that a round set for the texts of its questionnaire."""
    known = this.questionnaire.parameters
    return {
        code: date.fromisoformat(text) if code in known and known[code].kind == "date" else text
        for code, text in (this.round.parameters or {}).items()
    }


def language_of(code: str) -> Language:
    """Return the language with this code, or English if it is not offered."""
    return LANGUAGES.get(code, SOURCE)


def drop(
    session: Session,
    person: Person,
    letter: Letter,
    now: datetime,
    report_id: int | None = None,
) -> None:
    """Put a letter in the outbox within an action: if the action is undone, so is the letter."""
    put_in(
        session,
        person_id=person.id,
        report_id=report_id,
        kind=letter.kind,
        language=letter.language,
        subject=letter.subject,
        plain=letter.plain,
        html=letter.html,
        written_at=now,
        next_try_at=now + PATIENCE if letter.kind in GATHERED else now,
    )
