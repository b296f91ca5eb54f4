"""What nothing here can hold is refused with a page, and nothing of it forges a log line."""

import logging

import pytest

from survey.storage.engine.database import db
from survey.web.logs import in_one_line, without_words
from tests.web.reported import reporting_on

DEEP = b'{"question":' + b"[" * 100_000 + b"]" * 100_000 + b"}"


@pytest.fixture
def world(engine, database_url, tmp_path):
    made = reporting_on(engine, database_url, tmp_path)
    yield made
    with made.app.app_context():
        db.engine.dispose()


def test_what_cannot_be_held_is_refused(world):
    typist = world.signed_in("focal").open("figures")
    answers = f"{typist.path('figures')}/answers"
    wanted = {"question": "f.text", "row": "", "inputs": {"f.text": ["A"]}, "typed_in": "en"}
    proof = {"X-CSRF-Token": typist.csrf()}
    sent = [
        typist.client.post(answers, data=DEEP, content_type="application/json", headers=proof),
        typist.client.post(answers, json={**wanted, "version": 2**70}, headers=proof),
        typist.client.post(answers, json={**wanted, "inputs": {"f.text": ["A\0"]}}, headers=proof),
        typist.client.post(typist.path("figures"), data={"f.text": "A\0", "csrf": typist.csrf()}),
        typist.client.post(typist.path("history", "f.text"), data={"version": 2**70, "csrf": typist.csrf()}),
        typist.client.get(f"{typist.path('history', 'f.text')}?before={2**70}"),
        typist.client.get(f"{typist.path('figures')}?page=%00"),
        typist.client.get(typist.path("figures\0")),
        typist.client.get(f"/en/sessions/{2**70}"),
        typist.client.post("/en/sign-in", data={"email": "a\0@b.example", "csrf": typist.csrf()}),
    ]
    assert {True} == {400 <= each.status_code < 500 for each in sent}, [each.status_code for each in sent]
    assert world.value("f.text") is None


def logged(words, *values):
    return logging.LogRecord("x", logging.ERROR, "file", 1, words, values, None)


def test_an_address_begins_no_line_of_the_log():
    record = logging.LogRecord(
        "x", logging.ERROR, "f", 1, "Exception on %s [%s]", ("/en/\nFAKE\x1b", 7), None
    )
    without_words(record)
    assert "Exception on /en/\\x0aFAKE\\x1b [7]" == record.getMessage()
    record = logged("Invalid: \r\nFAKE 100%")
    without_words(record)
    assert "Invalid: \\x0d\\x0aFAKE 100%" == record.getMessage()
    assert "Côte d’Ivoire" == in_one_line("Côte d’Ivoire")
