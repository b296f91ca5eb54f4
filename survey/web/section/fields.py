"""The WTForms fields: one compound field a question, holding all of its rows, cells and evidence.

Knows which inputs belong to a question and how they are read; neither their looks nor what is right.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from wtforms.fields import Field

from survey.answers.names import field_name
from survey.web.section.inputs import FormInputs, Inputs, inputs_of, kept, read, rows_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from survey.answers.replies import Replies, Reply
    from survey.questionnaire.model import Question

ENTRY_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
MOST_ENTRIES = 100


class QuestionField(Field):
    """A question of a section: what stands in its inputs, and the replies which that makes."""

    several: ClassVar[bool] = False
    """Whether an input of its cells may hold several values (boxes to tick)."""

    def __init__(self, question: Question, **options: Any) -> None:
        super().__init__(label=question.id, **options)
        self.question = question
        self.sheet = FormInputs()
        self.replies: list[Reply] = []

    def process(self, formdata: Any, data: Any = None, extra_filters: Sequence[Any] | None = None) -> None:
        """Take its own inputs out of what was sent, and understand them."""
        self.process_errors = []
        form: Any = self._form  # type: ignore[attr-defined]
        self.sheet = FormInputs()
        if formdata is not None:
            for question, row in self.places(form.replies):
                self.collect(formdata, inputs_of(question, row))
        self.replies = list(self.understood(form))
        self.data = self.replies

    def places(self, replies: Replies) -> Iterator[tuple[Question, str]]:
        """Every question and row whose inputs belong here."""
        for row in rows_in(self.question, replies):
            yield self.question, row

    def collect(self, formdata: Any, inputs: Inputs) -> None:
        """Keep what stands in the inputs of one row."""
        for name in inputs.cells.values():
            self.keep(name, formdata.getlist(name), self.several)
        for part, name in inputs.parts.items():
            self.keep(name, formdata.getlist(name), part == "reported_to")

    def keep(self, name: str, values: Sequence[str], several: bool) -> None:
        """Keep the values of one input, or the first of them where it holds only one."""
        found = kept(values if several else values[:1])
        if found:
            self.sheet[name] = found

    def understood(self, form: Any) -> Iterator[Reply]:
        """Read the inputs as replies."""
        for question, row in self.places(form.replies):
            reply = read(question, row, self.sheet, form.place, form.questionnaire)
            if reply is not None:
                yield reply

    @property
    def entries(self) -> tuple[str, ...]:
        """The entries of a list in which something stands."""
        return ()


class BoxField(QuestionField):
    """A question answered by typing: number, year, date, text, narrative."""


class ChoiceField(QuestionField):
    """A question answered by one choice."""


class ChoicesField(QuestionField):
    """A question answered by any number of choices."""

    several = True


class SilentField(QuestionField):
    """A note or a calculation: shown, never answered."""


class EntriesField(QuestionField):
    """A list: entries with an id of their own, each with the same questions inside."""

    def process(self, formdata: Any, data: Any = None, extra_filters: Sequence[Any] | None = None) -> None:
        """Find the entries first; their ids say which inputs there are."""
        self.name_of_ids = field_name(self.question.id, part="entry")
        given = formdata.getlist(self.name_of_ids) if formdata is not None else []
        found = dict.fromkeys(one for one in given[: 2 * MOST_ENTRIES] if ENTRY_ID.fullmatch(one))
        self.shown = tuple(found)[:MOST_ENTRIES]
        super().process(formdata, data, extra_filters)
        if self.shown:
            self.sheet[self.name_of_ids] = self.shown

    def places(self, replies: Replies) -> Iterator[tuple[Question, str]]:
        """Every question inside, in every entry."""
        for entry in self.shown:
            for inner in self.question.fields:
                yield inner, entry

    def collect(self, formdata: Any, inputs: Inputs) -> None:
        """Keep what stands in the inputs of one question of one entry."""
        for name in inputs.cells.values():
            self.keep(name, formdata.getlist(name), several=True)
        for name in inputs.parts.values():
            self.keep(name, formdata.getlist(name), several=False)

    @property
    def entries(self) -> tuple[str, ...]:
        """The entries in which something stands; one that is wholly empty is not an entry yet."""
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
"""Which field stands for which kind of question."""

__all__ = ["FIELDS", "EntriesField", "QuestionField"]
