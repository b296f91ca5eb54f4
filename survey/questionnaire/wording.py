"""Every text of a questionnaire for translators, in its order, of an edition or of all editions together.

Knows the model only: neither catalogs nor languages. The reasons of retired ids are for authors.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from survey.messages import Text
    from survey.questionnaire.declarations import Option
    from survey.questionnaire.model import Question, Questionnaire, Section


def texts(questionnaire: Questionnaire) -> Iterator[Text]:
    """List every text of an edition, each once, in the order of the questionnaire."""
    yield from dict.fromkeys(text for text in _all(questionnaire) if text)


def texts_of_editions(editions: Iterable[Questionnaire]) -> tuple[Text, ...]:
    """Return the texts of all editions of a questionnaire, which share a catalog.

    The newest wording has the bare context; an older wording that differs keeps its own entry, named by the
    context and the newest edition with that wording (`cl.policies/hint@2019`).
    """
    newest: dict[str, Text] = {}
    older: dict[Text, Text] = {}
    for edition in sorted(editions, key=lambda edition: edition.edition, reverse=True):
        for text in texts(edition):
            if newest.setdefault(text.context, text) != text:
                older.setdefault(text, replace(text, context=f"{text.context}@{edition.edition}"))
    return (*newest.values(), *older.values())


def _all(questionnaire: Questionnaire) -> Iterator[Text]:
    yield questionnaire.title
    yield questionnaire.introduction
    yield questionnaire.all_reporters
    yield from _lists(questionnaire)
    for section in questionnaire.sections:
        yield from _section(section)


def _lists(questionnaire: Questionnaire) -> Iterator[Text]:
    """Yield the texts that several questions share."""
    for unit in questionnaire.units.values():
        yield unit.label
    for breakdown in questionnaire.breakdowns.values():
        yield breakdown.label
        yield breakdown.total
        yield from _options(breakdown.codes)
    for choices in questionnaire.choices.values():
        yield from _options(choices)
    for options in (questionnaire.dimensions, questionnaire.themes, questionnaire.modules):
        yield from _options(options.values())
    yield from _options(questionnaire.reported_to)
    for country_list in questionnaire.lists.values():
        yield country_list.label
        yield from country_list.samples


def _section(section: Section) -> Iterator[Text]:
    yield section.title
    yield section.introduction
    yield section.relevant_text
    for question in section.questions:
        yield from _question(question)


def _question(question: Question) -> Iterator[Text]:
    yield question.label
    yield question.relevant_text
    yield question.hint
    yield question.guidance
    yield question.message
    yield from _options(question.rows)
    for _part, text in question.kind.texts():
        yield text
    for field in question.fields:
        yield from _question(field)


def _options(options: Iterable[Option]) -> Iterator[Text]:
    for option in options:
        yield option.label
        yield option.hint
        yield option.relevant_text
