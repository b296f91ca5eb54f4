"""The page “Sign-in and security”: second steps are listed, added, renamed and removed."""

import re
from urllib.parse import unquote

import pytest

from survey.actions.context import Context
from survey.actions.factors.keeping import reset_factors
from survey.errors import NotFound
from tests.actions.beginnings import audited
from tests.web.factors.devices import Passkey, add_app, add_passkey, codes_in, options_at, setting


def kinds(world):
    return [letter.kind for letter in world.letters()]


def test_an_app_is_told_its_secret_in_a_picture_and_in_a_text(world):
    walker = world.signed_in_by_letter("focal").open("/en/security")
    walker.send("/en/security/app/start").follow()
    assert re.search(r'class="qr" role="img"[^>]*><svg ', walker.page)
    assert "style=" not in walker.page
    assert re.search(r"([A-Z2-7]{4} ){7}[A-Z2-7]{4}", walker.words)


def test_an_app_is_added_only_with_a_code_that_it_shows(world):
    walker = world.signed_in_by_letter("focal").open("/en/security")
    walker.send("/en/security/app/start").follow()
    walker.send("/en/security/app", {"code": "000000", "name": "Phone"})
    assert (400, True) == (walker.status, 'value="Phone"' in walker.page)
    assert "not the code that your app shows now" in walker.words
    assert "Your passkeys and apps" not in walker.open("/en/security").words
    assert ["sign_in"] == kinds(world)


def test_nobody_adds_an_app_that_was_not_begun_or_was_begun_long_ago(world):
    walker = world.signed_in_by_letter("focal").open("/en/security")
    assert "/en/security" == walker.open("/en/security/app").response.location
    walker.open("/en/security").send("/en/security/app", {"code": "000000"})
    assert "/en/security" == walker.response.location
    walker.open("/en/security").send("/en/security/app/start").follow()
    setting(world, confirm_minutes=0)
    world.later(minutes=31)
    assert "/en/security" == walker.open("/en/security/app").response.location


def test_the_secret_of_an_app_is_not_in_the_database(world):
    app = add_app(world.signed_in_by_letter("focal"))
    with world.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT sealed_secret FROM second_factor").all()
    assert 1 == len(rows)
    assert app.secret not in str(rows)


def test_recovery_codes_are_shown_once_and_saved_as_a_file(world):
    walker = world.signed_in_by_letter("focal")
    add_app(walker)
    codes = codes_in(walker)
    file = unquote(
        re.search(r'href="data:text/plain;charset=utf-8,([^"]*)" download="([^"]*)"', walker.page)[1]
    )
    assert codes == [line for line in file.splitlines() if re.fullmatch(r"(\w{4}-){3}\w{4}", line)]
    assert [] == codes_in(walker.open("/en/security"))
    with world.engine.connect() as connection:
        kept = str(connection.exec_driver_sql("SELECT * FROM recovery_code").all())
    assert not [code for code in codes if code in kept or code.replace("-", "") in kept]


def test_a_second_factor_beside_another_brings_no_new_recovery_codes(world):
    walker = world.browser("https://survey.example").ask("focal@example.org")
    walker.press(walker.link())
    add_app(walker)
    assert 10 == len(codes_in(walker))
    add_passkey(walker)
    assert "/en/security?done=added" == walker.response.location
    words = walker.follow().words
    assert "Telephone" in words and "Laptop" in words and "You have 10 recovery codes left" in words


def test_a_passkey_is_one_persons_and_once(world):
    owner, other = (
        world.browser("https://survey.example").ask(f"{who}@example.org") for who in ("focal", "x")
    )
    owner.press(owner.link())
    device = add_passkey(owner)
    other = other.ask("other_focal@example.org")
    other.press(other.link())
    add_passkey(other, Passkey(id=device.id))
    assert 400 == other.status
    assert "Your passkeys and apps" not in other.open("/en/security").words


def test_a_passkey_made_for_another_site_or_challenge_is_refused(world):
    walker = world.browser("https://survey.example").ask("focal@example.org")
    walker.press(walker.link()).open("/en/security/passkey")
    for device in (Passkey("https://evil.example"), Passkey(host="evil.example")):
        answer = device.register(options_at(walker, "/en/security/passkey/options"))
        assert 400 == walker.send("/en/security/passkey", {"passkey": answer}).status
    answer = Passkey().register(options_at(walker, "/en/security/passkey/options"))
    options_at(walker, "/en/security/passkey/options")
    assert 400 == walker.send("/en/security/passkey", {"passkey": answer}).status
    assert 400 == walker.send("/en/security/passkey", {"passkey": answer}).status


