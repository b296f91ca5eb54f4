"""The progress of every report of a round by section, read again only for reports that changed.

This module knows the counts of answers and the states, no pages. Results are cached by report version.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from survey.answers.deciding import Deciding, deciding
from survey.messages import say
from survey.storage.cache import Cache, Version
from survey.storage.engine.database import database_of
from survey.storage.reports.board import answered_by_report, answers_by_report
from survey.workflow import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from survey.messages import Message
    from survey.questionnaire.model import Questionnaire
    from survey.storage.reports.board import BoardReport
    from survey.storage.rounds.frozen import FrozenRound


class Far(StrEnum):
    """The progress of one section of a report."""

    NOT_ASKED = "not_asked"
    NOT_STARTED = "not_started"
    BEGUN = "begun"
    HANDED_OVER = "handed_over"
    QUERIED = "queried"


LABELS: Mapping[Far, tuple[str, Message]] = {
    Far.NOT_ASKED: ("off", say("board/not-asked", "Not asked", note="state of a section")),
    Far.NOT_STARTED: ("empty", say("board/not-started", "Not started", note="state of a section")),
    Far.BEGUN: ("half", say("board/begun", "Started", note="state of a section")),
    Far.HANDED_OVER: ("done", say("board/handed-over", "Submitted", note="state of a section")),
    Far.QUERIED: ("ask", say("board/queried", "Has open queries")),
}
"""The icon and the word of each level of progress."""

HANDED_OVER = (State.SUBMITTED, State.ACCEPTED, State.PUBLISHED)


class Section(NamedTuple):
    """A section of one report: whether it is asked, and how many of its questions are answered."""

    is_asked: bool
    answered: int

    def far(self, state: str) -> Far:
        """Return the progress of the section in a report with this state."""
        if not self.is_asked:
            return Far.NOT_ASKED
        if state in HANDED_OVER:
            return Far.HANDED_OVER
        return Far.BEGUN if self.answered else Far.NOT_STARTED


Sections = Mapping[str, Section]
MOST_KEPT = 4_000
"""The number of reports that are cached; each needs little memory."""

_cache: Cache[Sections] = Cache(MOST_KEPT)


@dataclass(frozen=True)
class Asker:
    """A round's questionnaire, prepared for asking about many reports."""

    frozen: FrozenRound
    narrow: Deciding
    today: date

    @property
    def form(self) -> Questionnaire:
        """The questionnaire as it was frozen for the round."""
        return self.frozen.questionnaire


def progress_of(
    session: Session, frozen: FrozenRound, reports: Sequence[BoardReport], today: date
) -> dict[int, Sections]:
    """Return the sections of each report, with two queries for changed reports and none for others."""
    database = database_of(session)
    asked = (frozen.round.sha256, frozen.round.revision, today)
    versions = {report.report_id: Version(report.version, report.changed_at, asked) for report in reports}
    kept = {report_id: _cache.get((database, report_id), at) for report_id, at in versions.items()}
    found = {report_id: sections for report_id, sections in kept.items() if sections is not None}
    stale = [report for report in reports if report.report_id not in found]
    if stale:
        fresh = _read(session, Asker(frozen, deciding(frozen.questionnaire), today), stale)
        for report_id, sections in fresh.items():
            _cache.put((database, report_id), sections, versions[report_id])
        found |= fresh
    return found


def _read(session: Session, asker: Asker, stale: Sequence[BoardReport]) -> dict[int, Sections]:
    """Read the sections of some reports. Until something is decided, all sections are still to come."""
    ids = [report.report_id for report in stale]
    answered = answered_by_report(session, ids)
    needed = answers_by_report(session, ids, asker.form, asker.narrow.needed)
    modules = tuple(asker.frozen.round.modules)
    of_section = {section.id: _questions(asker.form, section.id) for section in asker.form.sections}
    to_come = {
        section.id for section in asker.form.sections if not section.module or section.module in modules
    }
    found: dict[int, Sections] = {}
    for report_id in ids:
        given = [reply for reply in needed[report_id] if reply.question in asker.narrow.questions]
        asked = asker.narrow.asked(given, asker.today, modules) if given else to_come
        said = answered[report_id] | asker.narrow.calculated(needed[report_id], asker.today, modules)
        found[report_id] = {
            name: Section(name in asked, len(questions & said)) for name, questions in of_section.items()
        }
    return found


def _questions(form: Questionnaire, section_id: str) -> frozenset[str]:
    return frozenset(name for name, section in form.section_of.items() if section.id == section_id)
