"""The people who work on a report: colleagues with their sections, what each saved and their last visit.

This module makes four queries and puts their results in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from survey.messages import Message, say_count
from survey.storage.answers.contributions import contributions_to, last_seen
from survey.storage.people.invitations import shared_sections

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from markupsafe import Markup

    from survey.questionnaire.model import Section
    from survey.storage.answers.contributions import Contribution
    from survey.web.request.report import OpenReport


@dataclass(frozen=True, slots=True)
class Writer:
    """A person who saved answers in the report: how many, in which sections, and when last."""

    person_id: int
    name: str
    works_at: str
    saved: Message | None
    by_section: tuple[tuple[Markup, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ShownColleague:
    """A colleague who has access now: the person, the shared sections and the work saved so far.

    Until the person opens what is shared, the name and the office are those that were typed to invite them.
    """

    grant_id: int
    person_id: int
    name: str
    works_at: str
    email: str
    levels: Mapping[str, str]
    wanted_by: date | None
    edits: tuple[Markup, ...]
    comments: tuple[Markup, ...]
    seen: Message | None
    writer: Writer | None


@dataclass(frozen=True, slots=True)
class Colleagues:
    """The current colleagues, and everybody else who saved something."""

    now: tuple[ShownColleague, ...]
    others: tuple[Writer, ...]


def colleagues_of(report: OpenReport) -> Colleagues:
    """Return everybody who works or worked on a report."""
    session, report_id = report.session, report.ref.report_id
    shared: dict[int, list[tuple[str, str, date | None]]] = {}
    people, invited = {}, {}
    for section, grant, person, typed in shared_sections(session, report_id):
        if grant.ended_at is None and (grant.until is None or grant.until >= report.today):
            shared.setdefault(grant.id, []).append((section.section, section.may, section.wanted_by))
            people[grant.id], invited[grant.id] = person, typed
    writers = writers_of(report, contributions_to(session, report_id))
    typed_of = {
        grant_id: typed
        for grant_id, typed in invited.items()
        if typed is not None and typed.entered_at is None and people[grant_id].id not in writers
    }
    entered = {colleague.id for grant_id, colleague in people.items() if grant_id not in typed_of}
    seen = last_seen(session, entered)
    found = []
    for grant_id, sections in shared.items():
        person, known = people[grant_id], typed_of.get(grant_id, people[grant_id])
        levels = {section: may for section, may, _ in sections}
        found.append(
            ShownColleague(
                grant_id,
                person.id,
                known.name,
                known.works_at,
                person.email,
                levels,
                max((day for _, _, day in sections if day is not None), default=None),
                titles(report, levels, "edit"),
                titles(report, levels, "comment"),
                report.moment(seen[person.id]) if person.id in seen else None,
                writers.get(person.id),
            )
        )
    found.sort(key=lambda shown: (shown.name.casefold(), shown.grant_id))
    of_now = {shown.person_id for shown in found}
    return Colleagues(
        tuple(found), tuple(other for other in writers.values() if other.person_id not in of_now)
    )


def titles(report: OpenReport, levels: Mapping[str, str], level: str) -> tuple[Markup, ...]:
    """Return the titles of the sections shared at a level, in the order of the questionnaire."""
    return tuple(
        title(report, section) for section in report.form.sections if levels.get(section.id) == level
    )


def title(report: OpenReport, section: Section) -> Markup:
    """Return the title of a section."""
    return report.visit.say(section.title)


def writers_of(report: OpenReport, found: Iterable[Contribution]) -> dict[int, Writer]:
    """Return what each person saved, by section."""
    by_person: dict[int, list[Contribution]] = {}
    for contribution in found:
        by_person.setdefault(contribution.person_id, []).append(contribution)
    return {person: writer(report, lines) for person, lines in by_person.items()}


def writer(report: OpenReport, lines: Sequence[Contribution]) -> Writer:
    """Return what one person saved, from their contributions."""
    places: dict[str, int] = {}
    for line in lines:
        if line.question in report.form.section_of:
            section_id = report.form.section_of[line.question].id
            places[section_id] = places.get(section_id, 0) + line.places
    saved = say_count(
        "colleagues/saved",
        "{count} answer saved, the last one on {when}",
        "{count} answers saved, the last one on {when}",
        sum(line.places for line in lines),
        when=report.moment(max(line.last for line in lines)),
    )
    by_section = tuple(
        (title(report, section), places[section.id])
        for section in report.form.sections
        if section.id in places
    )
    return Writer(lines[0].person_id, lines[0].name, lines[0].works_at, saved, by_section)
