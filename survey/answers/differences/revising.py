"""Revisions of an answer: which parts differ between two versions, and which words of a text.

Used by the history and by conflicts; does not know who wrote the versions.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from survey.questionnaire.model import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from survey.answers.replies import Reply

PARTS = ("missing", "currency", "reference_year", "source", "link", "reported_to", "comment")
"""The parts of an answer other than its cells, in the order of the page."""

MOST_WORDS = 4_000
"""Longer texts are not compared word by word: the time grows with the square of their length."""

_WORD = re.compile(r"\s+|\S+")


class Difference(NamedTuple):
    """A difference between two versions: in a cell (`part` is blank) or in a part of the evidence."""

    part: str
    cell: str
    before: object
    now: object


class Span(NamedTuple):
    """A stretch of text that is in both versions (`same`), was removed (`went`) or added (`came`)."""

    what: str
    text: str


def differences(before: Reply, now: Reply) -> tuple[Difference, ...]:
    """Return the differences between two versions of an answer, cells first; None marks a missing value."""
    return (*_of_cells(before, now), *_of_typing(before, now), *_of_parts(before, now))


def spans(before: str, now: str) -> tuple[Span, ...]:
    """Return the words removed and added; without the added words, the spans are the earlier text."""
    old, new = _WORD.findall(before), _WORD.findall(now)
    if max(len(old), len(new)) > 2 * MOST_WORDS:
        return tuple(span for span in (Span("went", before), Span("came", now)) if span.text)
    found: list[Span] = []
    for what, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Span("same", "".join(old[first:last])))
            continue
        found.extend(
            Span(name, "".join(words))
            for name, words in (("went", old[first:last]), ("came", new[start:end]))
        )
    return tuple(span for span in found if span.text)


def _of_cells(before: Reply, now: Reply) -> Iterator[Difference]:
    for cell in sorted({*before.cells, *now.cells}, key=lambda key: (key != TOTAL, key)):
        then, value = before.cells.get(cell), now.cells.get(cell)
        if then != value:
            yield Difference("", cell, then, value)


def _of_typing(before: Reply, now: Reply) -> Iterator[Difference]:
    """Yield the differences in input that was not understood: it is part of a version, too."""
    for cell in sorted({*before.unread, *now.unread}):
        typed = [reply.unread[cell].typed if cell in reply.unread else None for reply in (before, now)]
        if typed[0] != typed[1]:
            yield Difference("unread", cell, *typed)


def _of_parts(before: Reply, now: Reply) -> Iterator[Difference]:
    for part in PARTS:
        then, value = getattr(before, part) or None, getattr(now, part) or None
        if then != value:
            yield Difference(part, "", then, value)
