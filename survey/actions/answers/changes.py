"""What somebody wants changed in a report, and what became of it: values that saving takes and gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from survey.answers.replies import Reply
from survey.storage.answers.stored_replies import AnswerKey


@dataclass(frozen=True, slots=True)
class Change:
    """A reply to be saved at a place, and the version that the writer had before them (0: none)."""

    question: str
    row: str
    saw_version: int
    reply: Reply

    @property
    def place(self) -> AnswerKey:
        """The question and the row."""
        return self.question, self.row


@dataclass(frozen=True, slots=True)
class ListChange:
    """The entries of a list in the order wanted, and the version of the list that the writer saw.

    `added` are the codes in `order` that the writer made up for new entries; `removed` are codes to take out.
    A removed code that stands in the order again is put back, with its answers.
    """

    question: str
    saw_version: int
    order: tuple[str, ...]
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """A change that was not kept, because somebody else saved at that place first: their reply, and who.

    For a list, `theirs` holds the codes of its entries in order as its value.
    """

    question: str
    row: str
    theirs: Reply
    their_version: int
    person_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a save: the version at each place, what was refused, and what new entries are called."""

    versions: Mapping[AnswerKey, int] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    codes: Mapping[AnswerKey, str] = field(default_factory=dict)
    """The permanent code of each new entry, by its list and the code that the writer made up."""
