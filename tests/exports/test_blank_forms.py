"""A blank form asks everything that the questionnaire asks, and has room for every answer."""

from survey.answers.replies import Replies
from survey.exports.documents.blocks import Heading, Paragraph, Slots, Space, Table, Ticks
from survey.messages import Text
from survey.questionnaire.declarations import Option
from tests.answers.building import asking
from tests.exports.papers import document, pathfinder

TOP = """\
units:
  persons: {label: persons, measure: count}
  money: {label: amount, measure: money}
breakdowns:
  sex: {label: Sex, total: Both sexes, codes: {F: Girls, M: Boys}}
  age: {label: Age, total: All ages, codes: {Y5T14: 5 to 14, Y15T17: 15 to 17}}
lists:
  steps: {label: Next steps, samples: [A step]}
"""


def blocks(question, *more, replies=None):
    """What stands in a blank form below the heading of its first section."""
    form = asking([question, *more], TOP)
    found = document(form, replies=replies, blank=True).blocks
    start = next(place for place, one in enumerate(found) if isinstance(one, Heading) and one.level == 1)
    return found[start + 1 :]


def of(kind, found):
    return [one for one in found if isinstance(one, kind)]


def texts(found):
    return [one.words.text for one in of(Paragraph, found)]


def test_every_question_of_the_form_is_asked():
    form = pathfinder()
    said = {one.words.text.split("\u2002")[-1] for one in of(Heading, document(form, blank=True).blocks)}
    fill = {"country": "Madagascar", "highlights_by": "31 May 2020", "crisis": "COVID-19"}
    wanted = {one.label.english.format(**fill) for one in form.asked() if not one.beside}
    assert set() == wanted - said


def test_questions_are_numbered_within_their_section():
    found = blocks("id: a, kind: text, label: First", "id: b, kind: text, label: Second")
    assert ["1.1\u2002First", "1.2\u2002Second"] == [one.words.text for one in of(Heading, found)]


def test_a_choice_is_ticked():
    (ticks,) = of(Ticks, blocks("id: a, kind: yes_no, partly: yes, label: A"))
    assert ["Yes", "Partly", "No"] == [one.words.text for one in ticks.ticks]


def test_a_number_has_a_box_with_its_unit_and_boxes_for_why_there_is_none():
    found = blocks("id: a, kind: number, unit: persons, adds_up: yes, label: A")
    assert ["persons"] == [one.after.text for one in of(Slots, found)[0].slots]
    assert 4 == len(of(Ticks, found)[0].ticks)


def test_an_amount_of_money_asks_for_its_currency():
    (slots,) = of(Slots, blocks("id: a, kind: number, unit: money, adds_up: no, label: A"))
    assert ["amount", "Currency"] == [one.after.text for one in slots.slots]


def test_a_broken_down_number_is_a_table_with_its_totals():
    (table,) = of(Table, blocks("id: a, kind: number, unit: persons, by: [sex, age], adds_up: yes, label: A"))
    assert ["persons", "Girls", "Boys", "Both sexes"] == [one.text for one in table.columns]
    assert ["5 to 14", "15 to 17", "All ages"] == [row.head.text for row in table.rows]
    assert {()} == {cell for row in table.rows for cell in row.cells}


def test_rows_are_a_table_with_a_column_a_question():
    (table,) = of(
        Table,
        blocks(
            "id: a, kind: yes_no, label: Ratified, rows: {C182: No. 182, C138: No. 138}",
            "id: b, kind: year, label: In which year, beside: a",
        ),
    )
    assert ["Ratified", "In which year"] == [one.text for one in table.columns[1:]]
    assert ["No. 182", "No. 138"] == [row.head.text for row in table.rows]


def test_the_rows_of_a_country_stand_in_its_form():
    own = Replies(country_rows={"steps": (Option("r1", Text("", "Draft a law")),)})
    (table,) = of(Table, blocks("id: a, kind: yes_no, label: A, rows_from: steps", replies=own))
    assert ["Draft a law"] == [row.head.text for row in table.rows]


def test_a_form_without_the_rows_of_a_country_has_room_for_them():
    (table,) = of(Table, blocks("id: a, kind: yes_no, label: A, rows_from: steps"))
    assert [""] * 5 == [row.head.text for row in table.rows]


def test_a_narrative_has_room_for_handwriting():
    few, many = (
        of(Space, blocks(f"id: a, kind: narrative, label: A, words: {words}"))[0] for words in (30, 400)
    )
    assert few.lines < many.lines


def test_conditions_are_said_in_words_with_the_number_of_the_question():
    found = blocks(
        "id: a, kind: yes_no, label: Is there a plan?",
        "id: b, kind: text, label: Its name, relevant: \"${a} = 'yes'\"",
    )
    assert any("1.1 Is there a plan?" in one and one.startswith("Answer only if") for one in texts(found))


def test_the_authors_sentence_replaces_a_condition_in_words():
    own = "relevant: \"${a} = 'yes'\", relevant_text: Only if there is a plan."
    found = blocks(
        "id: a, kind: yes_no, label: Is there a plan?", f"id: b, kind: text, label: Its name, {own}"
    )
    assert "Only if there is a plan." in texts(found)
    assert not any("Is there a plan?" in said for said in texts(found))


def test_hints_and_guidance_stand_above_the_answer():
    found = blocks("id: a, kind: text, label: A, hint: A hint., guidance: 'One.\n\n\n          Two.'")
    assert ["A hint.", "One.", "Two."] == texts(found)[:3]


def test_entries_of_a_list_have_room_each():
    found = blocks(
        "id: a, kind: list, label: A, item: priority, max: 2, fields: "
        "[{id: name, kind: text, label: Name}, {id: why, kind: narrative, label: Why}]"
    )
    assert ["Priority 1", "Priority 2"] == [one.words.text for one in of(Heading, found)[1:]]
    assert [["Name", "Why"]] * 2 == [[row.head.text for row in one.rows] for one in of(Table, found)]


def test_evidence_has_a_line_a_part():
    (table,) = of(Table, blocks("id: a, kind: text, label: A, evidence: [reference_year, source]"))
    assert ["Reference year", "Source"] == [row.head.text for row in table.rows]


def test_a_section_alone_holds_no_other():
    form = pathfinder()
    found = of(Heading, document(form, blank=True, sections=["cl_legislation"]).blocks)
    assert ["5.\u2002Child labour: laws"] == [one.words.text for one in found if one.level == 1]
