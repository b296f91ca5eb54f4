"""A report as its pages need it: the round's own words, the answers kept, and last year's.

Knows the request's report (looked up and allowed by `access`) and puts the parts together; rules live below.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote
from zoneinfo import ZoneInfo

from flask import g
from sqlalchemy.orm import Session

from survey import workflow
from survey.answers.replies import Replies, Reply
from survey.catalogs import INTERFACE, Speaker
from survey.countries import COUNTRIES, reporter_name
from survey.languages import ReaderLocale
from survey.reads.library import Library, parameters_of
from survey.storage.answers import reply_cache
from survey.storage.answers.reply_cache import version_of
from survey.storage.answers.stored_replies import StoredReplies
from survey.storage.cache import Version
from survey.storage.engine.database import end_read, reading
from survey.storage.reports.last_year import LastYear, last_year
from survey.storage.reports.presence import Spot, present_at
from survey.storage.reports.submitted import Submissions
from survey.web.request.app_cache import app_cache
from survey.web.request.moments import moment_in
from survey.web.request.session import now
from survey.web.request.visit import Visit, library, visit
from survey.workflow import Action

if TYPE_CHECKING:
    from survey.answers.relevance import Relevance
    from survey.messages import Message
    from survey.questionnaire.model import Questionnaire, Section
    from survey.storage.reports.presence import Present
    from survey.storage.reports.visibility import SeenReport
    from survey.storage.rounds.frozen import FrozenRound
    from survey.workflow import Actor, ReportRef

MOST_ROUNDS = 16
LATELY = timedelta(minutes=10)


@dataclass
class OpenReport:
    """One report, opened by one person in one language."""

    visit: Visit
    actor: Actor
    ref: ReportRef
    seen: SeenReport
    frozen: FrozenRound
    kept: StoredReplies
    last: LastYear | None
    session: Session
    present: list[Present] = field(default_factory=list)
    """Who had this section open to write, or saved something in it, in the last minutes; and who asks."""

    @property
    def form(self) -> Questionnaire:
        """The questionnaire as the round froze it."""
        return self.frozen.questionnaire

    @property
    def replies(self) -> Replies:
        """The answers as they stand."""
        return self.kept.replies

    @cached_property
    def zone(self) -> ZoneInfo:
        """The partnership's time zone, in which days end."""
        return ZoneInfo(self.seen.zone)

    @cached_property
    def today(self) -> date:
        """Today in that zone."""
        return now().astimezone(self.zone).date()

    @cached_property
    def relevance(self) -> Relevance:
        """What is asked, given the answers."""
        return self.kept.relevance(self.form, self.today, self.frozen.round.modules)

    def work_out(self) -> None:
        """Work out what is asked before a save: bringing that up to date afterwards is quicker than anew."""
        self.kept.relevance(self.form, self.today, self.frozen.round.modules)

    @property
    def is_late(self) -> bool:
        """Tell whether the deadline has passed."""
        return self.today > self.seen.deadline

    def before(self, question: str, row: str = "") -> Reply:
        """What was said at a place last year; an empty reply if nothing was."""
        return self.last.replies.of(question, row) if self.last else Reply(question, row)

    def entries_before(self, listed: str) -> tuple[str, ...]:
        """The entries that a list had last year."""
        return self.last.replies.entries.get(listed, ()) if self.last else ()

    def may(self, action: Action, section: str = "") -> bool:
        """Tell whether this person may do something here."""
        return workflow.may(self.actor, action, self.ref, section)

    def edits(self, section: Section) -> bool:
        """Tell whether this person may type into a section."""
        return self.may(Action.EDIT, section.id)

    def comments(self, section: Section) -> bool:
        """Tell whether this person may comment on a section and do no more."""
        return not self.edits(section) and self.may(Action.COMMENT, section.id)

    def sections(self) -> list[Section]:
        """The sections that this person may see."""
        return [section for section in self.form.sections if self.may(Action.SEE, section.id)]

    @cached_property
    def _address(self) -> str:
        round_ = self.frozen.round
        return self.visit.url("reports", round_.form, str(round_.year), self.ref.reporter)

    def url(self, *path: str) -> str:
        """The address of a page of this report."""
        return "/".join((self._address, *(quote(part) for part in path)))

    def clock(self, at: datetime) -> datetime:
        """A moment in the partnership's zone."""
        return at.astimezone(self.zone)

    def moment(self, at: datetime) -> Message:
        """The same in words, with the name of the zone."""
        return moment_in(self.visit, at, self.zone)


