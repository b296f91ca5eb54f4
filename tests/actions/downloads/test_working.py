"""Files are made in processes of their own: whatever becomes of these, the job ends, and its maker lives."""

import os
import signal
from datetime import UTC, datetime, timedelta

import pytest

from survey.actions.downloads import makers, working
from survey.actions.downloads.working import Maker, make_apart, work_off
from survey.catalogs import Catalogs
from survey.reads.downloads.making import Prepared, Workshop
from survey.reads.file_cache import finished_files
from survey.settings import Settings
from survey.storage.downloads import file_jobs
from survey.storage.downloads.file_jobs import Asking
from survey.storage.engine.database import writing


def whole(file):
    file.write(b"whole")


def dies(file):
    os.kill(os.getpid(), signal.SIGKILL)


def grows(file):
    file.write(bytes(2 * 10**10))


def breaks(file):
    raise ValueError("wrong")


def never_ends(file):
    signal.pause()


def now():
    return datetime.now(UTC)


@pytest.fixture
def maker(engine, database_url, tmp_path):
    settings = Settings(cache=tmp_path / "files", database_url=database_url, file_mb=8_000)
    return Maker(settings, engine, Workshop(Catalogs(), "build", now(), lambda done, total: None))


@pytest.fixture
def made_by(maker, monkeypatch):
    """Make a file in some way, and return the job as it is then."""

    def made_by(write, key="a"):
        monkeypatch.setattr(working, "LOOKS_EVERY", 0.02)
        monkeypatch.setattr(working, "PREPARE", {"test": lambda *_: Prepared(key, write)})
        place = makers.place_of(maker.settings)
        with writing(maker.engine) as session:
            job = file_jobs.ask_for(session, Asking(key, place, {"kind": "test"}, 0), now())
        with writing(maker.engine) as session:
            held = file_jobs.claim_next(session, place, now(), now() + timedelta(minutes=1))
        make_apart(maker, held)
        with writing(maker.engine) as session:
            return file_jobs.job_of(session, job.id)

    return made_by


def test_a_file_is_made_and_found_where_pages_look_for_it(maker, made_by):
    job = made_by(whole)
    assert ("done", "a") == (job.state, job.made)
    with finished_files(maker.settings).find("a") as file:
        assert b"whole" == file.read()


def test_a_file_whose_process_is_killed_waits_for_the_next_maker(made_by):
    assert ("waiting", 1) == ((job := made_by(dies)).state, job.tries)
    assert ("done", 2) == ((job := made_by(whole)).state, job.tries)


@pytest.mark.parametrize(("write", "problem"), [(grows, "memory"), (breaks, "broken")])
def test_a_file_that_cannot_be_made_is_given_up_with_the_reason(made_by, write, problem):
    assert ("failed", problem) == ((job := made_by(write)).state, job.problem)


def test_a_file_that_takes_too_long_is_given_up(maker, made_by):
    object.__setattr__(maker.settings, "file_seconds", 0)
    assert ("failed", "time") == ((job := made_by(never_ends)).state, job.problem)


def test_a_folder_that_cannot_be_written_costs_no_file(maker, made_by, tmp_path):
    (tmp_path / "files").write_text("in the way")
    assert "done" == made_by(whole).state
    with finished_files(maker.settings).find("a") as file:
        assert b"whole" == file.read()
    assert makers.free_slot(maker.settings) is not None


def test_a_maker_makes_all_that_is_due_and_ends(maker, monkeypatch):
    monkeypatch.setattr(working, "LOOKS_EVERY", 0.02)
    monkeypatch.setattr(working, "PREPARE", {"test": lambda _, wanted, __: Prepared(wanted["key"], whole)})
    for key in "ab":
        with writing(maker.engine) as session:
            asking = Asking(key, makers.place_of(maker.settings), {"kind": "test", "key": key}, 0)
            file_jobs.ask_for(session, asking, now())
    assert 2 == work_off(maker, lingers=0)
