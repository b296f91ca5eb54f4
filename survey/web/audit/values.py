"""How a detail of the audit is said: numbers, days, people, sections and answers in the reader's language.

What is not understood, of an older version perhaps, is shown as it was recorded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from survey.answers.names import place_of
from survey.messages import Message, say, say_count
from survey.questionnaire.kinds.choosing.yes_no import NO, YES
from survey.web.audit.letters import OTHER_FAILURE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from survey.messages import Text
    from survey.web.request.visit import Visit

NOTHING = Markup()
FEW = 3
"""Up to so many things are shown at once; more are folded."""
MOST_LISTED = 40
LEVELS: Mapping[str, Message] = {
    "edit": say("audit-level/edit", "fill in and comment"),
    "comment": say("audit-level/comment", "read and comment only"),
}


@dataclass(frozen=True, slots=True)
class DetailItem:
    """One of many things: its words, the code by which it is kept, and what is added about it."""

    text: Markup = NOTHING
    code: str = ""
    note: Markup = NOTHING


@dataclass(frozen=True, slots=True)
class DetailValue:
    """What stands behind a label: words, a code, or many things under a line that sums them up."""

    text: Markup = NOTHING
    code: str = ""
    items: tuple[DetailItem, ...] = ()
    summary: Message | None = None
    further: Markup = NOTHING
    folded: bool = False


@dataclass(frozen=True, slots=True)
class DetailContext:
    """What is looked up for a line: who reads, what people are called, and the words of its round."""

    visit: Visit
    people: Mapping[int, str] = field(default_factory=dict)
    round: Visit | None = None

    def title(self) -> Markup:
        """What the questionnaire of the round is called; nothing where that is not known."""
        form = self.round.questionnaire if self.round is not None else None
        return self._said(form.title if form is not None else None)

    def section(self, code: str) -> Markup:
        """What a section is called; nothing where that is not known."""
        form = self.round.questionnaire if self.round is not None else None
        return self._said(
            next((section.title for section in form.sections if section.id == code), None) if form else None
        )

    def question(self, code: str) -> Markup:
        """What a question asks; nothing where that is not known."""
        form = self.round.questionnaire if self.round is not None else None
        place = place_of(code)
        found = form.questions.get(place.question) if form is not None and place is not None else None
        return self._said(found.label if found is not None else None)

    def _said(self, text: Text | None) -> Markup:
        return self.round.say(text) if self.round is not None and text is not None else NOTHING


def number(context: DetailContext, raw: object) -> DetailValue:
    """How many."""
    if not isinstance(raw, int) or isinstance(raw, bool):
        return identifier(context, raw)
    return DetailValue(context.visit.say(say("audit-detail/count", "{number}", number=raw)))


def identifier(context: DetailContext, raw: object) -> DetailValue:
    """A number or a code by which something is kept, as it is."""
    del context
    return DetailValue(Markup(str(raw))) if isinstance(raw, int) else DetailValue(code=str(raw))  # noqa: S704 digits


def fingerprint(context: DetailContext, raw: object) -> DetailValue:
    """A hash, folded away."""
    del context
    return DetailValue(items=(DetailItem(code=str(raw)),), folded=True)


def day(context: DetailContext, raw: object) -> DetailValue:
    """A day."""
    try:
        found = date.fromisoformat(str(raw))
    except ValueError:
        return identifier(context, raw)
    return DetailValue(context.visit.say(say("moments/day", "{date}", date=found)))


def yes_no(context: DetailContext, raw: object) -> DetailValue:
    """Whether something is so."""
    return DetailValue(context.visit.say((YES if raw else NO).label))


def person(context: DetailContext, raw: object) -> DetailValue:
    """Somebody, by name."""
    name = context.people.get(raw) if isinstance(raw, int) else None
    return DetailValue(Markup("{}").format(name)) if name else identifier(context, raw)


def one_of(words: Mapping[str, Message]) -> Callable[[DetailContext, object], DetailValue]:
    """One of the things in a table."""

    def how(context: DetailContext, raw: object) -> DetailValue:
        found = words.get(str(raw))
        return DetailValue(context.visit.say(found)) if found is not None else identifier(context, raw)

    return how


def failure(words: Mapping[str, Message]) -> Callable[[DetailContext, object], DetailValue]:
    """Why a letter was not delivered: the sort of failure in words, the mail server's number behind it."""

    def how(context: DetailContext, raw: object) -> DetailValue:
        sort, _, reply = str(raw).partition(" ")
        found = words.get(sort)
        return DetailValue(context.visit.say(found or OTHER_FAILURE), code=reply if found else str(raw))

    return how


def sections(context: DetailContext, raw: object) -> DetailValue:
    """Sections by their titles, with what somebody may do there where that was recorded."""
    items = _sections(context, raw)
    count = len(items)
    return _listed(items, say_count("audit-detail/sections", "{count} section", "{count} sections", count))


def taken(context: DetailContext, raw: object) -> DetailValue:
    """Sections that were taken back, by their titles."""
    items = _sections(context, raw)
    return _listed(
        items,
        say_count(
            "audit-detail/taken", "{count} section taken back", "{count} sections taken back", len(items)
        ),
    )


def answers(context: DetailContext, raw: object) -> DetailValue:
    """Answers by their questions, each with the version that was saved."""
    saved = _pairs(raw)
    items = tuple(_answer(context, code, version) for code, version in saved[:MOST_LISTED])
    count = len(saved)
    summary = say_count("audit-detail/answers", "{count} answer saved", "{count} answers saved", count)
    return _listed(items, summary, _further(context, count - len(items)))


def _sections(context: DetailContext, raw: object) -> tuple[DetailItem, ...]:
    return tuple(_section(context, code, level) for code, level in _pairs(raw))


def _section(context: DetailContext, code: str, level: object) -> DetailItem:
    said, may = context.section(code), LEVELS.get(str(level))
    return DetailItem(said, "" if said else code, context.visit.say(may) if may is not None else NOTHING)


def _answer(context: DetailContext, code: str, version: object) -> DetailItem:
    note = say("audit-detail/version", "version {version}", version=str(version))
    return DetailItem(
        context.question(code), code, context.visit.say(note) if version is not None else NOTHING
    )


def _listed(items: tuple[DetailItem, ...], summary: Message, further: Markup = NOTHING) -> DetailValue:
    return DetailValue(items=items, summary=summary, further=further, folded=len(items) > FEW)


def _further(context: DetailContext, count: int) -> Markup:
    """How many answers are not listed."""
    if not count:
        return NOTHING
    return context.visit.say(
        say_count(
            "audit-detail/further",
            "and {count} further answer; the report has the history of each",
            "and {count} further answers; the report has the history of each",
            count,
        )
    )


def _pairs(raw: object) -> list[tuple[str, object]]:
    """Codes with what was recorded about each, if anything was."""
    if isinstance(raw, dict):
        return [(str(code), value) for code, value in raw.items()]
    return [(str(code), None) for code in raw] if isinstance(raw, list) else [(str(raw), None)]
