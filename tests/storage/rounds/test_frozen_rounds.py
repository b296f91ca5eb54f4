"""Rounds as they were frozen: parsed once, and nobody waits while another round is parsed."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from sqlalchemy.orm import Session

from survey.storage.engine.database import writing
from survey.storage.rounds import frozen as module
from survey.storage.rounds.frozen import frozen
from survey.storage.rounds.rounds import Round
from tests.actions.answers.desk import opened, people_of


def year_of(engine, round_id):
    with Session(engine) as session:
        return frozen(session, round_id).round.year


def test_a_parsed_round_is_read_while_another_one_is_parsed(engine, monkeypatch):
    first = opened(engine)
    second = opened(engine, year=2021, people=people_of(first))
    assert 2020 == year_of(engine, first.round_id)
    begun, go_on = threading.Event(), threading.Event()

    def slow(*words):
        begun.set()
        assert go_on.wait(20)
        return read_text(*words)

    read_text = module.read_text
    monkeypatch.setattr(module, "read_text", slow)
    with ThreadPoolExecutor(2) as threads:
        waiting = threads.submit(year_of, engine, second.round_id)
        assert begun.wait(10)
        try:
            assert 2020 == threads.submit(year_of, engine, first.round_id).result(5)
        finally:
            go_on.set()
        assert 2021 == waiting.result(10)


def test_a_round_whose_last_day_was_moved_is_not_parsed_again(engine):
    desk = opened(engine)
    with Session(engine) as session:
        before = frozen(session, desk.round_id)
    with writing(engine) as session:
        session.get_one(Round, desk.round_id).closes_on = date(2020, 7, 31)
    with Session(engine) as session:
        after = frozen(session, desk.round_id)
    assert (date(2020, 6, 30), date(2020, 7, 31)) == (before.round.closes_on, after.round.closes_on)
    assert before.questionnaire is after.questionnaire
