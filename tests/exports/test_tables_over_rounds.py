"""Tables of several rounds become one: columns that a round lacks are blank, and rounds come one by one."""

from dataclasses import replace

from survey.exports.tables.answers import answers
from survey.exports.tables.over_rounds import stacked
from survey.exports.tables.tables import DataTable, Field, Type
from tests.exports.rounds import naming, source


def table(name_of_round, names, seen=None, codes=()):
    fields = tuple(Field(name, f"{name} {name_of_round}", codes=codes) for name in names)

    def rows():
        if seen is not None:
            seen.append(name_of_round)
        yield [f"{name} of {name_of_round}" for name in names]

    return DataTable("answers", fields, rows, ("a",), lambda row: "sheet" if "2019" in row[0] else "")


def test_columns_stand_in_the_order_of_the_latest_round_and_those_of_earlier_rounds_beside_their_neighbour():
    whole = stacked([table("2020", "abdc"), table("2019", "axbc")])
    assert ["a", "x", "b", "d", "c"] == [field.name for field in whole.fields]
    assert ["a 2020", "x 2019"] == [field.label for field in whole.fields[:2]]
    assert [
        ["a of 2020", None, "b of 2020", "d of 2020", "c of 2020"],
        ["a of 2019", "x of 2019", "b of 2019", None, "c of 2019"],
    ] == [list(row) for row in whole.rows()]


def test_a_round_is_read_only_when_its_rows_come():
    seen = []
    rows = stacked([table("2020", "ab", seen), table("2019", "ab", seen)]).rows()
    assert [] == seen
    assert ["a of 2020", "b of 2020"] == next(rows) and ["2020"] == seen
    assert ["a of 2019", "b of 2019"] == next(rows) and ["2020", "2019"] == seen


def test_a_list_of_codes_stays_closed_only_if_it_is_closed_in_all_rounds():
    earlier, latest = table("2019", "a", codes=("x", "y")), table("2020", "a", codes=("y", "z"))
    assert ("y", "z", "x") == stacked([latest, earlier]).fields[0].codes
    assert () == stacked([table("2020", "a"), earlier]).fields[0].codes


def test_a_row_is_on_the_sheet_that_a_round_knows_for_it():
    whole = stacked([table("2020", "ab"), table("2019", "ab")])
    assert ["", "sheet"] == [whole.sheet_of(row) for row in whole.rows()]


def test_answers_of_the_same_questionnaire_keep_their_columns_their_types_and_their_key():
    now, before = source(), replace(source(), year=2019)
    tables = [answers(of, naming(of)) for of in (now, before)]
    whole = stacked(tables)
    assert tables[0].fields == whole.fields and tables[0].key == whole.key
    assert Type.YEAR is whole.fields[0].type
    assert [*tables[0].rows(), *tables[1].rows()] == list(whole.rows())
