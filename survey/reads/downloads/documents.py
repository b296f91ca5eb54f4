"""Documents that can be asked for: a report, whole or some sections, and the blank form of a questionnaire.

Knows what a document is made of; who may have it is decided beforehand, and its sections say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import sha256
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from survey.answers.replies import Replies
from survey.catalogs import INTERFACE, Speaker
from survey.countries import COUNTRIES, reporter_name
from survey.exports import Cover, DocumentTexts, report_document
from survey.languages import ReaderLocale
from survey.messages import say
from survey.reads.downloads.making import Prepared, language_of
from survey.reads.library import SAMPLE_COUNTRY, SAMPLE_GROUP, name_of, parameters_of, sample_rows
from survey.storage.answers import reply_cache
from survey.storage.reports.reports import Report
from survey.storage.rounds.frozen import frozen
from survey.storage.rounds.reporters import Reporter

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from survey.exports import Document
    from survey.languages import Language
    from survey.questionnaire.model import Questionnaire
    from survey.reads.downloads.making import Workshop
    from survey.reads.library import Library
    from survey.storage.rounds.frozen import FrozenRound


def _to_docx(document: Document) -> bytes:
    from survey.exports.documents.docx import to_docx  # only processes that make files need it

    return to_docx(document)


def _to_pdf(document: Document) -> bytes:
    from survey.exports.documents.pdf import to_pdf

    return to_pdf(document)


MAKE: Mapping[str, Callable[[Document], bytes]] = MappingProxyType({"docx": _to_docx, "pdf": _to_pdf})
UNSUBMITTED = ("open", "draft", "returned")
NOT_HANDED_IN = say("downloads/draft", "This is a draft: the report has not been submitted yet.")


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A document of a report that was asked for: which sections, filled or blank, in which language."""

    report_id: int
    sections: tuple[str, ...]
    is_filled: bool
    extension: str
    language: str
    is_sample: bool

    def wanted(self) -> dict[str, Any]:
        """Return this as the row of a job holds it."""
        return {"kind": "report", **asdict(self), "sections": list(self.sections)}


@dataclass(frozen=True, slots=True)
class _Now:
    """A report as it is now: the facts of its first page, and the state of its answers."""

    report: Report
    this: FrozenRound
    names: Mapping[str, str]
    today: date

    @property
    def deadline(self) -> date:
        closes_on = self.this.round.closes_on
        return max(closes_on, self.report.extended_to or closes_on)


def _as_it_is(session: Session, report_id: int, now: datetime) -> _Now:
    report = session.get_one(Report, report_id)
    this = frozen(session, report.round_id)
    names = session.get_one(Reporter, report.reporter).names
    return _Now(report, this, names or {}, now.astimezone(ZoneInfo(this.round.zone)).date())


def key_of_report(session: Session, file: ReportFile, now: datetime, build: str) -> str:
    """Return a hash of everything that a report's document depends on."""
    at = _as_it_is(session, file.report_id, now)
    round_, report = at.this.round, at.report
    facts = (report.version, report.changed_at, report.state, at.deadline, at.today, sorted(at.names.items()))
    words = (round_.id, round_.sha256, round_.revision, str(round_.parameters), round_.modules)
    whole = (str(session.get_bind().engine.url), build, facts, words, file)
    return sha256(repr(whole).encode()).hexdigest()


def prepare_report(session: Session, wanted: Mapping[str, Any], workshop: Workshop) -> Prepared:
    """Return the key of a report's document as it is now, and how it is written."""
    given = {name: value for name, value in wanted.items() if name != "kind"}
    file = ReportFile(**{**given, "sections": tuple(given["sections"])})
    key = key_of_report(session, file, workshop.now, workshop.build)
    return Prepared(key, partial(_write_report, session, file, workshop))


def _write_report(session: Session, file: ReportFile, workshop: Workshop, to: IO[bytes]) -> None:
    at = _as_it_is(session, file.report_id, workshop.now)
    form, round_, code = at.this.questionnaire, at.this.round, at.report.reporter
    language = language_of(file.language)
    place = ReaderLocale(language, COUNTRIES[code].iso2 if code in COUNTRIES else "")
    name = reporter_name(code, at.names, language)
    values = {**parameters_of(round_, form), "country": name}
    catalogs = workshop.catalogs.replaced(*at.this.catalogs)
    speaker = Speaker(language, place, catalogs, (INTERFACE, form.slug), values)
    kept = reply_cache.get(session, file.report_id, reply_cache.version_of(session, file.report_id), form)
    relevance = kept.relevance(form, at.today, round_.modules) if file.is_filled else None
    remark = NOT_HANDED_IN if file.is_filled and at.report.state in UNSUBMITTED else None
    cover = Cover(name, str(round_.year), at.deadline, at.today, remark, file.is_sample)
    texts = DocumentTexts(form, speaker, place)
    to.write(MAKE[file.extension](report_document(texts, cover, kept.replies, relevance, file.sections)))


@dataclass(frozen=True, slots=True)
class Paper:
    """The blank form of a questionnaire, which anybody may have: for a country, or for a sample."""

    slug: str
    edition: str
    extension: str
    language: str
    country: str
    is_sample: bool

    def key(self, build: str) -> str:
        """Return a hash of everything it depends on: questionnaires and catalogs are part of the build."""
        return sha256(repr((build, self)).encode()).hexdigest()

    def write(self, library: Library, to: IO[bytes]) -> None:
        """Write it, without a day on it: it stays right until the questionnaire changes."""
        form = library.questionnaires[self.slug, self.edition]
        language = language_of(self.language)
        speaker = library.speaker(language, self.country, form)
        reporter = _paper_reporter(form, self.country, language, speaker)
        cover = Cover(reporter, form.edition, is_sample=self.is_sample)
        texts = DocumentTexts(form, speaker, ReaderLocale(language, self.country))
        own_rows = Replies(country_rows=sample_rows(form))
        to.write(MAKE[self.extension](report_document(texts, cover, own_rows)))


def papers_of(library: Library, country: str, is_sample: bool) -> list[Paper]:
    """Return the blank forms of all questionnaires, for a country or for none."""
    return [
        Paper(slug, edition, extension, language, country, is_sample)
        for slug, edition in sorted(library.questionnaires)
        for language in library.languages
        for extension in MAKE
    ]


def _paper_reporter(form: Questionnaire, country: str, language: Language, speaker: Speaker) -> str:
    """Return whose form it is, if a country was chosen."""
    if not country:
        return ""
    if form.reporter == "group":
        return str(speaker.say(SAMPLE_GROUP))
    return name_of(country or SAMPLE_COUNTRY, language)
