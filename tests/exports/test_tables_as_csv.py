"""Answers as CSV, for machines and for people: always the same bytes, and read back as what was said."""

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.exports.tables.answers import AFTER, BEFORE, answers
from survey.exports.tables.as_csv import MACHINES, Dialect, for_people, to_csv
from survey.exports.tables.codebook import codebook, own_rows_table
from survey.exports.tables.figure_rows import figures_table
from survey.exports.tables.safe import BEGINS_FORMULA, safe
from survey.exports.tables.tables import DataTable, Field, Type
from survey.exports.tables.wide import wide
from survey.exports.tables.wide.identifiers import Names
from survey.languages import LANGUAGES, ReaderLocale
from tests.exports.rounds import CASES, EVERY_KIND, naming, seen, source

GOLDEN = Path(__file__).parent / "golden"
PEOPLE_FR = for_people(ReaderLocale(LANGUAGES["fr"]).locale)
PROMISED = """round, country_iso3, country_m49, region_scheme, region_code, section, question, row, sex, age,
kind, value_number, value_year, value_date, currency, value_code, value_text, lang, unit, comment, link,
missing_reason, reference_year, source, reported_to, carried, state, updated_at, status"""


def figures(of, names):
    return figures_table(of, names, seen(of), countries=True)


def for_chile(of, names):
    """The figures as Chile's focal point sees them."""
    return figures_table(of, names, seen(of, {"CHL"}), countries=True)


def written(make, show="codes", language="en", dialect=MACHINES, **how):
    of = source(**how)
    return b"".join(to_csv(make(of, naming(of, show, language)), dialect))


def read(data, dialect=MACHINES):
    text = data.decode("utf-8-sig" if dialect.mark else "utf-8")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=dialect.separator))


FILES = {
    "answers.csv": (answers, "codes", "en", MACHINES),
    "answers-fr.csv": (answers, "labels", "fr", PEOPLE_FR),
    "figures.csv": (figures, "codes", "en", MACHINES),
    "figures-fr.csv": (figures, "labels", "fr", PEOPLE_FR),
    "wide.csv": (wide, "codes", "en", MACHINES),
    "wide-both-es.csv": (wide, "both", "es", MACHINES),
    "wide-fr.csv": (wide, "labels", "fr", PEOPLE_FR),
}


@pytest.mark.parametrize(("name", "how"), FILES.items(), ids=FILES)
def test_files_are_as_they_were_looked_at(name, how):
    """After a change that is meant, `tests.exports.rewriting` writes them anew."""
    assert (GOLDEN / name).read_bytes() == written(*how)


def test_the_long_table_has_exactly_the_promised_columns():
    of = source()
    assert PROMISED.replace("\n", " ").split(", ") == [one.name for one in answers(of, naming(of)).fields]
    assert len(BEFORE) + len(AFTER) + 2 == len(PROMISED.split(","))


def test_every_cell_of_every_answer_has_its_row():
    rows = read(written(answers))
    cells = sum(
        len(answer.get("cells", "x"))
        for case in CASES
        for of_question in case.content["answers"].values()
        for answer in of_question.values()
    )
    assert cells == len(rows)
    assert len(rows) == len({tuple(row[one] for one in ("country_iso3", "question", "row", "sex", "age"))
                             for row in rows})  # fmt: skip


def test_a_missing_answer_has_its_reason_and_no_number():
    (row,) = (one for one in read(written(answers)) if one["question"] == "budget" and one["missing_reason"])
    assert ("confidential", "", "MDG") == (row["missing_reason"], row["value_number"], row["country_iso3"])


def test_nought_is_a_number():
    (row,) = (one for one in read(written(answers)) if one["question"] == "priorities.reached")
    assert "0.0" == row["value_number"]
    assert "0.0" == read(written(wide))[0]["priorities_reached__1"]


def test_numbers_of_a_column_are_written_in_one_manner_for_programs_and_as_they_are_for_people():
    programs = {row["value_number"] for row in read(written(answers))} - {""}
    assert {"1200.0", "1234.5", "0.1"} <= programs and all("." in number for number in programs)
    people = {row["Nombre"] for row in read(written(answers, "labels", "fr", PEOPLE_FR), PEOPLE_FR)}
    assert {"1200", "1234,5", "0,1"} <= people


