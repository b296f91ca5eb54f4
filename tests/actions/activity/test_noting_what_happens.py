"""What happens to people's access: noted for them, counted by the hour, and told to the audit once."""

import pytest
from sqlalchemy.orm import Session

from survey.actions.activity.noting import (
    KEPT,
    count_lockout,
    count_refused_access,
    forget_old,
    tell_audit,
)
from survey.actions.audit.recording import recorded
from survey.actions.context import Context
from survey.actions.people.known_browsers import forget_browser, known_mark, meet
from survey.actions.people.sessions import (
    SessionLimits,
    actor_for,
    begin_session,
    end_all_sessions,
    end_replaced,
    sessions_of,
)
from survey.storage.activity.events import SecurityEvent, latest_events, locked_out
from survey.storage.people.known_browsers import KnownBrowser
from survey.storage.people.signing_in import SignedIn
from tests.actions.beginnings import NOW, OFFICE, audited, letters, minutes, somebody

HANTA = "hanta@labour.example"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def hanta(engine):
    return somebody(engine, HANTA, "secretariat")


def context(engine, at=NOW, person_id=None):
    return Context(at, person_id, office=OFFICE, engine=engine)


def signed_in(engine, hanta, at=NOW):
    """Begin a session; return its token."""
    with recorded("sign_in", context(engine, at), by="sample") as act:
        return begin_session(act, hanta.id, FIREFOX, at)


def kinds(engine, hanta):
    with Session(engine) as session:
        return [event.kind for event in latest_events(session, hanta.id, 50)]


def test_what_is_refused_again_and_again_is_one_line_an_hour_and_told_once(engine, hanta):
    before = len(audited(engine))
    for number in range(40):
        count_refused_access(hanta.id, context(engine, NOW + minutes(number)))
    assert 0 == tell_audit(NOW + minutes(59), engine)
    count_refused_access(hanta.id, context(engine, NOW + minutes(60)))
    assert [1, 0] == [tell_audit(NOW + minutes(60), engine) for _ in range(2)]
    (line,) = audited(engine)[before:]
    assert ("refused_for_an_hour", hanta.id) == (line.action, line.person_id)
    assert {"refused": "refused_access", "times": 40, "hour": NOW.isoformat()} == line.details


def test_strangers_are_counted_together_and_without_their_addresses(engine, hanta):
    for name in ("a", "b", "c"):
        count_lockout(f"{name}@nowhere.example", NOW + minutes(60), context(engine))
    count_lockout(HANTA, NOW + minutes(60), context(engine))
    assert 2 == tell_audit(NOW + minutes(60), engine)
    told = [
        (line.person_id, line.details["times"], line.details.get("person")) for line in audited(engine)[-2:]
    ]
    assert [(None, 3, None), (None, 1, hanta.id)] == told
    with engine.connect() as connection:
        kept = str(connection.exec_driver_sql("SELECT * FROM security_event").all())
    assert "example" not in kept


def test_who_is_locked_out_is_known_until_the_lockout_ends(engine, hanta):
    count_lockout(HANTA, NOW + minutes(30), context(engine))
    with Session(engine) as session:
        ((event, person),) = locked_out(session, NOW + minutes(29))
        assert (hanta.id, 1) == (person.id, event.count)
        assert [] == locked_out(session, NOW + minutes(30))


def test_a_person_sees_what_happened_the_latest_first(engine, hanta):
    signed_in(engine, hanta)
    end_all_sessions(context(engine, NOW + minutes(1), hanta.id))
    assert ["sign_out_all", "sign_in"] == kinds(engine, hanta)


def test_what_happened_long_ago_is_forgotten_but_not_what_the_audit_does_not_know(engine, hanta):
    signed_in(engine, hanta)
    count_refused_access(hanta.id, context(engine))
    forget_old(NOW + KEPT + minutes(1), engine)
    assert ["refused_access"] == kinds(engine, hanta)