def load_report(session: Session, section_id: str = "", look_back: bool = True) -> OpenReport:
    """Open the report of this request: its answers, those accepted last year, who is in the section."""
    here = begin_report()
    kept = reply_cache.get(session, g.report.report_id, g.seen.version, g.round.questionnaire)
    report = OpenReport(here, g.actor, g.report, g.seen, g.round, kept, None, session)
    if look_back:
        report.last = last_year(session, g.seen.accepted_before)
    if section_id:
        people = {*savers_in(report, section_id), g.actor.person_id}
        report.present = present_at(session, Spot(g.report.report_id, section_id, now() - LATELY), people)
    return report


def handed_over(session: Session) -> OpenReport:
    """The report of this request as it was submitted last: no living answer is read at all."""
    here = begin_report()
    submitted = StoredReplies(Submissions(session, g.report.report_id).replies())
    return OpenReport(here, g.actor, g.report, g.seen, g.round, submitted, None, session)


def without_answers(session: Session) -> OpenReport:
    """The report of this request, for pages that show none of its answers."""
    return OpenReport(
        begin_report(), g.actor, g.report, g.seen, g.round, StoredReplies(Replies()), None, session
    )


def at_submission(report: OpenReport, submissions: Submissions, number: int) -> OpenReport:
    """The same report as it was at one of its submissions."""
    return replace(report, kept=StoredReplies(submissions.replies(number) if number else Replies()))


def savers_in(report: OpenReport, section_id: str) -> set[int]:
    """Who saved something in a section in the last minutes."""
    since, section_of = now() - LATELY, report.form.section_of
    return {
        person
        for (question, _), (person, at) in report.kept.saved.items()
        if at >= since and question in section_of and section_of[question].id == section_id
    }


def read_anew(report: OpenReport) -> OpenReport:
    """The same report with its answers as they stand after a save (what was read before it is let go)."""
    end_read(report.session)
    version = version_of(report.session, report.ref.report_id)
    return replace(report, kept=reply_cache.get(report.session, report.ref.report_id, version, report.form))


def read_session() -> AbstractContextManager[Session]:
    """A session that reads, for one request."""
    return reading()


def begin_report() -> Visit:
    """Make this request a visit to the report's round: its words, its reporter, its country's notation."""
    before = visit()
    words = library_of_round(g.round)
    iso2 = COUNTRIES[g.report.reporter].iso2 if g.report.reporter in COUNTRIES else ""
    name = reporter_name(g.report.reporter, g.seen.names, before.language)
    place = ReaderLocale(before.language, iso2)
    values = {**parameters_of(g.round.round, g.round.questionnaire), "country": name}
    domains = (INTERFACE, g.round.questionnaire.slug)
    speaker = Speaker(before.language, place, words.catalogs, domains, values)
    g.visit = Visit(words, before.language, iso2, speaker, g.round.questionnaire, name)
    return visit()


def library_of_round(frozen: FrozenRound) -> Library:
    """Return the words of a round: its frozen questionnaire and catalogs, and the interface's own."""
    live, round_, form = library(), frozen.round, frozen.questionnaire
    # The library holds the questionnaire, so that no other one can have its id.
    version = Version(round_.revision, content=(round_.sha256, str(round_.parameters), id(form)))
    found: Library = app_cache("survey-rounds", MOST_ROUNDS).get_or_make(
        (round_.id,),
        lambda: live.for_round(form, round_.form, live.catalogs.replaced(*frozen.catalogs)),
        version,
    )
    return found
