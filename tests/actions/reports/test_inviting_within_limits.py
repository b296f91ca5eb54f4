"""A person writes to thirty colleagues a day, and not to three hundred strangers in six seconds."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.actions.context import Context
from survey.actions.people.limiting import TooManyInvitations
from survey.actions.reports.sharing import Asked, Colleague, change_sections, share_sections
from survey.storage.people.people import Person
from survey.storage.reports.reports import Report
from tests.actions.beginnings import NOW, OFFICE, count, letters, opened, somebody


def test_letters_to_colleagues_are_limited_by_person_and_day(engine, tmp_path):
    opened(tmp_path, engine)
    report = only_report(engine)
    focal = somebody(engine, "hanta@labour.example", "focal_point", reporter="MDG")
    other = somebody(engine, "rado@labour.example", "focal_point", reporter="MDG")

    def invite(number, who=focal, now=NOW):
        colleague = Colleague(f"p{number}@labour.example", "P", "en")
        context = Context(now, who.id, OFFICE, engine)
        return share_sections(report, colleague, {"first": "edit"}, context)

    grants = [invite(number) for number in range(30)]
    before = count(engine, Person)
    for _ in range(3):
        with pytest.raises(TooManyInvitations, match="written to 30 colleagues today"):
            invite(30)
    with pytest.raises(TooManyInvitations):
        change_sections(
            report, grants[0], {"first": "comment"}, Asked(), Context(NOW, focal.id, OFFICE, engine)
        )
    assert (before, 30) == (count(engine, Person), len(letters(engine)))
    change_sections(report, grants[0], {}, Asked(), Context(NOW, focal.id, OFFICE, engine))
    invite(31, who=other)
    invite(32, now=NOW + timedelta(days=1))


def only_report(engine):
    with Session(engine) as session:
        return session.scalars(select(Report.id)).one()
