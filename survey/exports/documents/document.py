"""Makes the document of a report or of some of its sections: a form to fill in, or with the answers.

Knows the questionnaire, the replies and the speaker; not the clock, and no file format.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.dates import format_date

from survey.answers.replies import Replies
from survey.exports import phrases
from survey.exports.documents.blank import Blank
from survey.exports.documents.blocks import (
    Block,
    Contents,
    Document,
    Heading,
    NewPage,
    Paragraph,
    Words,
    words,
)
from survey.exports.documents.filled import Filled
from survey.exports.speaking import DocumentTexts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from survey.answers.relevance import Relevance
    from survey.messages import Message
    from survey.questionnaire.model import Section

__all__ = ["Cover", "Document", "report_document"]


@dataclass(frozen=True, slots=True)
class Cover:
    """The facts on the first page: reporter, round, deadline, and the day of the document.

    `remark` tells what a reader must know first (for example, that this is a draft); `is_sample` tells that
    nothing in the document is real.
    """

    reporter: str = ""
    round: str = ""
    deadline: date | None = None
    made_on: date | None = None
    remark: Message | None = None
    is_sample: bool = False


def report_document(
    texts: DocumentTexts,
    cover: Cover,
    replies: Replies | None = None,
    relevance: Relevance | None = None,
    sections: Collection[str] | None = None,
) -> Document:
    """Make the document of a report: a form to fill in or, if `relevance` is given, the report's answers.

    `sections` limits the document to these sections. In a form to fill in, `replies` only supply the rows
    that the country added itself.
    """
    questionnaire, speaker = texts.questionnaire, texts.speaker
    chosen = [section for section in questionnaire.sections if sections is None or section.id in sections]
    if relevance is not None and len(chosen) > 1:
        chosen = [section for section in chosen if relevance.includes_section(section)]
    writer = Blank(texts, replies or Replies()) if relevance is None else Filled(texts, relevance)
    title = texts.say(questionnaire.title)
    mark = texts.plain(phrases.SAMPLE) if cover.is_sample else ""
    running = " · ".join(part for part in (mark, title.text, cover.reporter, cover.round) if part)
    return Document(
        title=title,
        subtitle=texts.say(phrases.BLANK if relevance is None else phrases.FILLED),
        running=words(running),
        language=speaker.language.code,
        direction=speaker.language.direction,
        made_on=cover.made_on,
        facts=tuple(_facts(texts, cover)),
        blocks=tuple(_blocks(texts, cover, chosen, writer, relevance is None)),
    )


def _blocks(
    texts: DocumentTexts, cover: Cover, sections: list[Section], writer: Blank | Filled, is_blank: bool
) -> Iterator[Block]:
    """Yield the words of the cover, then the sections."""
    if cover.is_sample:
        yield Paragraph(texts.say(phrases.SAMPLE_DATA), "strong")
    if cover.remark is not None:
        yield Paragraph(texts.say(cover.remark), "strong")
    if is_blank:
        yield Heading(0, texts.say(phrases.WHAT_TO_DO))
        yield from (Paragraph(texts.say(message)) for message in phrases.TO_DO)
        yield Paragraph(texts.say(phrases.FURTHER))
    else:
        yield Paragraph(texts.say(phrases.LEFT_OUT), "small")
    if len(sections) > 1:
        yield from texts.paragraphs(texts.questionnaire.introduction)
        yield Contents(texts.say(phrases.CONTENTS))
    for number, section in enumerate(sections):
        if is_blank or (number == 0 and len(sections) > 1):
            yield NewPage()
        yield from writer.section(section)


def _facts(texts: DocumentTexts, cover: Cover) -> Iterator[tuple[Words, Words]]:
    """Yield the facts of the first page with their labels."""
    if cover.reporter:
        yield texts.say(phrases.REPORTER), words(cover.reporter)
    if cover.round:
        yield texts.say(phrases.ROUND), words(cover.round)
    if cover.deadline:
        yield texts.say(phrases.DEADLINE), _day(texts, cover.deadline)
    if cover.made_on:
        yield texts.say(phrases.PRINTED), _day(texts, cover.made_on)


def _day(texts: DocumentTexts, day: date) -> Words:
    return words(format_date(day, "long", locale=texts.place.locale))
