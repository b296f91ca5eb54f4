"""Revisions of one answer: which of its parts differ between two versions, and which words of a text.

Knows two versions, whoever wrote them: the history shows them, and a conflict shows both sides.
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
"""The parts of an answer beside its cells, in the order in which a page asks for them."""

MOST_WORDS = 4_000
"""Longer texts are shown one after the other: comparing takes the square of their length."""

_WORD = re.compile(r"\s+|\S+")


class Difference(NamedTuple):
    """What differs between two versions: a cell (then `part` is blank), or a part of the evidence."""

    part: str
    cell: str
    before: object
    now: object


class Span(NamedTuple):
    """A stretch of text that stands in both versions (`same`), that `went`, or that `came`."""

    what: str
    text: str


def differences(before: Reply, now: Reply) -> tuple[Difference, ...]:
    """What differs between two versions of an answer, cells first; None stands for what one of them lacks."""
    return (*_of_cells(before, now), *_of_typing(before, now), *_of_parts(before, now))


def spans(before: str, now: str) -> tuple[Span, ...]:
    """Which words went and which came: without those that came it is the earlier text, word for word."""
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
    """Typing that was not understood is part of a version, too."""
    for cell in sorted({*before.unread, *now.unread}):
        typed = [one.unread[cell].typed if cell in one.unread else None for one in (before, now)]
        if typed[0] != typed[1]:
            yield Difference("unread", cell, *typed)


def _of_parts(before: Reply, now: Reply) -> Iterator[Difference]:
    for part in PARTS:
        then, value = getattr(before, part) or None, getattr(now, part) or None
        if then != value:
            yield Difference(part, "", then, value)
