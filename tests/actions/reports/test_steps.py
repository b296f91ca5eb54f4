"""A report on its way: snapshots with receipts, reasons, and of two people at once exactly one."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.actions.context import Context
from survey.actions.mail.office import Office
from survey.actions.reports.reporting import accept, publish, reopen, return_report
from survey.actions.reports.submitting import Unfinished, submit
from survey.answers.freezing import read_frozen, thaw
from survey.catalogs import load_catalogs
from survey.errors import Refusal
from survey.problems import Severity
from survey.questionnaire.model import TOTAL
from survey.settings import Settings
from survey.storage.mail.letters import Letter
from survey.storage.reports.reports import snapshots_of
from survey.storage.reports.steps import steps_of
from survey.workflow import NotNow, NotYours, ReportRef
from tests.actions.answers.desk import NOW, opened, say

ASKED = """\
questionnaire: asked
edition: "2020"
title: What must be said
sections:
  - id: figures
    title: Figures
    questions:
      - {id: name, kind: text, required: yes, label: Name}
      - {id: more, kind: yes_no, label: Is there more?}
      - {id: story, kind: narrative, required: yes, relevant: "${more} = 'yes'", label: Tell it}
"""
LATER = NOW + timedelta(days=1)


class Way:
    """A report and the steps that are taken with it."""

    def __init__(self, engine):
        self.desk = opened(engine, ASKED)
        self.engine = engine
        self.office = None

    @property
    def ref(self):
        report = self.desk.report()
        return ReportRef(report.id, report.reporter, report.region, report.state)

    def submit(self, person=None, publishes=True, now=NOW):
        return submit(
            self.ref,
            publishes,
            Context(now, person or self.desk.focal, office=self.office, engine=self.engine),
        )

    def take(self, step, person, *reason):
        step(self.ref, *reason, Context(LATER, person, self.office, self.engine))

    def snapshots(self):
        with Session(self.engine) as session:
            return snapshots_of(session, self.desk.report_id)

    def steps(self):
        with Session(self.engine) as session:
            return [(one.step, one.reason, one.taken_by) for one in steps_of(session, self.desk.report_id)]

    def letters(self):
        with Session(self.engine) as session:
            return session.scalars(select(Letter).order_by(Letter.id)).all()


@pytest.fixture
def way(engine):
    made = Way(engine)
    made.desk.save(say("name", "Ministère du Travail", lang="fr"), say("story", "Not asked"))
    return made


def test_a_submission_freezes_a_numbered_snapshot_and_gives_its_receipt(way):
    receipt = way.submit()
    (snapshot,) = way.snapshots()
    assert (1, NOW, sha256(snapshot.content.encode()).hexdigest()) == (
        receipt.number, receipt.at, receipt.sha256,
    )  # fmt: skip
    assert (1, 1, True, way.desk.focal, NOW, receipt.sha256) == (
        snapshot.number, snapshot.format, snapshot.publishes, snapshot.made_by, snapshot.made_at,
        snapshot.sha256,
    )  # fmt: skip
    assert ("submitted", NOW) == (way.desk.report().state, way.desk.report().submitted_at)
    line = way.desk.audit()[-1]
    assert ("submit", {"number": 1, "sha256": receipt.sha256}) == (line.action, line.details)


def test_a_snapshot_holds_what_is_asked_and_nothing_else(way):
    way.submit()
    content = way.snapshots()[0].content.encode()
    frozen = read_frozen(content)
    assert {("name", "")} == set(thaw(content).by_place)
    assert ("Ministère du Travail", "fr") == (
        frozen.replies.of("name").value, frozen.replies.of("name").lang,
    )  # fmt: skip
    assert (way.snapshots()[0].edition_sha256, "CHL", "AME", 2020) == (
        frozen.head.edition_sha256, frozen.head.reporter, frozen.head.region, frozen.head.year,
    )  # fmt: skip
    assert json.dumps(json.loads(content), ensure_ascii=False, sort_keys=True, separators=(",", ":")) == (
        content.decode()
    )


def test_what_stops_a_submission_is_listed_and_nothing_is_frozen(way):
    way.desk.save(say("name", saw=1), say("more", "yes"), say("story", saw=1))
    with pytest.raises(Unfinished) as refused:
        way.submit()
    assert ["name", "story"] == [one.field for one in refused.value.problems]
    assert {Severity.STOPS} == {one.severity for one in refused.value.problems}
    assert "2 answers must be corrected. Correct them, then submit again." == str(refused.value)
    assert ("draft", [], []) == (way.desk.report().state, way.snapshots(), way.steps())


def test_an_empty_report_cannot_be_submitted(engine):
    with pytest.raises(NotNow):
        Way(engine).submit()


def test_only_a_focal_point_submits(way):
    for person in (way.desk.colleague, way.desk.reviewer, way.desk.desk, way.desk.stranger):
        with pytest.raises(NotYours):
            way.submit(person)
    assert [] == way.snapshots()


def test_a_report_is_returned_with_a_reason_and_submitted_again(way):
    way.submit(publishes=False)
    for blank in ("", "  \n"):
        with pytest.raises(Refusal, match="Give the reason"):
            way.take(return_report, way.desk.reviewer, blank)
    with pytest.raises(Refusal, match="Shorten"):
        way.take(return_report, way.desk.reviewer, "x" * 4001)
    way.take(return_report, way.desk.reviewer, " Which ministry? ")
    way.desk.save(say("name", "Ministry of Labour", saw=1))
    assert 2 == way.submit(way.desk.other_focal, now=LATER).number
    assert [
        ("submit", "", way.desk.focal),
        ("return", "Which ministry?", way.desk.reviewer),
        ("submit", "", way.desk.other_focal),
    ] == way.steps()
    first, second = (thaw(one.content.encode()).of("name").value for one in way.snapshots())
    assert ("Ministère du Travail", "Ministry of Labour") == (first, second)


def test_a_report_is_accepted_reopened_accepted_and_published(way):
    way.submit()
    way.take(accept, way.desk.reviewer)
    assert ("accepted", LATER) == (way.desk.report().state, way.desk.report().accepted_at)
    way.take(reopen, way.desk.desk, "A wrong year")
    assert ("returned", None) == (way.desk.report().state, way.desk.report().accepted_at)
    way.submit(now=LATER)
    way.take(accept, way.desk.desk)
    way.take(publish, way.desk.desk)
    assert "published" == way.desk.report().state
    assert ["submit", "accept", "reopen", "submit", "accept", "publish"] == [one for one, _, _ in way.steps()]


def test_what_a_country_did_not_agree_to_is_not_published(way):
    way.submit(publishes=False)
    way.take(accept, way.desk.desk)
    with pytest.raises(Refusal, match="did not agree"):
        way.take(publish, way.desk.desk)
    assert "accepted" == way.desk.report().state


def test_a_step_that_does_not_fit_is_refused_and_leaves_nothing(way):
    audit = len(way.desk.audit())
    for step, person, reason in (
        (accept, way.desk.desk, ()),
        (publish, way.desk.desk, ()),
        (return_report, way.desk.reviewer, ("Why",)),
        (reopen, way.desk.desk, ("Why",)),
    ):
        with pytest.raises(NotNow):
            way.take(step, person, *reason)
    assert (audit, []) == (len(way.desk.audit()), way.steps())


def test_of_two_people_submitting_at_once_exactly_one_does(way):
    people = (way.desk.focal, way.desk.other_focal) * 3
    ref = way.ref

    def attempt(person):
        try:
            return submit(ref, True, Context(NOW, person, engine=way.engine)).number
        except NotNow:
            return "told"

    with ThreadPoolExecutor(len(people)) as pool:
        outcomes = list(pool.map(attempt, people))
    assert [1, *["told"] * 5] == sorted(outcomes, key=str)
    assert 1 == len(way.snapshots())
    assert 1 == len(way.steps())


def test_letters_are_written_with_the_step_and_not_without(way):
    way.office = Office(load_catalogs(Settings().translations), "https://example.org", "Alliance 8.7")
    receipt = way.submit()
    readers = {way.desk.desk, way.desk.reviewer}
    country = {way.desk.focal, way.desk.other_focal}
    assert {("submitted_receipt", one) for one in country} | {
        ("report_received", one) for one in readers
    } == {(one.kind, one.person_id) for one in way.letters()}
    assert receipt.sha256 in way.letters()[0].plain
    with pytest.raises(NotNow):
        way.submit()
    assert 4 == len(way.letters())
    way.take(return_report, way.desk.reviewer, "Which <b>ministry</b>?")
    last = way.letters()[-1]
    assert ("returned", "> Which <b>ministry</b>?") == (
        last.kind,
        last.plain[last.plain.index(">") :].split("\n")[0],
    )


def test_a_submission_survives_only_whole(way):
    class Broken(Office):
        def page(self, *details):
            raise RuntimeError("the post office burns")

    way.office = Broken(load_catalogs(Settings().translations), "", "")
    with pytest.raises(RuntimeError):
        way.submit()
    assert ("draft", [], [], []) == (
        way.desk.report().state, way.snapshots(), way.steps(), way.letters(),
    )  # fmt: skip
    assert {TOTAL: "Ministère du Travail"} == way.desk.reply("name").cells
