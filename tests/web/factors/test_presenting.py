"""After the letter: who has a second factor presents it, and who must have one sets it up first."""

import pytest

from survey.settings import read_settings
from tests.actions.beginnings import audited
from tests.web.factors.devices import Passkey, add_app, add_passkey, codes_in, options_at, setting


@pytest.mark.parametrize("who", ["secretariat", "administrator", "world_reviewer"])
def test_who_must_have_a_second_factor_sets_it_up_before_anything_else(world, who):
    walker = world.signed_in_by_letter(who)
    assert "/en/security?next=%2Fen%2Fsessions" == walker.open("/en/sessions").response.location
    walker.follow()
    assert "Your role concerns many countries" in walker.words
    assert 401 == walker.send("/en/sessions/end-others").status
    add_app(walker)
    assert "The second step is set up" in walker.words
    assert 10 == len(codes_in(walker))
    assert 200 == walker.open("/en/sessions").status


@pytest.mark.parametrize("who", ["focal", "contributor"])
def test_others_may_have_a_second_factor_and_need_none(world, who):
    walker = world.signed_in_by_letter(who)
    assert 200 == walker.open("/en/home").status
    add_app(walker)
    assert "Telephone" in walker.open("/en/security").words


def test_a_setting_only_offers_it(world):
    setting(world, second_factor="offered")
    assert 200 == world.signed_in_by_letter("secretariat").open("/en/home").status


def test_an_app_is_presented_after_the_letter_and_the_way_leads_on(world):
    app = add_app(world.signed_in_by_letter("focal"))
    world.later(minutes=1)
    walker = world.browser().ask("focal@example.org", "/en/sign-in?next=/en/sessions")
    walker.press(walker.link()).follow()
    assert "/en/second-factor?next=%2Fen%2Fsessions" == walker.response.location
    walker.follow()
    assert "Second step of your sign-in" in walker.words
    walker.send("/en/second-factor", {"proof": app.code, "next": "/en/sessions"})
    assert "/en/sessions" == walker.response.location
    assert 200 == walker.follow().status


def half_signed_in(world, who="focal"):
    """A browser that used the letter, in which the second factor is awaited."""
    walker = world.signed_in_by_letter(who)
    assert "/en/second-factor?next=%2Fen%2Fhome" == walker.open("/en/home").response.location
    return walker.open("/en/second-factor")


def test_nothing_opens_before_the_second_factor_is_presented(world):
    add_app(world.signed_in_by_letter("focal"))
    walker = half_signed_in(world)
    report = "/en/reports/small/2020/MDG"
    for path in (
        "/en/home",
        report,
        f"{report}/s1",
        "/en/security",
        "/en/security/app",
        "/en/security/passkey",
    ):
        assert walker.open(path).response.location.startswith("/en/second-factor?next="), path
    walker.open("/en/second-factor")
    for path in (
        f"{report}/s1", f"{report}/submit", "/en/security/app/start", "/en/security/app",
        "/en/security/recovery-codes", "/en/security/1/remove", "/en/sessions/end-others",
    ):  # fmt: skip
        assert 401 == walker.send(path).status, path
    answers = walker.client.post(f"{report}/s1/answers", json={"answers": []})
    assert (401, "signed-out") == (answers.status_code, answers.get_json()["code"])


def test_one_may_sign_out_before_the_second_factor(world):
    add_app(world.signed_in_by_letter("focal"))
    walker = half_signed_in(world)
    assert "/en/sign-in?out=1" == walker.send("/en/sign-out").response.location


def test_a_code_of_an_app_works_once(world):
    app = add_app(world.signed_in_by_letter("focal"))
    walker = half_signed_in(world)
    assert 400 == walker.send("/en/second-factor", {"proof": app.code}).status
    assert "or it was used already" in walker.words
    world.later(seconds=30)
    assert 303 == walker.send("/en/second-factor", {"proof": app.code}).status
    again = half_signed_in(world)
    assert 400 == again.send("/en/second-factor", {"proof": app.code}).status


