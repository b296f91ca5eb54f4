"""The audit is sealed into a chain: whatever is altered, removed or slipped in is found."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from survey.actions.audit.recording import recorded
from survey.actions.audit.sealing import canonical, seal, unsealed, verify
from survey.actions.context import Context
from survey.storage.audit.audit import AuditLine, Seal, seals
from survey.storage.audit.settled import SEALING
from survey.storage.engine.connecting import engine_for
from survey.storage.engine.deadlines import Deadlines
from tests.actions.beginnings import NOW, count


def noted(engine, *actions):
    for action in actions:
        with recorded(action, Context(NOW, engine=engine), word="é", number=1):
            pass


@pytest.fixture
def sealed(engine):
    """Two batches of three lines, sealed; the line between them was never committed."""
    noted(engine, "a", "b", "c")
    seal(NOW, engine)
    with Session(engine) as session, session.begin():
        session.add(AuditLine(id=5, at=NOW, action="d"))
        session.add(AuditLine(id=6, at=NOW, action="e"))
    seal(NOW, engine)
    return engine


def changed(engine, statement):
    with Session(engine) as session, session.begin():
        session.execute(statement)


def test_a_chain_that_nobody_touched_is_whole(sealed):
    assert None is verify(sealed)
    with Session(sealed) as session:
        assert [(1, 3), (5, 6)] == [(one.first_line, one.last_line) for one in seals(session)]


def test_a_line_is_written_in_one_way(engine):
    noted(engine, "a")
    with Session(engine) as session:
        line = session.scalars(select(AuditLine)).one()
    assert (
        '{"action":"a","at":"2020-05-04T10:00:00.000000+00:00","details":{"number":1,"word":"é"},"id":1,'
        '"person":null,"report":null,"round":null}'
    ) == canonical(line).decode()


@pytest.mark.parametrize(
    ("first_broken", "statement"),
    [
        (1, update(AuditLine).where(AuditLine.id == 2).values(action="x")),
        (1, update(AuditLine).where(AuditLine.id == 3).values(details={"word": "e", "number": 1})),
        (1, delete(AuditLine).where(AuditLine.id == 1)),
        (5, delete(AuditLine).where(AuditLine.id == 6)),
        (5, AuditLine.__table__.insert().values(id=4, at=NOW, action="slipped in", details={})),
        (1, AuditLine.__table__.insert().values(id=-1, at=NOW, action="slipped in", details={})),
        (5, delete(Seal).where(Seal.first_line == 1)),
        (1, update(Seal).where(Seal.first_line == 1).values(sha256="0" * 64)),
    ],
    ids=["altered", "details", "first removed", "last removed", "between", "before", "seal gone", "seal"],
)
def test_whatever_was_touched_is_found(sealed, first_broken, statement):
    changed(sealed, statement)
    assert first_broken == verify(sealed)


def test_sealing_goes_on_behind_the_last_seal_in_batches(engine):
    noted(engine, *"abcde")
    assert [2, 2, 1, 0] == [seal(NOW, engine, most=2) for _ in range(4)]
    assert None is verify(engine)


def test_workers_that_seal_at_once_beside_writers_leave_one_whole_chain(engine):
    with ThreadPoolExecutor(6) as threads:
        for work in [
            *(threads.submit(noted, engine, *"abcdefgh") for _ in range(4)),
            *(threads.submit(lambda: [seal(NOW, engine, most=3) for _ in range(8)]) for _ in range(2)),
        ]:
            work.result()
    while seal(NOW, engine):
        pass
    assert None is verify(engine)
    assert 32 == count(engine, AuditLine)


@pytest.fixture
def seen(engine):
    """A database on which three lines were written while the transaction of a fourth is still open."""
    noted(engine, "a")
    with engine.connect() as stopped:
        stopped.execute(AuditLine.__table__.insert().values(at=NOW, action="open", details={}))
        noted(engine, "b", "c")
        yield engine, stopped


ON_POSTGRES = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@ON_POSTGRES
def test_an_open_transaction_keeps_back_only_the_lines_after_its_own(seen):
    engine, stopped = seen
    assert [1, 0] == [seal(NOW, engine, wait=0) for _ in range(2)]
    assert 2 == unsealed(engine)
    stopped.commit()
    assert [3, 0] == [seal(NOW, engine, wait=0) for _ in range(2)]
    assert (None, 0) == (verify(engine), unsealed(engine))


@ON_POSTGRES
def test_a_line_that_was_undone_keeps_back_nothing(seen):
    engine, stopped = seen
    stopped.rollback()
    assert [3, 0] == [seal(NOW, engine, wait=0) for _ in range(2)]
    assert None is verify(engine)


@ON_POSTGRES
def test_who_begins_to_write_later_is_not_waited_for(seen, monkeypatch):
    engine, stopped = seen
    waits = []
    with engine.connect() as later:

        def while_it_waits(seconds):
            waits.append(seconds)
            assert 1 == len(waits)
            later.execute(AuditLine.__table__.insert().values(at=NOW, action="later", details={}))
            noted(engine, "d")
            stopped.commit()

        monkeypatch.setattr("survey.storage.audit.settled.sleep", while_it_waits)
        assert 4 == seal(NOW, engine, wait=600)
        later.commit()
    while seal(NOW, engine):
        pass
    assert (None, 0) == (verify(engine), unsealed(engine))


@ON_POSTGRES
def test_nobody_who_saves_waits_for_a_seal_that_waits(seen, database_url, monkeypatch):
    engine, stopped = seen
    impatient = engine_for(database_url, Deadlines(write=0.1))

    def while_it_waits(seconds):
        noted(impatient, "saved meanwhile")
        stopped.commit()

    monkeypatch.setattr("survey.storage.audit.settled.sleep", while_it_waits)
    assert 4 == seal(NOW, engine, wait=600)
    impatient.dispose()


@ON_POSTGRES
def test_whoever_seals_beside_somebody_who_stopped_leaves_it_to_them(engine):
    noted(engine, "a")
    with engine.connect() as other:
        other.execute(text(f"SELECT pg_advisory_xact_lock({SEALING})"))
        assert 0 == seal(NOW, engine)
    assert 1 == seal(NOW, engine)
