"""Every kind of value and every part of a reply is stored and read back equal, from its history too."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.actions.answers.saving import Change
from survey.answers.replies import Reply, Unread
from survey.messages import Message, say_count
from survey.messages import Text as Words
from survey.questionnaire.kinds import KINDS
from survey.questionnaire.kinds.base import Parsed
from survey.questionnaire.model import MISSING_REASONS, TOTAL
from survey.storage.answers.replies import KEPT_AS, cell_rows, columns, from_columns, from_content
from survey.storage.answers.replies import content as history
from tests.actions.answers.desk import opened

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
CELLS = st.sampled_from([TOTAL, "sex=F", "sex=M", "age=Y5T14;sex=F", "age=Y15T17"])
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**15), 10**15).map(float)
CODES = ("cl", "fl", "ht")
VALUES = {
    "number": NUMBERS,
    "year": st.integers(1000, 9999),
    "yes_no": st.sampled_from(["yes", "no", "partly"]),
    "choice": st.sampled_from(["farms", "mines"]),
    "choices": st.sets(st.sampled_from(CODES)).map(
        lambda some: tuple(code for code in CODES if code in some)
    ),
    "date": st.dates(),
    "text": TEXT,
    "narrative": TEXT,
}
SAID = st.builds(
    Message,
    st.builds(Words, TEXT, TEXT, TEXT),
    st.dictionaries(st.sampled_from(["first", "second"]), TEXT | NUMBERS | st.integers(-9, 9) | st.dates()),
    st.none() | st.integers(0, 9),
)
UNREAD = st.builds(
    Unread,
    st.lists(TEXT, min_size=1, max_size=3).map(tuple),
    st.builds(Parsed, st.none(), st.none() | SAID, st.lists(NUMBERS, max_size=2).map(tuple)),
)


@st.composite
def replies(draw, kind, question="q", row=""):
    cells = st.dictionaries(CELLS, VALUES[kind], max_size=4) if kind == "number" else one_of(VALUES[kind])
    return Reply(
        question,
        row,
        draw(cells),
        currency=draw(st.sampled_from(["", "USD", "EUR"])),
        missing=draw(st.sampled_from(["", *MISSING_REASONS])),
        reference_year=draw(st.none() | st.integers(1900, 2100)),
        source=draw(TEXT),
        link=draw(TEXT),
        reported_to=tuple(draw(st.lists(st.sampled_from(["vnr", "ilo"]), unique=True))),
        comment=draw(TEXT),
        lang=draw(st.sampled_from(["", "fr", "es"])),
        unread=draw(st.dictionaries(CELLS | st.just("reference_year"), UNREAD, max_size=2)),
        carried=draw(st.booleans()),
    )


def one_of(values):
    return st.just({}) | values.map(lambda value: {TOTAL: value})


def test_every_kind_that_is_answered_says_how_it_is_kept():
    assert {name for name, kind in KINDS.items() if kind.asks} - {"list"} == set(KEPT_AS)


@pytest.mark.parametrize("kind", KEPT_AS)
@given(st.data())
def test_a_reply_comes_back_from_its_columns_and_from_its_history(kind, data):
    reply = data.draw(replies(kind))
    cells = [tuple(one.values()) for one in cell_rows(reply, kind)]
    assert reply == from_columns("q", "", kind, columns(reply), cells)
    assert reply == from_content("q", "", kind, history(reply, kind))


PLACES = {
    ("children", ""): "number", ("budget", ""): "number", ("law", ""): "yes_no", ("sector", ""): "choice",
    ("themes", ""): "choices", ("since", ""): "year", ("day", ""): "date", ("name", ""): "text",
    ("story", ""): "narrative", ("ratified", "C138"): "year",
}  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_is_saved_is_read_back_equal_on_each_database(engine, data):
    desk = DESKS.get(engine) or DESKS.setdefault(engine, opened(engine))
    wanted = {place: data.draw(replies(kind, *place)) for place, kind in PLACES.items()}
    saw = desk.kept().versions
    conflicts = desk.save(
        *(Change(*place, saw.get(place, 0), reply) for place, reply in wanted.items())
    ).conflicts
    kept = desk.kept()
    assert () == conflicts
    assert wanted == {place: kept.replies.of(*place) for place in wanted}
    for place, kind in PLACES.items():
        if lines := desk.history(*place):
            assert wanted[place] == from_content(*place, kind, lines[-1].content)


DESKS = {}


def test_years_come_back_whole_and_choices_in_the_files_order(engine):
    desk = opened(engine)
    complaint = say_count("many", "{count} day", "{count} days", 3, day=date(2020, 5, 31))
    typing = {TOTAL: Unread(("32.5.2020",), Parsed(complaint=complaint))}
    desk.save(
        Change("since", "", 0, Reply("since", cells={TOTAL: 2001})),
        Change("themes", "", 0, Reply("themes", cells={TOTAL: ("cl", "ht")})),
        Change("day", "", 0, Reply("day", unread=typing)),
    )
    kept = desk.kept().replies
    assert "2001" == str(kept.of("since").value)
    assert ("cl", "ht") == kept.of("themes").value
    assert "3 days" == str(kept.of("day").unread[TOTAL].parsed.complaint)
    assert {"day": date(2020, 5, 31)} == kept.of("day").unread[TOTAL].parsed.complaint.values