def test_where_there_are_no_passkeys_none_are_offered(demo):
    walker = demo.signed_in_by_letter("focal").open("/en/security")
    assert "A passkey is a key" in walker.words


def test_a_second_factor_is_renamed_by_its_own_person_only(world):
    owner, other = world.signed_in_by_letter("focal"), world.signed_in_by_letter("other_focal")
    add_app(owner)
    assert 404 == other.open("/en/security").send("/en/security/1/rename", {"name": "Mine"}).status
    owner.open("/en/security").send("/en/security/1/rename", {"name": "  Old \n phone "}).follow()
    assert "The new name was saved" in owner.words and "Old phone" in owner.words
    for wrong in ("", "   ", "x" * 61, "a\u202eb"):
        assert 400 == owner.open("/en/security").send("/en/security/1/rename", {"name": wrong}).status
        assert "at most 60 characters" in owner.words


def test_who_needs_none_removes_the_last_one_and_the_codes_with_it(world):
    owner, other = world.signed_in_by_letter("focal"), world.signed_in_by_letter("other_focal")
    add_app(owner)
    assert 404 == other.open("/en/security").send("/en/security/1/remove").status
    assert "Your passkeys and apps" in owner.open("/en/security").words
    owner.send("/en/security/1/remove").follow()
    assert "It was removed" in owner.words and "Your passkeys and apps" not in owner.words
    assert ["factors_changed"] * 2 == kinds(world)[-2:]
    with world.engine.connect() as connection:
        assert [] == connection.exec_driver_sql("SELECT * FROM recovery_code").all()
    assert 200 == world.signed_in_by_letter("focal").open("/en/home").status


def test_the_last_one_that_a_role_requires_stays(world):
    walker = world.signed_in_by_letter("secretariat")
    add_app(walker)
    assert "can be removed after you have added another" in walker.open("/en/security").words
    assert (400, True) == (walker.send("/en/security/1/remove").status, "First add another" in walker.words)
    world.later(minutes=1)
    add_app(walker)
    assert 303 == walker.open("/en/security").send("/en/security/1/remove").status
    assert 400 == walker.open("/en/security").send("/en/security/2/remove").status


def test_there_are_at_most_ten(world):
    walker = world.signed_in_by_letter("focal")
    for _ in range(10):
        add_app(walker)
    add_app(walker)
    assert (400, True) == (walker.status, "You have 10 already" in walker.words)


def test_an_address_of_none_is_no_page(world):
    walker = world.signed_in_by_letter("focal").open("/en/security")
    for path in ("1/remove", "1/rename", f"{2**31}/remove", f"{10**30}/rename"):
        assert 404 == walker.send(f"/en/security/{path}", {"name": "x"}).status


def test_who_lost_everything_begins_anew(world):
    walker = world.signed_in_by_letter("secretariat")
    add_app(walker)
    office = world.app.extensions["survey-office"]
    by_operator = Context(world.now, office=office, engine=world.engine)
    assert 1 == reset_factors("Secretariat@example.org", by_operator)
    assert "/en/sign-in" in walker.open("/en/home").response.location
    assert "removed at your request" in world.letters()[-1].plain
    line = audited(world.engine)[-1]
    person = world.people["secretariat"]
    assert ("reset_factors", None) == (line.action, line.person_id)
    assert {"person": person, "factors": 1, "sessions_ended": 1} == line.details
    again = world.signed_in_by_letter("secretariat")
    assert again.open("/en/home").response.location.startswith("/en/security")
    with pytest.raises(NotFound):
        reset_factors("nobody@example.org", by_operator)


def test_a_lost_secret_key_is_told_in_a_sentence_and_recovery_codes_go_on(world, tmp_path):
    walker = world.signed_in_by_letter("focal")
    app = add_app(walker)
    code = codes_in(walker)[0]
    (tmp_path / "key").unlink()
    half = world.signed_in_by_letter("focal").open("/en/second-factor")
    assert 500 == half.send("/en/second-factor", {"proof": app.code}).status
    assert "Authenticator apps cannot be used at the moment" in half.words
    assert 303 == half.send("/en/second-factor", {"proof": code}).status