def test_programs_read_a_range_of_reference_years_and_whether_a_sum_is_a_lower_bound_in_every_row():
    found = read(written(figures))
    assert {"", "2019-2019"} == {row["reference_years"] for row in found}
    assert {"false"} == {row["lower_bound"] for row in found}
    people = read(written(*FILES["figures-fr.csv"]), PEOPLE_FR)
    assert {"", "2019"} == {row["Années de référence"] for row in people}


def test_a_value_stands_in_the_column_of_its_type_and_in_no_other():
    columns = ("value_number", "value_year", "value_date", "value_code", "value_text")
    found = {}
    for row in read(written(answers)):
        used = [name for name in columns if row[name]]
        assert len(used) == (row["status"] in ("answered", "calculated"))
        found.update(dict.fromkeys(used, row[used[0]] if used else ""))
        assert used in ([], [f"value_{row['kind']}"]) or row["kind"] not in ("number", "year", "date", "text")
    assert set(columns) == set(found)


def test_names_of_wide_columns_are_identifiers_and_none_stands_twice():
    names = [field.name for field in wide(source(), naming(source())).fields]
    assert [] == [name for name in names if not re.fullmatch("[a-z][A-Za-z0-9_]*", name)]
    assert len(names) == len({name.lower() for name in names})
    taken = Names()
    assert ["a_b", "a_b_2", "A_B_3"] == [taken.free(name) for name in ("a_b", "a_b", "A_B")]


def test_each_of_several_choices_has_a_column_of_its_own():
    chile, madagascar = read(written(wide))
    assert ("cl ht", "1", "0", "1") == tuple(
        chile[f"themes{choice}"] for choice in ("", "__cl", "__fl", "__ht")
    )
    assert {""} == {madagascar[f"themes{choice}"] for choice in ("", "__cl", "__fl", "__ht")}


CALCULATED = EVERY_KIND.replace(
    "      - {id: law,",
    "      - {id: twice, kind: calculated, unit: persons, calculation: '2 * ${children}', label: Twice}\n"
    "      - {id: law,",
)


def test_what_the_form_calculates_is_in_answers_and_wide_as_it_is_in_figures():
    how = {"form": CALCULATED}
    of_answers = {
        row["country_iso3"]: (row["value_number"], row["kind"], row["status"], row["unit"])
        for row in read(written(answers, **how))
        if row["question"] == "twice"
    }
    of_wide = {row["country_iso3"]: row["twice"] for row in read(written(wide, **how))}
    assert {"calculated"} == {row["twice__status"] for row in read(written(wide, **how))}
    assert {"calculated"} == {
        row["statistic"]
        for row in read(written(figures, **how))
        if row["question"] == "twice" and row["level"] == "country" and row["statistic"]
    }
    of_figures = {
        row["area_code"]: row["value"]
        for row in read(written(figures, **how))
        if row["question"] == "twice" and row["level"] == "country" and row["statistic"]
    }
    assert {"CHL": ("2400.0", "calculated", "calculated", "persons"),
            "MDG": ("14.0", "calculated", "calculated", "persons")} == of_answers  # fmt: skip
    assert {code: value for code, (value, *_) in of_answers.items()} == of_wide
    assert of_wide == of_figures


def test_all_who_report_are_called_what_the_questionnaire_calls_them():
    named = EVERY_KIND.replace("units:\n", "all_reporters: The eight of us\nunits:\n", 1)
    for how, name in (({}, "All pathfinder countries"), ({"form": named}, "The eight of us")):
        found = {row["area_name"] for row in read(written(figures, **how)) if row["area_code"] == "world"}
        assert {name} == found


