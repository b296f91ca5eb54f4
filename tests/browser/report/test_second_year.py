"""The second year on the real questionnaire: where nothing has changed, two actions a section are enough."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert

from survey.actions.answers.changes import Change, ListChange
from survey.actions.answers.saving import save
from survey.actions.context import Context
from survey.messages import Text
from survey.questionnaire.declarations import Option
from survey.samples.countries import ALL, SAMPLE_COUNTRIES
from survey.samples.replies import Sampler
from survey.storage.answers.answers import Entry
from survey.storage.engine import migrating
from survey.storage.engine.database import writing
from tests.browser.conftest import served
from tests.browser.filling import press
from tests.browser.reports import COUNT_ACTIONS, address, engine_on, enter
from tests.web.reported import LAST_YEAR, reporting_on

pytestmark = pytest.mark.browser

FORM = Path(__file__).parents[3] / "forms/pathfinder-progress/2020.yaml"
MADAGASCAR = replace(SAMPLE_COUNTRIES["MDG"], themes=ALL)
STEPS = ("Première étape", "Deuxième étape", "Troisième étape", "Quatrième étape")


@pytest.fixture
def real_world(tmp_path):
    """Madagascar's accepted report of last year on the real form, and this year's, still empty."""
    engine = engine_on(tmp_path / "survey.sqlite3")
    migrating.upgrade(engine)
    words = {"highlights_by": "2020-05-31", "crisis": "COVID-19"}
    world = reporting_on(engine, str(engine.url), tmp_path, FORM.read_text(encoding="utf-8"), (), words)
    with writing(engine) as session:
        session.execute(insert(Entry), next_steps())
    last_year(world)
    with served(world.app) as found:
        world.address = found
        yield world
    engine.dispose()


def next_steps():
    """The steps of the country's workshop."""
    return [
        {"reporter": "MDG", "list": "next_steps", "code": f"n{n}", "position": n, "text": step, "lang": "fr"}
        for n, step in enumerate(STEPS, 1)
    ]


def last_year(world):
    """Answer everything that was asked last year, submit and accept it."""
    rows = {"next_steps": tuple(Option(f"n{n}", Text("", one)) for n, one in enumerate(STEPS, 1))}
    sampler = Sampler(world.questionnaire, MADAGASCAR, 2019, LAST_YEAR.date(), rows)
    replies = sampler.replies()
    changes = [Change(*place, 0, one) for place, one in replies.by_place.items() if one.answered]
    asked = sampler.relevance(replies).includes
    lists = [
        ListChange(one, 0, codes, codes)
        for one, codes in replies.entries.items()
        if asked(world.questionnaire.questions[one])
    ]
    this = world.rounds[2019]
    who, report = world.people["focal"], this.reports["MDG"]
    save(report, this.round_id, changes, Context(LAST_YEAR, who, engine=world.engine), lists)
    world.accepted_last_year()


def test_an_unchanged_report_takes_two_actions_a_section(real_world, page, context, record_property):
    enter(real_world, context)
    context.add_init_script(COUNT_ACTIONS)
    page.goto(address(real_world, lang="fr"))
    page.locator(".task a").first.click()
    taken = {}
    while not page.url.endswith("/check"):
        section = page.url.rsplit("/", 1)[1]
        assert section not in taken, "the same section again"
        page.evaluate("delete sessionStorage.actions")
        if page.locator("button[name=unchanged_all]").count():
            with page.expect_navigation():
                press(page, "unchanged_all")
        with page.expect_navigation():
            page.locator("#typed .actions button.primary").click()
        taken[section] = page.evaluate("Number(sessionStorage.actions)")
    assert len(taken) > 20
    assert {} == {section: count for section, count in taken.items() if count > 2}
    assert 0 == page.locator(".summary").count(), page.locator(".summary").inner_text()
    before, after = real_world.kept(2019).replies, real_world.kept(2020).replies
    assert {place: one.cells for place, one in before.by_place.items()} == {
        place: one.cells for place, one in after.by_place.items()
    }
