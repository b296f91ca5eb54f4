"""The WTForms form of a section, with one compound field for each question; all sections read together.

This module knows inputs and replies, neither requests nor layout. `answers.checking` judges the values;
the fields have no validators of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from wtforms.fields import Field
from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm

from survey.answers.names import field_name
from survey.answers.replies import Replies
from survey.storage.cache import Cache
from survey.web.section.inputs import FormInputs, Inputs, inputs_of, kept, read, rows_in, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from survey.answers.replies import Reply
    from survey.languages import ReaderLocale
    from survey.questionnaire.declarations import Option
    from survey.questionnaire.model import Question, Questionnaire, Section

ENTRY_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
MOST_ENTRIES = 100
FIRST_ENTRY = "e1"

MOST_KEPT = 500
"""The number of sections for which fields are cached."""


class QuestionField(Field):
    """A question of a section: the content of its inputs, and the replies they make."""

    several: ClassVar[bool] = False
    """Whether an input of its cells may have several values (checkboxes)."""

    def __init__(self, question: Question, **options: Any) -> None:
        super().__init__(label=question.id, **options)
        self.question = question
        self.sheet = FormInputs()
        self.replies: list[Reply] = []

    def process(self, formdata: Any, data: Any = None, extra_filters: Sequence[Any] | None = None) -> None:
        """Take the field's own inputs from the sent ones, and read them."""
        self.process_errors = []
        form: Any = self._form  # type: ignore[attr-defined]
        self.sheet = FormInputs()
        if formdata is not None:
            for question, row in self.places(form.replies):
                self.collect(formdata, inputs_of(question, row))
        self.replies = list(self.understood(form))
        self.data = self.replies

    def places(self, replies: Replies) -> Iterator[tuple[Question, str]]:
        """Yield every question and row whose inputs belong to this field."""
        for row in rows_in(self.question, replies):
            yield self.question, row

    def collect(self, formdata: Any, inputs: Inputs) -> None:
        """Store the inputs of one row."""
        for name in inputs.cells.values():
            self.keep(name, formdata.getlist(name), self.several)
        for part, name in inputs.parts.items():
            self.keep(name, formdata.getlist(name), part == "reported_to")

    def keep(self, name: str, values: Sequence[str], several: bool) -> None:
        """Store the values of one input, or only the first if it takes only one."""
        found = kept(values if several else values[:1])
        if found:
            self.sheet[name] = found

    def understood(self, form: Any) -> Iterator[Reply]:
        """Yield the replies that the inputs make."""
        for question, row in self.places(form.replies):
            reply = read(question, row, self.sheet, form.place, form.questionnaire)
            if reply is not None:
                yield reply

    @property
    def entries(self) -> tuple[str, ...]:
        """The entries of a list in which something was typed."""
        return ()


class BoxField(QuestionField):
    """A question answered by typing: number, year, date, text, narrative."""


class ChoiceField(QuestionField):
    """A question answered by one choice."""


class ChoicesField(QuestionField):
    """A question answered by any number of choices."""

    several = True


class SilentField(QuestionField):
    """A note or a calculation: shown, but never answered."""


class EntriesField(QuestionField):
    """A list: entries with their own ids, each with the same questions inside."""

    def process(self, formdata: Any, data: Any = None, extra_filters: Sequence[Any] | None = None) -> None:
        """Find the entries first; their ids determine which inputs there are."""
        self.name_of_ids = field_name(self.question.id, part="entry")
        given = formdata.getlist(self.name_of_ids) if formdata is not None else []
        found = dict.fromkeys(entry for entry in given[: 2 * MOST_ENTRIES] if ENTRY_ID.fullmatch(entry))
        self.shown = tuple(found)[:MOST_ENTRIES]
        super().process(formdata, data, extra_filters)
        if self.shown:
            self.sheet[self.name_of_ids] = self.shown

    def places(self, replies: Replies) -> Iterator[tuple[Question, str]]:
        """Yield every question inside the list, in every entry."""
        for entry in self.shown:
            for inner in self.question.fields:
                yield inner, entry

    def collect(self, formdata: Any, inputs: Inputs) -> None:
        """Store the inputs of one question of one entry."""
        for name in inputs.cells.values():
            self.keep(name, formdata.getlist(name), several=True)
        for name in inputs.parts.values():
            self.keep(name, formdata.getlist(name), several=False)

    @property
    def entries(self) -> tuple[str, ...]:
        """The entries in which something was typed; an empty one is not an entry yet."""
        filled = {reply.row for reply in self.replies}
        return tuple(entry for entry in self.shown if entry in filled)


FIELDS: dict[str, type[QuestionField]] = {
    "number": BoxField,
    "year": BoxField,
    "date": BoxField,
    "text": BoxField,
    "narrative": BoxField,
    "yes_no": ChoiceField,
    "choice": ChoiceField,
    "choices": ChoicesField,
    "list": EntriesField,
    "note": SilentField,
    "calculated": SilentField,
}
"""The field for each kind of question."""

Fields = dict[str, "UnboundField[Any]"]
_cache: Cache[tuple[Section, Fields]] = Cache(MOST_KEPT)


def _fields(section: Section) -> Fields:
    """Return the fields of a section, made once; the section is cached with them, so its id stays its own."""

    def made() -> tuple[Section, Fields]:
        return section, {
            question.id: UnboundField(FIELDS[question.kind.name], question) for question in section.questions
        }

    return _cache.get_or_make((id(section),), made)[1]


def part_of(section: Section, question: Question) -> Section:
    """Return the section with only the question, or only the list that contains it; it is made once."""

    def made() -> tuple[Section, Fields]:
        outer = next(asked for asked in section.questions if asked.id == (question.inside or question.id))
        part = replace(section, questions=(outer,))
        return part, _fields(part)

    # The first entry keeps the section, so that its id stays its own.
    _fields(section)
    return _cache.get_or_make((id(section), question.inside or question.id), made)[0]


class SectionForm(BaseForm):
    """The form of one section, filled with inputs that were typed in the notation of a locale."""

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
        """The content of all inputs of the section, as typed."""
        whole = FormInputs()
        for field in self.questions:
            whole.update(field.sheet)
        return whole

    @property
    def questions(self) -> list[QuestionField]:
        """The fields of the section."""
        return [field for field in self._fields.values() if isinstance(field, QuestionField)]


@dataclass(frozen=True)
class Filled:
    """Everything typed into a questionnaire, section by section, and the replies it makes."""

    questionnaire: Questionnaire
    place: ReaderLocale
    sheet: FormInputs
    replies: Replies
    first_entry: tuple[str, ...] = ()
    """The entry that an empty list shows, where entries are not stored as soon as they are added."""

    def written_in(self, place: ReaderLocale) -> Filled:
        """Return the same in another notation: understood values are rewritten, the rest stays as typed."""
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
    """Read the inputs of all sections; inputs that belong to no question are left out."""
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
        for field in form.questions:
            by_place.update({(reply.question, reply.row): reply for reply in field.replies})
            if field.entries:
                entries[field.question.id] = field.entries
    replies = Replies(by_place, entries, country_rows)
    return Filled(questionnaire, place, whole, replies, (FIRST_ENTRY,))
