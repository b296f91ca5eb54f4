"""Ways round a second factor and a confirmation: other methods, other addresses, other people’s proofs."""

import json

import pytest
from sqlalchemy.orm import Session

from survey.storage.factors.factors import SecondFactor
from survey.storage.reports.reports import Report
from survey.web.request.access import PUBLIC, PUBLIC_FORM, access_of
from survey.web.request.proof.table import CONFIRMED, OPEN, Waiting
from tests.attacks.scaling import DATABASES, TIMES
from tests.web.factors.devices import Passkey, add_app, add_passkey, options_at
from tests.web.request.test_access import address

pytestmark = pytest.mark.parametrize("database_url", DATABASES, indirect=True)

HERE = "http://localhost"
HOST = "localhost"
REPORT = "/en/reports/small/2020/MDG"
JSON = {"Accept": "application/json", "Content-Type": "application/json"}


def device(**values):
    return Passkey(origin=HERE, host=HOST, **values)


def half_signed_in(world, who="focal"):
    """A browser with a session in which the second factor is awaited."""
    return world.signed_in(who).open("/en/second-factor")


def is_shut(answer, door):
    """Tell whether an answer leads to a door, or refuses, and says nothing."""
    if answer.status_code == 303:
        return answer.location.startswith(f"/en/{door}")
    return answer.status_code in (401, 403, 404, 405, 400, 413)


def attempts(path, methods):
    """The ways to an address: as its page would, and in the long form by every method and spelling."""
    yield ("HEAD" if "GET" in methods else "POST"), path, {}
    yield ("GET" if "GET" in methods else "POST"), f"{path}?next=/en/home", JSON
    if TIMES > 1:
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
            for at in (path, f"{path}/", path.replace("/en/", "/en//", 1), path.replace("/en/", "/EN/", 1)):
                yield method, at, {"X-HTTP-Method-Override": "GET"}


@pytest.mark.parametrize(
    ("who", "waiting", "door"),
    [("focal", Waiting.PRESENT, "second-factor"), ("secretariat", Waiting.SET_UP, "security")],
)
def test_no_route_opens_before_the_factor_by_any_method(world, who, waiting, door):
    """Every route that there is, so that a new one is tried too."""
    if waiting is Waiting.PRESENT:
        add_app(world.signed_in(who))
    walker, tried = world.signed_in(who), 0
    for rule in world.app.url_map.iter_rules():
        if access_of(world.app, rule.endpoint).who in (PUBLIC, PUBLIC_FORM) or rule.endpoint in OPEN[waiting]:
            continue
        for method, at, headers in attempts(address(rule, world, "MDG"), rule.methods):
            answer = walker.client.open(at, method=method, headers=headers)
            tried += 1
            assert is_shut(answer, door) or answer.status_code == 308, (method, at, answer.status_code)
    assert tried >= 150


def test_files_and_figures_stay_shut_behind_the_factor(world):
    add_app(world.signed_in("focal"))
    world.change("MDG", state="accepted")
    world.release()
    walker = half_signed_in(world)
    for path in (
        "/en/rounds/small/2020",
        "/en/rounds/small/2020/downloads/answers.csv?made=1",
        f"{REPORT}/s1",
    ):
        assert walker.open(path).response.location.startswith("/en/second-factor?next=")


SPOILT = (
    "", "x", "[]", "null", "{}", '{"id": "\\ud800"}', '{"id": "\\u0000"}', '{"id": {}}', '{"id": 1e999}',
    '{"id": "YQ", "rawId": "\\ud800"}', '{"id": "YQ", "rawId": "YQ", "type": "public-key", "response": 7}',
    '{"id":"YQ","rawId":"YQ","type":"public-key","response":{"clientDataJSON":"\\ud800"}}',
    '{"id":"YQ","rawId":"YQ","type":"public-key","response":{"clientDataJSON":"eyJ9","attestationObject":"oA"}}',
    '{"id":"YQ","rawId":"YQ","type":"public-key","response":{"clientDataJSON":"eyJ9","attestationObject":"n5"}}',
    "[" * 15_000, '{"id": ' + "9" * 5_000 + "}",
)  # fmt: skip


def test_no_answer_of_a_device_breaks_anything(world):
    walker, own = world.signed_in("focal"), device()
    add_passkey(walker, own)
    half = half_signed_in(world)
    true = json.loads(own.present(options_at(half, "/en/second-factor/options")))
    true["response"] |= {"authenticatorData": "\ud800", "signature": "\0"}
    found = set()
    for spoilt in (*SPOILT, json.dumps(true)):
        walker.open("/en/security/passkey")
        options_at(walker, "/en/security/passkey/options")
        options_at(half.open("/en/second-factor"), "/en/second-factor/options")
        found.add((spoilt, walker.send("/en/security/passkey", {"passkey": spoilt, "name": "x"}).status))
        found.add((spoilt, half.send("/en/second-factor", {"proof": "", "proof-passkey": spoilt}).status))
    assert [] == [each for each in found if each[1] != 400]


