"""A filled report tells every answer in words, and leaves out what is not asked."""

from survey.exports.documents.blocks import Heading, Paragraph, Table
from survey.messages import say
from tests.answers.building import asking, replies, reply
from tests.exports.papers import document

TOP = """\
units:
  persons: {label: persons, measure: count}
  money: {label: amount, measure: money}
  percent: {label: "%", measure: percent}
breakdowns:
  sex: {label: Sex, total: Both sexes, codes: {F: Girls, M: Boys}}
reported_to: {vnr: Voluntary review, upr: Periodic review}
"""


def told(questions, *given, language="en", entries=None, **more):
    """What a filled report says below the heading of its section."""
    found = document(asking(questions, TOP), language, replies(*given, entries=entries), **more).blocks
    start = next(place for place, one in enumerate(found) if isinstance(one, Heading) and one.level == 1)
    return found[start + 1 :]


def texts(found):
    return [one.words.text for one in found if isinstance(one, Paragraph)]


def lines(table):
    """The lines of a table, each cell as one text."""
    return [[row.head.text, *(" ".join(texts(cell)) for cell in row.cells)] for row in table.rows]


NUMBER = "id: n, kind: number, unit: persons, adds_up: yes, label: N"


def test_numbers_are_written_as_their_reader_writes_them():
    given = reply("n", 1234567.0)
    assert ["1,234,567\u00a0persons"] == texts(told([NUMBER], given))
    assert ["1\u202f234\u202f567\u00a0persons"] == texts(told([NUMBER], given, language="fr"))


def test_nil_is_written_and_a_blank_is_not_nil():
    assert ["0\u00a0persons"] == texts(told([NUMBER], reply("n", 0.0)))
    assert ["No answer"] == texts(told([NUMBER]))


def test_why_there_is_no_figure_is_said_in_words():
    assert ["Confidential"] == texts(told([NUMBER], reply("n", missing="confidential")))


def test_an_amount_names_its_currency():
    money = "id: m, kind: number, unit: money, adds_up: no, label: M"
    assert ["MGA\u00a012"] == texts(told([money], reply("m", 12.0, currency="MGA")))


def test_a_broken_down_number_stands_in_a_table_with_dashes_for_gaps():
    by_sex = "id: n, kind: number, unit: persons, by: [sex], adds_up: yes, label: N"
    (table,) = (
        one for one in told([by_sex], reply("n", 3.0, cells={"sex=F": 2.0})) if isinstance(one, Table)
    )
    assert ["persons", "Girls", "Boys", "Both sexes"] == [one.text for one in table.columns]
    assert [["", "2", "–", "3"]] == lines(table)


def test_the_source_of_a_figure_is_told_and_what_is_not_given_takes_no_line():
    asked = "id: n, kind: number, unit: persons, adds_up: yes, label: N, evidence: yes"
    given = reply("n", 1.0, reference_year=2018, source="Census", reported_to=("vnr", "upr"))
    (table,) = (one for one in told([asked], given) if isinstance(one, Table))
    wanted = [
        ["Reference year", "2018"],
        ["Source", "Census"],
        ["Already reported in", "Voluntary review; Periodic review"],
    ]
    assert wanted == lines(table)


def test_a_question_that_is_not_asked_is_left_out():
    questions = ["id: a, kind: yes_no, label: A", "id: b, kind: text, label: B, relevant: \"${a} = 'yes'\""]
    found = told(questions, reply("a", "no"), reply("b", "Kept, but not asked"))
    assert ["1.1\u2002A"] == [one.words.text for one in found if isinstance(one, Heading)]
    assert ["No"] == texts(found)


def test_a_row_that_is_not_asked_is_left_out():
    rows = "{A: First, B: {label: Second, relevant: \"${q} = 'yes'\"}}"
    questions = ["id: q, kind: yes_no, label: Q", f"id: r, kind: yes_no, label: R, rows: {rows}"]
    found = told(questions, reply("q", "no"), reply("r", "yes", "A"), reply("r", "yes", "B"))
    assert [["First", "Yes"]] == lines(next(one for one in found if isinstance(one, Table)))


def test_entries_are_told_in_their_order():
    asked = "id: p, kind: list, label: P, item: priority, fields: [{id: name, kind: text, label: Name}]"
    given = (reply("p.name", "Second", "e2"), reply("p.name", "First", "e1"))
    found = told([asked], *given, entries={"p": ("e1", "e2")})
    assert ["Priority 1", "Priority 2"] == [one.words.text for one in found if isinstance(one, Heading)][1:]
    assert [[["Name", "First"]], [["Name", "Second"]]] == [
        lines(one) for one in found if isinstance(one, Table)
    ]


def test_a_calculation_shows_what_it_comes_to():
    questions = [NUMBER, "id: c, kind: calculated, label: C, calculation: '${n} * 2'"]
    assert ["2\u00a0persons", "4"] == texts(told(questions, reply("n", 2.0)))


def test_a_draft_says_so_on_its_first_page():
    form = asking([NUMBER], TOP)
    draft = say("downloads/draft", "This is a draft: the report has not been submitted yet.")
    assert str(draft) == document(form, replies=replies(), remark=draft).blocks[0].words.text
