"""Letters about annual reviews and a country’s status: supportive, with what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.letters.composing import Link, Prose, Quoted, compose
from survey.messages import Message, say

if TYPE_CHECKING:
    from survey.letters.letter import Letter, Matter, Reader


def annual_review(reader: Reader, matter: Matter) -> Letter:
    """Tell a country that its annual review can be read; only the page shows the review."""
    parts = (
        Prose(
            say(
                "letter/annual_review/there",
                "The annual review of this year’s report can be read: {reporter}, “{form}”, "
                "{year}. Thank you for your work.",
                reporter=matter.reporter,
                form=matter.form,
                year=str(matter.year),
            )
        ),
        Prose(
            say(
                "letter/annual_review/next",
                "Please read it on the page below. If something in it is not correct, or if "
                "support would help with the next steps, tell us: a review can be corrected.",
            )
        ),
        Link(say("letter/annual_review/link", "Read the review"), matter.link),
    )
    subject = say(
        "letter/annual_review/subject", "The annual review can be read: {reporter}", reporter=matter.reporter
    )
    return compose("annual_review", reader, subject, parts)


def put_on_hold(reader: Reader, matter: Matter, reason: str) -> Letter:
    """Tell a country that its status is on hold, why, and how the hold can be lifted."""
    words = say(
        "letter/put_on_hold/reason",
        "After the annual reviews, the pathfinder status has been put on hold: {reporter}. The reason:",
        reporter=matter.reporter,
    )
    after = say(
        "letter/put_on_hold/next",
        "This does not end the partnership. The hold is lifted as soon as progress is "
        "documented again, and the partners are ready to help. Please tell us what would "
        "help most.",
    )
    subject = say(
        "letter/put_on_hold/subject", "Pathfinder status on hold: {reporter}", reporter=matter.reporter
    )
    return _about_status("put_on_hold", reader, matter, (words, reason, after, subject))


def kept_active(reader: Reader, matter: Matter, reason: str) -> Letter:
    """Tell a country that a hold was considered and not chosen."""
    words = say(
        "letter/kept_active/reason",
        "After the annual reviews, the pathfinder status stays as it is: {reporter}. The reason:",
        reporter=matter.reporter,
    )
    after = say(
        "letter/kept_active/next",
        "We count on the next report to show further progress. Please tell us what would "
        "help most; the partners are ready to support you.",
    )
    subject = say(
        "letter/kept_active/subject", "Pathfinder status unchanged: {reporter}", reporter=matter.reporter
    )
    return _about_status("kept_active", reader, matter, (words, reason, after, subject))


def hold_lifted(reader: Reader, matter: Matter, reason: str) -> Letter:
    """Tell a country that the hold is lifted."""
    words = say(
        "letter/hold_lifted/reason",
        "The hold on the pathfinder status has been lifted: {reporter}. The reason:",
        reporter=matter.reporter,
    )
    after = say(
        "letter/hold_lifted/next",
        "Thank you for the documented progress, and please thank everybody who "
        "contributed to it. You have nothing more to do.",
    )
    subject = say("letter/hold_lifted/subject", "The hold is lifted: {reporter}", reporter=matter.reporter)
    return _about_status("hold_lifted", reader, matter, (words, reason, after, subject))


STATUS_LETTERS = {"hold": put_on_hold, "keep": kept_active, "lift": hold_lifted}
"""The letter of each decision."""


def _about_status(
    kind: str, reader: Reader, matter: Matter, said: tuple[Message, str, Message, Message]
) -> Letter:
    words, reason, after, subject = said
    parts = (
        Quoted(words, reason),
        Prose(after),
        Link(say("letter/status/link", "Open the country’s page"), matter.link),
    )
    return compose(kind, reader, subject, parts)
