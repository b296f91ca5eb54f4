"""Letters from a focal point to colleagues: sections are shared, or withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from survey.letters.composing import LetterPart, Link, Listed, Prose, Quoted, compose
from survey.messages import Message, Text, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from survey.letters.letter import Letter, Matter, Reader


@dataclass(frozen=True, slots=True)
class SharedSections:
    """What a focal point (`by`) shares with a colleague, with a note and the day by which it is wanted."""

    by: str
    to_edit: Sequence[Text | str] = ()
    to_comment: Sequence[Text | str] = ()
    note: str = ""
    wanted_by: date | None = None


def colleague_invited(reader: Reader, matter: Matter, shared: SharedSections) -> Letter:
    """Invite a colleague to the sections that a focal point shares."""
    by = shared.by
    parts: list[LetterPart] = [
        Prose(
            say(
                "letter/colleague_invited/asks",
                "{by} asks for your help with a report: {reporter}, “{form}”, {year}.",
                by=by,
                reporter=matter.reporter,
                form=matter.form,
                year=str(matter.year),
            )
        ),
        *_sections(shared.to_edit, shared.to_comment),
        *(
            [Quoted(say("letter/colleague_invited/note", "{by} writes:", by=by), shared.note)]
            if shared.note.strip()
            else []
        ),
        _wanted(shared.wanted_by or matter.until, by),
        Prose(
            say(
                "letter/colleague_invited/entering",
                "The page below asks for this e-mail address and sends you a sign-in link. There "
                "is no password, each answer is saved as you write it, and {by} submits the whole"
                " report at the end.",
                by=by,
            )
        ),
        Link(say("letter/colleague_invited/link", "Open the sections"), matter.link),
    ]
    subject = say(
        "letter/colleague_invited/subject",
        "{by} asks for your help with a report: {reporter}",
        by=by,
        reporter=matter.reporter,
    )
    return compose("colleague_invited", reader, subject, parts, _ask(by, reader))


def sections_withdrawn(reader: Reader, matter: Matter, by: str, *, was_all: bool = False) -> Letter:
    """Tell a colleague that the sections are withdrawn, and if nothing else is open to them."""
    parts = (
        Prose(
            say(
                "letter/sections_withdrawn/closed",
                "You no longer have access to the sections that {by} shared with you: {reporter},"
                " “{form}”, {year}.",
                by=by,
                reporter=matter.reporter,
                form=matter.form,
                year=str(matter.year),
            )
        ),
        Prose(
            say(
                "letter/sections_withdrawn/kept",
                "What you entered stays in the report. You have nothing to do. Thank you for your help.",
            )
        ),
        *([Prose(_was_all())] if was_all else []),
    )
    subject = say(
        "letter/sections_withdrawn/subject",
        "Your part in the report has ended: {reporter}",
        reporter=matter.reporter,
    )
    return compose("sections_withdrawn", reader, subject, parts, _ask(by, reader))


def _was_all() -> Message:
    return say(
        "letter/sections_withdrawn/was-all",
        "You have no access to anything else here, so you are signed out. You can sign in"
        " again when something is shared with you again.",
    )


def _sections(to_edit: Sequence[Text | str], to_comment: Sequence[Text | str]) -> list[LetterPart]:
    parts: list[LetterPart] = []
    if to_edit:
        words = say("letter/colleague_invited/edit", "Please fill in these sections:")
        parts.append(Listed(words, tuple(to_edit)))
    if to_comment:
        words = say("letter/colleague_invited/comment", "Please read these sections and comment on them:")
        parts.append(Listed(words, tuple(to_comment)))
    return parts


def _wanted(day: date | None, by: str) -> Prose:
    if day is None:
        return Prose(
            say(
                "letter/colleague_invited/no-date",
                "{by} has set no date; please reply as soon as you can.",
                by=by,
            )
        )
    return Prose(
        say("letter/colleague_invited/until", "Please finish your part by the end of {day}.", day=day)
    )


def _ask(by: str, reader: Reader) -> Message:
    """Return whom to ask: the focal point first, then the secretariat."""
    if not reader.contact:
        return say("letter/ask-colleague", "If you have a question, please ask {by}.", by=by)
    return say(
        "letter/ask-colleague-or-us",
        "If you have a question, please ask {by}, or write to {contact}.",
        by=by,
        contact=reader.contact,
    )
