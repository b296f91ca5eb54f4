"""Signing in: a link or a code, once and not for long; the same course for those who are not known."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.actions.context import Context
from survey.actions.people.known_browsers import meet
from survey.actions.people.limiting import LIMITS, TooManyTries, network_of
from survey.actions.people.people import NewRole, end_role, grant_role
from survey.actions.people.sessions import actor_for, end_session, sessions_of
from survey.actions.people.signing_in import (
    AskingBrowser,
    CodeRefused,
    LinkRefused,
    ask_link,
    spend_code,
    spend_link,
    tidy,
    unlock_address,
)
from survey.errors import NotFound
from survey.storage.people.signing_in import SignedIn, SignInLink, Tries
from survey.workflow import Held, Role
from tests.actions.beginnings import (
    NOW,
    OFFICE,
    TODAY,
    audited,
    count,
    letters,
    minutes,
    opened,
    somebody,
)

HANTA = "hanta@labour.example"
HERE = "this browser"


@pytest.fixture
def hanta(engine, tmp_path):
    """The focal point of Madagascar."""
    opened(tmp_path, engine)
    return somebody(engine, HANTA, "focal_point", reporter="MDG")


def ask(engine, email=HANTA, browser=HERE, now=NOW, network="192.0.2.0/24"):
    ask_link(email, AskingBrowser(browser, network), Context(now, office=OFFICE, engine=engine))


def newest(engine):
    """The link's token and the code in the newest letter."""
    plain = letters(engine)[-1].plain
    return re.search(r"/sign-in/link/([\w-]{43})", plain)[1], re.search(
        r"^ +([0-9]{6})$", plain, re.MULTILINE
    )[1]


def other_than(code):
    return f"{(int(code) + 1) % 10**6:06}"


def one_of(engine, *calls):
    """Run calls at the same moment; what each returned or raised."""
    together = Barrier(len(calls))

    def run(call):
        together.wait()
        try:
            return call()
        except (LinkRefused, CodeRefused) as refusal:
            return refusal

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def test_a_link_signs_in_whoever_it_was_sent_to(engine, hanta):
    ask(engine)
    token, _ = newest(engine)
    session_token = spend_link(token, Context(NOW + minutes(14), engine=engine), "Firefox")
    actor, signed_in = actor_for(session_token, NOW + minutes(15), engine)
    assert (hanta.id, "Hanta", "Firefox") == (actor.person_id, actor.name, signed_in.browser)
    assert (Held(Role.FOCAL_POINT, "MDG"),) == actor.held
    assert [(hanta.id, {"by": "link"})] == [
        (one.person_id, one.details) for one in audited(engine, "sign_in")
    ]


def test_an_address_is_known_however_it_is_capitalised(engine, hanta):
    ask(engine, "  Hanta@Labour.Example ")
    assert 1 == len(letters(engine, "sign_in"))


def test_a_link_signs_in_once(engine, hanta):
    ask(engine)
    token, _ = newest(engine)
    spend_link(token, Context(NOW, engine=engine))
    with pytest.raises(LinkRefused, match=r"used already; each link works once\. Ask for a new one"):
        spend_link(token, Context(NOW, engine=engine))
    assert 1 == count(engine, SignedIn)


def test_a_link_signs_in_for_15_minutes(engine, hanta):
    ask(engine)
    token, code = newest(engine)
    with pytest.raises(LinkRefused, match=r"has expired; a link works for 15 minutes\. Ask for a new one"):
        spend_link(token, Context(NOW + minutes(15), engine=engine))
    with pytest.raises(CodeRefused, match="has expired"):
        spend_code(HERE, code, Context(NOW + minutes(15), engine=engine))


def test_a_link_that_never_was_says_what_to_do(engine):
    with pytest.raises(LinkRefused, match="or not copied completely"):
        spend_link("x" * 43, Context(NOW, engine=engine))


