"""The two forms of the colleagues' pages as they were typed: an invitation, and a change of sections.

This module reads them and finds mistakes; saving them is an action.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from survey.actions.mail.office import language_of
from survey.actions.people.addresses import complaint_of_address
from survey.actions.people.people import complaint_of_name, complaint_of_office
from survey.actions.reports.sharing import LEVELS, Asked, Colleague
from survey.messages import Message, say
from survey.questionnaire.kinds.dates.written_dates import read_date

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from survey.web.request.report import OpenReport

LONGEST_NOTE = 2000
"""The most characters of a note: it is a word to a colleague, not a report."""
PER_SECTION = "may."
"""The prefix of the input names of a change; each section has an input."""


@dataclass(frozen=True)
class Typed:
    """The typed values as far as they can be read, and the mistakes by name of the input."""

    values: Mapping[str, str]
    sections: Mapping[str, str]
    asked: Asked
    wrong: dict[str, Message] = field(default_factory=dict)

    def colleague(self) -> Colleague:
        """The colleague to invite."""
        value = self.values
        return Colleague(
            value["email"],
            value["name"],
            value["language"],
            self.asked.note,
            self.asked.wanted_by,
            value["works_at"],
        )


def blank(report: OpenReport) -> Typed:
    """Return an invitation before anything is typed."""
    return Typed({"language": language_of(report.visit.language.code).code, "may": LEVELS[0]}, {}, Asked())


def invitation(report: OpenReport, form: MultiDict[str, str]) -> Typed:
    """Read an invitation from the form."""
    names = ("email", "name", "works_at", "language", "may", "note", "wanted_by")
    values = {name: form.get(name, "") for name in names}
    level = values["may"] if values["may"] in LEVELS else LEVELS[0]
    sections = {
        section.id: level for section in report.form.sections if section.id in form.getlist("section")
    }
    found = {
        "email": complaint_of_address(values["email"]),
        "name": complaint_of_name(values["name"]),
        "works_at": complaint_of_office(values["works_at"]),
        "section": None if sections else NONE_CHOSEN,
    }
    wrong = {name: complaint for name, complaint in found.items() if complaint is not None}
    return Typed(values, sections, *asked_in(report, values, wrong))


def change(report: OpenReport, form: MultiDict[str, str]) -> Typed:
    """Read a change of the shared sections from the form."""
    values = {name: form.get(name, "") for name in ("note", "wanted_by")}
    levels = {section.id: form.get(f"{PER_SECTION}{section.id}", "") for section in report.form.sections}
    sections = {section: level for section, level in levels.items() if level in LEVELS}
    return Typed(values, sections, *asked_in(report, values, {}))


def asked_in(
    report: OpenReport, values: Mapping[str, str], wrong: dict[str, Message]
) -> tuple[Asked, dict[str, Message]]:
    """Return the note and the day of a form, and all mistakes in the order of the page."""
    if len(values["note"]) > LONGEST_NOTE:
        wrong["note"] = say(
            "colleagues/note-long", "Shorten the note to at most {most} characters.", most=LONGEST_NOTE
        )
    day = read_day(report, values["wanted_by"].strip())
    if isinstance(day, Message):
        wrong["wanted_by"] = day
    return Asked(values["note"].strip(), day if isinstance(day, date) else None), wrong


def read_day(report: OpenReport, typed: str) -> date | Message | None:
    """Return the day that was typed, None if there is none, or the complaint about it."""
    if not typed:
        return None
    found = read_date(typed, report.visit.place.locale)
    if isinstance(found, date) and found < report.today:
        return say(
            "colleagues/day-past", "This day has passed. Give today or a later day, or leave this empty."
        )
    return found


NONE_CHOSEN = say("colleagues/none-chosen", "Choose at least one section.")
