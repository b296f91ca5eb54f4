"""What counts in a round: accepted snapshots, previews that say so, and nobody sees more than is theirs."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from survey.actions.context import Context
from survey.actions.reports.reporting import accept, publish, reopen, return_report
from survey.actions.reports.submitting import submit
from survey.answers.freezing import thaw
from survey.figures.cases import Expected
from survey.reads.counted import (
    cases_in,
    cases_readable_by,
    counted_in,
    expected_in,
    fingerprint,
    latest_change,
)
from survey.reads.entitlement import ALL_READABLE, entitlement_in
from survey.storage.engine.database import writing
from survey.storage.people.people import Grant
from survey.storage.reports.reports import Report, Snapshot
from survey.storage.rounds.frozen import frozen
from survey.storage.rounds.reporters import Reporter
from survey.workflow import Actor, Held, ReportRef, Role
from tests.actions.answers.desk import NOW, Desk, opened, people_of, say

LATER = NOW + timedelta(days=1)
REPORTERS = {"CHL": "AME", "MDG": "AFR", "NPL": "ASI", "TUN": "AFR"}
WAYS = {
    "draft": (),
    "submitted": (submit,),
    "returned": (submit, return_report),
    "accepted": (submit, accept),
    "published": (submit, accept, publish),
    "reopened": (submit, accept, reopen),
    "again": (submit, accept, reopen, submit, accept),
}


class Round:
    """A round with four reporters, each of which can be brought to any state."""

    def __init__(self, engine):
        self.engine, self.first = engine, opened(engine)
        self.reports = {"CHL": self.first.report_id}
        with writing(engine) as session:
            for code, region in REPORTERS.items():
                if code == "CHL":
                    continue
                session.add(Reporter(code=code, kind="country", names={}))
                session.flush()
                report = Report(round_id=self.first.round_id, reporter=code, region=region)
                session.add(report)
                session.flush()
                self.reports[code] = report.id

    def bring(self, code, way, value="a name"):
        """Say something in a report and take the steps that lead to a state."""
        report_id, people = self.reports[code], people_of(self.first)
        if code != "CHL":
            self.grant(people[0], code)
        desk = Desk(self.engine, self.first.round_id, report_id, *people)
        desk.save(say("name", value), say("children", cells={"_T": 5.0, "sex=F": 2.0}))
        for step in WAYS[way]:
            self.take(step, report_id, people[0])
        return report_id

    def grant(self, focal, code):
        """Make the focal point of Chile that of another country too."""
        with writing(self.engine) as session:
            since = (NOW - timedelta(days=400)).date()
            session.add(Grant(person_id=focal, role="focal_point", reporter=code, since=since))

    def take(self, step, report_id, focal):
        with Session(self.engine) as session:
            report = session.get_one(Report, report_id)
            ref = ReportRef(report.id, report.reporter, report.region, report.state)
        by_focal = step is submit
        person = focal if by_focal else self.first.desk
        more = (True,) if by_focal else ("Why",) if step in (return_report, reopen) else ()
        step(ref, *more, Context(LATER, person, engine=self.engine))

    def cases(self, preview=False, *held):
        with Session(self.engine) as session:
            if not held:
                return list(cases_in(session, self.first.round_id, preview))
            return list(cases_readable_by(session, Actor(1, "", "en", held), self.first.round_id, preview))

    def mark(self, preview=False):
        with Session(self.engine) as session:
            taken = counted_in(session, self.first.round_id, preview)
            return fingerprint(session, frozen(session, self.first.round_id), preview), latest_change(taken)

    def entitled(self, held):
        with Session(self.engine) as session:
            actor = Actor(1, "", "en", (held,))
            found = entitlement_in(session, actor, self.first.round_id).in_files
            return ["everybody"] if found == ALL_READABLE else found.entirely


@pytest.fixture
def round_(engine):
    return Round(engine)


@pytest.mark.parametrize(
    ("way", "counts", "previewed"),
    [
        ("draft", None, "draft"),
        ("submitted", None, "submitted"),
        ("returned", None, "returned"),
        ("accepted", "accepted", "accepted"),
        ("published", "published", "published"),
        ("reopened", None, "returned"),
        ("again", "accepted", "accepted"),
    ],
)
def test_what_counts_follows_from_the_state(round_, way, counts, previewed):
    report_id = round_.bring("CHL", way)
    found, preview = round_.cases(), round_.cases(True)
    assert ([counts] if counts else []) == [one.state for one in found]
    assert [previewed] == [one.state for one in preview]
    assert [("CHL", "AME", report_id)] == [(one.reporter, one.region, one.report_id) for one in preview]
    assert {"_T": 5, "sex=F": 2} == preview[0].content["answers"]["children"][""]["cells"]


def test_the_latest_snapshot_is_read(round_):
    report_id = round_.bring("CHL", "reopened", "first")
    round_.first.save(say("name", "second", saw=1))
    round_.take(submit, report_id, round_.first.focal)
    round_.take(accept, report_id, round_.first.focal)
    (case,) = round_.cases()
    assert "second" == case.content["answers"]["name"][""]["cells"]["_T"]
    assert LATER == case.updated_at


def test_a_draft_is_frozen_as_its_submission_would_be(round_):
    round_.first.save_list(["e1"], added=["e1"])
    round_.first.save(say("priorities.objective", "More inspectors", row="e1"), say("themes", ("cl", "ht")))
    report_id = round_.bring("CHL", "draft")
    (draft,) = round_.cases(True)
    round_.take(submit, report_id, round_.first.focal)
    (submitted,) = round_.cases(True)
    assert draft.content["answers"] == submitted.content["answers"]
    assert {"priorities": ["e1"]} == draft.content["entries"] == submitted.content["entries"]
    assert "More inspectors" == draft.content["answers"]["priorities.objective"]["e1"]["cells"]["_T"]


def test_an_accepted_report_without_a_snapshot_says_nothing(round_):
    round_.bring("CHL", "accepted")
    with writing(round_.engine) as session:
        session.query(Snapshot).delete()
    assert [] == round_.cases() == round_.cases(True)


SEEN = {
    "secretariat": (Held(Role.SECRETARIAT), "CHL MDG NPL TUN", "CHL"),
    "reviewer of the world": (Held(Role.REVIEWER), "CHL NPL", "CHL"),
    "reviewer of the Americas": (Held(Role.REVIEWER, None, "AME"), "CHL", "CHL"),
    "reviewer of Africa": (Held(Role.REVIEWER, None, "AFR"), "", ""),
    "focal point of a draft": (Held(Role.FOCAL_POINT, "MDG"), "MDG", ""),
    "focal point of an accepted report": (Held(Role.FOCAL_POINT, "CHL"), "CHL", "CHL"),
    "contributor": (Held(Role.CONTRIBUTOR, "CHL", None, {"figures": "edit"}), "", ""),
    "administrator": (Held(Role.ADMINISTRATOR), "", ""),
}


@pytest.mark.parametrize(("held", "previewed", "counting"), SEEN.values(), ids=SEEN)
def test_nobody_is_given_more_than_is_theirs(round_, held, previewed, counting):
    """Chile is accepted, Madagascar a draft, Nepal submitted, Tunisia returned."""
    for code, way in zip(REPORTERS, ("accepted", "draft", "submitted", "returned"), strict=True):
        round_.bring(code, way)
    assert previewed.split() == [one.reporter for one in round_.cases(True, held)]
    assert counting.split() == [one.reporter for one in round_.cases(False, held)]


def test_who_may_read_whose_accepted_answers(round_):
    found = {name: " ".join(sorted(round_.entitled(held))) for name, (held, *_) in SEEN.items()}
    assert {
        "secretariat": "everybody", "reviewer of the world": "CHL MDG NPL TUN",
        "reviewer of the Americas": "CHL", "reviewer of Africa": "MDG TUN",
        "focal point of a draft": "MDG", "focal point of an accepted report": "CHL",
        "contributor": "", "administrator": "",
    } == found  # fmt: skip


def test_who_was_expected_does_not_hang_on_what_was_answered(round_):
    round_.bring("NPL", "accepted")
    with Session(round_.engine) as session:
        found = expected_in(session, round_.first.round_id)
    assert [Expected(code, region) for code, region in REPORTERS.items()] == found


def test_the_fingerprint_changes_with_what_counts_and_with_nothing_else(round_):
    report_id = round_.bring("CHL", "submitted")
    empty, draft = round_.mark(), round_.mark(True)
    round_.take(accept, report_id, round_.first.focal)
    accepted = round_.mark()
    assert accepted != empty and draft != round_.mark(True)
    round_.bring("MDG", "draft")
    assert accepted == round_.mark()
    previewed = round_.mark(True)
    round_.bring("NPL", "draft")
    assert previewed != round_.mark(True)
    assert (LATER, None) == (accepted[1], empty[1])


def test_many_reports_are_read_in_few_queries(round_):
    for code in REPORTERS:
        round_.bring(code, "draft")
    asked = []
    round_.cases(True)
    event.listen(round_.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    assert 4 == len(round_.cases(True))
    assert len([one for one in asked if one != "BEGIN"]) <= 5, asked


def test_a_frozen_draft_can_be_thawed(round_):
    round_.bring("CHL", "draft")
    (case,) = round_.cases(True)
    assert "a name" == thaw(json.dumps(case.content).encode()).of("name").value
