"""The changes a person wants in a report, and their result: the values that saving takes and returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from survey.answers.replies import Reply
from survey.storage.answers.stored_replies import AnswerKey


@dataclass(frozen=True, slots=True)
class Change:
    """A reply to save at a place, and the version that the writer saw (0: none)."""

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
    """The wanted order of a list's entries, and the version of the list that the writer saw.

    `added` are the codes in `order` that the writer made up for new entries; `removed` are codes to remove.
    A removed code that is in the order again is restored, with its answers.
    """

    question: str
    saw_version: int
    order: tuple[str, ...]
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """A change that is not saved because somebody else saved at that place first: their reply and their name.

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
    """The result of a save: the version at each place, the conflicts, and the codes of new entries."""

    versions: Mapping[AnswerKey, int] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    codes: Mapping[AnswerKey, str] = field(default_factory=dict)
    """The permanent code of each new entry, by its list and the code that the writer made up."""
