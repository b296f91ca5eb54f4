"""Queries: asked about what was submitted, replied to, closed; told by letter; never twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.actions.context import Context
from survey.actions.mail.office import Office
from survey.actions.queries.querying import NextMove, Overtaken, Words, ask, move_query
from survey.actions.reports.reporting import return_report
from survey.actions.reports.submitting import submit
from survey.catalogs import load_catalogs
from survey.errors import NotFound, Refusal
from survey.settings import Settings
from survey.storage.engine.database import writing
from survey.storage.mail.letters import Letter, claim
from survey.storage.people.people import Person
from survey.storage.queries.queries import queries_of, query_counts
from survey.storage.reports.steps import steps_of
from survey.workflow import NotNow, NotYours, ReportRef
from tests.actions.answers.desk import NOW, opened, say

MINUTE = timedelta(minutes=1)


class Asking:
    """A submitted report about which people talk."""

    def __init__(self, engine, submitted=True):
        self.engine, self.now = engine, NOW
        self.desk = opened(engine)
        self.office = Office(load_catalogs(Settings().translations), "https://example.org", "Alliance 8.7")
        self.desk.save(
            say("budget", 5.0, currency="USD"), say("ratified", 2001, row="C138"), say("name", "A")
        )
        self.desk.save_list(["e1", "e2"], added=["e1", "e2"])
        if submitted:
            submit(self.ref, True, Context(NOW, self.desk.focal, engine=engine))

    @property
    def ref(self):
        report = self.desk.report()
        return ReportRef(report.id, report.reporter, report.region, report.state)

    def ask(self, question="budget", row="", text="Which year?", who=None, lang="fr"):
        return ask(
            self.ref,
            question,
            row,
            Words(text, lang),
            Context(self.now, who or self.desk.reviewer, office=self.office, engine=self.engine),
        )

    def move(self, query, move, who, text="", saw=None, lang="es"):
        seen = self.queries()[query].query.version if saw is None else saw
        move_query(
            self.ref,
            query,
            NextMove(move, seen, Words(text, lang)),
            Context(self.now, who, office=self.office, engine=self.engine),
        )

    def queries(self):
        with Session(self.engine) as session:
            return {one.query.id: one for one in queries_of(session, [self.desk.report_id])}

    def letters(self, kind):
        with Session(self.engine) as session:
            return session.scalars(select(Letter).where(Letter.kind == kind).order_by(Letter.id)).all()

    def speaks(self, person, language):
        with writing(self.engine) as session:
            session.get(Person, person).language = language


@pytest.fixture
def asking(engine):
    return Asking(engine)


def told(letters):
    return sorted(one.person_id for one in letters)


def test_a_query_keeps_who_asked_when_in_which_language_and_on_which_submission(asking):
    query = asking.ask()
    found = asking.queries()[query]
    assert ("figures", "budget", "", "open", 1, 1) == (
        found.query.section, found.query.question, found.query.row, found.query.state,
        found.query.version, found.query.snapshot,
    )  # fmt: skip
    (first,) = found.moves
    assert ("ask", "Which year?", "fr", asking.desk.reviewer, "reviewer", NOW) == (
        first.move, first.words, first.lang, first.person_id, first.name, first.at,
    )  # fmt: skip
    line = asking.desk.audit()[-1]
    assert ("ask", {"query": query}) == (line.action, line.details)


def test_a_conversation_keeps_every_word_in_its_language(asking):
    query = asking.ask()
    asking.move(query, "reply", asking.desk.focal, "De 2019.")
    asking.move(query, "again", asking.desk.desk, "And the source?", lang="en")
    asking.move(query, "reply", asking.desk.colleague, "El ministerio.")
    asking.move(query, "close", asking.desk.reviewer)
    found = asking.queries()[query]
    assert ("closed", 5) == (found.query.state, found.query.version)
    assert [("ask", "fr"), ("reply", "es"), ("again", "en"), ("reply", "es"), ("close", "")] == [
        (one.move, one.lang) for one in found.moves
    ]
    assert ["ask", "query_reply", "query_again", "query_reply", "query_close"] == [
        line.action for line in asking.desk.audit()[-5:]
    ]


def test_a_query_is_about_a_place_that_there_is(asking):
    for place in (("budget", ""), ("ratified", "C138"), ("ratified", "C182"), ("priorities", "")):
        assert asking.ask(*place)
    entry = asking.desk.entries()[1]
    assert asking.ask("priorities", entry)
    for nowhere in (
        ("budget", "C138"),
        ("ratified", ""),
        ("ratified", "C1"),
        ("x", ""),
        ("priorities", "e9"),
    ):
        with pytest.raises(NotFound):
            asking.ask(*nowhere)
    with pytest.raises(NotFound):
        asking.ask("priorities.objective", entry)
    assert 5 == len(asking.queries())


def test_only_those_who_read_the_report_ask_and_only_what_was_submitted(engine):
    asking = Asking(engine, submitted=False)
    with pytest.raises(NotNow):
        asking.ask()
    submit(asking.ref, True, Context(NOW, asking.desk.focal, engine=engine))
    for person in (asking.desk.focal, asking.desk.colleague, asking.desk.stranger):
        with pytest.raises(NotYours):
            asking.ask(who=person)
    assert {} == asking.queries()


def test_the_country_s_people_reply_each_about_their_sections(asking):
    figures, words = asking.ask("budget"), asking.ask("name")
    asking.move(figures, "reply", asking.desk.commenter, "So")
    with pytest.raises(NotYours):
        asking.move(words, "reply", asking.desk.colleague, "So")
    for person in (asking.desk.reviewer, asking.desk.desk):
        with pytest.raises(NotYours):
            asking.move(words, "reply", person, "So")
    with pytest.raises(NotYours):
        asking.move(words, "close", asking.desk.focal)


def test_what_does_not_fit_is_refused_and_leaves_nothing(asking):
    query = asking.ask()
    audit = len(asking.desk.audit())
    with pytest.raises(NotNow, match="the query is now “Awaiting a reply”"):
        asking.move(query, "again", asking.desk.reviewer, "Well?")
    for text, said in ((" \n", "Write your text first"), ("x" * 4001, "Shorten the text to 4000")):
        with pytest.raises(Refusal, match=said):
            asking.move(query, "reply", asking.desk.focal, text)
        with pytest.raises(Refusal, match=said):
            asking.ask(text=text)
    with pytest.raises(NotFound):
        asking.move(query + 1, "reply", asking.desk.focal, "So", saw=1)
    assert (audit, 1) == (len(asking.desk.audit()), len(asking.queries()[query].moves))


def test_a_button_pressed_twice_does_its_work_once(asking):
    query = asking.ask()
    assert query == asking.ask()
    asking.move(query, "reply", asking.desk.focal, "So", saw=1)
    asking.move(query, "reply", asking.desk.focal, "So", saw=1)
    assert ["ask", "reply"] == [one.move for one in asking.queries()[query].moves]
    assert ["ask", "query_reply"] == [line.action for line in asking.desk.audit()[-2:]]


def test_of_two_who_reply_at_once_one_is_told_what_the_other_wrote(asking):
    query = asking.ask()
    people = (asking.desk.focal, asking.desk.other_focal) * 3

    def attempt(number):
        try:
            asking.move(query, "reply", people[number], f"Reply {number}", saw=1)
        except Overtaken as refused:
            return "told" if "wrote in this query" in str(refused) else ""
        return "done"

    with ThreadPoolExecutor(len(people)) as pool:
        outcomes = list(pool.map(attempt, range(6)))
    assert ["done", *["told"] * 5] == sorted(outcomes)
    assert 2 == len(asking.queries()[query].moves)


def test_the_country_s_people_with_that_section_are_told_each_in_their_language(asking):
    asking.speaks(asking.desk.other_focal, "es")
    asking.ask("budget")
    letters = asking.letters("query_asked")
    desk = asking.desk
    assert sorted((desk.focal, desk.other_focal, desk.colleague, desk.commenter)) == told(letters)
    assert {"es": 1, "en": 3} == {
        language: sum(one.language == language for one in letters) for language in ("es", "en")
    }
    plain = next(one.plain for one in letters if one.person_id == desk.focal)
    assert "About “Budget”:\n\n> Which year?" in plain
    assert "/reports/everything/2020/CHL/queries" in plain


def test_what_is_asked_within_minutes_goes_out_as_one_letter(asking):
    asking.ask("budget")
    asking.now += 3 * MINUTE
    asking.ask("name", text="Whose name?")
    letters = {one.person_id: one for one in asking.letters("query_asked")}
    assert NOW + 10 * MINUTE == letters[asking.desk.focal].next_try_at
    assert ["Which year?" in letters[who].plain for who in (asking.desk.focal, asking.desk.colleague)] == [
        True
    ] * 2
    assert "Whose name?" in letters[asking.desk.focal].plain
    assert "Whose name?" not in letters[asking.desk.colleague].plain
    with writing(asking.engine) as session:
        assert claim(session, letters[asking.desk.focal].id, NOW + 11 * MINUTE, NOW + 12 * MINUTE)
    asking.now += 9 * MINUTE
    asking.ask("law", text="Which law?")
    last = [one for one in asking.letters("query_asked") if one.person_id == asking.desk.focal][-1]
    assert ("Which law?" in last.plain, "Which year?" in last.plain) == (True, False)


def test_who_asked_is_told_of_the_reply_and_not_what_it_says(asking):
    query = asking.ask(who=asking.desk.desk)
    asking.move(query, "reply", asking.desk.focal, "Nineteen of them")
    (letter,) = asking.letters("query_answered")
    assert asking.desk.desk == letter.person_id
    assert "- Budget" in letter.plain
    assert "Nineteen" not in letter.plain


def test_a_report_is_returned_with_its_open_queries_as_reasons(asking):
    with pytest.raises(Refusal, match="Give the reason"):
        return_report(
            asking.ref,
            "",
            Context(NOW, asking.desk.reviewer, engine=asking.engine),
        )
    asking.ask("budget")
    replied = asking.ask("name", text="Whose name?")
    asking.move(replied, "reply", asking.desk.focal, "Ours")
    return_report(
        asking.ref,
        "",
        Context(NOW, asking.desk.reviewer, office=asking.office, engine=asking.engine),
    )
    letters = asking.letters("returned")
    assert sorted((asking.desk.focal, asking.desk.other_focal)) == told(letters)
    assert "> Which year?" in letters[0].plain
    assert "Whose name?" not in letters[0].plain
    assert [] == asking.letters("query_asked")
    with Session(asking.engine) as session:
        last = steps_of(session, asking.desk.report_id)[-1]
    assert ("return", "", 1) == (last.step, last.reason, last.queries)


def test_a_query_goes_on_while_the_report_is_returned(asking):
    query = asking.ask()
    return_report(
        asking.ref,
        "Please",
        Context(NOW, asking.desk.reviewer, engine=asking.engine),
    )
    with pytest.raises(NotNow):
        asking.ask("name")
    asking.move(query, "reply", asking.desk.focal, "Corrected")
    asking.move(query, "close", asking.desk.reviewer)
    assert "closed" == asking.queries()[query].query.state


def test_queries_are_counted_by_section_and_state(asking):
    replied = asking.ask("name", text="One")
    asking.ask("budget", text="Two")
    asking.ask("law", text="Three")
    asking.move(replied, "reply", asking.desk.focal, "So")
    with Session(asking.engine) as session:
        counts = query_counts(session, [asking.desk.report_id])
        assert {} == query_counts(session, [])
    report = asking.desk.report_id
    assert {(report, "figures", "open"): 2, (report, "words", "answered"): 1} == counts