def test_a_code_from_before_the_last_one_does_not_work_any_more(world):
    app = add_app(world.signed_in_by_letter("focal"))
    world.later(minutes=1)
    earlier = app.code
    world.later(seconds=30)
    assert 303 == half_signed_in(world).send("/en/second-factor", {"proof": app.code}).status
    assert 400 == half_signed_in(world).send("/en/second-factor", {"proof": earlier}).status


def test_the_clock_of_a_telephone_may_be_half_a_minute_late_and_no_more(world):
    app = add_app(world.signed_in_by_letter("focal"))
    world.later(minutes=5)
    shown = app.code
    world.later(seconds=60)
    assert 400 == half_signed_in(world).send("/en/second-factor", {"proof": shown}).status
    shown = app.code
    world.later(seconds=30)
    assert (
        303 == half_signed_in(world).send("/en/second-factor", {"proof": f" {shown[:3]} {shown[3:]} "}).status
    )


def test_a_code_of_another_persons_app_does_not_help(world):
    add_app(world.signed_in_by_letter("focal"))
    other = add_app(world.signed_in_by_letter("other_focal"))
    world.later(minutes=1)
    assert 400 == half_signed_in(world).send("/en/second-factor", {"proof": other.code}).status


def test_guessing_ends_after_twenty_tries_and_others_go_on(world):
    app = add_app(world.signed_in_by_letter("focal"))
    other = add_app(world.signed_in_by_letter("other_focal"))
    world.later(minutes=1)
    walker = half_signed_in(world)
    statuses = [walker.send("/en/second-factor", {"proof": "nothing"}).status for _ in range(21)]
    assert [400] * 20 + [429] == statuses
    assert "Too many codes were tried" in walker.words
    assert 429 == walker.send("/en/second-factor", {"proof": app.code}).status
    assert 303 == half_signed_in(world, "other_focal").send("/en/second-factor", {"proof": other.code}).status
    world.later(hours=1)
    assert 303 == walker.send("/en/second-factor", {"proof": app.code}).status


def test_a_recovery_code_stands_in_once_and_the_person_is_told(world):
    owner = world.signed_in_by_letter("focal")
    add_app(owner)
    first, second, *_ = codes_in(owner)
    typed = first.upper().replace("-", " ")
    assert 303 == half_signed_in(world).send("/en/second-factor", {"proof": typed}).status
    assert "One of your recovery codes was used" in world.letters()[-1].plain
    assert 400 == half_signed_in(world).send("/en/second-factor", {"proof": first}).status
    assert 303 == half_signed_in(world).send("/en/second-factor", {"proof": second}).status
    assert "You have 8 recovery codes left" in owner.open("/en/security").words


def test_recovery_codes_of_others_and_earlier_ones_do_not_work(world):
    owner, other = world.signed_in_by_letter("focal"), world.signed_in_by_letter("other_focal")
    add_app(owner)
    earlier = codes_in(owner)
    add_app(other)
    foreign = codes_in(other)
    owner.open("/en/security").send("/en/security/recovery-codes")
    newest = codes_in(owner)
    assert 10 == len(set(newest) - set(earlier))
    for code, status in ((earlier[0], 400), (foreign[0], 400), (newest[0], 303)):
        assert status == half_signed_in(world).send("/en/second-factor", {"proof": code}).status


def test_a_passkey_is_added_and_presented(world):
    walker = at_home(world, "secretariat")
    device = add_passkey(walker)
    assert 10 == len(codes_in(walker))
    again = at_home(world, "secretariat").open("/en/second-factor")
    answer = device.present(options_at(again, "/en/second-factor/options"))
    assert (
        "/en/home"
        == again.send("/en/second-factor", {"proof": "", "proof-passkey": answer}).response.location
    )
    assert 200 == again.follow().status
    assert "Laptop" in again.open("/en/security").words


def at_home(world, who):
    """A browser at the site's own address, in which a person used the letter."""
    walker = world.browser("https://survey.example").ask(f"{who}@example.org")
    return walker.press(walker.link())