def test_no_digits_of_another_sort_are_a_code(world):
    add_app(world.signed_in("focal"))
    walker = half_signed_in(world)
    for typed in ("１２３４５６", "²²²²²²", "٠١٢٣٤٥", "1" * 60, " ", "0x1234", "-12345", "1e5000"):
        assert 400 == walker.send("/en/second-factor", {"proof": typed}).status, typed


def test_the_challenge_for_a_new_key_proves_nothing_and_that_of_a_proof_adds_none(world):
    own = device()
    walker = world.signed_in("focal")
    add_passkey(walker, own)
    half = half_signed_in(world)
    asked = options_at(half, "/en/second-factor/options")
    stranger = device()
    walker.open("/en/security/passkey")
    for_new = options_at(walker, "/en/security/passkey/options")
    wrong = {"proof": "", "proof-passkey": own.present(for_new)}
    assert 400 == half.open("/en/second-factor").send("/en/second-factor", wrong).status
    answer = stranger.register({**asked, "challenge": asked["challenge"]})
    assert 400 == walker.send("/en/security/passkey", {"passkey": answer, "name": "x"}).status
    with Session(world.engine) as session:
        assert 1 == session.query(SecondFactor).count()


def test_a_code_that_was_used_for_a_confirmation_opens_no_other_session(world):
    """One code of an app is good once, whatever it was typed for."""
    app = add_app(world.signed_in("focal"))
    world.later(minutes=1)
    code = app.code
    assert 303 == half_signed_in(world).send("/en/second-factor", {"proof": code}).status
    assert 400 == half_signed_in(world).send("/en/second-factor", {"proof": code}).status
    walker = half_signed_in(world)
    assert 401 == walker.send(f"{REPORT}/submit", {"publishes": "yes", "proof": code}).status


def state(world):
    with Session(world.engine) as session:
        return session.get(Report, world.reports["MDG", 2020]).state


BYPASSES = {
    "a switch of another form": {"data": {"switch": "1"}},
    "an empty proof": {"data": {"proof": ""}},
    "a proof of nobody": {"data": {"proof": "000000"}},
    "twice": {"data": {"proof": ["", "000000"]}},
    "the button for another code": {"data": {"proof": "1", "proof-again": "1"}},
    "a passkey without a challenge": {"data": {"proof": "", "proof-passkey": "{}"}},
    "the proof in the address": {"query_string": {"proof": "000000", "switch": "1", "unless": "1"}},
    "as a script": {"headers": JSON, "data": b"{}"},
    "as a script with a form": {"headers": {"Accept": "application/json"}},
    "another method by a header": {"headers": {"X-HTTP-Method-Override": "GET"}},
    "as parts": {"content_type": "multipart/form-data"},
}


def test_no_request_submits_without_a_proof(world):
    world.change("MDG", state="draft")
    walker = world.signed_in("focal").open(f"{REPORT}/submit")
    token = walker.page.split('name="csrf" value="')[1].split('"')[0]
    world.later(minutes=31)
    for name, how in BYPASSES.items():
        data = how.get("data", {})
        if isinstance(data, dict):
            data = {"publishes": "yes", "csrf": token, **data}
        headers = {"X-CSRF-Token": token, **how.get("headers", {})}
        for path in (f"{REPORT}/submit", f"{REPORT}/submit/", f"/fr{REPORT[3:]}/submit"):
            walker.client.post(path, **{**how, "data": data, "headers": headers})
        assert "draft" == state(world), name


def test_a_confirmation_in_one_session_is_none_in_another(world):
    world.change("MDG", state="draft")
    first, second = world.signed_in("focal"), world.signed_in("focal")
    world.later(minutes=31)
    first.open(f"{REPORT}/submit").send(f"{REPORT}/submit", {"publishes": "yes"})
    code = first.code()
    second.open(f"{REPORT}/submit").send(f"{REPORT}/submit", {"publishes": "yes", "proof": code})
    assert 400 == second.status
    assert "draft" == state(world)


def test_whatever_publishes_is_confirmed(world):
    """Releasing figures shows them to readers, as publishing a report does."""
    assert {"figures_release.release", "report_steps.take", "report_check.hand_over"} <= CONFIRMED.keys()
    walker = world.signed_in("secretariat")
    add_app(walker)
    for number, code in enumerate(("MDG", "CHL", "NPL")):
        world.change(code, state="accepted", version=number + 1)
    walker.open("/en/rounds/small/2020/release")
    world.later(minutes=31)
    assert 403 == walker.send("/en/rounds/small/2020/release").status
    assert "Confirm that it is you" in walker.words
