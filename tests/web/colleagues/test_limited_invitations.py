"""Who wrote to too many colleagues today is told so, beside what they typed."""

from dataclasses import replace

import pytest

from survey.actions.people import limiting
from survey.storage.engine.database import db
from tests.web.colleagues.test_colleagues import grant_of, invite
from tests.web.reported import reporting_on

SENTENCE = "You have written to 1 colleagues today"


@pytest.fixture
def world(engine, database_url, tmp_path, monkeypatch):
    monkeypatch.setattr(limiting, "INVITATIONS", replace(limiting.INVITATIONS, most=1))
    made = reporting_on(engine, database_url, tmp_path)
    yield made
    with made.app.app_context():
        db.engine.dispose()


def test_the_page_keeps_what_was_typed(world):
    focal = world.signed_in("focal").open("colleagues")
    invite(focal)
    invite(focal.open("colleagues"), email="rado@justice.example", name="Rado")
    assert (429, True) == (focal.response.status_code, SENTENCE in focal.page)
    assert ("rado@justice.example", "Rado") == (focal.value("email"), focal.value("name"))


def test_a_change_that_writes_a_letter_counts_and_keeps_its_note(world):
    focal = world.signed_in("focal").open("colleagues")
    invite(focal)
    page = ("colleagues", str(grant_of(world).id))
    focal.open(*page).press(*page, typed={"may.figures": "edit", "note": "And this."}, do="send")
    assert (429, True) == (focal.response.status_code, SENTENCE in focal.page)
    assert "And this." in focal.page
