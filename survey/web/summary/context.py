"""A report opened for its summary: the submissions of each round, and what they sum up to.

Knows the report of the request, which `access` found and allowed; rules live below.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from flask import g

from survey import workflow
from survey.answers.relevance import evaluate
from survey.answers.summing import Summary, summed
from survey.storage.answers.stored_replies import replies_of
from survey.storage.queries.queries import open_queries
from survey.storage.reports.snapshots import Submission, contents, submissions
from survey.web.request.report import begin_report
from survey.web.request.session import now
from survey.web.request.visit import nothing_here
from survey.workflow import Action

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from survey.answers.replies import Replies
    from survey.answers.summing import SummaryLine
    from survey.questionnaire.model import Questionnaire
    from survey.storage.reports.visibility import SeenReport
    from survey.storage.rounds.frozen import FrozenRound
    from survey.web.request.visit import Visit
    from survey.workflow import Actor, ReportRef


class RelevanceBasis(NamedTuple):
    """The day and the modules that decide which questions were asked."""

    today: date
    modules: tuple[str, ...]


@dataclass
class OpenSummary:
    """The summary of a report, opened by a person in a language."""

    visit: Visit
    actor: Actor
    ref: ReportRef
    seen: SeenReport
    frozen: FrozenRound
    is_preview: bool = False
    submission: Submission | None = None
    basis: RelevanceBasis | None = None
    """How to decide which questions were asked this year; None if nothing was submitted."""
    open_queries: int = 0
    hashes: tuple[str, ...] = ()
    """The hashes of the snapshots that are summed up."""
    years: dict[int, Replies] = field(default_factory=dict)
    """The answers of each round, this round last."""

    @cached_property
    def summary(self) -> Summary:
        """What the report sums up to; refused if nothing was submitted."""
        if self.basis is None:
            raise nothing_here()
        replies = self.years[self.year]
        relevance = evaluate(self.form, replies, self.basis.today, self.basis.modules)
        return summed(relevance, self.years.get(self.last_year or 0))

    @property
    def form(self) -> Questionnaire:
        """The questionnaire as the round froze it."""
        return self.frozen.questionnaire

    @property
    def year(self) -> int:
        """The year of this round."""
        return self.seen.year

    @property
    def last_year(self) -> int | None:
        """The year of the round before, if one was accepted."""
        return next((year for year in reversed(self.years) if year != self.year), None)

    def may(self, action: Action) -> bool:
        """Tell whether this person may do something with the report."""
        return workflow.may(self.actor, action, self.ref)

    def url(self, *path: str) -> str:
        """Return the address of a page of this report."""
        return self.visit.url("reports", self.seen.form, str(self.seen.year), self.ref.reporter, *path)

    def ask_about(self, line: SummaryLine) -> str:
        """Return the address on which to ask about an answer; empty for people who may not ask."""
        if self._asks_at is None:
            return ""
        return "/".join((self._asks_at, line.question.id, *([line.row.code] if line.row.code else [])))

    @property
    def asks(self) -> bool:
        """Whether this person may ask queries from here."""
        return self._asks_at is not None

    @cached_property
    def _asks_at(self) -> str | None:
        asks = self.may(Action.ASK) and not self.is_preview
        return self.url("ask") if asks else None

    @property
    def key(self) -> tuple[object, ...]:
        """Everything that its tables and texts depend on, except for previews."""
        round_ = self.frozen.round
        words = (round_.id, round_.sha256, round_.revision, str(round_.parameters))
        reader = (self.visit.language.code, self.visit.country_name, self._asks_at)
        return (*words, *reader, self.ref.report_id, *self.hashes)

    def day(self, at: datetime) -> date:
        """Return the day of a moment in the time zone of the round."""
        return at.astimezone(ZoneInfo(self.seen.zone)).date()


def open_summary(session: Session, preview: bool = False) -> OpenSummary:
    """Open the summary of this request's report; it is empty before the first submission."""
    found = OpenSummary(begin_report(), g.actor, g.report, g.seen, g.round)
    found.is_preview = preview and found.may(Action.HISTORY)
    kept = submissions(session, found.seen.form, found.ref.reporter, found.year)
    if found.is_preview:
        kept = [submission for submission in kept if submission.year != found.year]
    found.open_queries = sum(open_queries(session, [found.ref.report_id]).values())
    frozen = contents(session, kept)
    found.hashes = tuple(submission.sha256 for submission in kept)
    found.years = {submission.year: frozen[submission.sha256].replies for submission in kept}
    if found.is_preview:
        found.years[found.year] = replies_of(session, found.ref.report_id, found.form).replies
        found.basis = RelevanceBasis(found.day(now()), tuple(found.frozen.round.modules))
    elif kept and kept[-1].year == found.year:
        found.submission = kept[-1]
        head = frozen[kept[-1].sha256].head
        found.basis = RelevanceBasis(date.fromisoformat(head.today), head.modules)
    return found