def test_people_read_words_and_not_codes():
    """Units of statistics, yes and no, the entries of lists, kinds of question, languages, and questions."""
    of_figures = read(written(figures, "labels", "es", PEOPLE_FR), PEOPLE_FR)
    assert {"", "%", "año", "fecha", "persons", "amount"} == {row["Unidad"] for row in of_figures}
    of_answers = read(written(answers, "labels", "es", PEOPLE_FR), PEOPLE_FR)
    assert {"Sí", "No"} == {row["Tomada del año anterior"] for row in of_answers}
    assert {"Número", "Sí o no", "Varias opciones", "Texto breve", "Texto largo"} <= {
        row["Tipo de pregunta"] for row in of_answers
    }
    assert {"", "español"} == {row["Idioma del texto"] for row in of_answers}
    assert {"1.1 Children", "2.3 Ratified"} <= {row["Pregunta"] for row in of_figures}
    codes = {name: {row[name] for row in read(written(answers))} for name in ("kind", "lang")}
    assert {"number", "yes_no"} <= codes["kind"] and {"", "es"} == codes["lang"]
    entries = {row["Fila"] for row in of_answers if row["Pregunta"].startswith("2.5")}
    assert {"1. Inspección", "2. @home"} == entries
    codes = {row["row"] for row in read(written(answers)) if row["question"].startswith("priorities")}
    assert {"e1", "e2"} == codes


def test_codes_are_the_same_in_all_languages():
    files = {language: written(answers, "codes", language) for language in LANGUAGES}
    assert 1 == len(set(files.values()))


def test_labels_are_in_the_readers_language():
    row = read(written(wide, "labels", "fr", PEOPLE_FR), PEOPLE_FR)[1]
    assert ("Madagascar", "Afrique", "Publié") == (row["Pays"], row["Région"], row["État du rapport"])
    assert "0,1" == row["1.3 Share"]


def test_a_preview_says_so_in_every_row():
    for make in (answers, wide):
        assert {"2020 preview"} == {row["round"] for row in read(written(make, preview=True))}


def test_words_that_begin_as_formulas_do_are_text_to_the_spreadsheets_of_people():
    rows = read(written(answers, dialect=PEOPLE_FR), PEOPLE_FR)
    values = [value for row in rows for value in row.values() if value]
    assert {"'=HYPERLINK(1)", "'+56 2 5555 is our number", "'@home"} <= set(values)
    assert [] == [one for one in values if one.startswith(("=", "+", "-", "@", "\t", "\r"))]


FORMULA = "=HYPERLINK(1)"


def hostile(table):
    """A table with a formula in every cell that could hold a text."""

    def rows():
        for row in table.rows():
            yield [FORMULA if cell is None or isinstance(cell, str) else cell for cell in row]

    return replace(table, rows=rows)


def test_no_text_of_any_column_is_a_formula():
    of = source()
    for show, language in (("codes", "en"), ("labels", "fr"), ("both", "es")):
        names = naming(of, show, language)
        tables = (
            answers(of, names),
            wide(of, names),
            figures(of, names),
            own_rows_table(of, names),
            codebook(of, [names]),
        )
        for table in tables:
            data = b"".join(to_csv(hostile(table), PEOPLE_FR)).decode("utf-8-sig")
            found = list(csv.reader(io.StringIO(data, newline=""), delimiter=PEOPLE_FR.separator))
            assert len(found) > 1, table.name
            cells = [cell for row in found for cell in row]
            assert [] == [cell for cell in cells if cell.startswith("=")], table.name
            assert f"'{FORMULA}" in cells


@pytest.mark.parametrize("kind", Type)
@pytest.mark.parametrize("begins", BEGINS_FORMULA)
def test_no_type_of_column_lets_a_formula_pass(kind, begins):
    text = f"{begins}1+1"
    table = DataTable("t", (Field("cell", text, kind),), lambda: iter([[text]]))
    for dialect, expected in ((MACHINES, text), (PEOPLE_FR, f"'{text}")):
        data = b"".join(to_csv(table, dialect)).decode("utf-8-sig")
        assert [[expected], [expected]] == list(csv.reader(io.StringIO(data, newline="")))


def test_programs_get_words_as_they_were_written():
    values = {value for row in read(written(answers)) for value in row.values()}
    assert {"=HYPERLINK(1)", "+56 2 5555 is our number", "@home"} <= values
    assert [] == [one for one in values if one.startswith("'")]


def test_figures_have_exactly_the_promised_columns():
    of = source()
    promised = """round, level, area_code, area_name, question, label, row, sex, age, statistic, currency,
    reference_years, value, unit, countries_expected, countries_reporting, coverage, change,
    countries_compared, n, missing_not_available, missing_not_applicable, missing_included_elsewhere,
    missing_confidential, not_asked, blank, answered_apart, no_report, reference_years_given,
    reference_years_differ, lower_bound, answers_carried, region_scheme, edition"""
    assert promised.replace("\n    ", " ").split(", ") == [one.name for one in figures(of, naming(of)).fields]


