"""The problems of a report as its pages sort them: wrong answers, and answers that are only missing so far.

This module knows the contexts of messages; `answers.checking` finds the problems.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from survey.answers.checking import section_problems
from survey.answers.differences.comparing import jumps
from survey.answers.percentages import is_answered
from survey.answers.rows import rows_of
from survey.messages import say
from survey.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from survey.messages import Message
    from survey.problems import Problem
    from survey.questionnaire.model import Question, Section
    from survey.web.request.report import OpenReport

WANTING = ("problem/wanting", "problem/wanting-or-reason", "problem/too-few-entries")


class Progress(StrEnum):
    """The progress of a section."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    ATTENTION = "attention"
    COMPLETE = "complete"


LABELS: dict[Progress, tuple[str, Message]] = {
    Progress.NOT_STARTED: ("empty", say("progress/not-started", "Not started", note="state of a section")),
    Progress.IN_PROGRESS: ("half", say("progress/in-progress", "In progress", note="state of a section")),
    Progress.ATTENTION: ("error", say("progress/attention", "Needs attention", note="state of a section")),
    Progress.COMPLETE: ("done", say("progress/complete", "Complete", note="state of a section")),
}
"""The icon and the word of each level of progress."""


def problems_in(report: OpenReport, section: Section) -> list[Problem]:
    """Return the problems of a section, including large changes since last year."""
    found = list(section_problems(report.relevance, section))
    if report.last is not None:
        found += jumps(report.relevance, report.last.replies, [section])
    return found


def is_wanting(problem: Problem) -> bool:
    """Tell whether a problem is only that an answer is missing."""
    return problem.message.text.context in WANTING


def worth_showing(found: Iterable[Problem]) -> list[Problem]:
    """Return the problems with typed answers, to show at once; missing answers wait for the check."""
    return [problem for problem in found if not is_wanting(problem)]


def counted(report: OpenReport, section: Section) -> tuple[int, int]:
    """Return how many places of a section are answered, and how many are asked."""
    answered = asked = 0
    for question, row in _asked(report, section):
        asked += 1
        answered += is_answered(report.relevance, question, row)
    return answered, asked


def progress(report: OpenReport, section: Section) -> Progress:
    """Return the progress of a section: wrong comes before unfinished, unfinished before complete."""
    answered, asked = counted(report, section)
    found = problems_in(report, section)
    if any(not is_wanting(problem) and problem.severity is not Severity.REMARKS for problem in found):
        return Progress.ATTENTION
    if not answered and not _has_entries(report, section):
        return Progress.NOT_STARTED
    stops = any(problem.severity is Severity.STOPS for problem in found)
    return Progress.IN_PROGRESS if stops or answered < asked else Progress.COMPLETE


def _has_entries(report: OpenReport, section: Section) -> bool:
    return any(report.replies.entries.get(question.id) for question in section.questions if question.fields)


def _asked(report: OpenReport, section: Section) -> Iterable[tuple[Question, str]]:
    for outer in section.questions:
        for question in outer.fields or (outer,):
            if not question.kind.asks or question.calculation is not None or question.kind.name == "list":
                continue
            for row in rows_of(question, report.replies):
                if report.relevance.includes(question, row.code):
                    yield question, row.code
