"""Logs: what went wrong and where, without what people typed."""

import logging
from functools import update_wrapper

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from survey.storage.engine.connecting import engine_for
from survey.web.logs import in_places, register
from tests.web.pages import app_of, questionnaire

ADDRESS, ANSWER = "ada@office.example", "Four hundred and twelve children"


@pytest.fixture
def app():
    return app_of(questionnaire(["{id: q, kind: text, label: Q}"]))


def fail():
    try:
        {}[ADDRESS]
    except KeyError as error:
        raise ValueError(f"not understood: {ANSWER}") from error


def test_errors_are_logged_without_their_words(app, caplog):
    for logger in (app.logger, logging.getLogger("gunicorn.error")):
        caplog.clear()
        try:
            fail()
        except ValueError:
            logger.exception("It failed")
        assert "It failed" in caplog.text
        assert "builtins.KeyError" in caplog.text and "builtins.ValueError" in caplog.text
        assert "in fail" in caplog.text and "test_logs.py" in caplog.text
        assert ADDRESS not in caplog.text and ANSWER not in caplog.text


def test_what_breaks_on_a_page_is_logged_without_its_words(app, caplog):
    app.testing = False
    listed = app.view_functions["forms.listed"]
    app.view_functions["forms.listed"] = update_wrapper(lambda **_: fail(), listed)
    assert 500 == app.test_client().get("/en/forms").status_code
    assert "builtins.ValueError" in caplog.text
    assert ADDRESS not in caplog.text and ANSWER not in caplog.text


def test_an_error_that_causes_itself_ends(app):
    error = ValueError(ANSWER)
    error.__cause__ = error
    assert ANSWER not in in_places(error)
    register(app)


def test_errors_of_the_database_tell_no_parameters(database_url):
    engine = engine_for(database_url)
    with engine.connect() as connection, pytest.raises(DBAPIError) as caught:
        connection.execute(text("SELECT * FROM nowhere WHERE email = :email"), {"email": ADDRESS})
    assert "nowhere" in str(caught.value)
    assert ADDRESS not in str(caught.value) and ADDRESS not in repr(caught.value)
    engine.dispose()