def presented(world, device):
    """The status of presenting a passkey after the letter."""
    walker = at_home(world, "focal").open("/en/second-factor")
    answer = device.present(options_at(walker, "/en/second-factor/options"))
    return walker.send("/en/second-factor", {"proof": "", "proof-passkey": answer}).status


def test_only_an_honest_passkey_is_accepted(world):
    device = add_passkey(at_home(world, "focal"))
    foreign = add_passkey(at_home(world, "other_focal"))
    elsewhere = Passkey("https://evil.example", id=device.id, key=device.key, count=5)
    other_host = Passkey(host="evil.example", id=device.id, key=device.key, count=6)
    forged = Passkey(id=device.id, count=7)
    for other in (foreign, elsewhere, other_host, forged):
        assert 400 == presented(world, other)
    walker = at_home(world, "other_focal").open("/en/second-factor")
    for nonsense in ("{", "[]", "{}", "null", '{"id": 1}', "[" * 19_000, "x" * 30_000):
        options_at(walker.open("/en/second-factor"), "/en/second-factor/options")
        sent = {"proof": "", "proof-passkey": nonsense}
        assert 400 == walker.send("/en/second-factor", sent).status, nonsense[:20]
    world.later(hours=1)
    assert 303 == presented(world, device)


def test_a_passkey_whose_counter_went_back_is_a_copy(world):
    device = add_passkey(at_home(world, "focal"))
    assert 303 == presented(world, device)
    device.count = 0
    assert 400 == presented(world, device)


def test_a_challenge_is_answered_once_within_minutes_in_its_own_session(world):
    device = add_passkey(at_home(world, "focal"))
    here, there = (at_home(world, "focal").open("/en/second-factor") for _ in range(2))
    answer = device.present(options_at(here, "/en/second-factor/options"))
    options_at(there, "/en/second-factor/options")
    sent = {"proof": "", "proof-passkey": answer}
    assert 400 == there.send("/en/second-factor", sent).status
    assert 303 == here.send("/en/second-factor", sent).status
    third = at_home(world, "focal").open("/en/second-factor")
    assert 400 == third.send("/en/second-factor", sent).status
    late = device.present(options_at(third, "/en/second-factor/options"))
    world.later(minutes=6)
    assert 400 == third.send("/en/second-factor", {**sent, "proof-passkey": late}).status


def test_a_factor_added_elsewhere_is_asked_for_in_sessions_that_began_without(world):
    early, other = world.signed_in_by_letter("focal"), world.signed_in_by_letter("focal")
    assert 200 == early.open("/en/home").status
    add_app(other)
    assert 200 == other.open("/en/home").status
    assert early.open("/en/home").response.location.startswith("/en/second-factor")


def test_proofs_are_in_the_audit_without_their_codes(world):
    owner = world.signed_in_by_letter("focal")
    add_app(owner)
    code = codes_in(owner)[0]
    half_signed_in(world).send("/en/second-factor", {"proof": code})
    lines = [line for line in audited(world.engine) if line.action in ("add_factor", "prove")]
    assert [{"sort": "totp", "factor": 1}, "recovery"] == [lines[0].details, lines[1].details["by"]]
    assert code not in str([line.details for line in lines])


def test_in_a_demonstration_nobody_must_and_an_app_shows_its_code(demo):
    walker = demo.signed_in_by_letter("secretariat")
    assert 200 == walker.open("/en/home").status
    app = add_app(walker)
    demo.later(minutes=1)
    again = half_signed_in(demo, "secretariat")
    assert f"shows {app.code} now" in again.words
    assert 303 == again.send("/en/second-factor", {"proof": app.code}).status


def test_elsewhere_no_page_shows_the_code_of_an_app(world):
    app = add_app(world.signed_in_by_letter("focal"))
    world.later(minutes=1)
    assert app.code not in half_signed_in(world).page


def test_the_setting_takes_two_words():
    assert "offered" == read_settings({"SURVEY_SECOND_FACTOR": "offered"}).second_factor
    with pytest.raises(ValueError, match="required or offered"):
        read_settings({"SURVEY_SECOND_FACTOR": "never"})
