"""The WTForms form of a section, and all of a questionnaire's sections read together.

Knows inputs and replies; neither requests nor looks. What a field holds goes to the one function that
says what is wrong, never to validators of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm

from survey.answers.replies import Replies
from survey.storage.cache import Cache
from survey.web.section.fields import FIELDS, QuestionField
from survey.web.section.inputs import FormInputs, write

if TYPE_CHECKING:
    from collections.abc import Mapping

    from survey.answers.replies import Reply
    from survey.languages import ReaderLocale
    from survey.questionnaire.declarations import Option
    from survey.questionnaire.model import Questionnaire, Section

MOST_KEPT = 500
"""The number of sections whose fields are kept."""

Fields = dict[str, "UnboundField[Any]"]
_cache: Cache[tuple[Section, Fields]] = Cache(MOST_KEPT)


def _fields(section: Section) -> Fields:
    """Return the fields of a section, made once; the section is kept with them, so its id stays its own."""

    def made() -> tuple[Section, Fields]:
        return section, {
            question.id: UnboundField(FIELDS[question.kind.name], question) for question in section.questions
        }

    return _cache.get_or_make((id(section),), made)[1]


class SectionForm(BaseForm):
    """The form of one section, filled with what was typed in a place's notation."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        section: Section,
        sheet: Any,
        place: ReaderLocale,
        replies: Replies,
    ) -> None:
        super().__init__(_fields(section))
        self.questionnaire = questionnaire
        self.section = section
        self.place = place
        self.replies = replies
        self.process(sheet)

    @property
    def sheet(self) -> FormInputs:
        """Everything that stands in the section's inputs, as it was typed."""
        whole = FormInputs()
        for one in self.questions:
            whole.update(one.sheet)
        return whole

    @property
    def questions(self) -> list[QuestionField]:
        """Its fields."""
        return [one for one in self._fields.values() if isinstance(one, QuestionField)]


@dataclass(frozen=True)
class Filled:
    """All that was typed into a questionnaire, section by section, and the replies which that makes."""

    questionnaire: Questionnaire
    place: ReaderLocale
    sheet: FormInputs
    replies: Replies

    def written_in(self, place: ReaderLocale) -> Filled:
        """The same in another notation: what was understood is written anew, the rest stays as typed."""
        if place.locale == self.place.locale:
            return replace(self, place=place)
        questions = self.questionnaire.questions
        sheet = FormInputs({name: ids for name, ids in self.sheet.items() if name.endswith("~entry")})
        for reply in self.replies.by_place.values():
            sheet.update(write(questions[reply.question], reply, place))
        return replace(self, place=place, sheet=sheet)


def fill(
    questionnaire: Questionnaire,
    sheet: FormInputs,
    place: ReaderLocale,
    country_rows: Mapping[str, tuple[Option, ...]],
) -> Filled:
    """Read what was typed into all sections; names that are none of the questionnaire's are left out."""
    empty = Replies(country_rows=country_rows)
    whole = FormInputs()
    by_place: dict[tuple[str, str], Reply] = {}
    entries: dict[str, tuple[str, ...]] = {}
    touched = {name.split("@")[0].split("/")[0].split("~")[0] for name in sheet}
    for section in questionnaire.sections:
        if not any(question.id in touched for question in section.questions):
            continue
        form = SectionForm(questionnaire, section, sheet, place, empty)
        whole.update(form.sheet)
        for one in form.questions:
            by_place.update({(reply.question, reply.row): reply for reply in one.replies})
            if one.entries:
                entries[one.question.id] = one.entries
    return Filled(questionnaire, place, whole, Replies(by_place, entries, country_rows))
