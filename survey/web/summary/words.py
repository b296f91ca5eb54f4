"""A summary in words: values, changes, sources and languages as its reader reads them.

Knows wording, no page and no rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from survey.answers.summing import Turn
from survey.messages import Percent, say
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.model import TOTAL
from survey.questionnaire.numbers import write_number
from survey.questionnaire.numbers.differences import in_points
from survey.web.section.answer_words import WRITTEN, marked_as_calculated, said_cell, said_value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from survey.answers.differences.comparing import Change
    from survey.answers.replies import Reply
    from survey.answers.summing import SummaryLine
    from survey.questionnaire.model import Question
    from survey.web.request.visit import Visit

UP, DOWN = "▲", "▼"
NOTHING = Markup()
BETWEEN = Markup(" · ")
LABEL = say("summary/label", "{label}:")

TURNS = {
    Turn.SAME: say("summary/same", "same as last year", note="an answer"),
    Turn.CHANGED: say("summary/changed", "changed", note="an answer"),
    Turn.CAME: say("summary/came", "new", note="an answer"),
    Turn.WENT: say("summary/went", "no longer given", note="an answer"),
}
PARTS_CHANGED = say("summary/parts-changed", "the total is the same as last year, its breakdown changed")


def value_said(visit: Visit, question: Question, reply: Reply) -> Markup:
    """Say an answer in a few words: the total of a breakdown, or why there is no answer."""
    if isinstance(question.kind, Number) and question.kind.by and TOTAL in reply.cells:
        return escape(marked_as_calculated(visit, reply, said_cell(visit, question, reply)))
    text = said_value(visit, question, reply)
    if not text:
        return NOTHING
    if reply.missing and not reply.cells:
        return Markup('<span class="quiet">{}</span>').format(text)
    if question.kind.name in WRITTEN:
        return marked(visit, text, reply.lang)
    return escape(text)


def marked(visit: Visit, text: str, lang: str) -> Markup:
    """Mark a typed text with its language, if it differs from the reader's."""
    if not lang or lang == visit.language.code:
        return escape(text)
    return Markup('<span lang="{}" dir="auto">{}</span>').format(lang, text)


def values_said(visit: Visit, columns: Iterable[SummaryLine], last: bool = False) -> Markup:
    """Say the answers of a row, side by side."""
    said = (value_said(visit, line.question, line.before if last else line.now) for line in columns)
    return BETWEEN.join(value for value in said if value)


def changes_said(visit: Visit, columns: Iterable[SummaryLine]) -> Markup:
    """Say how the answers of a row differ from last year's."""
    said = dict.fromkeys(change_said(visit, line) for line in columns if line.turn is not Turn.BLANK)
    told = [change for change in said if change is not EVEN]
    if told or not said:
        return BETWEEN.join(told)
    return Markup('<span aria-hidden="true">=</span> <span class="vh">{}</span>').format(
        visit.say(TURNS[Turn.SAME])
    )


EVEN = Markup("=")


def change_said(visit: Visit, line: SummaryLine) -> Markup:
    """Say how an answer differs from last year's: a sign and the difference, or a word."""
    if line.turn is Turn.SAME:
        return EVEN
    found = line.change
    if found is None or found.difference is None or not isinstance(line.question.kind, Number):
        return visit.say(TURNS[line.turn])
    if not found.difference:
        return visit.say(PARTS_CHANGED)
    sign = UP if found.difference > 0 else DOWN
    return Markup("{}\u00a0{}").format(sign, difference_said(visit, line.question.kind, found))


def difference_said(visit: Visit, kind: Number, found: Change) -> Markup:
    """Say a difference: percentages differ by points, other numbers also in per cent."""
    amount = write_number(abs(found.difference or 0), visit.place.locale)
    if kind.is_percent:
        return visit.say(in_points(amount, found.difference or 0))
    if found.percent is None or not round(found.percent):
        return visit.say(say("beside/difference", "{amount}", amount=amount))
    percent = Percent(abs(round(found.percent)))
    return visit.say(say("summary/difference", "{amount} ({percent})", amount=amount, percent=percent))


def source_said(visit: Visit, evidence: Reply) -> Markup:
    """Say where a figure is from: its year and its source."""
    year = escape(evidence.reference_year or "")
    return BETWEEN.join(part for part in (year, marked(visit, evidence.source, evidence.lang)) if part)


def language_said(visit: Visit, lang: str) -> Markup:
    """Say in which language something was written."""
    name = visit.place.locale.languages.get(lang) or visit.library.languages.get(lang, visit.language).name
    return visit.say(say("summary/written-in", "Written in: {language}", language=name))
