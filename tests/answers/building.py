"""Replies in a few words, and the tiny questionnaires to answer with them."""

from datetime import date
from pathlib import Path

from survey.answers.checking import problems
from survey.answers.relevance import evaluate
from survey.answers.replies import Replies, Reply, Unread
from survey.messages import Text
from survey.questionnaire.declarations import Option
from survey.questionnaire.kinds.base import Parsed
from survey.questionnaire.model import TOTAL
from survey.questionnaire.reading import read_file, read_text

GOOD = Path(__file__).parents[1] / "forms" / "good"
TODAY = date(2020, 5, 31)


def form(slug):
    return read_file(GOOD / slug / "2020.yaml")


def asking(questions, top=""):
    """A questionnaire of one section from the YAML of its questions."""
    inner = "".join(f"      - {{{question}}}\n" for question in questions)
    head = f"questionnaire: tiny\nedition: '2020'\ntitle: Tiny\n{top}"
    text = f"{head}sections:\n  - id: only\n    title: Only\n    questions:\n{inner}"
    return read_text(text.encode(), "tiny.yaml")


def reply(question, value=None, row="", cells=None, **parts):
    """A reply: one value or several cells, and parts of its evidence."""
    held = dict(cells or {})
    if value is not None:
        held[TOTAL] = value
    return Reply(question, row, held, **parts)


def unread(typed, complaint, cell=TOTAL):
    """Typing that was not understood."""
    return {cell: Unread((typed,), Parsed(complaint=complaint))}


def rows(*codes):
    return tuple(Option(code, Text("", code)) for code in codes)


def replies(*given, entries=None, country_rows=None):
    return Replies({(one.question, one.row): one for one in given}, entries or {}, country_rows or {})


def relevance(questionnaire, *given, entries=None, country_rows=None, modules=(), today=TODAY):
    return evaluate(
        questionnaire, replies(*given, entries=entries, country_rows=country_rows), today, modules
    )


def found(questionnaire, *given, sections=None, **more):
    """What is wrong, as (input, sentence) in order."""
    wrong = problems(relevance(questionnaire, *given, **more), sections)
    return [(problem.field, str(problem.message)) for problem in wrong]
