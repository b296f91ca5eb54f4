"""A report opened for its summary: what was handed over in each round, and what that sums up to.

Knows the request's report, looked up and allowed by `access`; rules live below.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from flask import g

from survey import workflow
from survey.answers.percentages import completed, with_percentages
from survey.answers.relevance import evaluate
from survey.answers.summing import Summary, summed
from survey.storage.answers.stored_replies import replies_of
from survey.storage.cache import Version
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
    from survey.storage.cache import Key
    from survey.storage.reports.visibility import SeenReport
    from survey.storage.rounds.frozen import FrozenRound
    from survey.web.request.visit import Visit
    from survey.workflow import Actor, ReportRef


class RelevanceBasis(NamedTuple):
    """On which day, and with which modules, it is worked out what was asked."""

    today: date
    modules: tuple[str, ...]


@dataclass
class OpenSummary:
    """One report's summary, opened by one person in one language."""

    visit: Visit
    actor: Actor
    ref: ReportRef
    seen: SeenReport
    frozen: FrozenRound
    is_preview: bool = False
    submission: Submission | None = None
    basis: RelevanceBasis | None = None
    """What was asked of the answers of this year; nothing where nothing was handed over."""
    open_queries: int = 0
    hashes: tuple[str, ...] = ()
    """Those of the snapshots that are summed up."""
    years: dict[int, Replies] = field(default_factory=dict)
    """What was said in each round, this one last."""

    @cached_property
    def summary(self) -> Summary:
        """What it sums up to; where nothing was handed over, there is no such page."""
        if self.basis is None:
            raise nothing_here()
        replies = self.years[self.year]
        relevance = evaluate(self.form, replies, self.basis.today, self.basis.modules)
        return summed(completed(relevance), self.told.get(self.last_year or 0))

    @cached_property
    def told(self) -> dict[int, Replies]:
        """What was said in each round, with the percentages that follow from two numbers."""
        return {year: with_percentages(self.form, replies) for year, replies in self.years.items()}

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
        """The address of a page of this report."""
        return self.visit.url("reports", self.seen.form, str(self.seen.year), self.ref.reporter, *path)

    def ask_about(self, line: SummaryLine) -> str:
        """The page on which to ask about an answer; none for those who may not ask."""
        if self._asks_at is None:
            return ""
        return "/".join((self._asks_at, line.question.id, *([line.row.code] if line.row.code else [])))

    @property
    def asks(self) -> bool:
        """Tell whether this person may ask from here."""
        return self._asks_at is not None

    @cached_property
    def _asks_at(self) -> str | None:
        asks = self.may(Action.ASK) and not self.is_preview
        return self.url("ask") if asks else None

    @property
    def key(self) -> Key:
        """Which report its tables and texts are about, and who reads them."""
        return (self.ref.report_id, self.visit.language.code, self.visit.country_name, self._asks_at)

    @property
    def version(self) -> Version:
        """The state of everything else that they depend on, drafts apart."""
        round_ = self.frozen.round
        words = (round_.id, round_.sha256, str(round_.parameters))
        return Version(round_.revision, content=(*words, *self.hashes))

    def day(self, at: datetime) -> date:
        """The day of a moment, where the round is kept."""
        return at.astimezone(ZoneInfo(self.seen.zone)).date()


def open_summary(session: Session, preview: bool = False) -> OpenSummary:
    """Open the summary of this request's report; it has none before anything was handed over."""
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