def test_two_browsers_that_press_at_once_get_one_session(engine, hanta):
    for attempt in range(5):
        ask(engine, now=NOW + attempt * minutes(61))
        now, (token, code) = NOW + attempt * minutes(61), newest(engine)
        results = one_of(
            engine,
            partial(spend_link, token, Context(now, engine=engine)),
            partial(spend_link, token, Context(now, engine=engine)),
            partial(spend_code, HERE, code, Context(now, engine=engine)),
        )
        assert 1 == sum(isinstance(result, str) for result in results)
        assert attempt + 1 == count(engine, SignedIn)


def test_the_code_signs_in_the_browser_that_asked(engine, hanta):
    ask(engine)
    _, code = newest(engine)
    session_token = spend_code(HERE, f"{code[:3]} {code[3:]}", Context(NOW, engine=engine))
    assert hanta.id == actor_for(session_token, NOW, engine)[0].person_id


def test_the_code_is_of_no_use_in_another_browser(engine, hanta):
    ask(engine)
    _, code = newest(engine)
    with pytest.raises(CodeRefused):
        spend_code("another browser", code, Context(NOW, engine=engine))
    assert spend_code(HERE, code, Context(NOW, engine=engine))


def test_the_code_is_spent_with_its_link_and_the_link_with_its_code(engine, hanta):
    ask(engine)
    token, code = newest(engine)
    spend_code(HERE, code, Context(NOW, engine=engine))
    with pytest.raises(LinkRefused, match="used already"):
        spend_link(token, Context(NOW, engine=engine))
    with pytest.raises(CodeRefused):
        spend_code(HERE, code, Context(NOW, engine=engine))


def test_five_wrong_codes_spend_the_code(engine, hanta):
    ask(engine)
    _, code = newest(engine)
    sentences = []
    for _ in range(5):
        with pytest.raises(CodeRefused) as refused:
            spend_code(HERE, other_than(code), Context(NOW, engine=engine))
        sentences.append(str(refused.value))
    assert [True] * 4 == ["not the code of the e-mail" in one for one in sentences[:4]]
    assert "mistyped too often" in sentences[4]
    with pytest.raises(CodeRefused, match="mistyped too often"):
        spend_code(HERE, code, Context(NOW, engine=engine))


def test_wrong_codes_typed_at_once_are_all_counted(engine, hanta):
    ask(engine)
    _, code = newest(engine)
    one_of(engine, *[lambda: spend_code(HERE, other_than(code), Context(NOW, engine=engine))] * 4)
    with Session(engine) as session:
        assert 4 == session.scalars(select(SignInLink.wrong_codes)).one()


def test_an_unknown_address_takes_the_same_course_without_a_letter(engine, hanta):
    ask(engine, "nobody@labour.example")
    assert ([], 1) == (letters(engine), count(engine, SignInLink))
    sentences = []
    for _ in range(6):
        with pytest.raises(CodeRefused) as refused:
            spend_code(HERE, "123456", Context(NOW, engine=engine))
        sentences.append(str(refused.value))
    assert [True] * 4 + [False] * 2 == ["not the code of the e-mail" in one for one in sentences]
    assert [(None, {})] == [(one.person_id, one.details) for one in audited(engine, "ask_link")]


def test_a_link_of_nobody_signs_nobody_in(engine):
    ask(engine, "nobody@labour.example")
    with Session(engine) as session, session.begin():
        link = session.scalars(select(SignInLink)).one()
        link.token_sha256 = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"  # of "foo"
    with pytest.raises(LinkRefused):
        spend_link("foo", Context(NOW, engine=engine))
    assert 0 == count(engine, SignedIn)


def test_somebody_whose_roles_have_ended_gets_no_letter(engine, hanta):
    end_role(hanta.grant, Context(NOW, engine=engine))
    ask(engine)
    assert [] == letters(engine, "sign_in")


def test_nothing_secret_is_kept(engine, hanta):
    ask(engine)
    token, code = newest(engine)
    session_token = spend_link(token, Context(NOW, engine=engine))
    with Session(engine) as session:
        kept = str(
            [vars(one) for table in (SignInLink, SignedIn, Tries) for one in session.scalars(select(table))]
        )
    assert [] == [secret for secret in (token, code, session_token, HERE, HANTA) if secret in kept]