def test_a_new_browser_is_told_by_letter_unless_it_is_the_first(engine, hanta):
    first = meet(signed_in(engine, hanta), (), context(engine))
    assert ([], False) == (letters(engine), first.known)
    again = meet(signed_in(engine, hanta), first.marks, context(engine))
    assert ([], True, first.marks) == (letters(engine), again.known, again.marks)
    other = meet(signed_in(engine, hanta), ("nonsense",), context(engine))
    assert False is other.known
    (letter,) = letters(engine)
    assert "new_device" == letter.kind
    assert "Firefox · Windows" in letter.plain
    assert 2 == len(audited(engine, "new_device"))


def test_letters_about_new_devices_can_be_left_out(engine, hanta):
    for _ in range(2):
        meet(signed_in(engine, hanta), (), context(engine), writes=False)
    assert [] == letters(engine)


def test_a_browser_is_known_for_its_own_people_only(engine, hanta):
    other = somebody(engine, "rado@labour.example", "secretariat")
    marks = meet(signed_in(engine, hanta), (), context(engine)).marks
    both = meet(signed_in(engine, other), marks, context(engine)).marks
    assert 2 == len(set(both))
    with Session(engine) as session:
        assert known_mark(session, HANTA.upper(), marks, NOW)
        assert not known_mark(session, other.email, marks, NOW)
        assert known_mark(session, other.email, both, NOW)
        assert not known_mark(session, HANTA, marks, NOW + KEPT)


def test_a_browser_keeps_marks_of_a_few_people_and_the_database_keeps_none(engine, hanta):
    marks = tuple(f"mark {number}" for number in range(5))
    found = meet(signed_in(engine, hanta), marks, context(engine)).marks
    assert marks[1:] == found[:4]
    with engine.connect() as connection:
        kept = str(connection.exec_driver_sql("SELECT * FROM known_browser").all())
    assert found[4] not in kept


def test_a_browser_is_forgotten(engine, hanta):
    marks = meet(signed_in(engine, hanta), (), context(engine)).marks
    for _ in range(2):
        forget_browser(marks, context(engine))
    assert [{"person": hanta.id}] == [line.details for line in audited(engine, "forget_browser")]
    with Session(engine) as session:
        assert 0 == session.query(KnownBrowser).count()


def test_a_new_sign_in_ends_the_old_session_of_its_browser_only(engine, hanta):
    old, elsewhere, new = (signed_in(engine, hanta) for _ in range(3))
    for _ in range(2):
        end_replaced(old, new, context(engine))
    end_replaced("nonsense", new, context(engine))
    end_replaced(new, new, context(engine))
    alive = [actor_for(token, NOW, engine) is not None for token in (old, elsewhere, new)]
    assert [False, True, True] == alive
    assert 1 == len(audited(engine, "replace_session"))


def test_signing_out_everywhere_forgets_browsers_too(engine, hanta):
    tokens = [signed_in(engine, hanta) for _ in range(2)]
    meet(tokens[0], (), context(engine))
    assert 2 == end_all_sessions(context(engine, person_id=hanta.id))
    assert [None, None] == [actor_for(token, NOW, engine) for token in tokens]
    with Session(engine) as session:
        assert 0 == session.query(KnownBrowser).count()


@pytest.mark.parametrize(
    ("limits", "later", "lives"),
    [
        (SessionLimits(idle=minutes(30)), 29, True),
        (SessionLimits(idle=minutes(30)), 30, False),
        (SessionLimits(at_most=minutes(60)), 59, True),
        (SessionLimits(at_most=minutes(60)), 60, False),
    ],
)
def test_operators_choose_how_long_a_session_lasts(engine, hanta, limits, later, lives):
    token = signed_in(engine, hanta)
    with Session(engine) as session:
        assert lives == bool(sessions_of(session, hanta.id, NOW + minutes(later), limits))
    assert lives == (actor_for(token, NOW + minutes(later), engine, limits) is not None)


def test_a_session_that_soon_ends_is_seen_often(engine, hanta):
    limits = SessionLimits(idle=minutes(5))
    token = signed_in(engine, hanta)
    for later in (4, 8, 12):
        assert actor_for(token, NOW + minutes(later), engine, limits)
    with Session(engine) as session:
        assert NOW + minutes(12) == session.query(SignedIn).one().seen_at
        assert 1 == session.query(SecurityEvent).count()
