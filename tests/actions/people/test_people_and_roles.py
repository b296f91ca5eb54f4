"""People are added, given roles and sections, and lose them; the audit says so without naming anybody."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from survey.actions.context import Context
from survey.actions.people.acting import actor_of
from survey.actions.people.people import NewPerson, NewRole, add_person, end_role, grant_role
from survey.actions.reports.sharing import (
    Asked,
    Colleague,
    HasAll,
    change_sections,
    share_sections,
    withdraw_sections,
)
from survey.errors import NotFound, Refusal
from survey.storage.engine.database import writing
from survey.storage.people.people import Person, SharedSection, find_person
from survey.storage.reports.reports import Report
from survey.workflow import Action, Held, NotNow, NotYours, ReportRef, Role, may
from tests.actions.beginnings import NOW, OFFICE, TODAY, audited, count, letters, opened, somebody

COLLEAGUE = Colleague("lova@education.example", "Lova", "fr", "Please look at this.", date(2020, 5, 20))


@pytest.fixture
def hanta(engine, tmp_path):
    """The focal point of Madagascar, with the report that she has to fill in."""
    reports = opened(tmp_path, engine, "MDG", "CHL").reports
    person = somebody(engine, "hanta@labour.example", "focal_point", reporter="MDG")
    person.report, person.other = reports["MDG"], reports["CHL"]
    return person


def holds(engine, person, today=TODAY):
    with Session(engine) as session:
        return actor_of(session, session.get(Person, person), today).held


def test_a_person_is_known_by_one_address(engine):
    add_person(NewPerson(" Hanta@Labour.Example", "  Hanta  Rakoto ", "fr"), Context(NOW, engine=engine))
    with pytest.raises(Refusal, match="Another person already has this address"):
        add_person(NewPerson("hanta@labour.example", "Another", "en"), Context(NOW, engine=engine))
    with Session(engine) as session:
        person = find_person(session, "HANTA@labour.example")
    assert ("hanta@labour.example", "Hanta Rakoto", "fr") == (person.email, person.name, person.language)


def test_what_is_no_address_no_name_and_no_language_is_refused(engine):
    wrong = [
        ("hanta", "Hanta", "en", "not an e-mail address"),
        ("hanta@labour", "Hanta", "en", "not an e-mail address"),
        ("hanta@labour.example\nBcc: x@y.example", "Hanta", "en", "not an e-mail address"),
        (f"{'x' * 250}@labour.example", "Hanta", "en", "not an e-mail address"),
        ("hanta@labour.example", "  ", "en", "Give the person’s name"),
        ("hanta@labour.example", "Hanta", "xx", "no language “xx”"),
    ]
    for email, name, language, sentence in wrong:
        with pytest.raises(Refusal, match=sentence):
            add_person(NewPerson(email, name, language), Context(NOW, engine=engine))
    assert (0, []) == (count(engine, Person), audited(engine))


def test_a_role_is_held_from_a_day_to_a_day(engine, hanta):
    tomorrow = TODAY + timedelta(days=1)
    grant_role(hanta.id, NewRole("reviewer", None, "AFR", tomorrow, tomorrow), Context(NOW, engine=engine))
    focal = Held(Role.FOCAL_POINT, "MDG")
    assert (focal,) == holds(engine, hanta.id)
    assert (focal, Held(Role.REVIEWER, None, "AFR")) == holds(engine, hanta.id, tomorrow)
    assert (focal,) == holds(engine, hanta.id, tomorrow + timedelta(days=1))


def test_a_role_is_held_for_what_it_is_made_for(engine, hanta):
    wrong = [
        ("king", None, None, "no role “king”"),
        ("focal_point", None, None, "for one country or body"),
        ("contributor", "MDG", "AFR", "for one country or body"),
        ("reviewer", "MDG", None, "reviews one region or all"),
        ("reviewer", None, "ZZZ", "no region “ZZZ”"),
        ("secretariat", "MDG", None, "not for one country or region"),
        ("administrator", None, "AFR", "not for one country or region"),
        ("focal_point", "ZZZ", None, "“ZZZ” does not report here yet"),
        ("focal_point", "MDG", None, "already has this role"),
    ]
    for role, reporter, region, sentence in wrong:
        with pytest.raises(Refusal, match=sentence):
            grant_role(hanta.id, NewRole(role, reporter, region, TODAY), Context(NOW, engine=engine))
    with pytest.raises(Refusal, match="would end before it begins"):
        grant_role(
            hanta.id, NewRole("secretariat", None, None, TODAY, date(2020, 1, 1)), Context(NOW, engine=engine)
        )
    with pytest.raises(NotFound, match="Nobody has this address"):
        grant_role(999, NewRole("secretariat", None, None, TODAY), Context(NOW, engine=engine))


def test_a_role_ends_at_once_and_its_person_is_thanked(engine, hanta):
    end_role(hanta.grant, Context(NOW, office=OFFICE, engine=engine))
    assert () == holds(engine, hanta.id)
    assert ["role_ended"] == [letter.kind for letter in letters(engine)]
    assert "Focal point: Madagascar" in letters(engine)[0].subject
    with pytest.raises(NotFound, match="This role has ended already"):
        end_role(hanta.grant, Context(NOW, office=OFFICE, engine=engine))


def test_a_role_that_ended_can_be_given_again(engine, hanta):
    end_role(hanta.grant, Context(NOW, engine=engine))
    grant_role(hanta.id, NewRole("focal_point", "MDG", None, TODAY), Context(NOW, engine=engine))
    assert (Held(Role.FOCAL_POINT, "MDG"),) == holds(engine, hanta.id)


def test_the_audit_names_nobody(engine, hanta):
    share_sections(
        hanta.report, COLLEAGUE, {"first": "edit"}, Context(NOW, hanta.id, office=OFFICE, engine=engine)
    )
    end_role(hanta.grant, Context(NOW, engine=engine))
    assert ["open_round", "add_person", "grant_role", "share_sections", "end_role"] == [
        line.action for line in audited(engine)
    ]
    written = str([vars(line) for line in audited(engine)])
    assert [] == [word for word in ("Hanta", "hanta", "Lova", "lova", "Please", "@") if word in written]


def test_a_colleague_gets_the_sections_that_are_shared_in_that_report_alone(engine, hanta):
    share_sections(
        hanta.report,
        COLLEAGUE,
        {"first": "edit", "second": "comment"},
        Context(NOW, hanta.id, office=OFFICE, engine=engine),
    )
    with Session(engine) as session:
        actor = actor_of(session, find_person(session, COLLEAGUE.email), TODAY)
    here = ReportRef(hanta.report, "MDG", "AFR", "draft")
    elsewhere = ReportRef(hanta.report + 100, "MDG", "AFR", "draft")
    assert [True, False, True] == [
        may(actor, Action.EDIT, here, "first"),
        may(actor, Action.EDIT, here, "second"),
        may(actor, Action.COMMENT, here, "second"),
    ]
    assert not may(actor, Action.SEE, elsewhere, "first")


def test_the_letter_to_a_colleague_says_what_is_asked_and_lets_nobody_in(engine, hanta):
    share_sections(
        hanta.report, COLLEAGUE, {"second": "edit"}, Context(NOW, hanta.id, office=OFFICE, engine=engine)
    )
    (letter,) = letters(engine)
    assert ("colleague_invited", "fr", hanta.report) == (letter.kind, letter.language, letter.report_id)
    assert [True, False, True, True] == [
        word in letter.plain for word in ("- Second", "- First", "> Please look at this.", "Hanta")
    ]
    assert "https://survey.example/fr/reports/tiny/2020/MDG" in letter.plain


def test_sections_shared_anew_get_the_new_level_under_the_same_role(engine, hanta):
    first = share_sections(
        hanta.report, COLLEAGUE, {"first": "comment"}, Context(NOW, hanta.id, engine=engine)
    )
    second = share_sections(hanta.report, COLLEAGUE, {"first": "edit"}, Context(NOW, hanta.id, engine=engine))
    assert first == second
    with Session(engine) as session:
        person = find_person(session, COLLEAGUE.email).id
    assert ({"first": "edit"},) == tuple(held.sections for held in holds(engine, person))


def test_no_section_left_means_no_access(engine, hanta):
    sections = {"first": "edit", "second": "edit"}
    grant = share_sections(hanta.report, COLLEAGUE, sections, Context(NOW, hanta.id, engine=engine))
    with Session(engine) as session:
        person = find_person(session, COLLEAGUE.email).id
    withdraw_sections(hanta.report, grant, ["first"], Context(NOW, hanta.id, office=OFFICE, engine=engine))
    assert ({"second": "edit"},) == tuple(held.sections for held in holds(engine, person))
    assert [] == letters(engine)
    withdraw_sections(hanta.report, grant, ["second"], Context(NOW, hanta.id, office=OFFICE, engine=engine))
    assert () == holds(engine, person)
    assert ["sections_withdrawn"] == [letter.kind for letter in letters(engine)]


def test_nobody_withdraws_what_another_country_shares(engine, hanta):
    grant = share_sections(hanta.report, COLLEAGUE, {"first": "edit"}, Context(NOW, hanta.id, engine=engine))
    chile = somebody(engine, "ines@trabajo.example", "focal_point", reporter="CHL")
    with pytest.raises(NotYours):
        withdraw_sections(hanta.report, grant, ["first"], Context(NOW, chile.id, engine=engine))
    with pytest.raises(NotFound, match="Nothing is shared"):
        withdraw_sections(hanta.other, grant, ["first"], Context(NOW, chile.id, engine=engine))
    with pytest.raises(NotFound, match="Nothing is shared"):
        change_sections(hanta.other, grant, {"first": "edit"}, Asked(), Context(NOW, chile.id, engine=engine))
    assert 1 == count(engine, SharedSection)


def test_only_a_focal_point_shares_and_only_while_the_country_writes(engine, hanta):
    desk = somebody(engine, "desk@survey.example", "secretariat")
    with pytest.raises(NotYours):
        share_sections(
            hanta.report, COLLEAGUE, {"first": "edit"}, Context(NOW, desk.id, office=OFFICE, engine=engine)
        )
    with writing(engine) as session:
        report = session.get_one(Report, hanta.report)
        report.state, report.submitted_at = "submitted", NOW
    with pytest.raises(NotNow, match="Submitted"):
        share_sections(
            hanta.report, COLLEAGUE, {"first": "edit"}, Context(NOW, hanta.id, office=OFFICE, engine=engine)
        )
    assert [] == letters(engine)


def test_a_focal_point_is_not_invited_to_what_is_theirs(engine, hanta):
    other = somebody(engine, "rado@labour.example", "focal_point", reporter="MDG")
    for address in (hanta.email, other.email):
        colleague = replace(COLLEAGUE, email=address)
        with pytest.raises(HasAll, match="already has all of its sections"):
            share_sections(
                hanta.report,
                colleague,
                {"first": "edit"},
                Context(NOW, hanta.id, office=OFFICE, engine=engine),
            )


def test_changing_sections_writes_of_what_is_new_alone(engine, hanta):
    grant = share_sections(hanta.report, COLLEAGUE, {"first": "edit"}, Context(NOW, hanta.id, engine=engine))
    person = person_of(engine, COLLEAGUE.email)
    later = Asked("The figures came.", date(2020, 6, 1))
    wanted = {"first": "edit", "second": "comment"}
    for _ in range(2):
        change_sections(
            hanta.report, grant, wanted, later, Context(NOW, hanta.id, office=OFFICE, engine=engine)
        )
    assert (wanted,) == tuple(held.sections for held in holds(engine, person))
    (letter,) = letters(engine)
    assert [False, True, True] == [one in letter.plain for one in ("First", "Second", "> The figures came.")]
    change_sections(
        hanta.report,
        grant,
        {"second": "comment"},
        later,
        Context(NOW, hanta.id, office=OFFICE, engine=engine),
    )
    assert 1 == len(letters(engine))
    change_sections(hanta.report, grant, {}, later, Context(NOW, hanta.id, office=OFFICE, engine=engine))
    assert () == holds(engine, person)
    assert ["colleague_invited", "sections_withdrawn"] == [one.kind for one in letters(engine)]
    assert "so you are signed out" not in letters(engine)[0].plain
    assert [["first"], ["second"]] == [
        one.details["taken"] for one in audited(engine, "change_sections") if one.details["taken"]
    ]
    with pytest.raises(NotFound, match="Nothing is shared"):
        change_sections(
            hanta.report, grant, wanted, later, Context(NOW, hanta.id, office=OFFICE, engine=engine)
        )


def test_who_is_left_with_nothing_is_told_that_signing_in_is_over(engine, hanta):
    grant = share_sections(hanta.report, COLLEAGUE, {"first": "edit"}, Context(NOW, hanta.id, engine=engine))
    withdraw_sections(hanta.report, grant, ["first"], Context(NOW, hanta.id, office=OFFICE, engine=engine))
    grant = share_sections(hanta.report, COLLEAGUE, {"first": "edit"}, Context(NOW, hanta.id, engine=engine))
    grant_role(
        person_of(engine, COLLEAGUE.email),
        NewRole("reviewer", None, "AME", TODAY),
        Context(NOW, engine=engine),
    )
    withdraw_sections(hanta.report, grant, ["first"], Context(NOW, hanta.id, office=OFFICE, engine=engine))
    plain = [one.plain for one in letters(engine, "sections_withdrawn")]
    assert ["votre session est donc fermée" in one for one in plain] == [True, False]


def person_of(engine, email):
    with Session(engine) as session:
        return find_person(session, email).id


def test_only_sections_that_there_are_can_be_shared(engine, hanta):
    for sections in ({}, {"third": "edit"}, {"first": "own"}):
        with pytest.raises(Refusal, match=r"No section is chosen|not in this questionnaire"):
            share_sections(
                hanta.report, COLLEAGUE, sections, Context(NOW, hanta.id, office=OFFICE, engine=engine)
            )
    assert 1 == count(engine, Person)