def test_links_are_limited_by_address_in_a_network_known_or_not(engine, hanta):
    for email in (HANTA, "nobody@labour.example"):
        for asked in range(5):
            ask(engine, email, now=NOW + minutes(asked))
        with pytest.raises(TooManyTries, match="Try again in 50 minutes") as refused:
            ask(engine, email, now=NOW + minutes(10))
        assert NOW + minutes(60) == refused.value.again_at
    assert 5 == len(letters(engine, "sign_in"))
    ask(engine, now=NOW + minutes(60))
    assert 6 == len(letters(engine, "sign_in"))


def use_up(engine, network="203.0.113.0/24", hours=2):
    """Somebody asks for links with a known address until they are refused."""
    for hour in range(hours):
        asked = partial(ask, engine, now=NOW + minutes(60 * hour), network=network)
        assert [True] * 6 == [was_refused(asked) for _ in range(11)][-6:]


def was_refused(asked):
    try:
        asked()
    except TooManyTries:
        return True
    return False


def test_who_knows_an_address_locks_nobody_out_elsewhere(engine, hanta):
    use_up(engine)
    ask(engine, now=NOW + minutes(60))
    assert 11 == len(letters(engine, "sign_in"))


def test_tries_that_were_refused_do_not_count(engine, hanta):
    for _ in range(5):
        ask(engine)
    for _ in range(20):
        with pytest.raises(TooManyTries):
            ask(engine)
    for _ in range(5):
        ask(engine, now=NOW + minutes(60))
    with Session(engine) as session:
        assert 10 == max(session.scalars(select(Tries.count)))


def test_an_address_is_limited_over_all_networks(engine, hanta):
    for number in range(100):
        ask(engine, network=f"net {number}")
    with pytest.raises(TooManyTries):
        ask(engine, network="another")


def ask_from(engine, mark, email=HANTA):
    browser = AskingBrowser(HERE, "192.0.2.0/24", marks=(mark,))
    ask_link(email, browser, Context(NOW, office=OFFICE, engine=engine))


def test_a_browser_in_which_somebody_was_signed_in_is_exempt_for_their_own_address(engine, hanta):
    (mark,) = meet(signed_in(engine), (), Context(NOW, office=OFFICE, engine=engine)).marks
    end_session(only_session(engine), Context(NOW, hanta.id, engine=engine))
    use_up(engine, network="192.0.2.0/24", hours=1)
    for _ in range(20):
        ask_from(engine, mark)
    with pytest.raises(TooManyTries):
        ask_from(engine, mark)
    for email, known in ((HANTA, "another"), ("other@labour.example", mark)):
        asked = partial(ask_from, engine, known, email)
        assert any(was_refused(asked) for _ in range(6))


def only_session(engine):
    with Session(engine) as session:
        return session.scalars(select(SignedIn.id)).one()


def test_an_address_is_unlocked_and_the_audit_knows_of_it(engine, hanta):
    use_up(engine)
    unlock_address(HANTA.upper(), Context(NOW + minutes(61), engine=engine))
    ask(engine, now=NOW + minutes(62), network="203.0.113.0/24")
    (line,) = audited(engine, "unlock_address")
    assert {"person": hanta.id} == line.details
    use_up(engine, hours=1)
    with pytest.raises(NotFound):
        unlock_address("nobody@labour.example", Context(NOW, engine=engine))


def test_links_are_limited_by_network(engine):
    most = next(limit.most for limit in LIMITS if limit.kind == "network")
    for number in range(most):
        ask(engine, f"{number}@labour.example")
    with pytest.raises(TooManyTries):
        ask(engine, "another@labour.example")
    ask(engine, "another@labour.example", network="198.51.100.0/24")


