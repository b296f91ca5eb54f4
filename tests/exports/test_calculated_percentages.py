"""A percentage that follows from two numbers is in every file and document, and says how it came there."""

from datetime import date

from survey.answers.relevance import evaluate
from survey.answers.replies import Replies, Reply
from survey.catalogs import INTERFACE, Speaker
from survey.exports import DocumentTexts
from survey.exports.documents.blocks import Paragraph
from survey.exports.documents.filled import Filled
from survey.exports.tables.answers import answers
from survey.exports.tables.figure_rows import figures_table
from survey.exports.tables.naming import Naming
from survey.exports.tables.source import Source
from survey.exports.tables.wide import wide
from survey.figures import add_up, seen_by
from survey.languages import LANGUAGES, ReaderLocale
from survey.reads.library import library_of
from tests.exports.papers import catalogs
from tests.figures.rounds import case, expected, form, number, said

FORM = form(
    number("part", "adds_up: yes"),
    number("whole", "adds_up: yes"),
    "id: share, kind: number, unit: percent, missing: yes, label: Share, rate_of: {part: part, whole: whole}",
)
CASES = [
    case("MDG", "AFR", {"part": 5, "whole": 80}),
    case("GHA", "AFR", {"part": 5, "whole": 10, "share": 50}),
    case("UGA", "AFR", {"part": 9, "whole": 10, "share": said(missing="confidential")}),
]
SOURCE = Source(FORM, 2020, "ILO 2020", lambda: CASES)


def naming():
    speaker = Speaker(LANGUAGES["en"], ReaderLocale(LANGUAGES["en"]), catalogs(), (INTERFACE,))
    return Naming(FORM, speaker)


def rows_of(table):
    names = [field.name for field in table.fields]
    return [dict(zip(names, row, strict=True)) for row in table.rows()]


def test_the_long_table_has_a_row_for_it():
    found = {
        row["country_iso3"]: (row["value_number"], row["status"], row["missing_reason"])
        for row in rows_of(answers(SOURCE, naming()))
        if row["question"] == "share"
    }
    assert {
        "MDG": (6.25, "calculated", ""),
        "GHA": (50, "answered", ""),
        "UGA": (None, "missing", "confidential"),
    } == found


def test_the_wide_table_says_so_in_a_column_of_its_own():
    found = {
        row["country_iso3"]: (row["share"], row["share__status"]) for row in rows_of(wide(SOURCE, naming()))
    }
    assert {"MDG": (6.25, "calculated"), "GHA": (50, "answered"), "UGA": ("", "missing")} == found


def test_figures_have_it_for_the_country_and_respect_a_reason():
    seen = seen_by(add_up(FORM, expected(AFR=("MDG", "GHA", "UGA")), CASES), None)
    rows = [row for row in rows_of(figures_table(SOURCE, naming(), seen, True)) if row["question"] == "share"]
    countries = {
        row["area_code"]: (row["statistic"], row["value"]) for row in rows if row["level"] == "country"
    }
    assert {"MDG": ("calculated", 6.25), "GHA": ("value", 50), "UGA": ("", None)} == countries
    rate = next(row for row in rows if row["area_code"] == "world" and row["statistic"] == "rate")
    assert (11.1111, 2, 1) == (round(rate["value"], 4), rate["n"], rate["missing_confidential"])


def test_a_document_says_it_with_its_note():
    given = Replies(
        {(id_, ""): Reply(id_, "", {"_T": value}) for id_, value in (("part", 1.0), ("whole", 3.0))}
    )
    speaker = library_of([FORM], catalogs(), LANGUAGES).speaker(LANGUAGES["en"], "MG", FORM)
    texts = DocumentTexts(FORM, speaker, ReaderLocale(LANGUAGES["en"], "MG"))
    filled = Filled(texts, evaluate(FORM, given, date(2020, 5, 31)))
    blocks = filled.answer(FORM.questions["share"], "")
    assert ["33.3%", "calculated from the two numbers"] == [
        block.words.text for block in blocks if isinstance(block, Paragraph)
    ]
