"""Jobs are shared by those who ask for the same file, claimed by one maker, and survive their makers."""

from datetime import UTC, datetime, timedelta

import pytest

from survey.storage.downloads import file_jobs
from survey.storage.downloads.file_jobs import Asking
from survey.storage.engine.database import writing

NOW = datetime(2020, 5, 1, tzinfo=UTC)
SOON, LATER = NOW + timedelta(seconds=30), NOW + timedelta(minutes=5)


def asked(engine, key="a", weight=0, now=NOW, place="here"):
    with writing(engine) as session:
        return file_jobs.ask_for(session, Asking(key, place, {"kind": key}, weight), now)


def claimed(engine, now=NOW, until=SOON, place="here"):
    with writing(engine) as session:
        return file_jobs.claim_next(session, place, now, until)


def now_of(engine, job):
    with writing(engine) as session:
        return file_jobs.job_of(session, job.id)


def test_two_who_ask_for_a_file_wait_for_one_job(engine):
    assert asked(engine).id == asked(engine, now=SOON).id
    assert "a" == claimed(engine).key
    assert (None, "making") == (claimed(engine), asked(engine).state)


def test_light_files_are_made_before_heavy_ones_and_then_the_oldest(engine):
    for key, weight, now in (("heavy", 1, NOW), ("second", 0, LATER), ("first", 0, SOON)):
        asked(engine, key, weight, now)
    assert ["first", "second", "heavy"] == [claimed(engine, LATER, LATER).key for _ in range(3)]


def test_a_file_whose_maker_died_is_taken_over_and_the_dead_change_nothing(engine):
    asked(engine)
    dead = claimed(engine)
    heir = claimed(engine, LATER, LATER + timedelta(seconds=30))
    assert (dead.id, 2) == (heir.id, heir.tries)
    with writing(engine) as session:
        assert not file_jobs.note_progress(session, dead, (1, 2), LATER)
        file_jobs.finish(session, dead, "wrong", LATER)
        assert file_jobs.note_progress(session, heir, (1, 2), LATER)
    found = now_of(engine, heir)
    assert ("making", 1, 2, "") == (found.state, found.done, found.total, found.made)


def test_a_file_that_its_makers_die_of_is_given_up_and_may_be_asked_for_later(engine):
    job = asked(engine)
    for _ in range(file_jobs.MOST_TRIES):
        held = claimed(engine, LATER, LATER)
        with writing(engine) as session:
            file_jobs.give_back(session, held)
    assert claimed(engine, LATER) is None
    assert ("failed", "lost") == (now_of(engine, job).state, now_of(engine, job).problem)
    assert "failed" == asked(engine, now=LATER).state
    again = asked(engine, now=LATER + file_jobs.FAILED_FOR * 2)
    assert ("waiting", 0) == (again.state, again.tries)


def test_a_file_that_is_gone_is_made_again(engine):
    job = asked(engine)
    with writing(engine) as session:
        file_jobs.finish(session, file_jobs.claim_next(session, "here", NOW, SOON), "a", NOW)
    assert ("done", "a") == (now_of(engine, job).state, now_of(engine, job).made)
    assert "waiting" == asked(engine).state


def test_each_machine_makes_its_own_files(engine):
    asked(engine, place="there")
    assert claimed(engine) is None
    assert asked(engine).id != asked(engine, place="there").id


def test_jobs_of_long_ago_are_forgotten(engine):
    job = asked(engine)
    with writing(engine) as session:
        file_jobs.forget_old(session, NOW + file_jobs.KEPT_FOR / 2)
    assert now_of(engine, job) is not None
    with writing(engine) as session:
        file_jobs.forget_old(session, NOW + file_jobs.KEPT_FOR * 2)
    assert now_of(engine, job) is None


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_who_claims_does_not_wait_for_who_is_claiming(engine):
    """SQLite has one writer at a time, so there is nobody to pass by."""
    asked(engine, "a"), asked(engine, "b", now=SOON)
    with writing(engine) as session:
        assert "a" == file_jobs.claim_next(session, "here", NOW, SOON).key
        assert "b" == claimed(engine).key
