"""What a provider of single sign-on might say to become somebody else, or to break something."""

import pytest

from survey.actions.single_sign_on.providers import Provider
from survey.actions.single_sign_on.refusing import SignOnRefused
from survey.actions.single_sign_on.tokens import address_in

MINISTRY = Provider("m", "Ministry", "https://m.example", "id", frozenset({"ministry.example"}))


@pytest.mark.parametrize(
    "email",
    [
        "a\ud800@ministry.example", "a\0@ministry.example", "a\u202e@ministry.example", "", None, 7, ["a@b"],
        "a@ministry.example.evil.example", "a@evil.example\n@ministry.example ", "a@MİNISTRY.example",
        "\u212a@ministry.example", "a" * 300 + "@ministry.example", "a@sub.ministry.example",
    ],
)  # fmt: skip
def test_no_address_is_taken_for_another(email):
    with pytest.raises(SignOnRefused):
        address_in({"email": email, "email_verified": True}, MINISTRY)


@pytest.mark.parametrize("said", [False, None, "yes", 1, "True", [True], {}])
def test_only_a_plain_yes_says_that_an_address_was_verified(said):
    with pytest.raises(SignOnRefused):
        address_in({"email": "a@ministry.example", "email_verified": said}, MINISTRY)


def test_an_honest_address_is_taken():
    claims = {"email": " A@Ministry.example", "email_verified": True}
    assert "a@ministry.example" == address_in(claims, MINISTRY)
