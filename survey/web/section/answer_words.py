"""Answers in words, for people: last year's answers, conflicts, history and checks.

This module knows values and wording, no pages and no rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from survey.answers.percentages import shown
from survey.exports.phrases import REASONS
from survey.languages import with_percent_sign
from survey.messages import say
from survey.questionnaire.kinds.calculated import Calculated
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.kinds.writing.narrative import Narrative
from survey.questionnaire.model import TOTAL
from survey.questionnaire.numbers.measures import in_money
from survey.web.section.grid import cells_of
from survey.web.section.words import WORDS

if TYPE_CHECKING:
    from survey.answers.replies import Reply
    from survey.questionnaire.model import Question, Questionnaire
    from survey.web.request.visit import Visit

NOTHING_SAID = say("said/nothing", "No answer")
WRITTEN = ("text", "narrative")
EVIDENCE = ("reference_year", "source", "link", "reported_to", "comment")


@dataclass(frozen=True, slots=True)
class Said:
    """An answer in words: its value, the language of its text if it has one, and its evidence."""

    text: str
    lang: str = ""
    is_long: bool = False
    parts: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything was said."""
        return bool(self.text or self.parts)


def said(visit: Visit, question: Question, reply: Reply) -> Said:
    """Return an answer in words with all of its evidence."""
    form = visit.questionnaire
    return Said(
        said_value(visit, question, reply),
        reply.lang if reply.lang != visit.language.code and question.kind.name in WRITTEN else "",
        isinstance(question.kind, Narrative),
        tuple(_evidence(visit, form, reply)) if form is not None else (),
    )


def said_value(visit: Visit, question: Question, reply: Reply) -> str:
    """Return the value in words: its cells (as typed if not understood), or the reason why there is none."""
    texts = [text for cell in cells_of(question) if (text := _cell(visit, question, reply, cell))]
    if reply.missing:
        texts.append(visit.plain(REASONS[reply.missing]) if reply.missing in REASONS else reply.missing)
    if isinstance(question.kind, Narrative) or len(texts) < 2:
        whole = "\n".join(texts)
    else:
        whole = visit.plain(say("said/between", "{one}; {other}", one="", other="")).join(texts)
    return marked_as_calculated(visit, reply, whole)


def marked_as_calculated(visit: Visit, reply: Reply, text: str) -> str:
    """Say after a percentage that it was calculated, if it was."""
    if not reply.calculated:
        return text
    remark = visit.plain(say("said/from-two-numbers", "calculated from the two numbers"))
    return visit.plain(say("said/with-remark", "{text} ({remark})", text=text, remark=remark))


def labelled(visit: Visit, label: str, value: str) -> str:
    """Return a value after its label."""
    return visit.plain(say("said/cell", "{label}: {value}", label=label, value=value))


def said_cell(visit: Visit, question: Question, reply: Reply, cell: str = TOTAL) -> str:
    """Return the value of one cell in words, without its label."""
    if cell in reply.unread:
        return ", ".join(reply.unread[cell].typed)
    value = reply.cells.get(cell)
    if value is None:
        return ""
    text = question.kind.read_back(shown(reply, cell, value), visit.place, visit.plain)
    if reply.currency_typed:
        return visit.plain(in_money(text, reply.currency_typed))
    is_percent = isinstance(question.kind, Number) and question.kind.is_percent
    return with_percent_sign(text, visit.place.locale) if is_percent else text


def _cell(visit: Visit, question: Question, reply: Reply, cell: str) -> str:
    """Return one cell with the labels of its breakdown, or the value alone for a total."""
    text = said_cell(visit, question, reply, cell)
    if not text or cell == TOTAL or not isinstance(question.kind, Number):
        return text
    codes = dict(part.split("=", 1) for part in cell.split(";"))
    labels = [
        visit.plain(option.label)
        for breakdown in question.kind.by
        for option in breakdown.codes
        if codes.get(breakdown.code) == option.code
    ]
    return labelled(visit, ", ".join(labels), text)


def _evidence(visit: Visit, form: Questionnaire, reply: Reply) -> list[str]:
    """Return the evidence that was given, each part after its label."""
    values = {
        "reference_year": str(reply.reference_year or "")
        or ", ".join(reply.unread["reference_year"].typed if "reference_year" in reply.unread else ()),
        "source": reply.source,
        "link": reply.link,
        "reported_to": visit.plain(say("said/listed", "{listed}", listed=reported_to(form, reply)))
        if reply.reported_to
        else "",
        "comment": reply.comment,
    }
    return [labelled(visit, visit.plain(WORDS[part]), values[part]) for part in EVIDENCE if values[part]]


def reported_to(form: Questionnaire, reply: Reply) -> list[object]:
    """Return the labels of the bodies to which an answer was already reported."""
    return [recipient.label for recipient in form.reported_to if recipient.code in reply.reported_to]


def is_answerable(question: Question) -> bool:
    """Tell whether a person answers the question in one place (not a note, a calculation or a whole list)."""
    return question.kind.asks and not isinstance(question.kind, Calculated) and question.kind.name != "list"
