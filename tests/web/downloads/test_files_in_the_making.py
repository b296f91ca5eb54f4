"""A file that is not finished costs a page no time; its page shows how far it is, to who may have it."""

import html
import re

import pytest

from survey.actions.downloads import makers
from survey.storage.downloads import file_jobs
from survey.storage.downloads.file_jobs import FileJob
from survey.storage.engine.database import db, writing
from survey.web.downloads import delivery
from survey.web.request.site.configured import settings
from tests.makers import make_at_once
from tests.web.pages import app_of, questionnaire
from tests.web.world import world_on

REPORT = "/en/reports/small/2020/MDG/downloads/answers.docx"
ROUND = "/en/rounds/small/2020/downloads/answers.csv"


@pytest.fixture
def started(monkeypatch):
    """What would have been started to make files; nothing is made."""
    found = []
    monkeypatch.setattr(makers, "start_maker", lambda _, *command: found.append(command))
    monkeypatch.setattr(delivery, "WAITS", 0)
    return found


@pytest.fixture
def world(engine, database_url, tmp_path, started):
    made = world_on(engine, database_url, cache=tmp_path)
    yield made
    with made.app.app_context():
        db.engine.dispose()


def make(world):
    with world.app.app_context():
        make_at_once(settings())


def link(walker):
    return html.unescape(re.search(r'class="button[^"]*" href="([^"]+)"', walker.page).group(1))


@pytest.mark.parametrize("path", [REPORT, ROUND])
def test_a_page_tells_how_far_a_file_is_and_hands_it_out(world, started, path):
    walker = world.signed_in("focal").open(path).follow()
    assert 202 == walker.status and "Your file is being made" in walker.words
    assert f"2; url={path}?job=1" == walker.response.headers["Refresh"]
    assert [()] * 2 == started
    make(world)
    walker.open(f"{path}?job=1")
    assert 200 == walker.status and "Your file is ready" in walker.words
    assert "Refresh" not in walker.response.headers
    walker.open(link(walker))
    assert 200 == walker.status and "attachment" in walker.response.headers["Content-Disposition"]
    assert 200 == walker.open(path).status and "Content-Disposition" in walker.response.headers


def test_the_progress_is_shown(world):
    walker = world.signed_in("focal").open(ROUND)
    with writing(world.engine) as session:
        job = session.get_one(FileJob, 1)
        job.done, job.total = 3, 8
    assert "3 of 8 steps done." in walker.follow().words


def test_a_file_that_changes_while_it_is_made_is_handed_out_all_the_same(world):
    walker = world.signed_in("focal").open(REPORT)
    make(world)
    world.change("MDG", state="submitted", version=5)
    assert 200 == walker.open(f"{REPORT}?made=1").status
    assert "?job=2" in walker.open(REPORT).response.location


def test_a_job_is_shown_to_those_only_who_would_ask_for_the_same(world):
    world.signed_in("secretariat").open(ROUND)
    make(world)
    for who in ("focal", "reviewer"):
        for part in ("job", "made"):
            walker = world.signed_in(who).open(f"{ROUND}?{part}=1")
            assert 303 == walker.status and "?job=1" not in walker.response.location
    assert 404 == world.signed_in("contributor").open(f"{ROUND}?made=1").status


def test_two_who_may_have_the_same_have_one_job(world):
    for who in ("secretariat", "world_reviewer", "secretariat"):
        world.signed_in(who).open(ROUND)
    with writing(world.engine) as session:
        assert 2 == session.query(FileJob).count()


def test_a_file_that_cannot_be_made_says_so(world):
    walker = world.signed_in("focal").open(ROUND)
    with writing(world.engine) as session:
        held = file_jobs.claim_next(session, session.get_one(FileJob, 1).place, world.now, world.now)
        file_jobs.give_up(session, held, "memory", world.now)
    walker.follow()
    assert 503 == walker.status and "could not be made" in walker.words
    world.later(minutes=2)
    assert 202 == walker.open(link(walker)).follow().status


@pytest.mark.parametrize("damage", [lambda path: path.write_bytes(b"x"), lambda path: path.unlink()])
def test_a_finished_file_that_is_damaged_or_gone_is_made_anew(world, tmp_path, damage):
    walker = world.signed_in("focal").open(ROUND)
    make(world)
    whole = walker.open(ROUND).response.get_data()
    for address in (ROUND, f"{ROUND}?job=1", f"{ROUND}?made=1"):
        (path,) = tmp_path.glob("*.finished")
        damage(path)
        assert 303 == walker.open(address).status
        make(world)
        assert whole == walker.open(ROUND).response.get_data()


def test_one_thread_of_a_process_waits_for_a_file_and_no_other(world, monkeypatch):
    slept = []
    monkeypatch.setattr(delivery, "WAITS", 60)
    monkeypatch.setattr(delivery, "sleep", lambda seconds: slept.append(seconds) or make(world))
    walker = world.signed_in("focal")
    with delivery._waiting:
        assert 303 == walker.open(ROUND).status
    assert [] == slept
    assert 200 == walker.open(REPORT).status
    assert [delivery.LOOKS_EVERY] == slept


@pytest.mark.parametrize("extension", ["pdf", "docx"])
def test_no_stranger_has_a_document_made_by_a_page(started, tmp_path, monkeypatch, extension):
    app = app_of(questionnaire(["{id: a, kind: text, label: A question}"]), cache=tmp_path)
    path = f"/fr/forms/small/2020/paper.{extension}?country=MG"
    response = app.test_client().get(path)
    assert 202 == response.status_code
    assert f"2; url={path}" == response.headers["Refresh"]
    assert [("papers", "--form", "small", "--language", "fr", "--country", "MG")] == started
    monkeypatch.setattr(makers, "start_maker", make_at_once)
    assert 200 == app.test_client().get(path).status_code
