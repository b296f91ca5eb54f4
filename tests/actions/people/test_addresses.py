"""An address that is taken in can be written to, and is what it looks like."""

import pytest

from survey.actions.mail.mail_server import addressed
from survey.actions.people.addresses import complaint_of_address

UNSEEN, MIXED, NONE = "cannot be seen", "different alphabets", "not an e-mail address"


@pytest.mark.parametrize(
    "address",
    [
        "name@ministry.example",
        " name.surname+round@ministry.gob.example ",
        "o'neil@office.example",
        "name@bücher.example",
        "name@министерство.рф",
        "name@министерство.example",
        "name@厚生ロウドウ.example",
        "name@高용노동부.example",
        "name2020@2020-office.example",
    ],
)
def test_an_address_that_a_letter_can_carry_is_taken(address):
    assert None is complaint_of_address(address)
    addressed("Somebody", address.strip()).as_bytes()


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("name@ministry..example", NONE),
        ("na..me@ministry.example", NONE),
        (".name@ministry.example", NONE),
        ("name.@ministry.example", NONE),
        ("name@ministry.example.", NONE),
        ("naïve@ministry.example", NONE),
        ("name@ministry", NONE),
        ("name", NONE),
        ("", NONE),
        (f"{'n' * 250}@x.example", NONE),
        ("name@ministry.\u202eelpmaxe", UNSEEN),
        ("name@\u2066ministry\u2069.example", UNSEEN),
        ("na\u200bme@ministry.example", UNSEEN),
        ("na\u00adme@ministry.example", UNSEEN),
        ("na\ufe0fme@ministry.example", UNSEEN),
        ("na\u3164me@ministry.example", UNSEEN),
        ("name\x00@ministry.example", UNSEEN),
        ("na\U000e0041me@ministry.example", UNSEEN),
        ("n\u0430me@ministry.example", MIXED),
        ("name@m\u0456nistry.example", MIXED),
        ("name@ministr\u03c5.example", MIXED),
        ("name@\uff4dinistry.example", MIXED),
    ],
)
def test_an_address_that_is_not_what_it_looks_like_is_refused_with_a_sentence(address, complaint):
    assert complaint in str(complaint_of_address(address))