@pytest.mark.parametrize(
    ("network", "address"),
    [
        ("192.0.2.0/24", "192.0.2.77"),
        ("192.0.2.0/24", "::ffff:192.0.2.77"),
        ("2001:db8:1:100::/56", "2001:db8:1:1ff::1"),
        ("unknown", "not an address"),
    ],
)
def test_neighbours_share_a_network(network, address):
    assert network == network_of(address)


def signed_in(engine, now=NOW):
    ask(engine, now=now)
    return spend_link(newest(engine)[0], Context(now, engine=engine))


def test_a_session_lasts_while_it_is_used_and_seven_days_at_most(engine, hanta):
    token, now = signed_in(engine), NOW
    while now < NOW + timedelta(days=6, hours=23):
        assert actor_for(token, now, engine) is not None
        now += timedelta(hours=11)
    assert actor_for(token, NOW + timedelta(days=6, hours=23), engine) is not None
    assert actor_for(token, NOW + timedelta(days=7), engine) is None


def test_a_session_ends_after_twelve_idle_hours(engine, hanta):
    token = signed_in(engine)
    assert actor_for(token, NOW + timedelta(hours=11, minutes=59), engine) is not None
    assert actor_for(token, NOW + timedelta(hours=23, minutes=59), engine) is None


def test_looking_at_pages_writes_once_in_five_minutes(engine, hanta):
    token = signed_in(engine)
    actor_for(token, NOW + minutes(4), engine)
    with Session(engine) as session:
        assert NOW == session.scalars(select(SignedIn.seen_at)).one()
    actor_for(token, NOW + minutes(5), engine)
    with Session(engine) as session:
        assert NOW + minutes(5) == session.scalars(select(SignedIn.seen_at)).one()


def test_a_token_that_is_none_is_nobodys(engine):
    assert actor_for("x", NOW, engine) is None


def test_sessions_are_listed_and_ended_by_their_person_alone(engine, hanta):
    token, elsewhere = signed_in(engine), signed_in(engine, NOW + minutes(1))
    other = somebody(engine, "mallory@labour.example", "secretariat")
    with Session(engine) as session:
        listed = [one.id for one in sessions_of(session, hanta.id, NOW + minutes(2))]
    first, second = actor_for(token, NOW, engine)[1].id, actor_for(elsewhere, NOW, engine)[1].id
    assert [second, first] == listed
    with pytest.raises(NotFound):
        end_session(second, Context(NOW, other.id, engine=engine))
    end_session(second, Context(NOW, hanta.id, engine=engine))
    assert (True, None) == (actor_for(token, NOW, engine) is not None, actor_for(elsewhere, NOW, engine))


def test_sessions_end_with_the_last_role(engine, hanta):
    second = grant_role(hanta.id, NewRole("reviewer", None, "AFR", TODAY), Context(NOW, engine=engine))
    token = signed_in(engine)
    end_role(hanta.grant, Context(NOW, engine=engine))
    assert (Held(Role.REVIEWER, None, "AFR"),) == actor_for(token, NOW, engine)[0].held
    end_role(second, Context(NOW, engine=engine))
    with Session(engine) as session:
        assert NOW == session.scalars(select(SignedIn.ended_at)).one()
    assert actor_for(token, NOW, engine) is None


def test_a_session_is_of_no_use_behind_the_last_day_of_the_last_role(engine, tmp_path):
    opened(tmp_path, engine)
    person = somebody(engine, HANTA)
    grant_role(person.id, NewRole("focal_point", "MDG", None, TODAY, TODAY), Context(NOW, engine=engine))
    token = signed_in(engine)
    assert actor_for(token, NOW, engine) is not None
    assert actor_for(token, NOW + timedelta(hours=14), engine) is None


def test_what_is_of_no_use_is_forgotten(engine, hanta):
    ask(engine)
    tidy(NOW + timedelta(days=1), engine)
    assert 1 == count(engine, SignInLink)
    tidy(NOW + timedelta(days=3), engine)
    assert (0, 0) == (count(engine, SignInLink), count(engine, Tries))
