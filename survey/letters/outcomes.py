"""Letters about a submitted report: the receipt, and every outcome. None contains an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from survey.languages import time_of_day, zone_name
from survey.letters.composing import LetterPart, Link, Listed, Prose, Quoted, compose
from survey.letters.queries import quoted
from survey.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from survey.letters.letter import Letter, Matter, Reader
    from survey.letters.queries import AskedQuery


@dataclass(frozen=True, slots=True)
class Submitted:
    """What a receipt confirms; `at` is in the time zone in which the receipt shows it."""

    number: int
    at: datetime
    sha256: str
    publishes: bool


def submitted_receipt(reader: Reader, matter: Matter, submitted: Submitted) -> Letter:
    """Confirm a submission: its number, time and hash, and what happens next."""
    parts = (
        Prose(
            say(
                "letter/submitted_receipt/thanks",
                "Thank you. We have received this report: {reporter}, “{form}”, {year}.",
                reporter=matter.reporter,
                form=matter.form,
                year=str(matter.year),
            )
        ),
        _receipt(reader, submitted),
        Prose(
            say(
                "letter/submitted_receipt/next",
                "You have nothing more to do for now. We read the report and write to you when it"
                " is accepted, or when something needs to be clarified. Until then you can read "
                "it, but not change it.",
            )
        ),
        Link(say("letter/submitted_receipt/link", "Read the report"), matter.link),
    )
    return compose("submitted_receipt", reader, _subject_of_receipt(matter), parts)


def _receipt(reader: Reader, submitted: Submitted) -> Listed:
    """List what was received: number, time, hash, and whether it may be published."""
    agreed = (
        say("letter/submitted_receipt/publishes", "Agreed: the answers may be published once accepted.")
        if submitted.publishes
        else say("letter/submitted_receipt/keeps", "Agreed: the answers are not published by country.")
    )
    return Listed(
        say("letter/submitted_receipt/facts", "Your receipt:"),
        (
            say("letter/submitted_receipt/number", "Submission number: {number}", number=submitted.number),
            say(
                "letter/submitted_receipt/at",
                "Received: {day}, {time} ({zone})",
                day=submitted.at.date(),
                time=time_of_day(submitted.at, reader.speaker.place),
                zone=zone_name(submitted.at, reader.speaker.place),
            ),
            say(
                "letter/submitted_receipt/hash",
                "SHA-256 of what was submitted: {hash}",
                hash=submitted.sha256,
            ),
            agreed,
        ),
    )


def report_received(reader: Reader, matter: Matter, number: int) -> Letter:
    """Tell the secretariat or a reviewer that a report has been submitted."""
    parts = (
        Prose(
            say(
                "letter/report_received/there",
                "A report was received: {reporter}, “{form}”, {year}, submission number {number}.",
                reporter=matter.reporter,
                form=matter.form,
                year=str(matter.year),
                number=number,
            )
        ),
        Prose(
            say(
                "letter/report_received/next",
                "Please read it, and accept it or return it with your questions.",
            )
        ),
        Link(say("letter/report_received/link", "Read the report"), matter.link),
    )
    subject = say("letter/report_received/subject", "Report received: {reporter}", reporter=matter.reporter)
    return compose("report_received", reader, subject, parts)


def returned(reader: Reader, matter: Matter, reason: str, asked: Sequence[AskedQuery] = ()) -> Letter:
    """Ask a country to clarify: the reason, the queries that wait for a reply, and the last day."""
    words = say(
        "letter/returned/reason",
        "Thank you for the report: {reporter}, “{form}”, {year}. Before we can accept it, please clarify:",
        reporter=matter.reporter,
        form=matter.form,
        year=str(matter.year),
    )
    subject = say(
        "letter/returned/subject", "Please clarify some points: {reporter}", reporter=matter.reporter
    )
    points: list[LetterPart] = [Quoted(words, reason)] if reason.strip() else [Prose(words)]
    return compose("returned", reader, subject, (*points, *quoted(asked), *_to_submit_again(matter)))


def reopened(reader: Reader, matter: Matter, reason: str) -> Letter:
    """Say that an accepted report can be changed again, and why."""
    words = say(
        "letter/reopened/reason",
        "This report has been reopened and can be changed again: {reporter}, “{form}”, {year}. The reason:",
        reporter=matter.reporter,
        form=matter.form,
        year=str(matter.year),
    )
    subject = say(
        "letter/reopened/subject", "The report has been reopened: {reporter}", reporter=matter.reporter
    )
    return compose("reopened", reader, subject, (Quoted(words, reason), *_to_submit_again(matter)))


def accepted(reader: Reader, matter: Matter) -> Letter:
    """Tell a country that its report is accepted, with thanks."""
    parts = (
        Prose(
            say(
                "letter/accepted/thanks",
                "This report has been accepted: {reporter}, “{form}”, {year}. Thank you, and please thank "
                "your colleagues.",
                reporter=matter.reporter,
                form=matter.form,
                year=str(matter.year),
            )
        ),
        Prose(
            say(
                "letter/accepted/next",
                "You have nothing more to do this year. Next year these answers will be shown "
                "beside the questions, so that you need not type again what has not changed.",
            )
        ),
        Link(say("letter/accepted/link", "Read the report"), matter.link),
    )
    subject = say("letter/accepted/subject", "The report is accepted: {reporter}", reporter=matter.reporter)
    return compose("accepted", reader, subject, parts)


def published(reader: Reader, matter: Matter) -> Letter:
    """Tell a country that its report is published, as far as it agreed."""
    parts = (
        Prose(
            say(
                "letter/published/public",
                "This report has been published, to the extent that you agreed when you submitted"
                " it: {reporter}, “{form}”, {year}.",
                reporter=matter.reporter,
                form=matter.form,
                year=str(matter.year),
            )
        ),
        Prose(
            say(
                "letter/published/next",
                "Please check it. If you find a mistake, tell us as soon as you can: the report "
                "can be reopened and corrected.",
            )
        ),
        Link(say("letter/published/link", "Read the report"), matter.link),
    )
    subject = say("letter/published/subject", "The report is published: {reporter}", reporter=matter.reporter)
    return compose("published", reader, subject, parts)


def _to_submit_again(matter: Matter) -> tuple[LetterPart, ...]:
    return (
        Prose(_again(matter)),
        Link(say("letter/again/link", "Open the report"), matter.link),
    )


def _again(matter: Matter) -> Message:
    if matter.until is None:
        return say(
            "letter/again/no-date",
            "All your answers are kept. Please change what is needed, and submit the report "
            "again as soon as you can.",
        )
    return say(
        "letter/again/until",
        "All your answers are kept. Please change what is needed, and submit the report "
        "again by the end of {day}.",
        day=matter.until,
    )


def _subject_of_receipt(matter: Matter) -> Message:
    return say(
        "letter/submitted_receipt/subject",
        "Receipt: your report has been submitted ({reporter})",
        reporter=matter.reporter,
    )
