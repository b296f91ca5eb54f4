"""What a later edition may do to an earlier one: add, retire, reword; never change what an id means."""

from __future__ import annotations


from survey.questionnaire.kinds.calculated import Calculated
from survey.questionnaire.kinds.note import Note
from survey.questionnaire.mistakes import Mistake
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from survey.questionnaire.model import Question, Questionnaire
    from collections.abc import Iterator, Sequence

SILENT = (Note, Calculated)


def changed_ids(editions: Sequence[Questionnaire], files: Sequence[str]) -> tuple[Mistake, ...]:
    """Compare each edition with the one before, oldest first."""
    found: list[Mistake] = []
    for older, newer, file in zip(editions, editions[1:], files[1:], strict=False):
        found.extend(Mistake(file, line, sentence) for line, sentence in _changes(older, newer))
    return tuple(found)


def _changes(older: Questionnaire, newer: Questionnaire) -> Iterator[tuple[int, str]]:
    for question_id, before in older.questions.items():
        now = newer.questions.get(question_id)
        if now is not None:
            yield from _meaning(before, now, older, newer)
        elif not isinstance(before.kind, SILENT) and question_id not in newer.retired and not before.inside:
            yield (
                1,
                (
                    f"question '{question_id}' of edition {older.edition} is gone; keep it, or add it to 'retired' with "
                    "the reason"
                ),
            )
    for question_id in older.retired:
        if question_id in newer.questions:
            line = newer.questions[question_id].line
            yield line, f"question '{question_id}' was retired in edition {older.edition}; take a new id"


def _meaning(
    before: Question, now: Question, older: Questionnaire, newer: Questionnaire
) -> Iterator[tuple[int, str]]:
    was, is_now = _what(before), _what(now)
    if was != is_now:
        yield (
            now.line,
            (
                f"question '{now.id}' is {is_now} but was {was} in edition {older.edition}; give the new question "
                f"a new id and add '{now.id}' to 'retired'"
            ),
        )


def _what(question: Question) -> str:
    """Say what an answer means: its kind, its unit, and whether there is one or one a row."""
    unit = getattr(question.kind, "unit", None)
    counting = f" in {unit.code}" if unit is not None else ""
    rows = " with rows" if question.has_rows else ""
    return f"a {question.kind.name}{counting}{rows}"