def test_no_figure_is_there_twice():
    of = source()
    key = figures(of, naming(of)).key
    rows = [tuple(row[one] for one in key) for row in read(written(figures))]
    assert {"country", "region", "world"} == {row[key.index("level")] for row in rows}
    assert len(rows) == len(set(rows))


def test_figures_of_the_world_regions_and_countries():
    rows = [row for row in read(written(figures)) if row["question"] == "children" and row["sex"] == "_T"]
    found = {(row["area_code"], row["statistic"]): row["value"] for row in rows if row["age"] == "_T"}
    assert ("1207.0", "1200.0", "7.0", "1200.0") == tuple(
        found[one] for one in (("world", "sum"), ("AME", "sum"), ("AFR", "sum"), ("CHL", "value"))
    )
    world = next(row for row in rows if row["area_code"] == "world")
    assert ("3", "2", "0.6667") == tuple(
        world[one] for one in ("countries_expected", "countries_reporting", "coverage")
    )


def test_readers_who_may_not_read_the_answers_see_no_figure_of_few():
    rows = read(written(for_chile))
    others = [row for row in rows if row["area_code"] in ("world", "AFR") and row["question"] == "children"
              and row["sex"] == row["age"] == "_T"]  # fmt: skip
    assert {"CHL"} == {row["area_code"] for row in rows if row["level"] == "country"}
    assert ["withheld", "withheld"] == [row["statistic"] for row in others]
    assert {""} == {row["value"] for row in others}
    assert "1200.0" in {row["value"] for row in rows if row["area_code"] == "CHL"}


def table_of(rows):
    kinds = (("text", Type.TEXT), ("number", Type.NUMBER))
    return DataTable("t", tuple(Field(name, name, kind) for name, kind in kinds), lambda: iter(rows))


NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**15), 10**15)


@given(
    st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), NUMBERS))
)
def test_whatever_is_said_is_read_back(rows):
    for dialect in (MACHINES, PEOPLE_FR, Dialect("\ufeff", ",", ".")):
        data = b"".join(to_csv(table_of(rows), dialect))
        found = read(data, dialect)
        told = [safe(text) if dialect.guarded else text for text, _ in rows]
        assert told == [one["text"] for one in found]
        numbers = [float(one["number"].replace(dialect.decimal, ".")) for one in found]
        assert numbers == pytest.approx([float(number) for _, number in rows], rel=1e-15, abs=1e-19)
        risky = [one for one in found if one["text"].startswith(("=", "+", "-", "@", "\t", "\r"))]
        assert [] == (risky if dialect.guarded else [])


def test_a_row_with_a_value_comes_early_for_each_column_of_numbers_of_programs_and_of_nobody_else():
    """Polars takes a column for texts where the first hundred rows are blank."""
    rows = [("a", None)] * 150 + [("b", 7), ("a", None), ("c", 8)]
    assert ["b", "a"] == [row["text"] for row in read(b"".join(to_csv(table_of(rows))))][:2]
    found = [(row["text"], row["number"]) for row in read(b"".join(to_csv(table_of(rows))))]
    assert sorted((text, f"{number}.0" if number else "") for text, number in rows) == sorted(found)
    people = read(b"".join(to_csv(table_of(rows), PEOPLE_FR)), PEOPLE_FR)
    assert [text for text, _ in rows] == [row["text"] for row in people]


def test_many_rows_come_a_few_at_a_time():
    chunks = list(to_csv(table_of([("a", number) for number in range(1600)])))
    assert 1601 == b"".join(chunks).count(b"\r\n")
    assert len(chunks) >= 4


@pytest.mark.parametrize(
    ("language", "country", "separator", "decimal"),
    [
        ("en", "", ",", "."),
        ("fr", "", ";", ","),
        ("es", "", ";", ","),
        ("es", "MX", ",", "."),
        ("es", "CL", ";", ","),
    ],
)
def test_people_get_what_their_spreadsheet_reads(language, country, separator, decimal):
    dialect = for_people(ReaderLocale(LANGUAGES[language], country).locale)
    assert ("\ufeff", separator, decimal) == (dialect.mark, dialect.separator, dialect.decimal)
