"""Details of the audit in words: numbers, days, people, sections and answers in the reader's language.

A value that is not understood, perhaps from an older version, is shown as recorded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from markupsafe import Markup

from survey.answers.names import place_of
from survey.messages import Message, say, say_count
from survey.questionnaire.kinds.choosing.yes_no import NO, YES
from survey.web.audit.letters import OTHER_FAILURE
from survey.web.request.moments import moment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from survey.messages import Text
    from survey.web.request.visit import Visit

NOTHING = Markup()
FEW = 3
"""Longer lists are folded."""
MOST_LISTED = 40
LEVELS: Mapping[str, Message] = {
    "edit": say("audit-level/edit", "fill in and comment"),
    "comment": say("audit-level/comment", "read and comment only"),
}


@dataclass(frozen=True, slots=True)
class DetailItem:
    """An item of a list: its text, its code, and a note."""

    text: Markup = NOTHING
    code: str = ""
    note: Markup = NOTHING


@dataclass(frozen=True, slots=True)
class DetailValue:
    """The value of a detail: a text, a code, or a list with a summary."""

    text: Markup = NOTHING
    code: str = ""
    items: tuple[DetailItem, ...] = ()
    summary: Message | None = None
    further: Markup = NOTHING
    folded: bool = False


@dataclass(frozen=True, slots=True)
class DetailContext:
    """What describing a line needs: the reader's visit, the names of people, and the texts of the round."""

    visit: Visit
    people: Mapping[int, str] = field(default_factory=dict)
    round: Visit | None = None

    def title(self) -> Markup:
        """Return the title of the round's questionnaire, or nothing if it is not known."""
        form = self.round.questionnaire if self.round is not None else None
        return self._said(form.title if form is not None else None)

    def section(self, code: str) -> Markup:
        """Return the title of a section, or nothing if it is not known."""
        form = self.round.questionnaire if self.round is not None else None
        return self._said(
            next((section.title for section in form.sections if section.id == code), None) if form else None
        )

    def question(self, code: str) -> Markup:
        """Return the label of a question, or nothing if it is not known."""
        form = self.round.questionnaire if self.round is not None else None
        place = place_of(code)
        found = form.questions.get(place.question) if form is not None and place is not None else None
        return self._said(found.label if found is not None else None)

    def _said(self, text: Text | None) -> Markup:
        return self.round.say(text) if self.round is not None and text is not None else NOTHING


def number(context: DetailContext, raw: object) -> DetailValue:
    """Describe a count."""
    if not isinstance(raw, int) or isinstance(raw, bool):
        return identifier(context, raw)
    return DetailValue(context.visit.say(say("audit-detail/count", "{number}", number=raw)))


def identifier(context: DetailContext, raw: object) -> DetailValue:
    """Show a number or a code as recorded."""
    del context
    return DetailValue(Markup(str(raw))) if isinstance(raw, int) else DetailValue(code=str(raw))  # noqa: S704 digits


def fingerprint(context: DetailContext, raw: object) -> DetailValue:
    """Show a hash, folded."""
    del context
    return DetailValue(items=(DetailItem(code=str(raw)),), folded=True)


def day(context: DetailContext, raw: object) -> DetailValue:
    """Describe a day."""
    try:
        found = date.fromisoformat(str(raw))
    except ValueError:
        return identifier(context, raw)
    return DetailValue(context.visit.say(say("moments/day", "{date}", date=found)))


def hour(context: DetailContext, raw: object) -> DetailValue:
    """Describe a time."""
    try:
        found = datetime.fromisoformat(str(raw))
    except ValueError:
        return identifier(context, raw)
    return DetailValue(context.visit.say(moment(context.visit, found)))


def yes_no(context: DetailContext, raw: object) -> DetailValue:
    """Describe a yes or no."""
    return DetailValue(context.visit.say((YES if raw else NO).label))


def person(context: DetailContext, raw: object) -> DetailValue:
    """Name a person."""
    name = context.people.get(raw) if isinstance(raw, int) else None
    return DetailValue(Markup("{}").format(name)) if name else identifier(context, raw)


def one_of(words: Mapping[str, Message]) -> Callable[[DetailContext, object], DetailValue]:
    """Return a function that says a code by its entry in a table."""

    def how(context: DetailContext, raw: object) -> DetailValue:
        found = words.get(str(raw))
        return DetailValue(context.visit.say(found)) if found is not None else identifier(context, raw)

    return how


def failure(words: Mapping[str, Message]) -> Callable[[DetailContext, object], DetailValue]:
    """Return a function that says why a letter failed, with the mail server's reply code."""

    def how(context: DetailContext, raw: object) -> DetailValue:
        sort, _, reply = str(raw).partition(" ")
        found = words.get(sort)
        return DetailValue(context.visit.say(found or OTHER_FAILURE), code=reply if found else str(raw))

    return how


def sections(context: DetailContext, raw: object) -> DetailValue:
    """List sections by title, with the permission there if it was recorded."""
    items = _sections(context, raw)
    count = len(items)
    return _listed(items, say_count("audit-detail/sections", "{count} section", "{count} sections", count))


def taken(context: DetailContext, raw: object) -> DetailValue:
    """List the sections taken back, by title."""
    items = _sections(context, raw)
    return _listed(
        items,
        say_count(
            "audit-detail/taken", "{count} section taken back", "{count} sections taken back", len(items)
        ),
    )


def answers(context: DetailContext, raw: object) -> DetailValue:
    """List answers by question, each with the saved version."""
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
    """Say how many answers are not listed."""
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
    """Return codes with the recorded value of each, if any."""
    if isinstance(raw, dict):
        return [(str(code), value) for code, value in raw.items()]
    return [(str(code), None) for code in raw] if isinstance(raw, list) else [(str(raw), None)]
