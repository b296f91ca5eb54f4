"""Tokens of a provider: only one that proves everything, for us and for this way, proves an address."""

from datetime import UTC, datetime, timedelta

import pytest

from survey.actions.single_sign_on import calling, discovering
from survey.actions.single_sign_on.discovering import Discovery
from survey.actions.single_sign_on.leaving import address_of, come_back, language_of_state, set_out
from survey.actions.single_sign_on.providers import Provider
from survey.actions.single_sign_on.refusing import SignOnRefused
from survey.actions.single_sign_on.tokens import proven_address
from tests.actions.single_sign_on.provider import CLIENT, NEW_KEY, OTHER_KEY, SECRET

NOW = datetime(2020, 5, 1, 12, 0, tzinfo=UTC)
FOCAL = "focal@example.org"
BACK = "http://localhost/sign-in/back/ministry"


def known(provider, **values):
    """The provider as an operator knows it."""
    usual = {"domains": frozenset({"example.org"}), "client_secret": SECRET}
    return Discovery(Provider("ministry", "Ministry", provider.issuer, CLIENT, **{**usual, **values}))


def proven(provider, email=FOCAL, discovery=None):
    """Go to the provider and back; return the address that is proven."""
    discovery = discovery or known(provider)
    journey = set_out("ministry", "a browser", "en", NOW)
    brought = provider.grant(address_of(journey, discovery, BACK), email, NOW)
    return proven_address(journey, discovery, brought["code"], BACK, NOW)


def refused(provider, email=FOCAL, discovery=None):
    """The reason for which nothing is proven, and what the log says of it."""
    with pytest.raises(SignOnRefused) as refusal:
        proven(provider, email, discovery)
    return refusal.value.why, refusal.value.detail


def test_a_sound_token_proves_an_address(provider):
    assert FOCAL == proven(provider, "Focal@EXAMPLE.org")


