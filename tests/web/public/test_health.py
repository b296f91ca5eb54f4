"""Supervisors and load balancers are told in a few words whether the server lives and can answer."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from survey.storage.engine import migrating
from survey.storage.engine.database import writing
from survey.storage.engine.installation import note_worked
from survey.web.public import health
from tests.web.world import Counting


@pytest.fixture
def client(world):
    return world.app.test_client()


def worked(world, engine, ago):
    with writing(engine) as session:
        note_worked(session, world.now - ago)


def test_a_server_that_can_answer_says_so_and_asks_little(world, engine, client):
    worked(world, engine, timedelta(seconds=10))
    client.get("/ready")
    with Counting(world.app) as counted:
        answer = client.get("/ready")
    told = {"status": "ok", "database": "ok", "tables": "ok", "worker": "ok", "disk": "ok"}
    assert (200, told) == (answer.status_code, answer.json)
    assert len(counted.asked) <= 3


def test_a_worker_that_is_late_is_told_and_takes_no_server_away(world, engine, client):
    assert (200, "never worked") == (client.get("/ready").status_code, client.get("/ready").json["worker"])
    worked(world, engine, timedelta(minutes=6))
    assert (200, "late") == (client.get("/ready").status_code, client.get("/ready").json["worker"])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_server_without_its_database_lives_and_is_not_ready(client, monkeypatch):
    def away(engine):
        raise OperationalError("", {}, Exception())

    monkeypatch.setattr(migrating, "current", away)
    answer = client.get("/ready")
    assert (503, "away", "5") == (answer.status_code, answer.json["database"], answer.headers["Retry-After"])
    assert (200, {"status": "ok"}) == (client.get("/health").status_code, client.get("/health").json)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_server_with_other_tables_or_a_full_disk_is_not_ready(client, monkeypatch):
    monkeypatch.setattr(health, "free_megabytes", lambda settings, file: 99)
    assert (503, "nearly full") == (client.get("/ready").status_code, client.get("/ready").json["disk"])
    monkeypatch.setattr(migrating, "current", lambda engine: "0001")
    assert "of another version" == client.get("/ready").json["tables"]
