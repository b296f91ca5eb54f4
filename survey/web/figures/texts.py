"""The texts that countries wrote, to read and search; the secretariat also sees pinned passages."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING

from flask import request
from markupsafe import Markup

from survey.answers.names import field_name
from survey.answers.quoting import is_quoted
from survey.figures.gathered import Hit, searched
from survey.languages import ReaderLocale
from survey.storage.reviews.passages import passages_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from survey.figures.gathered import Passage
    from survey.messages import Message
    from survey.web.figures.choice import FigureChoice
    from survey.web.figures.context import OpenRound

MOST_SOUGHT = 200


@dataclass(frozen=True, slots=True)
class RefusedPassage:
    """A passage that was refused, and why: nothing typed is lost."""

    reporter: str
    row: str
    text: str
    message: Message


def texts_at(this: OpenRound, choice: FigureChoice, typed: RefusedPassage | None) -> SimpleNamespace:
    """Return the texts that may be read, filtered by the words to find, and the pinned passages."""
    find = request.args.get("find", "")[:MOST_SOUGHT]
    written = list(_readable(this, choice))
    found = list(searched(written, find)) if find.strip() else [Hit(passage, ()) for passage in written]
    return SimpleNamespace(
        find=find,
        all=len(written),
        found=[_text(this, choice, hit, typed) for hit in found],
        pinned=list(_pinned(this, choice)) if this.is_desk else [],
    )


def marked(hit: Hit) -> Markup:
    """Mark the words found in a text."""
    text, at, parts = hit.passage.text, 0, []
    for start, end in hit.spans:
        parts.append(Markup("{}<mark>{}</mark>").format(text[at:start], text[start:end]))
        at = end
    return Markup("").join((*parts, text[at:]))


def _readable(this: OpenRound, choice: FigureChoice) -> Iterator[Passage]:
    """Yield the texts that this person may read, by name of country."""
    within = set(this.figures.areas.reporters_in(choice.region))
    by_reporter: dict[str, list[Passage]] = {}
    for passage in this.added.texts.get(choice.question.id, ()):
        if not choice.question.rows or passage.row == choice.row:
            by_reporter.setdefault(passage.reporter, []).append(passage)
    for area in this.readable(choice.question):
        if area.code in within:
            yield from by_reporter.get(area.code, ())


def _text(this: OpenRound, choice: FigureChoice, hit: Hit, typed: RefusedPassage | None) -> SimpleNamespace:
    passage, section = hit.passage, this.form.section_of[choice.question.id].id
    again = typed if typed and (typed.reporter, typed.row) == (passage.reporter, passage.row) else None
    return SimpleNamespace(
        reporter=passage.reporter,
        row=passage.row,
        id=f"{passage.reporter}-{passage.row}".rstrip("-"),
        name=this.name_of(passage.reporter),
        address=this.report_url(passage.reporter, section)
        + "#"
        + field_name(choice.question.id, passage.row),
        text=marked(hit),
        typed=again.text if again else passage.text,
        error=again.message if again else None,
        **_language(this, passage.lang),
    )


def _pinned(this: OpenRound, choice: FigureChoice) -> Iterator[SimpleNamespace]:
    """Yield the pinned passages; a passage says so if its answer has changed since."""
    now_written = {
        (passage.reporter, passage.row): passage.text
        for passage in this.added.texts.get(choice.question.id, ())
    }
    for passage, reporter in passages_in(this.session, this.frozen.round.id, choice.question.id):
        yield SimpleNamespace(
            name=this.name_of(reporter),
            text=passage.text,
            off=this.url("passages", str(passage.id), "off"),
            stale=not is_quoted(passage.text, now_written.get((reporter, passage.row), "")),
            **_language(this, passage.lang),
        )


def _language(this: OpenRound, code: str) -> dict[str, str]:
    """Return code and name of the language of a text, if it differs from the reader's."""
    if not code or code == this.visit.language.code:
        return {"lang": "", "language": ""}
    shown = ReaderLocale(this.visit.language).locale
    return {"lang": code, "language": shown.languages.get(code.split("-")[0], code)}
