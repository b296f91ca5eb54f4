"""What a later edition may do to an earlier one, and what it may not."""

from pathlib import Path

from survey.questionnaire.editions import changed_ids
from survey.questionnaire.reading import read_file, read_text

EDITIONS = Path(__file__).parents[1] / "forms" / "good" / "editions"
RENEW = "give the new question a new id, and add the old one to 'retired'"
RETIRE = "keep it, or add it to 'retired' with the reason"
UNITS = "units: {persons: {label: persons, measure: count}, cases: {label: cases, measure: count}}\n"
PLAN = "id: plan, kind: yes_no, label: Plan"


def edition(year, *questions, retired="", units=UNITS):
    inner = "".join(f"      - {{{question}}}\n" for question in questions)
    head = f"questionnaire: tiny\nedition: '{year}'\ntitle: Tiny\n{units}"
    tail = f"retired: {{{retired}}}\n" if retired else ""
    text = f"{head}sections:\n  - id: only\n    title: Only\n    questions:\n{inner}{tail}"
    return read_text(text.encode(), f"{year}.yaml")


def complaints(*editions):
    return [str(mistake) for mistake in changed_ids(editions, [f"{one.edition}.yaml" for one in editions])]


def test_a_later_edition_may_add_retire_and_reword():
    assert [] == complaints(*(read_file(EDITIONS / f"{year}.yaml") for year in (2019, 2020)))


def test_a_question_that_changes_its_kind_needs_a_new_id():
    assert [
        f"2020.yaml:9: question 'plan' is of kind text, but was of kind yes_no in edition 2019; {RENEW}"
    ] == complaints(edition(2019, PLAN), edition(2020, "id: plan, kind: text, label: Plan"))


def test_a_question_that_changes_its_unit_needs_a_new_id():
    number = "id: a, kind: number, adds_up: yes, label: A, unit: "
    sentence = (
        "2020.yaml:9: question 'a' is of kind number in cases (count), "
        f"but was of kind number in persons (count) in edition 2019; {RENEW}"
    )
    assert [sentence] == complaints(edition(2019, f"{number}persons"), edition(2020, f"{number}cases"))


def test_a_unit_that_changes_its_measure_changes_the_questions():
    number = "id: a, kind: number, adds_up: yes, label: A, unit: persons"
    newer = edition(2020, number, units="units: {persons: {label: persons, measure: amount}}\n")
    assert 1 == len(complaints(edition(2019, number), newer))


def test_a_question_that_gets_rows_needs_a_new_id():
    assert 1 == len(complaints(edition(2019, PLAN), edition(2020, f"{PLAN}, rows: {{a: A}}")))


def test_a_question_does_not_go_in_silence():
    other = "id: other, kind: text, label: Other"
    assert [f"2020.yaml:1: question 'plan' of edition 2019 is gone; {RETIRE}"] == complaints(
        edition(2019, PLAN, other), edition(2020, other)
    )


def test_notes_and_calculations_may_go():
    extra = "id: n, kind: note, label: Note", 'id: c, kind: calculated, calculation: "1", label: One'
    assert [] == complaints(edition(2019, PLAN, *extra), edition(2020, PLAN))


def test_a_retired_id_never_comes_back():
    assert ["2021.yaml:10: question 'old' was retired in edition 2020; take a new id"] == complaints(
        edition(2019, PLAN, "id: old, kind: text, label: Old"),
        edition(2020, PLAN, retired="old: Nobody asked."),
        edition(2021, PLAN, "id: old, kind: text, label: Old again"),
    )


def test_an_id_keeps_its_meaning_through_an_edition_that_did_not_ask_it():
    text, year = "id: list, kind: text, label: List", "id: list, kind: year, label: List"
    found = complaints(edition(2019, PLAN, text), edition(2020, PLAN), edition(2021, PLAN, year))
    assert ["2020.yaml:1:", "2021.yaml:10:"] == [one.split(" ")[0] for one in found]
