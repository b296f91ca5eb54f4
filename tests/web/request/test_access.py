"""Every route, every role, over one's own country, another and none: what may be seen, and nothing else."""

import pytest
from flask import g

from survey.storage.engine.database import db
from survey.web.request.access import (
    COUNTRY,
    DEMONSTRATION,
    PUBLIC,
    PUBLIC_FORM,
    REPORT,
    ROUND,
    SECRETARIAT,
    SIGNED_IN,
    access_of,
    on_report,
)
from survey.workflow import Action, Actor, Held, Role, State, may_whole
from tests.web.world import PEOPLE, Counting, world_on

NOBODY = None
SEES_WHOLE = {
    "focal": {"MDG"},
    "contributor": {"MDG"},
    "other_focal": {"CHL"},
    "reviewer": {"MDG"},
    "other_reviewer": {"CHL"},
    "world_reviewer": {"MDG", "CHL", "NPL"},
    "secretariat": {"MDG", "CHL", "NPL"},
    "administrator": set(),
}
"""Whose reports somebody may open once they are submitted, written down by hand."""


@pytest.fixture
def world(engine, database_url):
    made = world_on(engine, database_url)
    for action in Action:
        _add(made.app, action)
    made.app.add_url_rule("/<lang>/forgotten", "forgotten", lambda: "seen")
    yield made
    with made.app.app_context():
        db.engine.dispose()


def _add(app, action):
    """A page of a report and one of a section, for every action that there is."""

    def page(form, year, reporter, section=""):
        return f"{g.report.reporter} {g.round.questionnaire.slug} {section}"

    at = f"/<lang>/reports/<form>/<int:year>/<reporter>/do-{action}"
    app.add_url_rule(at, f"whole-{action}", on_report(action)(page))
    view = on_report(action)(lambda **at: page(**at))
    app.add_url_rule(f"{at}/<section>", f"section-{action}", view)


def see(walker, reporter, action=Action.SEE, section="", year=2020, form="small"):
    """The status of a page of a report."""
    tail = f"/{section}" if section else ""
    return walker.open(f"/en/reports/{form}/{year}/{reporter}/do-{action}{tail}").status


def test_who_opens_whose_report(world):
    for reporter in ("MDG", "CHL", "NPL"):
        world.change(reporter, state="submitted")
    seen = {}
    for who in PEOPLE:
        walker = world.signed_in(who)
        seen[who] = {one for one in ("MDG", "CHL", "NPL") if see(walker, one) == 200}
    assert SEES_WHOLE == seen


def test_reviewers_see_no_draft(world):
    for state in ("open", "draft", "returned"):
        world.change("MDG", state=state)
        assert 404 == see(world.signed_in("world_reviewer"), "MDG")
    assert 200 == see(world.signed_in("secretariat"), "MDG")


def test_a_contributor_has_the_sections_that_were_given_in_that_report_only(world):
    walker = world.signed_in("contributor")
    assert [200, 200, 404] == [see(walker, "MDG", section=one) for one in ("s1", "s2", "s3")]
    assert [200, 404, 404] == [see(walker, "MDG", Action.EDIT, one) for one in ("s1", "s2", "s3")]
    assert [404, 404] == [see(walker, "MDG", year=2019), see(walker, "MDG", section="s1", year=2019)]


def test_what_is_not_there_and_what_is_not_allowed_are_the_same_page(world):
    walker = world.signed_in("other_focal")
    pages = set()
    for path in (
        "MDG/do-see",
        "ZZZ/do-see",
        "MDG/do-see/s1",
        "CHL/do-see/s9",
        "CHL/do-accept",
        "CHL/nothing",
    ):
        assert 404 == walker.open(f"/en/reports/small/2020/{path}").status, path
        pages.add(walker.words)
    assert 404 == see(walker, "CHL", year=10**30)
    assert 404 == see(walker, "CHL", form="other")
    assert 1 == len(pages)


