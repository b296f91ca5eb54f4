"""What makes a section read differently for different reporters: sections that read alike are made once.

It errs on the safe side: whatever could differ counts as different.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from survey.messages import Text
from survey.questionnaire.conditions import Expression
from survey.questionnaire.kinds.numbers.number import Number

if TYPE_CHECKING:
    from survey.questionnaire.model import Questionnaire, Section

_REFERENCE = re.compile(r"\$\{[^}]*\}")
_NUMBER = re.compile(r"\d")


def varies_by(questionnaire: Questionnaire, section: Section) -> tuple[str, ...]:
    """Say what could make the texts of a section differ between two readers of the same language.

    Texts differ by `reporter` where they hold a name, by `country` where its currency is offered, and by the
    country's `notation` where a date or a number is written.
    """
    questions = [inner for outer in section.questions for inner in (outer, *outer.fields)]
    parts = [*_parts(section), *_parts(questionnaire.reported_to)]
    trees = [part for part in parts if isinstance(part, Expression)]
    named = {id_ for tree in trees for id_ in tree.references} | {
        question.evidence_from for question in questions
    }
    parts += [
        part
        for id_ in named
        if id_ in questionnaire.questions
        for part in _parts(questionnaire.questions[id_])
    ]
    filled_in = any("{" in part.english for part in parts if isinstance(part, Text))
    numbers = any(_NUMBER.search(_REFERENCE.sub("", tree.source)) for tree in trees)
    found = {
        "reporter": filled_in,
        "country": any(
            isinstance(question.kind, Number) and question.kind.is_money for question in questions
        ),
        "notation": filled_in or numbers or any(question.kind.name == "date" for question in questions),
    }
    return tuple(name for name, so in found.items() if so)


def _parts(value: object) -> Iterator[Text | Expression]:
    """Yield every text and every condition within a value."""
    if isinstance(value, Text | Expression):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _parts(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _parts(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _parts(part)
