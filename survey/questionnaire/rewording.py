"""What a correction of wording may change in an edition of an open round: texts, and nothing else.

Two editions mean the same when they are equal without their texts (and the lines of the file).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING

from survey.messages import Text

if TYPE_CHECKING:
    from survey.questionnaire.model import Questionnaire, Section

APART = frozenset({"line", "order", "retired", "sections", "samples", "sample"})
"""Parts that hold words for authors, or that follow from others; sections are compared each by itself."""


def altered(before: Questionnaire, now: Questionnaire) -> Iterator[str]:
    """Name what is not only reworded: sections and questions by their ids, `questionnaire` for the rest."""
    if _meaning(before) != _meaning(now):
        yield "questionnaire"
    if [section.id for section in before.sections] != [section.id for section in now.sections]:
        yield "sections"
        return
    for was, is_now in zip(before.sections, now.sections, strict=True):
        if _ids(was.questions) != _ids(is_now.questions):
            yield was.id
            continue
        for old, new in zip(was.questions, is_now.questions, strict=True):
            if _meaning(old) != _meaning(new):
                yield old.id
        if _bare(was) != _bare(is_now):
            yield was.id


def _ids(questions: tuple[object, ...]) -> list[object]:
    return [getattr(question, "id", "") for question in questions]


def _bare(section: Section) -> object:
    """Return a section without its questions."""
    return _meaning(replace(section, questions=()))


def _meaning(value: object) -> object:
    """Return a value without its texts: the rest decides what is asked, of whom, and how it adds up."""
    if isinstance(value, Text):
        return None
    if is_dataclass(value) and not isinstance(value, type):
        named = [field.name for field in fields(value) if field.compare and field.name not in APART]
        return (("", type(value).__name__), *((name, _meaning(getattr(value, name))) for name in named))
    if isinstance(value, Mapping):
        return tuple((key, _meaning(part)) for key, part in value.items())
    if isinstance(value, (tuple, list)):
        return tuple(_meaning(part) for part in value)
    return value