def test_a_closed_round_is_read_and_not_written_unless_it_was_extended(world):
    walker = world.signed_in("focal")
    world.change("MDG", state="draft")
    world.close(2020)
    assert [200, 404] == [see(walker, "MDG"), see(walker, "MDG", Action.EDIT, "s1")]
    world.change("MDG", extended_to=world.now.date())
    assert 200 == see(walker, "MDG", Action.EDIT, "s1")
    world.later(hours=11)  # in Zurich it is tomorrow by now
    assert 404 == see(walker, "MDG", Action.EDIT, "s1")


def test_a_route_that_nobody_declared_is_seen_by_nobody(world):
    for walker in (world.browser(), world.signed_in("secretariat")):
        assert 404 == walker.open("/en/forgotten").status


def address(rule, world, reporter):
    """The address of a route over a reporter; every argument has a plausible value."""
    values = {
        "lang": "en", "form": "small", "year": 2020, "reporter": reporter, "section": "s1",
        "slug": "small", "edition": "2020", "section_id": "s1", "version": "x", "name": "survey.css",
        "question_id": "s1.q", "code": "AFR", "iso3": reporter,
    }  # fmt: skip
    of_round = {"content": "figures", "extension": "csv"}
    values |= of_round if "/rounds/" in rule.rule else {"content": "blank", "extension": "docx"}
    adapter = world.app.url_map.bind("localhost")
    wanted = {one: values.get(one, 1) for one in rule.arguments}
    return adapter.build(rule.endpoint, wanted, method=next(iter(rule.methods)))


def test_every_route_for_every_role_over_own_other_and_no_country(world):
    """What a page answers follows from what its route declares: nobody gets further than that."""
    rules = [one for one in world.app.url_map.iter_rules() if one.endpoint != "forgotten"]
    world.change("MDG", state="submitted")
    world.release()
    walkers = {NOBODY: world.browser(), **{who: world.signed_in(who) for who in PEOPLE}}
    for rule in rules:
        access = access_of(world.app, rule.endpoint)
        for who, walker in walkers.items():
            for reporter in ("MDG", "CHL", "ZZZ") if access.who in (REPORT, COUNTRY) else ("MDG",):
                if "GET" in rule.methods:
                    found = walker.open(address(rule, world, reporter)).status
                    assert allowed(access, who, reporter, found), (rule.rule, who, reporter, found)
                if "POST" in rule.methods and access.who != PUBLIC:
                    walker.page = ""
                    found = walker.send(address(rule, world, reporter)).status
                    assert unproven(access, who, reporter, found), (rule.rule, who, reporter, found)


def allowed(access, who, reporter, status):
    """Tell whether an answer fits what a route declares."""
    if access.who in (PUBLIC, PUBLIC_FORM):
        return status < 400 or status in (404, 410)
    if access.who == DEMONSTRATION:
        return status == 404
    if who is NOBODY:
        return status == 303
    if access.who == SIGNED_IN:
        return status < 400 or status == 404
    if access.who == SECRETARIAT:
        return status == 404 or may_whole(actor(who), access.action)
    if access.who == ROUND:
        return status == 200
    assert access.who in (REPORT, COUNTRY)
    return status == 404 or reporter in SEES_WHOLE[who]


def unproven(access, who, reporter, status):
    """Tell whether an answer to what was sent without proof fits what a route declares."""
    if access.who == PUBLIC_FORM:
        return status == 403
    if access.who == DEMONSTRATION:
        return status == 404
    if who is NOBODY:
        return status == 401
    return status == 404 or (status == 403 and allowed(access, who, reporter, 200))


def actor(who):
    role, reporter, region = PEOPLE[who]
    return Actor(1, who, "en", (Held(Role(role), reporter, region),))


def test_pages_of_reports_ask_few_queries(world):
    walker = world.signed_in("focal")
    see(walker, "MDG")
    with Counting(world.app) as counting:
        assert 200 == see(walker, "MDG", section="s1")
    assert len(counting.asked) <= 4, counting.asked


def test_states_are_all_thought_of():
    assert {"open", "draft", "submitted", "returned", "accepted", "published"} == {*State}
