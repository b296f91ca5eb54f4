"""Letters that ask a country for its report: the invitation, the reminder, the extension."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.letters.composing import Link, Prose, compose
from survey.messages import Message, say

if TYPE_CHECKING:
    from datetime import date

    from survey.letters.letter import Letter, Matter, Reader


def invitation(reader: Reader, matter: Matter) -> Letter:
    """Tell a focal point that the round is open, what to do, and until when."""
    parts = (
        Prose(
            say(
                "letter/invitation/open",
                "“{form}” is open for {year}, and we kindly invite you to report: {reporter}.",
                form=matter.form,
                year=str(matter.year),
                reporter=matter.reporter,
            )
        ),
        _until(matter),
        Prose(
            say(
                "letter/invitation/how",
                "You can stop at any time, and you need not work alone: each answer is saved as "
                "you write it, last year’s answers are shown beside the questions, and you can "
                "share sections with colleagues.",
            )
        ),
        Prose(
            say(
                "letter/invitation/entering",
                "The page below asks for this e-mail address and sends you a sign-in link. There "
                "is no password, and you can keep this e-mail to come back.",
            )
        ),
        Link(say("letter/invitation/link", "Open the report"), matter.link),
    )
    subject = say(
        "letter/invitation/subject",
        "Invitation to report in {year}: {reporter}",
        year=str(matter.year),
        reporter=matter.reporter,
    )
    return compose("invitation", reader, subject, parts)


def reminder(reader: Reader, matter: Matter, today: date) -> Letter:
    """Remind a focal point of a report that has not been submitted, before or after its last day."""
    late = matter.until is not None and matter.until < today
    parts = (
        Prose(
            say(
                "letter/reminder/awaited",
                "This report has not been submitted yet: {reporter}, “{form}”, {year}.",
                reporter=matter.reporter,
                form=matter.form,
                year=str(matter.year),
            )
        ),
        _late(matter) if late else _until(matter),
        Prose(
            say(
                "letter/reminder/next",
                "Open the report to see which sections are not complete, then check and submit "
                "it. If you have submitted it already, thank you, and please disregard this "
                "e-mail.",
            )
        ),
        Link(say("letter/reminder/link", "Open the report"), matter.link),
    )
    return compose("reminder", reader, _reminder_subject(matter, late=late), parts)


def extended(reader: Reader, matter: Matter) -> Letter:
    """Tell a focal point that the country has more time."""
    parts = (
        Prose(
            say(
                "letter/extended/more-time",
                "There is more time for this report: {reporter}, “{form}”, {year}.",
                reporter=matter.reporter,
                form=matter.form,
                year=str(matter.year),
            )
        ),
        _until(matter),
        Prose(
            say(
                "letter/extended/next",
                "All saved answers are still there. Open the report to continue.",
            )
        ),
        Link(say("letter/extended/link", "Open the report"), matter.link),
    )
    subject = say("letter/extended/subject", "More time for the report: {reporter}", reporter=matter.reporter)
    return compose("extended", reader, subject, parts)


def _until(matter: Matter) -> Prose:
    if matter.until is None:
        return Prose(
            say("letter/no-date", "There is no deadline yet; please submit the report when it is ready.")
        )
    return Prose(say("letter/until", "Please submit the report by the end of {day}.", day=matter.until))


def _late(matter: Matter) -> Prose:
    return Prose(
        say(
            "letter/reminder/late",
            "The deadline was {day}. You can still enter answers and submit the report until "
            "the round is closed; please do so as soon as you can, or tell us when we can "
            "expect it.",
            day=matter.until,
        )
    )


def _reminder_subject(matter: Matter, *, late: bool) -> Message:
    if late or matter.until is None:
        return say(
            "letter/reminder/subject-late",
            "Overdue: please submit the report ({reporter})",
            reporter=matter.reporter,
        )
    return say(
        "letter/reminder/subject",
        "Reminder: the report is due on {day} ({reporter})",
        day=matter.until,
        reporter=matter.reporter,
    )
