"""Before an important step a person confirms that it is them, and what they typed goes on."""

import html
import re
from inspect import unwrap
from sys import modules

import pytest
from sqlalchemy.orm import Session

from survey.storage.reports.reports import Report
from survey.web.report.steps import PLAIN
from survey.web.request.access import access_of
from survey.web.request.proof.table import CONFIRMED, EVERY_STEP, OPEN
from survey.workflow import Action
from tests.web.factors.devices import add_app, add_passkey, options_at, setting

IMPORTANT = {
    "submit", "accept", "publish", "grant_role", "new_grant", "share_sections", "change_sections",
    "release_figures", "start_app", "add_app", "add_passkey", "remove_factor", "new_recovery_codes",
}  # fmt: skip
"""Actions that hand over, accept or publish a report, let somebody in, or change how somebody signs in."""
IMPORTANT_PERMISSIONS = {
    Action.SUBMIT, Action.ACCEPT, Action.PUBLISH, Action.RELEASE, Action.INVITE, Action.PEOPLE,
}  # fmt: skip
REPORT = "/en/reports/small/2020/MDG"


def posts(app):
    return {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods}


def actions_in(module):
    """The important actions that a module of pages uses, by name or within the module of them."""
    known = {name: value for name, value in vars(module).items() if name in IMPORTANT}
    whole = [name for name in IMPORTANT if hasattr(getattr(module, "keeping", None), name)]
    return {*whole, *(name for name, value in known.items() if value.__module__.startswith("survey.actions"))}


def test_every_module_that_takes_an_important_step_is_in_the_table(world):
    endpoints = {}
    for endpoint in posts(world.app):
        endpoints.setdefault(unwrap(world.app.view_functions[endpoint]).__module__, set()).add(endpoint)
    taking = {name for name in endpoints if actions_in(modules[name])}
    assert {"survey.web.report.check", "survey.web.report.steps", "survey.web.factors.listing"} <= taking
    assert [] == [name for name in taking if not endpoints[name] & CONFIRMED.keys()]


def test_every_route_with_an_important_permission_is_in_the_table(world):
    permitted = {
        endpoint
        for endpoint in posts(world.app)
        if access_of(world.app, endpoint).action in IMPORTANT_PERMISSIONS
    }
    assert {"report_check.hand_over", "report_colleagues.invite"} <= permitted
    assert set() == permitted - CONFIRMED.keys()


def test_every_row_of_the_tables_is_a_route(world):
    assert set() == CONFIRMED.keys() - posts(world.app)
    assert set() == set().union(*OPEN.values()) - world.app.view_functions.keys()


def test_the_steps_of_a_report_that_are_confirmed_are_those_without_a_reason():
    assert PLAIN.keys() == CONFIRMED["report_steps.take"].does.keys()
    assert {EVERY_STEP} == CONFIRMED["report_check.hand_over"].does.keys()


def state(world):
    with Session(world.engine) as session:
        return session.get(Report, world.reports["MDG", 2020]).state


def kept(walker):
    """What the page keeps of the form that was sent."""
    found = re.findall(r'<textarea name="([^"]*)" hidden>\n(.*?)</textarea>', walker.page, re.DOTALL)
    return {name: html.unescape(value) for name, value in found}


def at_submission(world, minutes):
    """A focal point who is about to submit, so many minutes after signing in."""
    world.change("MDG", state="draft")
    walker = world.signed_in_by_letter("focal").open(f"{REPORT}/submit")
    world.later(minutes=minutes)
    return walker.send(f"{REPORT}/submit", {"publishes": "yes"})


def test_soon_after_signing_in_nothing_is_asked(world):
    assert f"{REPORT}/receipt" == at_submission(world, 29).response.location


def test_later_a_code_is_sent_and_the_step_goes_on_with_what_was_chosen(world):
    walker = at_submission(world, 31)
    assert (403, "draft") == (walker.status, state(world))
    assert "Confirm that it is you" in walker.words
    assert "Submit the report" in walker.words
    assert {"publishes": "yes"} == kept(walker)
    walker.send(f"{REPORT}/submit", {**kept(walker), "proof": walker.code()})
    assert (f"{REPORT}/receipt", "submitted") == (walker.response.location, state(world))
    assert "proof_code" in [letter.kind for letter in world.letters()]


def test_a_confirmation_lasts_as_long_as_signing_in(world):
    walker = at_submission(world, 31)
    walker.send(f"{REPORT}/submit", {**kept(walker), "proof": walker.code()})
    world.change("MDG", state="draft")
    world.later(minutes=29)
    assert 303 == walker.open(f"{REPORT}/submit").send(f"{REPORT}/submit", {"publishes": "no"}).status
    world.change("MDG", state="draft")
    world.later(minutes=2)
    assert 403 == walker.open(f"{REPORT}/submit").send(f"{REPORT}/submit", {"publishes": "no"}).status


def test_a_wrong_code_asks_again_and_keeps_what_was_chosen(world):
    walker = at_submission(world, 31)
    right = walker.code()
    wrong = f"{(int(right) + 1) % 10**6:06}"
    walker.send(f"{REPORT}/submit", {**kept(walker), "proof": wrong})
    assert (400, {"publishes": "yes"}) == (walker.status, kept(walker))
    assert "not the code of the newest e-mail" in walker.words
    for _ in range(4):
        walker.send(f"{REPORT}/submit", {**kept(walker), "proof": wrong})
    assert "mistyped too often" in walker.words
    walker.send(f"{REPORT}/submit", {**kept(walker), "proof": right})
    assert (400, "draft") == (walker.status, state(world))
    walker.send(f"{REPORT}/submit", {**kept(walker), "proof": "", "proof-again": "1"})
    assert "Another e-mail is on its way" in walker.words
    walker.send(f"{REPORT}/submit", {**kept(walker), "proof": walker.code()})
    assert "submitted" == state(world)