WRONG = {
    "another issuer": ({"iss": "https://evil.example"}, "iss"),
    "no issuer": ({"iss": None}, "iss"),
    "another audience": ({"aud": "somebody else"}, "aud"),
    "several audiences without a party": ({"aud": ["survey", "somebody else"]}, "azp"),
    "another party": ({"azp": "somebody else"}, "azp"),
    "late": ({"exp": 1_588_330_000}, "exp"),
    "without an end": ({"exp": None}, "exp"),
    "from the future": ({"iat": 4_000_000_000}, "iat"),
    "another nonce": ({"nonce": "of another way"}, "nonce"),
    "no nonce": ({"nonce": None}, "nonce"),
    "nobody": ({"sub": None}, "sub"),
    "the hash of another access token": ({"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}, "at_hash"),
}


@pytest.mark.parametrize(("claims", "detail"), WRONG.values(), ids=WRONG)
def test_a_token_must_be_for_us_and_for_this_way(provider, claims, detail):
    provider.claims = claims
    assert ("unproven", detail) == refused(provider)


def test_a_token_with_a_wrong_signature_proves_nothing(provider):
    provider.key = OTHER_KEY
    assert ("unproven", "BadSignatureError") == refused(provider)


def test_a_token_without_a_signature_proves_nothing(provider):
    provider.kind_of_token = "none"
    assert "unproven" == refused(provider)[0]


def test_a_provider_may_change_its_key(provider, monkeypatch):
    monkeypatch.setattr(discovering, "KEYS_AT_LEAST", 0.0)
    discovery = known(provider)
    proven(provider, discovery=discovery)
    provider.key = provider.shown_key = NEW_KEY
    assert FOCAL == proven(provider, discovery=discovery)


def test_false_tokens_do_not_have_the_keys_fetched_again_and_again(provider):
    provider.key, discovery = OTHER_KEY, known(provider)
    for _ in range(3):
        refused(provider, discovery=discovery)
    assert 1 == provider.calls.count("keys") == provider.calls.count("openid-configuration")


@pytest.mark.parametrize("said", [False, None, "false", 1])
def test_an_address_counts_only_if_it_was_verified(provider, said):
    provider.claims = {"email_verified": said}
    assert ("unverified", "email_verified") == refused(provider)


def test_a_trusted_provider_need_not_say_that_it_verified_but_must_not_deny_it(provider):
    trusted = known(provider, trusted=True)
    provider.claims = {"email_verified": None}
    assert FOCAL == proven(provider, discovery=trusted)
    provider.claims = {"email_verified": False}
    assert ("unverified", "email_verified") == refused(provider, discovery=trusted)


@pytest.mark.parametrize(
    ("email", "why"),
    [
        ("focal@elsewhere.example", "foreign"),
        ("focal@sub.example.org", "foreign"),
        ("focal@example.org@elsewhere.example", "foreign"),
        ("foca\u212a@example.org", "unverified"),
        ("", "unverified"),
    ],
)
def test_an_address_must_be_of_the_domain_and_in_plain_letters(provider, email, why):
    assert why == refused(provider, email)[0]


def test_the_address_may_come_from_userinfo_of_the_same_person(provider):
    provider.claims = {"email": None, "email_verified": None}
    provider.userinfo = {"sub": "4711", "email": FOCAL, "email_verified": True}
    assert FOCAL == proven(provider)
    provider.userinfo["sub"] = "4712"
    assert ("unproven", "another person") == refused(provider)


@pytest.mark.parametrize("change", [lambda state: "", lambda state: "x" + state, lambda state: "a.b.c.d"])
def test_a_state_that_we_did_not_make_is_refused(change):
    state = set_out("ministry", "a browser", "en", NOW).state
    with pytest.raises(SignOnRefused):
        come_back("ministry", "a browser", change(state), NOW)


@pytest.mark.parametrize(
    ("provider", "browser", "later"),
    [("other", "a browser", 0), ("ministry", "b", 0), ("ministry", "a browser", 11)],
)
def test_a_state_is_good_for_one_provider_one_browser_and_ten_minutes(provider, browser, later):
    state = set_out("ministry", "a browser", "fr", NOW).state
    assert "fr" == language_of_state(state)
    assert state == come_back("ministry", "a browser", state, NOW + timedelta(minutes=10)).state
    with pytest.raises(SignOnRefused):
        come_back(provider, browser, state, NOW + timedelta(minutes=later))


def test_a_code_that_the_provider_refuses_is_told_from_a_provider_that_is_away(provider):
    provider.statuses = {"token": 400}
    assert ("declined", "HTTP 400") == refused(provider)


@pytest.mark.parametrize("status", [500, 404, 302, "hang"])
def test_a_provider_that_does_not_answer_is_left_alone(provider, monkeypatch, status):
    monkeypatch.setattr(calling.call, "__defaults__", ("", None, 0.2))
    provider.statuses, discovery = {"openid-configuration": status}, known(provider)
    assert ["away"] * 3 == [refused(provider, discovery=discovery)[0] for _ in range(3)]
    assert ["openid-configuration"] == provider.calls


def test_a_provider_that_nobody_runs_is_away():
    discovery = Discovery(Provider("ministry", "Ministry", "http://127.0.0.1:9", CLIENT, frozenset()))
    with pytest.raises(SignOnRefused, match="does not answer"):
        discovery.metadata()


def test_a_provider_that_ends_within_a_sign_in_is_away(provider, monkeypatch):
    discovery = known(provider)
    discovery.metadata()
    monkeypatch.setattr(calling.call, "__defaults__", ("", None, 0.2))
    provider.statuses = {"token": "hang"}
    assert "away" == refused(provider, discovery=discovery)[0]


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://evil.example"},
        {"jwks_uri": None},
        {"authorization_endpoint": "http://evil.example/authorize"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"token_endpoint": "http://192.0.2.1/token"},
        {"token_endpoint": "file:///etc/hostname"},
    ],
)
def test_a_provider_must_describe_itself_truly_and_over_https(provider, metadata):
    provider.metadata = metadata
    assert "unproven" == refused(provider)[0]