def test_asking_once_more_sends_no_second_letter_by_itself(world):
    walker = at_submission(world, 31)
    walker.open(f"{REPORT}/submit").send(f"{REPORT}/submit", {"publishes": "yes"})
    assert 1 == [letter.kind for letter in world.letters()].count("proof_code")


def test_letters_with_codes_are_limited(world):
    walker = at_submission(world, 31)
    again = {"publishes": "yes", "proof": "", "proof-again": "1"}
    statuses = [walker.send(f"{REPORT}/submit", again).status for _ in range(10)]
    assert [403] * 9 + [429] == statuses


def test_a_mailed_code_works_in_its_own_session_once_for_minutes(world):
    walker = at_submission(world, 31)
    code = walker.code()
    other = world.signed_in_by_letter("focal").open(f"{REPORT}/submit")
    world.later(minutes=10)
    walker.open(f"{REPORT}/submit").send(f"{REPORT}/submit", {"publishes": "yes"})
    world.later(minutes=6)
    assert 400 == walker.send(f"{REPORT}/submit", {**kept(walker), "proof": code}).status
    world.later(minutes=16)
    other.send(f"{REPORT}/submit", {"publishes": "yes"})
    fresh = other.code()
    assert 400 == walker.send(f"{REPORT}/submit", {"publishes": "yes", "proof": fresh}).status
    assert 303 == other.send(f"{REPORT}/submit", {"publishes": "yes", "proof": fresh}).status


def test_who_has_an_app_confirms_with_it_and_gets_no_letter(world):
    world.change("MDG", state="draft")
    walker = world.signed_in_by_letter("focal")
    app = add_app(walker)
    letters = len(world.letters())
    walker.open(f"{REPORT}/submit")
    world.later(minutes=31)
    walker.send(f"{REPORT}/submit", {"publishes": "yes"})
    assert "Code from your authenticator app" in walker.words
    assert letters == len(world.letters())
    walker.send(f"{REPORT}/submit", {**kept(walker), "proof": app.code})
    assert "submitted" == state(world)


def test_the_secretariat_confirms_accepting_with_a_passkey(world):
    world.change("MDG", state="submitted")
    walker = world.browser("https://survey.example").ask("secretariat@example.org")
    walker.press(walker.link())
    device = add_passkey(walker)
    world.later(minutes=31)
    walker.open(f"{REPORT}/steps").send(f"{REPORT}/steps/accept", {"saw": "1"})
    assert (403, {"saw": "1"}) == (walker.status, kept(walker))
    assert "Accept the report" in walker.words
    answer = device.present(options_at(walker, "/en/second-factor/options"))
    walker.send(f"{REPORT}/steps/accept", {**kept(walker), "proof": "", "proof-passkey": answer})
    assert 403 != walker.status
    assert "Confirm that it is you" not in walker.words


def test_other_steps_and_buttons_that_do_nothing_yet_are_not_confirmed(world):
    world.change("MDG", state="submitted")
    walker = world.signed_in_by_letter("secretariat")
    add_app(walker)
    focal = world.signed_in_by_letter("focal").open(f"{REPORT}/colleagues")
    world.later(minutes=31)
    walker.open(f"{REPORT}/steps").send(f"{REPORT}/steps/return", {"reason": "Which year?", "saw": "0"})
    assert "Confirm that it is you" not in walker.words
    world.change("MDG", state="draft")
    focal.send(f"{REPORT}/colleagues", {"email": "a@b.example", "switch": "1"})
    assert (200, True) == (focal.status, "a@b.example" in focal.page)
    focal.send(f"{REPORT}/colleagues", {"email": "a@b.example", "note": 'Two\nlines & "signs"'})
    assert {"email": "a@b.example", "note": 'Two\nlines & "signs"'} == kept(focal)
    assert "Invite a colleague" in focal.words


def test_a_form_from_elsewhere_sends_no_letter(world):
    walker = at_submission(world, 0)
    world.change("MDG", state="draft")
    world.later(minutes=31)
    walker.client.post(f"{REPORT}/submit", data={"publishes": "yes"}, base_url=walker.base)
    assert "proof_code" not in [letter.kind for letter in world.letters()]


def test_a_setting_asks_never_or_sooner(world):
    setting(world, confirm_minutes=0)
    assert 303 == at_submission(world, 10_000 // 60).status
    setting(world, confirm_minutes=5)
    assert 403 == at_submission(world, 6).status


def test_in_a_demonstration_sample_people_are_not_asked(demo):
    assert 303 == at_submission(demo, 31).status


@pytest.mark.parametrize("sent", ["123456", "x" * 10_000, "", "\u0661" * 6])
def test_whatever_is_typed_is_answered_with_a_sentence(world, sent):
    walker = at_submission(world, 31)
    assert 400 == walker.send(f"{REPORT}/submit", {**kept(walker), "proof": sent}).status
    add_app(world.signed_in_by_letter("other_focal"))
    half = world.signed_in_by_letter("other_focal").open("/en/second-factor")
    assert 400 == half.send("/en/second-factor", {"proof": sent}).status
